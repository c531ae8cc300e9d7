"""Primary keys: who fills which."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Counted(Base):
    __tablename__ = "counted"

    id: Mapped[int] = mapped_column(primary_key=True)


class Defaulted(Base):
    __tablename__ = "defaulted"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)


class Given(Base):
    __tablename__ = "given"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)


class Written(Base):
    __tablename__ = "written"

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)


class Iso(Base):
    __tablename__ = "iso"

    code: Mapped[str] = mapped_column(sa.String(3), primary_key=True)


class Numbered(Base):
    __tablename__ = "numbered"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Composite(Base):
    __tablename__ = "composite"

    room: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True)


class Indexed(Base):
    """Unique by indexes: together, over an expression, over an expression of text."""

    __tablename__ = "indexed"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(80))
    nickname: Mapped[str] = mapped_column(sa.String(40))
    kind: Mapped[str] = mapped_column(sa.String(20))
    code: Mapped[str] = mapped_column(sa.String(20))

    __table_args__ = (
        sa.Index("ix_indexed_kind_code", "kind", "code", unique=True),
        sa.Index("ix_indexed_nickname", sa.text("nickname"), unique=True),
    )


sa.Index("ix_indexed_email", sa.func.lower(sa.column("email")), unique=True, _table=Indexed.__table__).ddl_if(
    dialect=("sqlite", "postgresql")
)
