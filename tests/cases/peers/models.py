"""Four ordinary models on which run-time peers save no row: uniques, CHECKs, an enum, a self-reference."""

from __future__ import annotations

import enum
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Role(enum.Enum):
    READER = "reader"
    WRITER = "writer"


post_tags = sa.Table(
    "post_tags",
    Base.metadata,
    sa.Column("post_id", ForeignKey("posts.id"), primary_key=True),
    sa.Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)


class Country(Base):
    __tablename__ = "countries"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(2), unique=True)
    name: Mapped[str] = mapped_column(String(80))


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)

    posts: Mapped[list[Post]] = relationship(secondary=post_tags, back_populates="tags")


class User(Base):
    __tablename__ = "users"
    __table_args__ = (
        sa.CheckConstraint("age >= 18 AND age <= 119", name="adult"),
        sa.CheckConstraint("status IN ('new', 'active', 'gone')", name="known_status"),
        sa.CheckConstraint("end_date > start_date", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(120), unique=True)
    full_name: Mapped[str] = mapped_column(String(100))
    age: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    role: Mapped[Role]
    balance: Mapped[Decimal] = mapped_column(sa.Numeric(8, 2))
    start_date: Mapped[date]
    end_date: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    balance_cents: Mapped[int | None] = mapped_column(sa.Computed("balance * 100", persisted=True))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    country_id: Mapped[int] = mapped_column(ForeignKey("countries.id"))

    manager: Mapped[User | None] = relationship(remote_side=id)
    country: Mapped[Country] = relationship()
    posts: Mapped[list[Post]] = relationship(back_populates="author")


class Post(Base):
    __tablename__ = "posts"
    __table_args__ = (sa.UniqueConstraint("author_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(sa.Text)

    author: Mapped[User] = relationship(back_populates="posts")
    tags: Mapped[list[Tag]] = relationship(secondary=post_tags, back_populates="posts")
