"""Relationships with joins of their own, without a constraint in the table, or over one column."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, foreign, mapped_column, relationship, remote


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))

    notes: Mapped[list[Note]] = relationship(
        primaryjoin=lambda: sa.and_(Person.id == foreign(Note.subject_id), Note.subject_kind == "person"),
        overlaps="notes",
    )


class Place(Base):
    __tablename__ = "places"

    id: Mapped[int] = mapped_column(primary_key=True)

    notes: Mapped[list[Note]] = relationship(
        primaryjoin=lambda: sa.and_(Place.id == foreign(Note.subject_id), Note.subject_kind == "place"),
        overlaps="notes",
    )


class Note(Base):
    """A generic foreign key, without constraint; joins with a constant."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(sa.String(20))
    subject_id: Mapped[int] = mapped_column(sa.Integer)

    person: Mapped[Person | None] = relationship(
        primaryjoin=lambda: sa.and_(Person.id == foreign(Note.subject_id), Note.subject_kind == "person"),
        viewonly=True,
    )


class Visit(Base):
    """No constraint in the table; the annotations tell the direction."""

    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    visitor_id: Mapped[int] = mapped_column(sa.Integer)
    place_id: Mapped[int | None] = mapped_column(sa.Integer)

    visitor: Mapped[Person] = relationship(primaryjoin=lambda: foreign(Visit.visitor_id) == remote(Person.id))
    place: Mapped[Place | None] = relationship(primaryjoin=lambda: foreign(Visit.place_id) == remote(Place.id))


class Ticket(Base):
    """Two relationships over one column, one of them viewonly, one writing; a join with a constant."""

    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(sa.String(10), default="open")

    holder_view: Mapped[Person] = relationship(viewonly=True)
    holder: Mapped[Person] = relationship(overlaps="owner,holder_view")
    owner: Mapped[Person] = relationship(overlaps="holder,holder_view")
    open_holder: Mapped[Person | None] = relationship(
        primaryjoin=lambda: sa.and_(Ticket.holder_id == Person.id, Ticket.state == "open"), viewonly=True
    )


class Plan(Base):
    """Its key is called a foreign one by a relationship; it is the other table that has a foreign key."""

    __tablename__ = "plans"

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(20))

    subscriptions: Mapped[Subscription | None] = relationship(
        foreign_keys=id, primaryjoin=lambda: Subscription.plan_id == Plan.id, back_populates="plan"
    )


class Subscription(Base):
    __tablename__ = "subscriptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(sa.String(36), ForeignKey("plans.id"))

    plan: Mapped[list[Plan]] = relationship(
        foreign_keys=Plan.id, primaryjoin=lambda: Subscription.plan_id == Plan.id, back_populates="subscriptions"
    )
