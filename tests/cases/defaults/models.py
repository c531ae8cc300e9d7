"""Python defaults are applied at construction, so that build() shows them; the rest is left to the flush."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


def from_context(context: Any) -> str:
    return str(context.get_current_parameters()["name"]).upper()


class Setting(Base):
    __tablename__ = "settings"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    name: Mapped[str] = mapped_column(sa.String(50))
    level: Mapped[int] = mapped_column(default=3)
    options: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(default=datetime.now)
    shout: Mapped[str] = mapped_column(sa.String(50), default=from_context)
    stamped_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    revision: Mapped[int] = mapped_column(sa.Integer, default=sa.text("1"))


def whoever_is_logged_in() -> int | None:
    return None


class Article(Base):
    """Of an author that is none while nobody is logged in."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(50))
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("articles.id"), default=whoever_is_logged_in)
