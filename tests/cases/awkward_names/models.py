"""Names that collide with factory_boy, with Python and with what the module imports."""

from __future__ import annotations

from datetime import date as day

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Sequence(Base):
    __tablename__ = "sequences"

    id: Mapped[int] = mapped_column(primary_key=True)
    build: Mapped[str] = mapped_column(sa.String(50))
    create: Mapped[str] = mapped_column(sa.String(50), unique=True)
    size: Mapped[int]
    date: Mapped[day] = mapped_column(unique=True)
    class_: Mapped[str] = mapped_column("class", sa.String(20))
    metadata_: Mapped[str] = mapped_column("metadata", sa.String(20))
    _private: Mapped[str] = mapped_column(sa.String(20))


class Faker(Base):
    __tablename__ = "fakers"

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id"))
    stub: Mapped[Sequence] = relationship()
