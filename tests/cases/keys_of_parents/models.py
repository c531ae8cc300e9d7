"""Foreign keys to unique columns, parallel ones, ones that are the primary key, ones with a default."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Currency(Base):
    """Referred to by its code."""

    __tablename__ = "currencies"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(3), unique=True)
    token: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    slot: Mapped[int] = mapped_column(sa.Integer, unique=True)


class Price(Base):
    __tablename__ = "prices"

    id: Mapped[int] = mapped_column(primary_key=True)
    currency_code: Mapped[str] = mapped_column(ForeignKey("currencies.code"))
    token: Mapped[uuid.UUID] = mapped_column(ForeignKey("currencies.token"))

    currency: Mapped[Currency] = relationship(foreign_keys=currency_code)


class Quote(Base):
    """By key only; two foreign keys to one table, by different columns."""

    __tablename__ = "quotes"

    id: Mapped[int] = mapped_column(primary_key=True)
    currency_code: Mapped[str] = mapped_column(ForeignKey("currencies.code"))
    slot: Mapped[int] = mapped_column(ForeignKey("currencies.slot"))


class Person(Base):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))


class Address(Base):
    __tablename__ = "addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str] = mapped_column(sa.String(50))


class Purchase(Base):
    """Parallel foreign keys."""

    __tablename__ = "purchases"

    id: Mapped[int] = mapped_column(primary_key=True)
    billing_address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    shipping_address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    billing_address: Mapped[Address] = relationship(foreign_keys=billing_address_id)
    shipping_address: Mapped[Address] = relationship(foreign_keys=shipping_address_id)
    created_by: Mapped[Person] = relationship(foreign_keys=created_by_id)
    updated_by: Mapped[Person | None] = relationship(foreign_keys=updated_by_id)


class Profile(Base):
    """Its key is its person's."""

    __tablename__ = "profiles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    bio: Mapped[str] = mapped_column(sa.Text)

    person: Mapped[Person] = relationship()


class Badge(Base):
    """Its key is its profile's, which is the person's."""

    __tablename__ = "badges"

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.person_id"), primary_key=True)

    profile: Mapped[Profile] = relationship()


class Course(Base):
    __tablename__ = "courses"

    id: Mapped[str] = mapped_column(String(50), primary_key=True, default="default_course")


class Assignment(Base):
    """The course that is its default is not there."""

    __tablename__ = "assignments"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str | None] = mapped_column(ForeignKey("courses.id"), default="default_course")


class Lesson(Base):
    """The same with a relationship, and a default that the server has."""

    __tablename__ = "lessons"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id"), server_default="default_course")

    course: Mapped[Course] = relationship()


class Attendance(Base):
    """An association object by key only, with an attribute of its own."""

    __tablename__ = "attendances"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    grade: Mapped[int]


class Friendship(Base):
    """An association of a table with itself."""

    __tablename__ = "friendships"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    friend_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    since: Mapped[int]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    friend: Mapped[Person] = relationship(foreign_keys=friend_id)
