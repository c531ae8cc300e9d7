"""SQL of the database's own as SQLAlchemy's ``text()``: a colon in it is a colon, and no parameter."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w+(?!:))")


def escaped(text: str) -> str:
    r"""``'(?:a)'`` -> ``'(?\:a)'``."""
    return PARAMETER.sub(r"\\:", text)


def corrected(table: sa.Table) -> None:
    """Takes the parameters out of what was reflected: CHECKs, defaults, conditions of indexes."""
    for constraint in table.constraints:
        if isinstance(constraint, sa.CheckConstraint):
            constraint.sqltext = _corrected(constraint.sqltext)
    for column in table.c:
        if isinstance(column.server_default, sa.Computed):
            column.server_default.sqltext = _corrected(column.server_default.sqltext)
        elif isinstance(column.server_default, sa.DefaultClause):
            column.server_default.arg = _corrected(column.server_default.arg)
    for index in table.indexes:
        for options in index.dialect_options.values():
            where = options.get("where") if "where" in options else None
            if where is not None:
                options["where"] = _corrected(where)


def _corrected(clause: Any) -> Any:
    if isinstance(clause, sa.TextClause) and clause._bindparams:
        return sa.text(escaped(clause.text))
    return clause
