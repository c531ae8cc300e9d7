"""Arrays of enums, and PostgreSQL's own enum types."""

import enum

from sqlalchemy import ARRAY, CheckConstraint, Enum
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Colour(enum.Enum):
    RED = "red"
    GREEN = "green"


def values(members: type[enum.Enum]) -> list[str]:
    return [member.value for member in members]


class Paint(Base):
    """Each by name, by value and as plain text."""

    __tablename__ = "paint"

    id: Mapped[int] = mapped_column(primary_key=True)
    own: Mapped[Colour] = mapped_column(postgresql.ENUM(Colour, name="own_colour"))
    own_value: Mapped[Colour] = mapped_column(postgresql.ENUM(Colour, values_callable=values, name="own_value"))
    texts: Mapped[str] = mapped_column(postgresql.ENUM("matt", "high gloss", name="finish"))
    several: Mapped[list[Colour]] = mapped_column(ARRAY(Enum(Colour, name="colour")))
    several_values: Mapped[list[Colour]] = mapped_column(
        postgresql.ARRAY(Enum(Colour, values_callable=values, name="colour_value"))
    )
    several_texts: Mapped[list[str]] = mapped_column(ARRAY(Enum("left", "right", name="side")))


class Brush(Base):
    """Arrays that may not hold the first of their enum's members."""

    __tablename__ = "brush"
    __table_args__ = (
        CheckConstraint("NOT ('RED' = ANY (names)) AND cardinality(names) > 0"),
        CheckConstraint("items[1] <> 'red'"),
        CheckConstraint("'left' <> ALL (sides) AND array_length(sides, 1) = 2"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    names: Mapped[list[Colour]] = mapped_column(ARRAY(Enum(Colour, name="colour")))
    items: Mapped[list[Colour]] = mapped_column(ARRAY(Enum(Colour, values_callable=values, name="colour_value")))
    sides: Mapped[list[str]] = mapped_column(ARRAY(Enum("left", "right", name="side")))
