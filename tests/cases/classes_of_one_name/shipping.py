"""An address, and an enum, of which there are others of the same name."""

from __future__ import annotations

import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from .billing import Base


class Status(enum.Enum):
    SENT = "sent"
    LOST = "lost"


class Address(Base):
    __tablename__ = "shipping_addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    street: Mapped[str] = mapped_column(sa.String(80))
    status: Mapped[Status] = mapped_column(sa.Enum(Status, name="shipping_status"))
