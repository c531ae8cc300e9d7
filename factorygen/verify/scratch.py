"""The scratch database: SQLite in memory, with the tables of the models as far as SQLite can create them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Engine, MetaData, String, Table, event
from sqlalchemy.schema import CreateIndex, CreateTable

from factorygen.verify import sqlite_functions
from factorygen.verify.portable import Gap, first_line, portable

OWN_SCHEMAS = {"main", "temp"}
OWN_COLLATIONS = {"BINARY", "NOCASE", "RTRIM"}


def make_transactional(engine: Engine) -> None:
    """SQLite with foreign keys, and with a BEGIN, without which its SAVEPOINTs commit."""

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")


def prepare(engine: Engine, metadatas: Sequence[MetaData]) -> None:
    """Gives the database to come the schemas, collations and functions that the models call for."""
    make_transactional(engine)

    @event.listens_for(engine, "connect")
    def furnish(connection: sqlite3.Connection, _record: object) -> None:
        sqlite_functions.register(connection)
        for name in _collations(metadatas):
            connection.create_collation(name, _compared)
        for name in _schemas(metadatas):
            quoted = engine.dialect.identifier_preparer.quote_identifier(name)
            try:
                connection.execute(f"ATTACH ':memory:' AS {quoted}")
            except sqlite3.OperationalError:  # there is room for ten; its tables can't be created, and say so
                break


def created(connection: Connection, metadatas: Sequence[MetaData]) -> tuple[Gap, ...]:
    """Creates the tables one by one, and tells what could not be created."""
    return tuple(gap for metadata in metadatas for gap in _created(connection, metadata))


def _created(connection: Connection, metadata: MetaData) -> Iterator[Gap]:
    def works(query: str) -> bool:
        try:
            # Past SQLAlchemy, for which ":" and "?" would be parameters.
            connection.connection.cursor().execute(f"EXPLAIN {query}")
        except (sqlite3.Error, sqlite3.Warning):
            return False
        return True

    copies = portable(metadata, works)
    yield from copies.gaps
    for table in copies.tables:
        yield from _create_table(connection, table)


def _create_table(connection: Connection, table: Table) -> Iterator[Gap]:
    try:
        connection.execute(CreateTable(table))
    except Exception as error:  # a type may raise anything; it is told, and the others go on
        yield Gap(table.fullname, f"SQLite can't create {table.fullname}: {first_line(error)}", missing=True)
        return
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        if index.unique:
            try:
                connection.execute(CreateIndex(index))
            except Exception:
                yield Gap(table.fullname, f"SQLite can't create the unique index {index.name}")


def _tables(metadatas: Iterable[MetaData]) -> Iterator[Table]:
    for metadata in metadatas:
        yield from metadata.tables.values()


def _schemas(metadatas: Iterable[MetaData]) -> list[str]:
    return sorted({table.schema for table in _tables(metadatas) if table.schema} - OWN_SCHEMAS)


def _collations(metadatas: Iterable[MetaData]) -> list[str]:
    types = (column.type for table in _tables(metadatas) for column in table.columns)
    names = {type_.collation for type_ in types if isinstance(type_, String) and type_.collation}
    return sorted(name for name in names if name.upper() not in OWN_COLLATIONS)


def _compared(left: str, right: str) -> int:
    return (left > right) - (left < right)
