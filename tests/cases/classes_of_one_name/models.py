"""Classes of one name in several modules, and enums of one name."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from . import billing, shipping
from .billing import Base


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    billing_id: Mapped[int] = mapped_column(ForeignKey("billing_addresses.id"))
    shipping_id: Mapped[int] = mapped_column(ForeignKey("shipping_addresses.id"))

    billing_address: Mapped[billing.Address] = relationship(billing.Address)
    shipping_address: Mapped[shipping.Address] = relationship(shipping.Address)
