"""TypeDecorators that demand something, and one whose values come from its Python type."""

from __future__ import annotations

import datetime
import json
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class Base(DeclarativeBase):
    pass


class AwareDateTime(TypeDecorator[datetime.datetime]):
    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time zone is required")
        return value and value.astimezone(datetime.timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return value and value.replace(tzinfo=datetime.timezone.utc)


class Guid(TypeDecorator[uuid.UUID]):
    impl = sa.CHAR(32)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return value and value.hex

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return value and uuid.UUID(value)


class Tags(TypeDecorator[list[str]]):
    impl = sa.Text
    cache_ok = True

    @property
    def python_type(self) -> type:
        return list

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        if not isinstance(value, list):
            raise TypeError("not a list")
        return ",".join(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return value.split(",")


class Point(TypeDecorator[complex]):
    """Nothing that a rule knows is one."""

    impl = sa.String(40)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, complex):
            raise TypeError("not a complex number")
        return str(value)


class Event(Base):
    __tablename__ = "events"

    id = sa.Column(Guid, primary_key=True)
    at = sa.Column(AwareDateTime, nullable=False)
    tags = sa.Column(Tags, nullable=False)
    where = sa.Column(Point)


class Json(TypeDecorator[Any]):
    """Takes text as it comes, and fails to read it back."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return value if isinstance(value, str) else json.dumps(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return json.loads(value)


class Setting(Base):
    __tablename__ = "settings"

    id = sa.Column(Guid, primary_key=True)
    options = sa.Column(Json, nullable=False)
