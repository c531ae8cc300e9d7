"""Types of PostgreSQL that SQLAlchemy does not know: of extensions, composite ones, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import ARRAY, DOMAIN, ENUM
from sqlalchemy.types import TypeEngine

from factorygen.database.column_types import CompositeType, MultirangeType, OpaqueType, RangeType
from factorygen.database.sql_text import escaped

RANGES = {"r": RangeType, "m": MultirangeType}
"""By PostgreSQL's letters for kinds of types."""

UNKNOWN = """
    SELECT n.nspname, c.relname, a.attname, a.atttypid AS oid, format_type(a.atttypid, a.atttypmod) AS sql,
           a.attndims AS dimensions
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f') AND n.nspname IN :schemas
"""
LABELS = "SELECT enumtypid, enumlabel FROM pg_enum ORDER BY enumtypid, enumsortorder"
TYPES = """
    SELECT t.oid, t.typname, n.nspname, t.typnotnull, t.typtype, t.typcategory, t.typelem, t.typbasetype, t.typrelid,
           format_type(t.oid, NULL) AS sql, coalesce(r.rngsubtype, m.rngsubtype) AS subtype,
           CASE WHEN t.typtype = 'd' THEN
             (SELECT pg_get_expr(k.conbin, 0) FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'
              ORDER BY k.conname LIMIT 1) END AS check
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_range m ON m.rngmultitypid = t.oid
"""
MEMBERS = """
    SELECT a.attrelid, a.atttypid, format_type(a.atttypid, a.atttypmod) AS sql
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind = 'c' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum
"""


def types_by_column(rows: Iterable[Any], connection: Connection) -> Iterator[tuple[Any, TypeEngine[Any]]]:
    """The columns whose type SQLAlchemy does not know, with one that it can work with."""
    types = _Types(connection)
    for row in rows:
        if not types.knows(row.oid) or '"' in row.sql:  # it looks for types by their names without quotes
            yield row, types.of(row.oid, row.sql, row.dimensions)


class _Types:
    """The types of a database by their numbers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: Mapping[str, Any] = connection.dialect.ischema_names  # type: ignore[attr-defined]

    def knows(self, oid: int) -> bool:
        """Whether SQLAlchemy has a type for it, or for what it is made of."""
        row = self._types[oid]
        if row.typcategory == "A" and row.typelem:
            return self.knows(row.typelem)
        if row.typtype == "d":
            return self.knows(row.typbasetype)
        names = (row.sql, _plain_name(row.sql), row.typname)
        return row.typtype == "e" or any(name in self._known for name in names)

    def of(self, oid: int, sql: str, dimensions: int = 0) -> TypeEngine[Any]:
        """A type for it; domains are what they are made of."""
        row = self._types[oid]
        if row.typtype == "d":
            base = self.of(row.typbasetype, "")
            check = sa.text(escaped(row.check)) if row.check else None
            return DOMAIN(row.typname, base, not_null=row.typnotnull, check=check, schema=self._schema(row))
        if self.knows(oid):
            return self._familiar(row)
        return self._made(row, sql, dimensions)

    def _made(self, row: Any, sql: str, dimensions: int) -> TypeEngine[Any]:
        """Of the types that the database is made of itself."""
        if row.typcategory == "A" and row.typelem:
            item = self.of(row.typelem, sql.removesuffix("[]"))
            if isinstance(getattr(item, "data_type", item), ARRAY):  # of a domain that is one itself
                return OpaqueType(sql)
            return ARRAY(item, dimensions=dimensions if dimensions > 1 else None)
        if row.typtype == "c":
            return CompositeType(sql, [self.of(one.atttypid, one.sql) for one in self._members.get(row.typrelid, ())])
        if row.typtype in RANGES:
            return RANGES[row.typtype](sql, self.of(row.subtype, ""))
        return OpaqueType(sql)

    def _familiar(self, row: Any) -> TypeEngine[Any]:
        """SQLAlchemy's own, with nothing told; an enum is text, whose labels only matter where it is a column's."""
        if row.typcategory == "A" and row.typelem:
            return ARRAY(self.of(row.typelem, ""))
        if row.typtype == "e":
            return ENUM(*self._labels[row.oid], name=row.typname, schema=self._schema(row))
        names = (row.sql, _plain_name(row.sql), row.typname)
        made: TypeEngine[Any] = next(self._known[name] for name in names if name in self._known)()
        return made

    def _schema(self, row: Any) -> str | None:
        return None if row.nspname == self._connection.dialect.default_schema_name else row.nspname

    @cached_property
    def _labels(self) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = {}
        for row in self._connection.execute(sa.text(LABELS)):
            found.setdefault(row.enumtypid, []).append(row.enumlabel)
        return found

    @cached_property
    def _types(self) -> Mapping[int, Any]:
        return {row.oid: row for row in self._connection.execute(sa.text(TYPES))}

    @cached_property
    def _members(self) -> Mapping[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        for row in self._connection.execute(sa.text(MEMBERS)):
            found.setdefault(row.attrelid, []).append(row)
        return found


def _plain_name(sql: str) -> str:
    """``character varying(3)`` -> ``character varying``."""
    return re.sub(r"\(.*?\)", "", sql).replace('"', "").strip()
