"""Enums of every kind: the member is passed where the column wants the member, the value where it wants the value."""

import enum
from typing import Literal, Optional

from sqlalchemy import Enum, String
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
