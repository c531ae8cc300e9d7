"""What PostgreSQL's system tables say: types, partitions, exclusion constraints, triggers, rights."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
import sqlglot
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from factorygen.database import postgresql_queries as queries
from factorygen.database.catalog import Catalog, Key, Place
from factorygen.database.foreign_keys import of_postgresql, read_by_columns
from factorygen.database.postgresql_types import UNKNOWN, types_by_column

UNQUALIFIED = re.compile(r'(?<![.\w"])"?(\w+)"?(?!\s*\.)')
WORKS = re.compile(r"[^(]*|nextval\(.*|\(?(?:now|gen_random_uuid|uuid_generate_v\w+)\(\).*", re.DOTALL)
"""Defaults that need no asking: without a function, or with one that everybody uses."""
HASHED = "satisfies_hash_partition"
READ_ONLY = "25006"
"""PostgreSQL's code for a function that would have written, which it may when a row is inserted."""
ASSIGNED = re.compile(r"\bNEW\s*\.\s*\"?(\w+)\"?\s*:?=(?!=)", re.IGNORECASE)
VALUE = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\bVALUE\b""", re.IGNORECASE)


def read(connection: Connection, schemas: Sequence[str | None]) -> Catalog:
    """The facts about the tables of these schemas; None is the default one."""
    read_by_columns(connection, of_postgresql)
    return _Reader(connection, schemas).catalog()


class _Reader:
    """Asks one question after the other, and calls the default schema None."""

    def __init__(self, connection: Connection, schemas: Sequence[str | None]) -> None:
        self._connection = connection
        self._default = connection.dialect.default_schema_name
        self._schemas = [schema or self._default for schema in schemas]

    def catalog(self) -> Catalog:
        tables = list(self._rows(queries.TABLES))
        return Catalog(
            left_out=frozenset(self._place(row) for row in tables if row.left_out),
            forbidden=frozenset(self._place(row) for row in tables if not row.readable),
            types=self._types(),
            checks={**self._partitions(), **self._domains()},
            keys=_grouped((self._place(row), self._key(row)) for row in self._rows(queries.PARTITION_KEYS)),
            copied_keys={
                place: frozenset(names)
                for place, names in _grouped(
                    (self._place(row), row.conname) for row in self._rows(queries.COPIED_KEYS)
                ).items()
            },
            exclusions=_grouped((self._place(row), _exclusion(row)) for row in self._rows(queries.EXCLUSIONS)),
            useless=self._useless_defaults(),
            search_path=self._search_path(),
            filled={
                place: frozenset(name for source in sources for name in ASSIGNED.findall(source))
                for place, sources in _grouped(
                    (self._place(row), row.prosrc) for row in self._rows(queries.TRIGGERS)
                ).items()
            },
        )

    def _rows(self, query: str) -> Iterable[Any]:
        return self._connection.execute(sa.text(query), {"schemas": self._schemas})

    def _place(self, row: Any) -> Place:
        return (None if row.nspname == self._default else row.nspname, row.relname)

    def _types(self) -> Mapping[Place, Mapping[str, TypeEngine[Any]]]:
        found: dict[Place, dict[str, TypeEngine[Any]]] = defaultdict(dict)
        rows = list(self._rows(UNKNOWN))
        for row, type_ in types_by_column(rows, self._connection):
            found[self._place(row)][row.attname] = type_
        return found

    def _search_path(self) -> str:
        """What the search path has to be for triggers that name tables without their schema; "": as it is."""
        sources = list(self._rows(queries.UNREACHED))
        if not sources:
            return ""
        names: dict[str, set[str]] = defaultdict(set)
        for row in self._rows(queries.NAMES):
            names[row.nspname].add(row.name)
        needed = [row.nspname for row in sources if not names[row.nspname].isdisjoint(UNQUALIFIED.findall(row.prosrc))]
        quote = self._connection.dialect.identifier_preparer.quote
        path = self._connection.execute(sa.text("SHOW search_path")).scalar_one()
        return ", ".join([path, *map(quote, dict.fromkeys(needed))]) if needed else ""

    def _key(self, row: Any) -> Key:
        schema = None if row.other_schema == self._default else row.other_schema
        return Key(tuple(row.here), (schema, row.other), tuple(row.there))

    def _useless_defaults(self) -> Mapping[Place, tuple[str, ...]]:
        """Columns whose default fails, or is NULL, for whoever comes by this URL, as ``current_setting()`` may."""
        rows = [row for row in self._rows(queries.DEFAULTS) if not WORKS.fullmatch(row.expression)]
        works = {expression: self._works(expression) for expression in {row.expression for row in rows}}
        return _grouped((self._place(row), row.attname) for row in rows if not works[row.expression])

    def _works(self, expression: str) -> bool:
        savepoint = self._connection.begin_nested()
        try:
            return self._connection.exec_driver_sql(f"SELECT {expression}".replace("%", "%%")).scalar() is not None
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            return getattr(error.orig, "sqlstate", None) == READ_ONLY
        finally:
            savepoint.rollback()

    def _partitions(self) -> Mapping[Place, tuple[str, ...]]:
        bounds = _grouped((self._place(row), row.bound) for row in self._rows(queries.BOUNDS))
        texts = {place: _any_of(map(_without_hashes, found)) for place, found in bounds.items() if all(found)}
        return {place: (text,) for place, text in texts.items() if text}

    def _domains(self) -> Mapping[Place, tuple[str, ...]]:
        """What a domain checks besides the first, which SQLAlchemy knows, with the column in place of ``VALUE``."""
        quote = self._connection.dialect.identifier_preparer.quote
        pairs = (
            (self._place(row), _of_column(check, quote(row.attname)))
            for row in self._rows(queries.DOMAINS)
            for check in row.checks
        )
        return _grouped(pairs)


def _grouped(pairs: Iterable[tuple[Place, Any]]) -> dict[Place, tuple[Any, ...]]:
    found: dict[Place, list[Any]] = defaultdict(list)
    for place, item in pairs:
        found[place].append(item)
    return {place: tuple(items) for place, items in found.items()}


def _any_of(bounds: Iterable[str]) -> str:
    """One of them; "" if that says nothing, as one of them does."""
    known = list(dict.fromkeys(bounds))
    return " OR ".join(f"({bound})" for bound in known) if all(known) else ""


def _without_hashes(bound: str) -> str:
    """What a row has to be for a partition, but for its hash, since all partitions together take every one."""
    if HASHED not in bound:
        return bound
    tree = sqlglot.parse_one(bound, read="postgres").unnest()
    terms = tree.flatten() if isinstance(tree, sqlglot.exp.And) else (tree,)
    return " AND ".join(one.sql(dialect="postgres") for one in terms if HASHED not in one.sql().lower())


def _of_column(check: str, column: str) -> str:
    """``CHECK ((VALUE > 0))`` -> ``((column > 0))``; texts and quoted names are passed over."""
    text = re.sub(r"(?s)^CHECK\s*(\(.*\))[^)]*$", r"\1", check)
    return VALUE.sub(lambda found: column if found[0].upper() == "VALUE" else found[0], text)


def _exclusion(row: Any) -> ExcludeConstraint:
    elements = [(_element(text), operator) for text, operator in zip(row.elements, row.operators, strict=True)]
    where = sa.text(row.condition) if row.condition else None
    return ExcludeConstraint(*elements, name=row.conname, using=row.amname, where=where)


def _element(text: str) -> Any:
    """A column's name alone, or an expression."""
    plain = re.fullmatch(r'\w+|"(?:[^"]|"")+"', text)
    return text.strip('"').replace('""', '"') if plain else sa.text(text)
