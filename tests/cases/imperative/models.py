"""Imperative mapping: classes that know nothing of SQLAlchemy, with an __init__ of their own or without, a dataclass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import registry, relationship

mapper_registry = registry()
metadata = mapper_registry.metadata

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(40), unique=True, nullable=False),
    Column("sku", String(40), nullable=False),
    Column("_purchased_quantity", Integer, nullable=False),
    Column("eta", sa.Date),
)
order_lines = Table(
    "order_lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("order_number", String(40), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("batch_id", ForeignKey("batches.id"), nullable=False),
)
suppliers = Table(
    "suppliers", metadata, Column("supplier_id", Integer, primary_key=True), Column("name", String(50), nullable=False)
)
contacts = Table(
    "contacts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(80), nullable=False),
    Column("supplier_id", ForeignKey("suppliers.supplier_id"), nullable=False),
)


class Batch:
    """Calls its parameters otherwise than its columns."""

    def __init__(self, ref: str, sku: str, qty: int, eta: date | None) -> None:
        if qty < 0:
            raise ValueError("a quantity is not negative")
        self.reference = ref
        self.sku = sku
        self.eta = eta
        self._purchased_quantity = qty


@dataclass
class OrderLine:
    order_number: str
    quantity: int
    batch: Batch
    id: int | None = None


class Supplier:
    """No __init__ at all; its attributes are not named as its columns."""


@dataclass
class Contact:
    email: str
    supplier: Supplier | None = None
    notes: list[str] = field(default_factory=list)


mapper_registry.map_imperatively(Batch, batches)
mapper_registry.map_imperatively(OrderLine, order_lines, properties={"batch": relationship(Batch, backref="lines")})
mapper_registry.map_imperatively(
    Supplier,
    suppliers,
    properties={
        "key": suppliers.c.supplier_id,
        "title": suppliers.c.name,
        "contacts": relationship(Contact, back_populates="supplier"),
    },
)
mapper_registry.map_imperatively(
    Contact, contacts, properties={"supplier": relationship(Supplier, back_populates="contacts")}
)
