"""Types that take one kind of value only, and say so in their annotations, in the classes they want, or by refusing."""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Base(DeclarativeBase):
    pass


class HexColor(TypeDecorator[str]):
    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        if value is not None and not re.match(r"^#([0-9a-f]{6})$", value):
            raise ValueError(f"expected a hex color, got {value}")
        return value


class Regex(TypeDecorator["re.Pattern[str]"]):
    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        if not isinstance(value, re.Pattern):
            raise TypeError("expected a compiled pattern")
        return value.pattern

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return re.compile(value)


class AutoString(TypeDecorator[str]):
    """Says nothing of its own, and so has no Python type of its own."""

    impl = sa.String
    cache_ok = True


class Moment(datetime):
    """As libraries derive them."""


class Schedule:
    """Takes text of one format."""

    def __init__(self, expression: str) -> None:
        if len(expression.split()) != 5:
            raise ValueError("a cron expression has five fields")
        self.expression = expression


class Start:
    """Wants an object of a class that cannot be made without arguments."""

    def __init__(self, at: Moment) -> None:
        self.at = at


class Message:
    """Its id is a UUID in words."""

    def __init__(self, id: str, role: str) -> None:
        self.id = str(uuid.UUID(id))
        self.role = role


class Scheduled(TypeDecorator[Schedule]):
    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return value.expression

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return Schedule(value)


class Started(TypeDecorator[Start]):
    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return value.at.isoformat()


class Said(TypeDecorator[Message]):
    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return {"id": value.id, "role": value.role}


class Label(Base):
    __tablename__ = "labels"
    __table_args__ = (sa.CheckConstraint("result IN ('allow', 'deny')", name="known_result"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    color: Mapped[str] = mapped_column(HexColor(20))
    shade: Mapped[str] = mapped_column(HexColor(20), unique=True)
    pattern: Mapped[re.Pattern[str]] = mapped_column(Regex(50), unique=True)
    result: Mapped[str] = mapped_column(AutoString(20))


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule: Mapped[Schedule] = mapped_column(Scheduled(50))
    start: Mapped[Start] = mapped_column(Started(50))
    message: Mapped[Message] = mapped_column(Said)


class Moments(TypeDecorator[datetime]):
    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, datetime):
            raise ValueError("must be a datetime")
        return int(value.timestamp())

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else datetime.fromtimestamp(value)


class Password(Base):
    """Its type refuses its default."""

    __tablename__ = "passwords"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at_int = sa.Column(Moments, nullable=False, default=0)
    changed_at_int = sa.Column(Moments, nullable=False, default=0, server_default="0")
