"""Models that no module has under their own name."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Page(Base):
    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(100))


def history_of(model: Any) -> Any:
    class History(Base):
        __tablename__ = f"{model.__tablename__}_history"

        id: Mapped[int] = mapped_column(primary_key=True)
        page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"))
        text: Mapped[str] = mapped_column(sa.Text)

    return History


HISTORIES = {"page": history_of(Page)}
Renamed = type(
    "Comment",
    (Base,),
    {"__table__": sa.Table("comments", Base.metadata, sa.Column("id", sa.Integer, primary_key=True))},
)
