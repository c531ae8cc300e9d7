"""Attributes that are no plain columns: composites, SQL expressions, synonyms, hybrids, proxies, views."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    column_property,
    composite,
    deferred,
    mapped_column,
    query_expression,
    relationship,
    synonym,
)


class Base(DeclarativeBase):
    pass


@dataclasses.dataclass
class Point:
    x: int
    y: int


class Money:
    """A composite of a class that hides what it is made of."""

    def __init__(self, amount: Decimal, currency: str) -> None:
        if not currency.isupper():
            raise ValueError("a currency is written in capitals")
        self.amount, self.currency = amount, currency

    def __composite_values__(self) -> tuple[Decimal, str]:
        return self.amount, self.currency

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and other.__composite_values__() == self.__composite_values__()

    __hash__ = None  # type: ignore[assignment]


class Route(Base):
    __tablename__ = "routes"

    id: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[Point] = composite(mapped_column("x1"), mapped_column("y1"))
    end: Mapped[Point] = composite(mapped_column("x2"), mapped_column("y2"))
    price_amount: Mapped[Decimal] = mapped_column(sa.Numeric(8, 2))
    price_currency: Mapped[str] = mapped_column(sa.String(3))
    price: Mapped[Money] = composite(Money, "price_amount", "price_currency")


class Person(Base):
    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_name: Mapped[str] = mapped_column(sa.String(40))
    last_name: Mapped[str] = mapped_column(sa.String(40))
    _email: Mapped[str] = mapped_column("email", sa.String(80), unique=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    biography: Mapped[str] = deferred(mapped_column(sa.Text))
    full_name: Mapped[str] = column_property(first_name + " " + last_name)
    surname: Mapped[str] = synonym("last_name")
    score: Mapped[float] = query_expression()

    pets: Mapped[list[Pet]] = relationship(back_populates="person")
    cats: Mapped[list[Pet]] = relationship(
        primaryjoin="and_(Person.id == Pet.person_id, Pet.species == 'cat')", viewonly=True
    )
    pet_names: AssociationProxy[list[str]] = association_proxy("pets", "name", creator=lambda name: Pet(name=name))

    @hybrid_property
    def email(self) -> str:
        return self._email

    @email.setter  # type: ignore[no-redef]
    def email(self, value: str) -> None:
        self._email = value.lower()

    @property
    def password(self) -> str:
        raise AttributeError("a password cannot be read")

    @password.setter
    def password(self, value: str) -> None:
        self.password_hash = f"hashed-{value}"


class Pet(Base):
    __tablename__ = "pets"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    species: Mapped[str] = mapped_column(sa.String(10), default="dog")
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))

    person: Mapped[Person] = relationship(back_populates="pets")
    owner_name: AssociationProxy[str] = association_proxy("person", "full_name")


Person.number_of_pets = column_property(
    sa.select(sa.func.count(Pet.id)).where(Pet.person_id == Person.id).scalar_subquery()
)
Person.pets_of_a_kind = column_property(
    sa.select(sa.func.count(Pet.id))
    .where(Pet.person_id == Person.id, Pet.species == sa.bindparam("species"))
    .scalar_subquery(),
    deferred=True,
)
"""What wants to be told something when it is read."""
