"""CHECK constraints of every common shape; the last cannot be solved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))


class Firm(Base):
    __tablename__ = "firms"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))


class Offer(Base):
    __tablename__ = "offers"
    __table_args__ = (
        CheckConstraint("low < high"),
        CheckConstraint("(person_id IS NULL) <> (firm_id IS NULL)"),
        CheckConstraint("state <> 'done' OR finished_on IS NOT NULL"),
        CheckConstraint("lower(handle) = handle"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rating: Mapped[int] = mapped_column(CheckConstraint("rating BETWEEN 1 AND 5"))
    price: Mapped[Decimal] = mapped_column(sa.Numeric(8, 2), CheckConstraint("price > 0"))
    grade: Mapped[str] = mapped_column(sa.String(3), CheckConstraint("length(grade) = 3"))
    branch: Mapped[str] = mapped_column(sa.String(60), CheckConstraint("branch LIKE 'refs/heads/%'"))
    state: Mapped[str] = mapped_column(sa.String(10), CheckConstraint("state IN ('done', 'open')"))
    finished_on: Mapped[date | None]
    low: Mapped[int]
    high: Mapped[int]
    handle: Mapped[str] = mapped_column(sa.String(30), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    firm_id: Mapped[int | None] = mapped_column(ForeignKey("firms.id"))

    person: Mapped[Person | None] = relationship()
    firm: Mapped[Firm | None] = relationship()
