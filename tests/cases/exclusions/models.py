"""Exclusion constraints of PostgreSQL: periods that must not overlap, as ranges or as pairs of columns."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey, func, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Room(Base):
    __tablename__ = "room"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Booking(Base):
    """A range that must not overlap in one room."""

    __tablename__ = "booking"
    __table_args__ = (ExcludeConstraint(("room_id", "="), ("during", "&&"), using="gist"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    room: Mapped[Room] = relationship()


class Tariff(Base):
    __tablename__ = "tariff"
    __table_args__ = (
        ExcludeConstraint(
            (func.daterange(sa.column("valid_from"), sa.column("valid_to"), "[]"), "&&"), ("code", "="), using="gist"
        ),
        sa.CheckConstraint("valid_to > valid_from"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(8), server_default="std")
    valid_from: Mapped[date]
    valid_to: Mapped[date]


class Shift(Base):
    __tablename__ = "shift"
    __table_args__ = (
        ExcludeConstraint(
            (text("tstzrange(starts_at, ends_at)"), "&&"), ("person", "="), where=text("not cancelled"), using="gist"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str]
    cancelled: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    ends_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))


class Band(Base):
    __tablename__ = "band"
    __table_args__ = (ExcludeConstraint((text("int4range(low, high)"), "&&"), using="gist"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    low: Mapped[int]
    high: Mapped[int]
