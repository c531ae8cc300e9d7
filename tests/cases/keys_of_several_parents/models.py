"""A column with several foreign keys, which also joins its table to that of the class above."""

from __future__ import annotations

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Journal(Base):
    __tablename__ = "journals"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(40))


class Stamp(Base):
    __tablename__ = "stamps"

    journal_id: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    journal: Mapped[Journal] = relationship()


class Seal(Base):
    __tablename__ = "seals"

    journal_id: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    journal: Mapped[Journal] = relationship()


class Entry(Base):
    __tablename__ = "entries"
    __table_args__ = (UniqueConstraint("id", "journal_id"),)
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "entry"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    journal_id: Mapped[int] = mapped_column(ForeignKey("journals.id"))
    journal: Mapped[Journal] = relationship()


class SealedEntry(Entry):
    """Its journal has to have a stamp and a seal."""

    __tablename__ = "sealed_entries"
    __table_args__ = (ForeignKeyConstraint(["id", "journal_id"], ["entries.id", "entries.journal_id"]),)
    __mapper_args__ = {"polymorphic_identity": "sealed"}

    id: Mapped[int] = mapped_column(primary_key=True)
    journal_id: Mapped[int] = mapped_column(ForeignKey("stamps.journal_id"), ForeignKey("seals.journal_id"))
    stamp: Mapped[Stamp] = relationship(overlaps="journal,seal")
    seal: Mapped[Seal] = relationship(overlaps="journal,stamp")
