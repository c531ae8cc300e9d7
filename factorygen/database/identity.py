"""By which columns is a row told from the others, where a table has no primary key?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from factorygen.database.column_types import OpaqueType

Columns = tuple[sa.Column[Any], ...]
FEW = (sa.Boolean, sa.Enum)
"""Types of so few values that rows which differ in them alone are soon at an end."""
NOT_COMPARABLE = (sa.JSON, sa.ARRAY, sa.LargeBinary, sa.PickleType, OpaqueType)
"""Types that a database may not be able to look for."""


@dataclass(frozen=True)
class Identity:
    """The columns, and what they are: "unique key", "NOT NULL columns" or "columns"."""

    columns: Columns
    what: str

    def __str__(self) -> str:
        return f"mapped over its {self.what} {', '.join(column.name for column in self.columns)}"


def identity_of(table: sa.Table) -> Identity | None:
    """What a table without a primary key is mapped over; None if it has one, or not a single column."""
    if table.primary_key.columns or not table.c:
        return None
    keys = [key for key in _unique_keys(table) if key and not any(column.nullable for column in key)]
    if keys:
        return Identity(min(keys, key=lambda key: (len(key), [column.name for column in key])), "unique key")
    required = _comparable(column for column in table.c if not column.nullable)
    if any(not isinstance(column.type, FEW) for column in required):
        return Identity(required, "NOT NULL columns")
    return Identity(_comparable(table.c) or tuple(table.c), "columns")


def _unique_keys(table: sa.Table) -> Iterable[Columns]:
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            yield tuple(constraint.columns)
    for index in table.indexes:
        whole = all(isinstance(expression, sa.Column) for expression in index.expressions)
        if index.unique and whole and not _is_partial(index):
            yield tuple(index.columns)


def _is_partial(index: sa.Index) -> bool:
    return any(index.dialect_kwargs.get(f"{name}_where") is not None for name in ("postgresql", "sqlite"))


def _comparable(columns: Iterable[sa.Column[Any]]) -> Columns:
    return tuple(column for column in columns if not isinstance(column.type, NOT_COMPARABLE))
