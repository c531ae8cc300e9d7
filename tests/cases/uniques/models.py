"""Unique constraints and indexes of every kind; some allow no row of a kind, or only as many as an enum has members."""

from datetime import datetime
from enum import Enum

import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Kind(Enum):
    DEFAULT = "default"
    EXTRA = "extra"
    OTHER = "other"


class Room(Base):
    __tablename__ = "room"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Address(Base):
    """One default of all; at most one of a kind."""

    __tablename__ = "address"
    __table_args__ = (
        Index(
            "one_default",
            "is_default",
            unique=True,
            postgresql_where=text("is_default"),
            sqlite_where=text("is_default"),
        ),
        Index(
            "one_of_kind",
            "kind",
            unique=True,
            postgresql_where=text("kind = 'DEFAULT'"),
            sqlite_where=text("kind = 'DEFAULT'"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    is_default: Mapped[bool]
    kind: Mapped[Kind] = mapped_column(sa.Enum(Kind, native_enum=False))


class Slot(Base):
    """NULL counts as a value."""

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("room_id", postgresql_nulls_not_distinct=True),
        UniqueConstraint("deleted_at", "is_open", postgresql_nulls_not_distinct=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    deleted_at: Mapped[datetime | None]
    is_open: Mapped[bool]
    room: Mapped[Room | None] = relationship()


class Version(Base):
    """Two keys that share a column."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("document", "number"), UniqueConstraint("document", "label"))
    document: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str] = mapped_column(sa.String(2))


class Grant(Base):
    """Of each room, one of a kind."""

    __tablename__ = "grant"
    __table_args__ = (UniqueConstraint("room_id", "kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    kind: Mapped[Kind] = mapped_column(sa.Enum(Kind, native_enum=False))
    room: Mapped[Room] = relationship()


class Account(Base):
    __tablename__ = "account"
    __table_args__ = (
        Index("low_email", func.lower(text("email")), unique=True),
        Index(
            "one_current",
            text("(true)"),
            unique=True,
            postgresql_where=text("is_current"),
            sqlite_where=text("is_current"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    is_current: Mapped[bool]


class Level(Base):
    __tablename__ = "level"
    kind: Mapped[Kind] = mapped_column(sa.Enum(Kind, native_enum=False), primary_key=True)
    title: Mapped[str]


class Page(Base):
    """Its level is one of three, whatever the number of pages."""

    __tablename__ = "page"
    id: Mapped[int] = mapped_column(primary_key=True)
    level_kind: Mapped[Kind] = mapped_column(ForeignKey("level.kind"))
    level: Mapped[Level] = relationship()


class Shaft(Base):
    """Bounded from above alone: there are more values below zero than above it."""

    __tablename__ = "shafts"
    __table_args__ = (sa.CheckConstraint("level <= 190"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[int] = mapped_column(sa.SmallInteger, unique=True)
