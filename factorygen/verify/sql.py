"""SQL that somebody else wrote: parsed, and said in SQLite's words."""

from __future__ import annotations

import sqlglot
from sqlalchemy import Table
from sqlglot import exp
from sqlglot.errors import SqlglotError

from factorygen.silence import silent

DIALECTS = ("postgres", "mysql", "sqlite")


def parsed(text: str) -> exp.Expr | None:
    """The expression without its casts, ``= ANY (ARRAY[...])`` as ``IN``; None if no dialect we know reads it."""
    for dialect in DIALECTS:
        try:
            with silent("sqlglot"):
                return sqlglot.parse_one(text, read=dialect).transform(_simplified)
        except SqlglotError:
            continue
    return None


def for_sqlite(text: str) -> str:
    """The expression as SQLite would say it; the text itself where it cannot be read."""
    expression = parsed(text)
    return text if expression is None else expression.sql("sqlite", unsupported_level=sqlglot.ErrorLevel.IGNORE)


def _simplified(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Cast | exp.AtTimeZone):
        inner: exp.Expr = node.this.transform(_simplified)
        return inner
    if isinstance(node, exp.EQ) and isinstance(node.expression, exp.Any):
        array = node.expression.this.find(exp.Array)
        if array is not None:
            items = [item.transform(_simplified) for item in array.expressions]
            return exp.In(this=node.this.transform(_simplified), expressions=items)
    return node


def columns_in(text: str, table: Table) -> tuple[str, ...]:
    """The columns of a table that a condition speaks of."""
    expression = parsed(text)
    if expression is None:
        return ()
    names = {column.name.lower() for column in expression.find_all(exp.Column)}
    return tuple(column.name for column in table.c if column.name.lower() in names)
