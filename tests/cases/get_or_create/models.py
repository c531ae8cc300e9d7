"""Rows that are taken where they are there already, whatever their one unique constraint is made of."""

from typing import Optional

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Country(Base):
    """Its primary key is its name."""

    __tablename__ = "country"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[str] = mapped_column(String(50))


class Owner(Base):
    """No part of any key: a row for each product that is made, and none for those that are found."""

    __tablename__ = "owner"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Category(Base):
    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    note: Mapped[str] = mapped_column(String(50))

    products: Mapped[list["Product"]] = relationship(back_populates="category")


class Product(Base):
    """A parent in the key, for which its relationship stands."""

    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("name", "category_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    price: Mapped[int]
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("owner.id"))

    category: Mapped[Category] = relationship(back_populates="products")
    owner: Mapped[Owner] = relationship()
    reviews: Mapped[list["Review"]] = relationship(back_populates="product")


class Review(Base):
    """A row of its own each time."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(200))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))

    product: Mapped[Product] = relationship(back_populates="reviews")


class Region(Base):
    """None in the key, of which the database has any number."""

    __tablename__ = "region"
    __table_args__ = (UniqueConstraint("parent_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey("region.id"))

    parent: Mapped[Optional["Region"]] = relationship(remote_side=id)


class Price(Base):
    """A foreign key without relationship, and a default of the database's."""

    __tablename__ = "price"
    __table_args__ = (UniqueConstraint("country_code", "product_id", "kind", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    country_code: Mapped[str] = mapped_column(ForeignKey("country.code"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    kind: Mapped[str] = mapped_column(String(10), server_default="retail")
    label: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int]

    product: Mapped[Product] = relationship()


class Account(Base):
    """Two unique constraints: ``"*"`` leaves it alone."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(50), unique=True)
    email: Mapped[str] = mapped_column(String(80), unique=True)
