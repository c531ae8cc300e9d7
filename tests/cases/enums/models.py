"""Enums of every kind: the member is passed where the column wants the member, the value where it wants the value."""

import enum
from typing import Literal, Optional

from sqlalchemy import Boolean, CheckConstraint, Enum, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Colour(enum.Enum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"


class Size(str, enum.Enum):
    SMALL = "S"
    LARGE = "L"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


Awkward = enum.Enum("Awkward", {"in stock": "in", "class": "c", "sold-out": "out"})
Hidden = enum.Enum("NotItsOwnName", {"YES": 1, "NO": 2})
Size.__doc__ = "Letters on labels."


def values(members: type[enum.Enum]) -> list[str]:
    return [member.value for member in members]


class Item(Base):
    """One column for each way to say it."""

    class Status(enum.Enum):
        NEW = "new"
        OLD = "old"

    __tablename__ = "item"

    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[Colour]
    by_value: Mapped[Colour] = mapped_column(Enum(Colour, values_callable=values, name="colour_value"))
    checked: Mapped[Colour] = mapped_column(Enum(Colour, native_enum=False, create_constraint=True, name="is_colour"))
    checked_value: Mapped[Colour] = mapped_column(
        Enum(Colour, native_enum=False, create_constraint=True, values_callable=values, length=12, name="has_value")
    )
    size: Mapped[Size]
    size_value: Mapped[Size] = mapped_column(Enum(Size, values_callable=values, name="size_value"))
    size_text: Mapped[Size] = mapped_column(String(5))
    size_or_none: Mapped[Optional[Size]] = mapped_column(String(5))
    level: Mapped[Level]
    status: Mapped[Status]
    awkward: Mapped[Awkward]
    hidden: Mapped[Hidden] = mapped_column(Enum(Hidden, name="hidden"))
    mood: Mapped[Literal["happy", "sad"]]
    mood_text: Mapped[Literal["fine", "bad"]] = mapped_column(String(4))
    plain: Mapped[str] = mapped_column(Enum("one", "two words", "it's", name="plain"))


class Stock(Base):
    """Enums among which no two rows may be alike."""

    __tablename__ = "stock"

    colour: Mapped[Colour] = mapped_column(primary_key=True)
    size: Mapped[Size] = mapped_column(Enum(Size, values_callable=values, name="stock_size"))
    level: Mapped[Awkward] = mapped_column(unique=True)


class Metal(enum.Enum):
    IRON = "iron"
    COPPER = "copper"
    RED_METAL = "copper"


class Pairs(enum.Enum):
    ONE = (1, "one")
    TWO = (2, "two")


class Ticket(Base):
    """Constraints that the types bring, and CHECKs about them; names that suggest something else."""

    __tablename__ = "ticket"
    __table_args__ = (
        CheckConstraint("colour <> 'RED'"),
        CheckConstraint("by_value <> 'red'"),
        CheckConstraint("awkward NOT IN ('in stock', 'sold-out')"),
        CheckConstraint("size <> 'S'"),
        CheckConstraint("word <> 'one'"),
        CheckConstraint("mood <> 'happy'"),
        CheckConstraint("status <> 'closed' OR closed_by IS NOT NULL"),
        CheckConstraint("length(pair) = 3 AND pair <> 'ONE'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(
        Enum("closed", "it's: 5 % open", native_enum=False, create_constraint=True, name="status")
    )
    country: Mapped[Optional[str]] = mapped_column(
        Enum("DE", "FR", native_enum=False, create_constraint=True, length=10)
    )
    email: Mapped[str] = mapped_column(Enum("home", "work", native_enum=False, create_constraint=True, name="email"))
    metal: Mapped[Metal] = mapped_column(Enum(Metal, native_enum=False, create_constraint=True, name="metal"))
    colour: Mapped[Colour] = mapped_column(
        Enum(Colour, native_enum=False, create_constraint=True, name="ticket_colour")
    )
    by_value: Mapped[Colour] = mapped_column(
        Enum(Colour, native_enum=False, create_constraint=True, values_callable=values, name="ticket_value")
    )
    awkward: Mapped[Awkward] = mapped_column(Enum(Awkward, native_enum=False, length=20))
    pair: Mapped[Pairs] = mapped_column(Enum(Pairs, native_enum=False, length=20))
    size: Mapped[Size] = mapped_column(String(5))
    word: Mapped[Literal["one", "two"]] = mapped_column(String(5))
    mood: Mapped[Optional[Literal["happy", "sad"]]] = mapped_column(Enum("happy", "sad", native_enum=False))
    is_active: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="is_active"))
    paid: Mapped[Optional[bool]] = mapped_column(Boolean(create_constraint=True))
    closed_by: Mapped[Optional[str]] = mapped_column(String(30))


class Label(Base):
    """Columns of text that hold enums, among which no two rows may be alike."""

    __tablename__ = "label"
    __table_args__ = (CheckConstraint("kind <> 'none'"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[Size] = mapped_column(String(10), unique=True)
    letter: Mapped[Literal["r", "w"]] = mapped_column(String(1), unique=True)
    kind: Mapped[str] = mapped_column(Enum("none", "some", "all", native_enum=False), unique=True)
