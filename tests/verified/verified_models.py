"""Models of which each has something that SQLite has not, or a trap."""

from __future__ import annotations

import datetime
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, validates


class Base(DeclarativeBase):
    pass


class Colour(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


class Even(sa.TypeDecorator[int]):
    """Takes even numbers only, and can't read a four."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        if value % 2:
            raise ValueError("an odd number")
        return value

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        if value == 4:
            raise ValueError("a four")
        return value


class User(Base):
    __tablename__ = "users"
    __table_args__ = (sa.CheckConstraint("email LIKE '%@%'", name="ck_users_email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mail: Mapped[str] = mapped_column("email", sa.String(60), unique=True)
    nick: Mapped[str | None] = mapped_column(sa.String(5))
    small: Mapped[int | None] = mapped_column(sa.SmallInteger)
    even: Mapped[int] = mapped_column(Even, default=2)

    @validates("nick")
    def checked(self, _key: str, value: str | None) -> str | None:
        if value == "bad":
            raise ValueError("a bad nick")
        return value


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(40))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", name="fk_posts_user"))
    user: Mapped[User] = relationship()


class Colouring(Base):
    __tablename__ = "colourings"

    colour: Mapped[Colour] = mapped_column(primary_key=True)


class Version(Base):
    __tablename__ = "versions"
    __table_args__ = (sa.CheckConstraint("version_id = 1", name="ck_one_version"),)

    version_id: Mapped[int] = mapped_column(primary_key=True, default=1)


class Release(Base):
    """Not limited itself, but each wants a Version of its own."""

    __tablename__ = "releases"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.version_id"))
    version: Mapped[Version] = relationship()


class PostgresBase(DeclarativeBase):
    pass


class Event(PostgresBase):
    """PostgreSQL's, but for nothing that SQLite can't stand in for."""

    __tablename__ = "events"
    __table_args__ = (
        sa.CheckConstraint("name ~ '^[a-z]+$'", name="ck_events_name"),
        sa.Index("uq_events_name", "name", unique=True, postgresql_where=sa.text("NOT deleted")),
        {"schema": "audit"},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=sa.text("gen_random_uuid()"))
    name: Mapped[str] = mapped_column(sa.String(30, collation="C"))
    deleted: Mapped[bool] = mapped_column(server_default=sa.true())
    at: Mapped[datetime.datetime] = mapped_column(server_default=sa.text("now()"))
    day: Mapped[datetime.date] = mapped_column(server_default=sa.text("(now() AT TIME ZONE 'utc')::date"))
    details: Mapped[dict[str, Any]] = mapped_column(postgresql.JSONB, server_default=sa.text("'{}'::jsonb"))
    address: Mapped[str] = mapped_column(postgresql.INET)
    number: Mapped[int] = mapped_column(sa.Computed("length(name) + 1", persisted=True))


class Tagged(PostgresBase):
    __tablename__ = "tagged"

    id: Mapped[int] = mapped_column(primary_key=True)
    tags: Mapped[list[str]] = mapped_column(postgresql.ARRAY(sa.Text))


class Tagging(PostgresBase):
    """Its own table is fine; the one it needs is not."""

    __tablename__ = "taggings"

    id: Mapped[int] = mapped_column(primary_key=True)
    tagged_id: Mapped[int] = mapped_column(sa.ForeignKey("tagged.id"))
    tagged: Mapped[Tagged] = relationship()


class Host(PostgresBase):
    """Its address can't be bound as an object, its key is filled by nobody, on SQLite."""

    __tablename__ = "hosts"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[Any | None] = mapped_column(postgresql.INET)
    rank: Mapped[int] = mapped_column(server_default=sa.text("next_rank('hosts')"))


class Part(PostgresBase):
    """SQLite counts up no part of a key."""

    __tablename__ = "parts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    made: Mapped[datetime.date] = mapped_column(primary_key=True)


class Gauge(PostgresBase):
    """MySQL's types."""

    __tablename__ = "gauges"

    id: Mapped[int] = mapped_column(mysql.BIGINT(unsigned=True), primary_key=True)
    tiny: Mapped[int] = mapped_column(mysql.TINYINT(1))
    state: Mapped[str] = mapped_column(mysql.ENUM("on", "off"))
    text: Mapped[str] = mapped_column(mysql.LONGTEXT)
