"""Foreign keys without relationship()."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Organization(Base):
    __tablename__ = "organizations"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100))


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))


class Warehouse(Base):
    __tablename__ = "warehouses"

    country: Mapped[str] = mapped_column(sa.String(2), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)


class Booking(Base):
    __tablename__ = "bookings"
    __table_args__ = (
        sa.ForeignKeyConstraint(["warehouse_country", "warehouse_number"], ["warehouses.country", "warehouses.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    payer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    warehouse_country: Mapped[str] = mapped_column(sa.String(2))
    warehouse_number: Mapped[int]


class Receipt(Base):
    """Its key is its parent's."""

    __tablename__ = "receipts"

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
