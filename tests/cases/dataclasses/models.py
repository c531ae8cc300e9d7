"""Dataclass mapping: keyword-only, fields that __init__ has not, demands, defaults; a run shared on two ways."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, registry, relationship


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    pass


class Run(Base):
    __tablename__ = "runs"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4, init=False)
    name: Mapped[str] = mapped_column(sa.String(50), unique=True)
    started_at: Mapped[datetime] = mapped_column(default_factory=datetime.now)
    options: Mapped[dict[str, str]] = mapped_column(sa.JSON, default_factory=dict)
    attempts: Mapped[int] = mapped_column(default=1)

    logs: Mapped[list[Log]] = relationship(back_populates="run", init=False, default_factory=list)
    outputs: Mapped[list[Output]] = relationship(back_populates="run", init=False, repr=False)


class Log(Base):
    """Wants its parent's key, and has no place for the parent."""

    __tablename__ = "logs"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    run_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("runs.id"))
    text: Mapped[str] = mapped_column(sa.Text)

    run: Mapped[Run] = relationship(back_populates="logs", init=False)
    outputs: Mapped[list[Output]] = relationship(back_populates="log", init=False)


class Output(Base):
    """A log and an output belong to the same run."""

    __tablename__ = "outputs"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    run_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("runs.id"))
    log_id: Mapped[int] = mapped_column(ForeignKey("logs.id"))
    path: Mapped[str] = mapped_column(sa.String(200))
    size: Mapped[int | None] = mapped_column(default=None)

    run: Mapped[Run] = relationship(back_populates="outputs", init=False)
    log: Mapped[Log] = relationship(back_populates="outputs", init=False)


class File(Base):
    """Demands the parent, and has no place for its key."""

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    output_id: Mapped[int] = mapped_column(ForeignKey("outputs.id"), init=False)
    checksum: Mapped[str] = mapped_column(sa.String(64))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"), init=False)

    output: Mapped[Output] = relationship()
    previous: Mapped[File | None] = relationship(remote_side="File.id", default=None)


mapper_registry = registry()


@mapper_registry.mapped_as_dataclass
class Worker:
    """Positional, mapped by the decorator; the key is passed, unless it is None."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(sa.String(50))
    id: Mapped[int] = mapped_column(primary_key=True, default=None)
    host: Mapped[str] = mapped_column(sa.String(50), default="localhost")
    secret: Mapped[str] = mapped_column(sa.String(50), init=False, default="none")


@mapper_registry.mapped_as_dataclass
class Badge:
    __tablename__ = "badges"

    worker: Mapped[Worker] = relationship()
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    worker_id: Mapped[int] = mapped_column(ForeignKey("workers.id"), init=False, unique=True)
