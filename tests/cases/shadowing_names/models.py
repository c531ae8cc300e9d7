"""Classes called as what a generated module imports or defines, attributes called as what a class body uses."""

from __future__ import annotations

import datetime as dt
import decimal
import enum

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Faker(enum.Enum):
    """An enum that is called as factory_boy's class, which other attributes need."""

    YES = "yes"
    NO = "no"


class BaseFactory(Base):
    __tablename__ = "base_factories"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50), unique=True)

    traits: Mapped[list[Trait]] = relationship(back_populates="SubFactory", foreign_keys="Trait.base_id")


class Trait(Base):
    """Its parents are called as declarations, and one of them may be missing."""

    __tablename__ = "traits"

    id: Mapped[int] = mapped_column(primary_key=True)
    Params: Mapped[int]
    base_id: Mapped[int] = mapped_column(ForeignKey("base_factories.id"))
    key_id: Mapped[int] = mapped_column(ForeignKey("keys.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("base_factories.id"))

    SubFactory: Mapped[BaseFactory] = relationship(back_populates="traits", foreign_keys=base_id)
    Trait: Mapped[BaseFactory | None] = relationship(foreign_keys=other_id)


class Key(Base):
    """Attributes called as modules, classes and functions whose names stand in the class's body."""

    __tablename__ = "keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    Sequence: Mapped[str] = mapped_column(sa.String(50), unique=True)
    date: Mapped[dt.date] = mapped_column(unique=True)
    timedelta: Mapped[dt.timedelta] = mapped_column(sa.Interval, unique=True)
    Decimal: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(12, 2), unique=True)
    start_date: Mapped[dt.date]
    end_date: Mapped[dt.date]
    Faker: Mapped[Faker] = mapped_column(sa.Enum(Faker))
    Meta: Mapped[str] = mapped_column(sa.String(20))
    exclude: Mapped[str] = mapped_column(sa.String(20))
    _late: Mapped[str] = mapped_column(sa.String(20))


class Owner(Base):
    """Columns that no attribute of Python code could be called like."""

    __table__ = sa.Table(
        "owners",
        Base.metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("class", sa.String(20), nullable=False),
        sa.Column("from", sa.String(20), nullable=False),
        sa.Column("a__b", sa.String(20), nullable=False),
        sa.Column("first name", sa.String(20), nullable=False, key="first_name"),
        sa.Column("größe", sa.Integer, nullable=False),
        sa.Column("lambda", ForeignKey("keys.id"), nullable=False),
    )


class Child(Base):
    __tablename__ = "children"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column("owner id", ForeignKey("owners.id"))
    o__wner: Mapped[Owner] = relationship()
