"""What tells the class of a row: an enum, a number, a column of another name, an expression; never set by a factory."""

from __future__ import annotations

import enum

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Kind(enum.Enum):
    PAGE = "page"
    IMAGE = "image"


class Content(Base):
    """No row is only content."""

    __tablename__ = "contents"
    __mapper_args__ = {"polymorphic_on": "kind"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
    title: Mapped[str] = mapped_column(sa.String(60))


class Page(Content):
    __mapper_args__ = {"polymorphic_identity": Kind.PAGE}

    text: Mapped[str | None] = mapped_column(sa.Text)


class Image(Content):
    __mapper_args__ = {"polymorphic_identity": Kind.IMAGE}

    width: Mapped[int | None]


class Account(Base):
    """By number; the column has a default as well, and is called otherwise."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    type_of: Mapped[int] = mapped_column("type", sa.SmallInteger, default=1)
    iban: Mapped[str] = mapped_column(sa.String(34), unique=True)

    __mapper_args__ = {"polymorphic_on": type_of, "polymorphic_identity": 1}


class Savings(Account):
    __mapper_args__ = {"polymorphic_identity": 2}

    rate: Mapped[float | None]


class Employee(Base):
    """By an expression, to which a row that is loaded has to fit."""

    __tablename__ = "employees"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    code: Mapped[str] = mapped_column(sa.String(1))

    __mapper_args__ = {
        "polymorphic_on": sa.case((code == "M", "manager"), (code == "E", "engineer"), else_="employee"),
        "polymorphic_identity": "employee",
    }


class Manager(Employee):
    __mapper_args__ = {"polymorphic_identity": "manager"}


class Engineer(Employee):
    __mapper_args__ = {"polymorphic_identity": "engineer"}
