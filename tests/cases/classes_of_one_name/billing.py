"""An address, and an enum, of which there are others of the same name."""

from __future__ import annotations

import enum

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Status(enum.Enum):
    NEW = "new"
    OLD = "old"


class Address(Base):
    __tablename__ = "billing_addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    street: Mapped[str] = mapped_column(sa.String(80))
    status: Mapped[Status] = mapped_column(sa.Enum(Status, name="billing_status"))
