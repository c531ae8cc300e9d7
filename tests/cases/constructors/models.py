"""Models whose __init__ takes less than their attributes."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship


class Base(MappedAsDataclass, DeclarativeBase):
    pass


class Run(Base):
    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(sa.String(50))
    outputs: Mapped[list[Output]] = relationship(back_populates="run", init=False, default_factory=list)


class Output(Base):
    __tablename__ = "outputs"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), init=False)
    path: Mapped[str] = mapped_column(sa.String(200))
    size: Mapped[int] = mapped_column(default=0)
    run: Mapped[Run] = relationship(back_populates="outputs", init=False)


class PlainBase(DeclarativeBase):
    pass


class Job(PlainBase):
    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    queue: Mapped[str] = mapped_column(sa.String(50))

    def __init__(self, name: str) -> None:
        self.name = name
