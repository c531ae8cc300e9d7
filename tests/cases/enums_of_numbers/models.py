"""Columns of numbers that hold the members of an enum, or what a Literal lists."""

import enum
from typing import Literal

from sqlalchemy import CheckConstraint, Integer, SmallInteger
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Right(enum.IntFlag):
    READ = 1
    WRITE = 2


class Alarm(Base):
    __tablename__ = "alarm"
    __table_args__ = (CheckConstraint("urgency > 1"), CheckConstraint("floor >= 3"))

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[Level] = mapped_column(Integer)
    urgency: Mapped[Level] = mapped_column(SmallInteger)
    rights: Mapped[Right] = mapped_column(Integer)
    floor: Mapped[Literal[1, 2, 3]] = mapped_column(Integer)


class Button(Base):
    """No two of them alike."""

    __tablename__ = "button"

    level: Mapped[Level] = mapped_column(Integer, primary_key=True, autoincrement=False)
    floor: Mapped[Literal[1, 2, 3]] = mapped_column(Integer, unique=True)
