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
from factorygen.database.questions import Questions
from factorygen.database.sql_text import escaped
from factorygen.introspect.domains import in_place_of_value

UNQUALIFIED = re.compile(r'(?<![.\w"])"?(\w+)"?(?!\s*\.)')
WORKS = re.compile(r"[^(]*|nextval\(.*|\(?(?:now|gen_random_uuid|uuid_generate_v\w+)\(\).*", re.DOTALL)
"""Defaults that need no asking: without a function, or with one that everybody uses."""
HASHED = "satisfies_hash_partition"
READ_ONLY = "25006"
"""PostgreSQL's code for a function that would have written, which it may when a row is inserted."""
ASSIGNED = re.compile(r"\bNEW\s*\.\s*\"?(\w+)\"?\s*:?=(?!=)", re.IGNORECASE)


def read(connection: Connection, schemas: Sequence[str | None]) -> Catalog:
    """The facts about the tables of these schemas; None is the default one."""
    read_by_columns(connection, of_postgresql)
    return _Reader(connection, schemas).catalog()


class _Reader(Questions):
    """Asks one question after the other."""

    def catalog(self) -> Catalog:
        tables = list(self.rows(queries.TABLES))
        return Catalog(
            left_out=frozenset(self.place(row) for row in tables if row.left_out),
            forbidden=frozenset(self.place(row) for row in tables if not row.readable),
            types=self._types(),
            checks={**self._partitions(), **self._domains()},
            keys=self.grouped((row, self._key(row)) for row in self.rows(queries.PARTITION_KEYS)),
            copied_keys=self.sets((row, row.conname) for row in self.rows(queries.COPIED_KEYS)),
            exclusions=self.grouped((row, _exclusion(row)) for row in self.rows(queries.EXCLUSIONS)),
            useless=self._useless_defaults(),
            search_path=self._search_path(),
            filled=self.sets(
                (row, name) for row in self.rows(queries.TRIGGERS) for name in ASSIGNED.findall(row.prosrc)
            ),
        )

    def _types(self) -> Mapping[Place, Mapping[str, TypeEngine[Any]]]:
        found: dict[Place, dict[str, TypeEngine[Any]]] = defaultdict(dict)
        rows = list(self.rows(UNKNOWN))
        for row, type_ in types_by_column(rows, self.connection):
            found[self.place(row)][row.attname] = type_
        return found

    def _search_path(self) -> str:
        """What the search path has to be for triggers that name tables without their schema; "": as it is."""
        sources = list(self.rows(queries.UNREACHED))
        if not sources:
            return ""
        names: dict[str, set[str]] = defaultdict(set)
        for row in self.rows(queries.NAMES):
            names[row.nspname].add(row.name)
        needed = [row.nspname for row in sources if not names[row.nspname].isdisjoint(UNQUALIFIED.findall(row.prosrc))]
        quote = self.connection.dialect.identifier_preparer.quote
        path = self.connection.execute(sa.text("SHOW search_path")).scalar_one()
        return ", ".join([path, *map(quote, dict.fromkeys(needed))]) if needed else ""

    def _key(self, row: Any) -> Key:
        schema = None if row.other_schema == self.default else row.other_schema
        return Key(tuple(row.here), (schema, row.other), tuple(row.there))

    def _useless_defaults(self) -> Mapping[Place, tuple[str, ...]]:
        """Columns whose default fails, or is NULL, for whoever comes by this URL, as ``current_setting()`` may."""
        rows = [row for row in self.rows(queries.DEFAULTS) if not WORKS.fullmatch(row.expression)]
        works = {expression: self._works(expression) for expression in {row.expression for row in rows}}
        return self.grouped((row, row.attname) for row in rows if not works[row.expression])

    def _works(self, expression: str) -> bool:
        savepoint = self.connection.begin_nested()
        try:
            return self.connection.exec_driver_sql(f"SELECT {expression}".replace("%", "%%")).scalar() is not None
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            return getattr(error.orig, "sqlstate", None) == READ_ONLY
        finally:
            savepoint.rollback()

    def _partitions(self) -> Mapping[Place, tuple[str, ...]]:
        bounds = self.grouped((row, row.bound) for row in self.rows(queries.BOUNDS))
        texts = {place: _any_of(map(_without_hashes, found)) for place, found in bounds.items() if all(found)}
        return {place: (text,) for place, text in texts.items() if text}

    def _domains(self) -> Mapping[Place, tuple[str, ...]]:
        """What a domain checks besides the first, which SQLAlchemy knows, with the column in place of ``VALUE``."""
        quote = self.connection.dialect.identifier_preparer.quote
        pairs = (
            (row, in_place_of_value(_condition(check), quote(row.attname)))
            for row in self.rows(queries.DOMAINS)
            for check in row.checks
        )
        return self.grouped(pairs)


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


def _condition(check: str) -> str:
    """``CHECK ((VALUE > 0))`` -> ``((VALUE > 0))``."""
    return re.sub(r"(?s)^CHECK\s*(\(.*\))[^)]*$", r"\1", check)


def _exclusion(row: Any) -> ExcludeConstraint:
    elements = [(_element(text), operator) for text, operator in zip(row.elements, row.operators, strict=True)]
    where = sa.text(escaped(row.condition)) if row.condition else None
    return ExcludeConstraint(*elements, name=row.conname, using=row.amname, where=where)


def _element(text: str) -> Any:
    """A column's name alone, or an expression."""
    plain = re.fullmatch(r'\w+|"(?:[^"]|"")+"', text)
    return text.strip('"').replace('""', '"') if plain else sa.text(escaped(text))
