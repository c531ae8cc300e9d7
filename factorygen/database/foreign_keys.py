"""Foreign keys by their columns: SQLAlchemy takes the text of a constraint apart, whatever there is in its names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from factorygen.database.postgresql_queries import FOREIGN_KEYS
from factorygen.database.questions import of_schemas

IN_POSTGRESQL = {"r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
"""What is no action has no word."""
IN_MYSQL = """
    SELECT k.TABLE_NAME AS relname, k.CONSTRAINT_NAME AS conname, k.COLUMN_NAME AS here,
           k.REFERENCED_TABLE_SCHEMA AS other_schema, k.REFERENCED_TABLE_NAME AS other,
           k.REFERENCED_COLUMN_NAME AS there, r.UPDATE_RULE AS onupdate, r.DELETE_RULE AS ondelete
    FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r
      ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
     AND r.TABLE_NAME = k.TABLE_NAME
    WHERE k.TABLE_SCHEMA = :schema AND k.REFERENCED_TABLE_NAME IS NOT NULL
    ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION
"""
ForeignKey = dict[str, Any]
"""As SQLAlchemy's dialects return it."""
Read = Callable[[Connection, str], Iterable[tuple[str, ForeignKey]]]
"""The keys of a schema's tables, with the names of these."""


def read_by_columns(connection: Connection, read: Read) -> None:
    """From here on the connection's dialect, which is nobody else's, reads foreign keys in this way."""

    known: dict[str, dict[str, list[ForeignKey]]] = {}

    def multi(
        connection: Connection, schema: str | None = None, filter_names: Sequence[str] | None = None, **_options: Any
    ) -> Iterable[tuple[tuple[str | None, str], list[ForeignKey]]]:
        default = connection.dialect.default_schema_name or ""
        found = known.setdefault(schema or default, {})
        if not found:
            for table, key in read(connection, schema or default):
                key["referred_schema"] = None if key["referred_schema"] == default else key["referred_schema"]
                found.setdefault(table, []).append(key)
        names = filter_names if filter_names is not None else list(found)
        return [((schema, name), found.get(name, [])) for name in names]

    connection.dialect.get_multi_foreign_keys = multi  # type: ignore[method-assign,assignment]


def of_postgresql(connection: Connection, schema: str) -> Iterable[tuple[str, ForeignKey]]:
    """By the numbers of their columns."""
    for row in connection.execute(of_schemas(FOREIGN_KEYS), {"schemas": [schema]}):
        told = {
            "onupdate": IN_POSTGRESQL.get(row.confupdtype),
            "ondelete": IN_POSTGRESQL.get(row.confdeltype),
            "deferrable": row.condeferrable or None,
            "initially": "DEFERRED" if row.condeferred else None,
            "match": "FULL" if row.confmatchtype == "f" else None,
        }
        yield row.relname, _foreign_key(row, list(row.here), list(row.there), told)


def of_mysql(connection: Connection, schema: str) -> Iterable[tuple[str, ForeignKey]]:
    """A row a column."""
    keys: dict[tuple[str, str], ForeignKey] = {}
    for row in connection.execute(sa.text(IN_MYSQL), {"schema": schema}):
        told = {"onupdate": _unless_default(row.onupdate), "ondelete": _unless_default(row.ondelete)}
        key = keys.setdefault((row.relname, row.conname), _foreign_key(row, [], [], told))
        key["constrained_columns"].append(row.here)
        key["referred_columns"].append(row.there)
    return [(table, key) for (table, _), key in keys.items()]


def _unless_default(rule: str) -> str | None:
    return None if rule in ("NO ACTION", "RESTRICT") else rule


def _foreign_key(row: Any, here: list[str], there: list[str], told: Mapping[str, Any]) -> ForeignKey:
    return {
        "name": row.conname,
        "constrained_columns": here,
        "referred_schema": row.other_schema,
        "referred_table": row.other,
        "referred_columns": there,
        "options": {name: value for name, value in told.items() if value is not None},
        "comment": None,
    }
