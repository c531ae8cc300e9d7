"""Column types of which SQLAlchemy knows nothing: they have a name in SQL, and their values are text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy.types import TypeEngine, UserDefinedType


class OpaqueType(UserDefinedType[Any]):
    """A type by its name (``ltree``, ``app.address``); "" for a column of SQLite that has none."""

    cache_ok = True
    converted = False
    """Whether functions of the database make it of text, and text of it."""

    def __init__(self, sql: str = "") -> None:
        self.sql = sql

    def get_col_spec(self, **_options: Any) -> str:
        """What stands in DDL."""
        return self.sql


class CompositeType(OpaqueType):
    """PostgreSQL's ``CREATE TYPE ... AS (...)``, with the types of its members."""

    def __init__(self, sql: str = "", members: Sequence[TypeEngine[Any]] = ()) -> None:
        super().__init__(sql)
        self.members = tuple(members)


class RangeType(OpaqueType):
    """PostgreSQL's ``CREATE TYPE ... AS RANGE``, with the type of its bounds."""

    def __init__(self, sql: str = "", item_type: TypeEngine[Any] | None = None) -> None:
        super().__init__(sql)
        self.item_type = item_type


class MultirangeType(RangeType):
    """Several of these ranges."""


class SpatialType(OpaqueType):
    """A geometry of MySQL, written and read as text: ``POINT(1 2)``."""

    converted = True

    def bind_expression(self, bindvalue: Any) -> ColumnElement[Any]:
        """From text."""
        return func.ST_GeomFromText(bindvalue, type_=self)

    def column_expression(self, column: Any) -> ColumnElement[Any]:
        """As text."""
        return func.ST_AsText(column, type_=self)
