"""Columns that several foreign keys have in common: the parents have to agree."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Tenant(Base):
    __tablename__ = "tenants"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100))


class Customer(Base):
    __tablename__ = "customers"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"))
    name: Mapped[str] = mapped_column(sa.String(100))

    tenant: Mapped[Tenant] = relationship()


class Product(Base):
    """Numbered by its tenant."""

    __tablename__ = "products"

    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)

    tenant: Mapped[Tenant] = relationship()


class Order(Base):
    __tablename__ = "orders"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"]),
        ForeignKeyConstraint(["tenant_id", "payer_id"], ["customers.tenant_id", "customers.id"]),
    )

    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column()
    payer_id: Mapped[int | None] = mapped_column()

    tenant: Mapped[Tenant] = relationship(overlaps="customer,payer")
    customer: Mapped[Customer] = relationship(foreign_keys=[tenant_id, customer_id], overlaps="payer,tenant")
    payer: Mapped[Customer | None] = relationship(foreign_keys=[tenant_id, payer_id], overlaps="customer,tenant")
    lines: Mapped[list[Line]] = relationship(back_populates="order", overlaps="product,lines")


class Line(Base):
    """Has no tenant of its own."""

    __tablename__ = "lines"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "order_number"], ["orders.tenant_id", "orders.number"]),
        ForeignKeyConstraint(["tenant_id", "product_number"], ["products.tenant_id", "products.number"]),
    )

    tenant_id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    product_number: Mapped[int]
    quantity: Mapped[int]

    order: Mapped[Order] = relationship(back_populates="lines", overlaps="product")
    product: Mapped[Product] = relationship(overlaps="order,lines")


class Return(Base):
    """Of a line, which leads to the tenant over three tables; the clerk's tenant is the same."""

    __tablename__ = "returns"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "order_number", "position"], ["lines.tenant_id", "lines.order_number", "lines.position"]
        ),
        ForeignKeyConstraint(["tenant_id", "clerk_id"], ["customers.tenant_id", "customers.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int]
    order_number: Mapped[int]
    position: Mapped[int]
    clerk_id: Mapped[int]

    line: Mapped[Line] = relationship(overlaps="clerk")
    clerk: Mapped[Customer] = relationship(overlaps="line")


class Shelf(Base):
    """A region that is no table."""

    __tablename__ = "shelves"

    region: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)


class Truck(Base):
    __tablename__ = "trucks"

    region: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    plate: Mapped[str] = mapped_column(sa.String(20), primary_key=True)


class Load(Base):
    __tablename__ = "loads"
    __table_args__ = (
        ForeignKeyConstraint(["region", "shelf_number"], ["shelves.region", "shelves.number"]),
        ForeignKeyConstraint(["region", "truck_plate"], ["trucks.region", "trucks.plate"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(sa.String(20))
    shelf_number: Mapped[int]
    truck_plate: Mapped[str] = mapped_column(sa.String(20))

    shelf: Mapped[Shelf] = relationship(overlaps="truck")
    truck: Mapped[Truck] = relationship(overlaps="shelf")
