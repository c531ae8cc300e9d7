"""What must not occur twice in a table: unique constraints and indexes, and constraints that exclude overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.visitors import iterate

Constraint = sa.Constraint | sa.Index


def unique_constraints(table: sa.Table) -> list[Constraint]:
    """Unique constraints, unique indexes and exclusion constraints, in no particular order."""
    constraints = [one for one in table.constraints if isinstance(one, sa.UniqueConstraint | ExcludeConstraint)]
    return [*constraints, *(index for index in table.indexes if index.unique)]


def members(constraint: Constraint) -> list[sa.Column[Any]]:
    """The columns of a constraint or index; of an expression (``lower(email)``) those that it mentions."""
    if isinstance(constraint, sa.Index):
        return _columns(constraint, constraint.expressions)
    if isinstance(constraint, ExcludeConstraint):
        return _columns(constraint, [expression for expression, _ in _excluded(constraint)])
    return _columns(constraint, getattr(constraint, "columns", ()))


def disjoint(constraint: Constraint) -> list[sa.Column[Any]]:
    """The columns of an exclusion constraint that hold ranges, or their ends, which must not overlap."""
    if not isinstance(constraint, ExcludeConstraint):
        return []
    return _columns(constraint, [expression for expression, operator in _excluded(constraint) if operator != "="])


def _excluded(constraint: ExcludeConstraint) -> Iterator[tuple[Any, str]]:
    return ((expression, operator) for expression, _, operator in constraint._render_exprs)


def _columns(constraint: Constraint, expressions: Any) -> list[sa.Column[Any]]:
    table = constraint.table
    assert table is not None
    columns = {column.name: column for column in table.c}  # table.c goes by their keys
    names = [name for expression in expressions for name in _mentioned(expression, table)]
    return [columns[name] for name in dict.fromkeys(names)]


def _mentioned(expression: Any, table: sa.Table) -> list[str]:
    """The names of a table's columns in an expression, which may be text, or hold text or columns without a table."""
    if isinstance(expression, sa.Column):
        return [expression.name]
    parts = [expression] if isinstance(expression, str) else list(iterate(expression))
    words = [word for part in parts for word in _words(part)]
    names = {column.name for column in table.c}
    return [word for word in words if word in names]


def _words(part: Any) -> list[str]:
    if isinstance(part, sa.TextClause | str):
        return re.findall(r"\w+", str(part))
    return [str(getattr(part, "name", ""))]


def position(constraint: Constraint) -> tuple[int, ...]:
    """Where its columns stand in their table: constraints are kept in sets, and output must not depend on that."""
    assert constraint.table is not None
    order = {column.name: number for number, column in enumerate(constraint.table.c)}
    return tuple(order[column.name] for column in members(constraint))


def condition(constraint: Constraint, dialect: Dialect) -> str:
    """Which rows it is about, as SQL; "" if it is about all."""
    where = getattr(constraint, "where", None)
    if where is None:
        where = _option(constraint, dialect, "where")
    return where if isinstance(where, str) else "" if where is None else compiled(where, dialect)


def compiled(expression: sa.ClauseElement, dialect: Dialect) -> str:
    """An expression as SQL of the dialect, its values in it."""
    return str(expression.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def nulls_differ(constraint: Constraint, dialect: Dialect) -> bool:
    """Whether any number of rows may have NULL there."""
    return not _option(constraint, dialect, "nulls_not_distinct")


def _option(constraint: Constraint, dialect: Dialect, name: str) -> Any:
    """What the dialect is told, or else another: models that are meant for several seldom tell all of them."""
    told = [constraint.dialect_kwargs.get(f"{one}_{name}") for one in (dialect.name, "postgresql", "sqlite")]
    return next((one for one in told if one is not None), None)


def telling_length(column: sa.Column[Any], dialect: Dialect) -> int | None:
    """How many characters of it tell rows apart, where a unique index of MySQL's looks at no more; None: all."""
    indexes = (index for index in column.table.indexes if index.unique and column in members(index))
    told = [index.dialect_kwargs.get(f"{name}_length") for index in indexes for name in ("mysql", "mariadb")]
    lengths = [one.get(column.name) if isinstance(one, dict) else one for one in told]
    found = [length for length in lengths if isinstance(length, int)]
    return min(found, default=None) if dialect.name in ("mysql", "mariadb") else None


def is_unique(column: sa.Column[Any], dialect: Dialect) -> bool:
    """Whether the column alone must differ from row to row, in all rows, by whatever says so."""
    whole = [one for one in unique_constraints(column.table) if not condition(one, dialect)]
    found = [members(one) for one in (column.table.primary_key, *whole)]
    return bool(column.unique) or any([one.name for one in keys] == [column.name] for keys in found)
