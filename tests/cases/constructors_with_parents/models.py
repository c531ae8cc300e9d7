"""Constructors that take a parent: by the name of its key, by another name than the relationship, by its key."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))


class Ticket(Base):
    """Takes a parent, of which it keeps the key alone."""

    __tablename__ = "tickets"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str] = mapped_column(sa.String(50))

    def __init__(self, user, title):
        self.user_id = user.id
        self.title = title


class Note(Base):
    """Calls its parent otherwise than the relationship."""

    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(sa.Text)
    user: Mapped[User] = relationship()

    def __init__(self, author: User, text: str, day: dt.date, *, loud: bool):
        self.user = author
        self.text = text + str(day.year)


class Secret(Base):
    __tablename__ = "secrets"
    id: Mapped[int] = mapped_column(primary_key=True)
    password_hash: Mapped[str] = mapped_column(sa.String(80))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User] = relationship()

    def __init__(self, user_id: int, password: str):
        self.password_hash = "h" + password
        self.user_id = user_id


class Post(Base):
    """What inherits a constructor is made with it."""

    __tablename__ = "posts"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "post"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    user: Mapped[User] = relationship()

    def __init__(self, headline: str, writer: User) -> None:
        self.slug = headline.lower().replace(" ", "-")
        self.user = writer


class Review(Post):
    __mapper_args__ = {"polymorphic_identity": "review"}

    stars: Mapped[int | None]


class Remark(Base):
    """Calls its parents otherwise too, one that is required and one that is not, and says nothing of their types."""

    __tablename__ = "remarks"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    text: Mapped[str] = mapped_column(sa.Text)

    user: Mapped[User] = relationship()
    post: Mapped[Post | None] = relationship()

    def __init__(self, about, by, text):
        self.post = about
        self.user = by
        self.text = text
