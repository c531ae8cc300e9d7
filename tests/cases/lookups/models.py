"""Parents of which there can only be a few rows: a role is one of four, whoever has it."""

from __future__ import annotations

import enum
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Level(enum.Enum):
    LOW = "low"
    HIGH = "high"


class Role(Base):
    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Literal["ADMIN", "MEMBER", "VIEWER", "SYSTEM"]] = mapped_column(unique=True)
    users: Mapped[list[User]] = relationship(back_populates="role")


class Priority(Base):
    """Its key is what there are few of."""

    __tablename__ = "priorities"

    level: Mapped[Level] = mapped_column(primary_key=True)
    color: Mapped[str] = mapped_column(sa.String(20))


class State(Base):
    """A CHECK says how many there are."""

    __tablename__ = "states"
    __table_args__ = (sa.CheckConstraint("code IN ('open', 'closed', 'lost')", name="known_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(10), unique=True)


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"))
    priority_level: Mapped[Level] = mapped_column(ForeignKey("priorities.level"))
    state_id: Mapped[int] = mapped_column(ForeignKey("states.id"))

    role: Mapped[Role] = relationship(back_populates="users")
    state: Mapped[State] = relationship()


class Flag(Base):
    """Nobody's parent: more than two is an error."""

    __tablename__ = "flags"

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[Level] = mapped_column(unique=True)
