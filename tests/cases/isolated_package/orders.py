"""Models that need those of another module, and inherit from one."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base
from .users import User


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    user: Mapped[User] = relationship(back_populates="orders", foreign_keys=[user_id])
    total: Mapped[int]


class Customer(User):
    __tablename__ = "customers"
    __mapper_args__ = {"polymorphic_identity": "customer"}
    id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True)
    card: Mapped[str] = mapped_column(sa.String(80))
