"""The types of SQLAlchemy-Utils."""

import enum
from typing import Any

import sqlalchemy_utils as utils
from sqlalchemy import CheckConstraint, Integer
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Rank(enum.Enum):
    HIGH = 1
    LOW = 2


class Person(Base):
    """One column for each type, named so that the name does not tell."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[Any] = mapped_column(utils.ChoiceType([("admin", "Administrator"), ("guest", "A guest")]))
    grade: Mapped[Any] = mapped_column(utils.ChoiceType([(1, "first"), (2, "second")], impl=Integer()))
    rank: Mapped[Any] = mapped_column(utils.ChoiceType(Rank, impl=Integer()))
    contact: Mapped[str] = mapped_column(utils.EmailType)
    site: Mapped[Any] = mapped_column(utils.URLType)
    key: Mapped[Any] = mapped_column(utils.UUIDType)
    login: Mapped[Any] = mapped_column(utils.PasswordType(schemes=["plaintext"]))
    settings: Mapped[Any] = mapped_column(utils.JSONType)
    mobile: Mapped[Any] = mapped_column(utils.PhoneNumberType)
    home: Mapped[Any] = mapped_column(utils.CountryType)
    money: Mapped[Any] = mapped_column(utils.CurrencyType)
    host: Mapped[Any] = mapped_column(utils.IPAddressType)
    seen: Mapped[Any] = mapped_column(utils.ArrowType)
    speaks: Mapped[Any] = mapped_column(utils.LocaleType)
    words: Mapped[Any] = mapped_column(utils.ScalarListType)


class Account(Base):
    """Of none of these do two rows share a value."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact: Mapped[str] = mapped_column(utils.EmailType, unique=True)
    site: Mapped[Any] = mapped_column(utils.URLType(), unique=True)
    key: Mapped[Any] = mapped_column(utils.UUIDType(binary=False), unique=True)
    mobile: Mapped[Any] = mapped_column(utils.PhoneNumberType, unique=True)
    host: Mapped[Any] = mapped_column(utils.IPAddressType, unique=True)


class Seat(Base):
    """As many rows as there are choices."""

    __tablename__ = "seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[Any] = mapped_column(utils.ChoiceType([("admin", "Administrator"), ("guest", "A guest")]), unique=True)
    rank: Mapped[Any] = mapped_column(utils.ChoiceType(Rank, impl=Integer()), unique=True)


class Desk(Base):
    """Choices of which a CHECK leaves some."""

    __tablename__ = "desk"
    __table_args__ = (CheckConstraint("role <> 'admin'"), CheckConstraint("place > 1"), CheckConstraint("rank > 1"))

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[Any] = mapped_column(utils.ChoiceType([("admin", "Administrator"), ("guest", "A guest")]))
    place: Mapped[Any] = mapped_column(utils.ChoiceType([(1, "first"), (2, "second")], impl=Integer()))
    rank: Mapped[Any] = mapped_column(utils.ChoiceType(Rank, impl=Integer()))
