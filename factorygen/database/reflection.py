"""Which tables does a database have? All of them at once, with what SQLAlchemy does not look for."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from sqlalchemy import Connection, ForeignKey, MetaData, Table, inspect
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import SAWarning

from factorygen.database import mysql_catalog, postgresql_catalog, sqlite_catalog
from factorygen.database.address import Address
from factorygen.database.catalog import Catalog, Place
from factorygen.database.reading import reading
from factorygen.database.wanted import Wanted
from factorygen.diagnostics import FactorygenError, closest

OF_SERVERS = frozenset({"information_schema", "mysql", "performance_schema", "sys"})
"""Schemas that servers have for themselves."""

CATALOGS: dict[str, Callable[[Connection, Sequence[str | None]], Catalog]] = {
    "postgresql": postgresql_catalog.read,
    "mysql": mysql_catalog.read,
    "mariadb": mysql_catalog.read,
    "sqlite": sqlite_catalog.read,
}


@dataclass(frozen=True)
class Reflected:
    """The tables of a database, and the dialect it speaks."""

    metadata: MetaData
    dialect: Dialect
    search_path: str = ""
    """What PostgreSQL's has to be, where triggers want another than there is."""
    others: frozenset[str] = frozenset()
    """The names of views and of tables that are left out, if models were expected."""

    @property
    def default_schema(self) -> str:
        """The schema of tables that name none."""
        return self.dialect.default_schema_name or ""


def reflect(address: Address, wanted: Wanted, progress: Callable[[str], None]) -> Reflected:
    """Reads the tables, and those that their foreign keys lead to.

    ``progress`` is told what is read next. Raises FactorygenError where there is nothing to read, or no way to.
    """
    with reading(address) as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # types that it does not know are ours to find out
        schemas = _schemas(connection, wanted)
        catalog = CATALOGS.get(connection.dialect.name, _no_catalog)(connection, schemas)
        catalog = replace(catalog, left_out=frozenset(_unexpected(catalog.left_out, wanted, connection)))
        metadata = MetaData()
        for schema in schemas:
            progress(schema or "tables")
            metadata.reflect(connection, schema=schema, only=_chosen(schema, wanted, catalog), resolve_fks=False)
        _reflect_parents(metadata, connection)
        _require_tables(metadata, connection, address, wanted)
        catalog.complete(metadata)
        others = frozenset(_others(connection, schemas, catalog) if wanted.expected else ())
        return Reflected(metadata, connection.dialect, catalog.search_path, others)


def _reflect_parents(metadata: MetaData, connection: Connection) -> None:
    """The tables that foreign keys lead to, all of a schema at once; those that are gone lead nowhere."""
    tried: set[Place] = set()
    known = {None, *inspect(connection).get_schema_names()}  # a dot in a name looks like a schema to SQLAlchemy 2.0
    while (
        missing := _referred_to(metadata) - {(table.schema, table.name) for table in metadata.tables.values()} - tried
    ):
        tried |= missing
        for schema in {schema for schema, _ in missing} & known:
            there = inspect(connection).get_table_names(schema)
            wanted = [name for name in there if (schema, name) in missing]
            metadata.reflect(connection, schema=schema, only=wanted, resolve_fks=False)


def _referred_to(metadata: MetaData) -> set[Place]:
    keys = (key for table in metadata.tables.values() for key in table.foreign_keys)
    return {_target(key) for key in keys}


def _target(key: ForeignKey) -> Place:
    """The schema and the table; SQLAlchemy 2.0 has no public name for it."""
    tokens = getattr(key, "target_tokens", None) or key._column_tokens
    return tokens[0], tokens[1]


def _no_catalog(_connection: Connection, _schemas: Sequence[str | None]) -> Catalog:
    return Catalog()


def _schemas(connection: Connection, wanted: Wanted) -> list[str | None]:
    """The schemas by the names that SQLAlchemy knows them by: None is the default one."""
    if not wanted.schemas and not any(wanted.expected_schemas):
        return [None]
    known = inspect(connection).get_schema_names()
    for name in wanted.schemas:
        if name not in known:
            raise FactorygenError("--schema", f"there is no schema {name!r}", closest(name, known))
    default = connection.dialect.default_schema_name
    expected = (name for name in wanted.expected_schemas if name in ("", *known))
    names = (*wanted.schemas, *expected)
    return list(dict.fromkeys(None if name in ("", default) else name for name in names)) or [None]


def _unexpected(places: Iterable[Place], wanted: Wanted, connection: Connection) -> Iterator[Place]:
    default = connection.dialect.default_schema_name
    expected = {table.removeprefix(f"{default}.") for table in wanted.expected}
    return (place for place in places if ".".join(filter(None, place)) not in expected)


def _others(connection: Connection, schemas: Sequence[str | None], catalog: Catalog) -> Iterator[str]:
    inspector = inspect(connection)
    for schema in schemas:
        views = inspector.get_view_names(schema)
        with suppress(NotImplementedError):
            views += inspector.get_materialized_view_names(schema)
        left_out = (name for place, name in catalog.left_out if place == schema)
        yield from (f"{schema}.{name}" if schema else name for name in (*views, *left_out))


def _chosen(schema: str | None, wanted: Wanted, catalog: Catalog) -> Callable[[str, MetaData], bool]:
    def choose(table: str, _metadata: MetaData) -> bool:
        names = (table, f"{schema}.{table}")
        asked = not wanted.include or _matches(names, wanted.include)
        return asked and not _matches(names, wanted.exclude) and (schema, table) not in catalog.left_out

    return choose


def _matches(names: Sequence[str], patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


def _require_tables(metadata: MetaData, connection: Connection, address: Address, wanted: Wanted) -> None:
    tables = [table for table in metadata.tables.values() if table.columns]
    for pattern in wanted.include:
        if not any(_matches(_names(table), (pattern,)) for table in tables):
            inspector = inspect(connection)
            names = [name for schema in _schemas(connection, wanted) for name in inspector.get_table_names(schema)]
            raise FactorygenError("include", f"no table is called {pattern!r}", closest(pattern, names))
    if not tables:
        read = {*OF_SERVERS, *wanted.schemas, connection.dialect.default_schema_name}
        others = set(inspect(connection).get_schema_names()) - read
        way_out = "create them first" + (", or name another schema with --schema" if others else "")
        raise FactorygenError(address.place, "there are no tables", way_out)


def _names(table: Table) -> tuple[str, str]:
    return table.name, table.fullname
