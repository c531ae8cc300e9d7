"""Models that need those of another module."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base

if TYPE_CHECKING:
    from .orders import Order


class User(Base):
    __tablename__ = "users"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "user"}
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    email: Mapped[str] = mapped_column(sa.String(80), unique=True)
    phone: Mapped[str | None] = mapped_column(sa.String(30))
    last_order_id: Mapped[int | None] = mapped_column(sa.ForeignKey("orders.id", use_alter=True))
    orders: Mapped[list[Order]] = relationship(back_populates="user", foreign_keys="Order.user_id")


class Address(Base):
    __tablename__ = "addresses"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    user: Mapped[User] = relationship()
    order_id: Mapped[int] = mapped_column(sa.ForeignKey("orders.id"))
    order: Mapped[Order] = relationship()
    city: Mapped[str] = mapped_column(sa.String(80))
