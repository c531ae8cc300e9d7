"""The tables on the user's database: which are there, and those that can be created for the length of a transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from sqlalchemy import Connection, MetaData, Table, inspect, text
from sqlalchemy.schema import CreateSchema, sort_tables

from factorygen.verify.portable import Gap, first_line

TRANSACTIONAL_DDL = ("postgresql", "sqlite")
MYSQL = ("mysql", "mariadb")
Place = tuple[str, str]
TRIGGERS = (
    "SELECT IF(event_object_schema = DATABASE(), '', event_object_schema), event_object_table, action_statement"
    " FROM information_schema.triggers WHERE event_object_schema NOT IN ('sys', 'mysql')"
)


def present(connection: Connection, metadatas: Sequence[MetaData]) -> tuple[Gap, ...]:
    """Creates the tables that are missing where that can be undone, and tells which remain missing."""
    if connection.dialect.name in TRANSACTIONAL_DDL:
        return tuple(gap for metadata in metadatas for gap in _created(connection, metadata))
    tables = [table for metadata in metadatas for table in metadata.tables.values()]
    missing = [
        Gap(table.fullname, f"the table {table.fullname} is missing", missing=True)
        for table in _absent(connection, tables)
    ]
    reasons = _permanent(connection) if connection.dialect.name in MYSQL else {}
    kept = [
        Gap(table.fullname, f"{table.fullname} {reasons[place]}, which can't be rolled back", missing=True)
        for table in tables
        if (place := (table.schema or "", table.name)) in reasons
    ]
    return (*missing, *kept)


def _absent(connection: Connection, tables: Iterable[Table]) -> list[Table]:
    inspector = inspect(connection)
    return [table for table in tables if not inspector.has_table(table.name, schema=table.schema)]


def _created(connection: Connection, metadata: MetaData) -> Iterator[Gap]:
    _create_schemas(connection, metadata)
    absent = _absent(connection, metadata.tables.values())
    if not absent or not _refusal(connection, lambda: metadata.create_all(connection, tables=absent)):
        return
    for table in sort_tables(absent):  # one of them can't be created: the others one by one
        reason = _refusal(connection, partial(table.create, connection, checkfirst=True))
        if reason:
            yield Gap(table.fullname, f"{table.fullname} is missing and can't be created: {reason}", missing=True)


def _create_schemas(connection: Connection, metadata: MetaData) -> None:
    if connection.dialect.name != "postgresql":
        return
    known = set(inspect(connection).get_schema_names())
    for name in sorted({table.schema for table in metadata.tables.values() if table.schema} - known):
        connection.execute(CreateSchema(name))


def _refusal(connection: Connection, create: Callable[[], None]) -> str:
    """Creates tables behind a SAVEPOINT; what the database says against it, "" if nothing."""
    savepoint = connection.begin_nested()
    try:
        create()
    except Exception as error:  # a type or a listener may raise anything; it is told, and the others go on
        savepoint.rollback()
        return first_line(error)
    except BaseException:
        savepoint.rollback()
        raise
    savepoint.commit()
    return ""


def _permanent(connection: Connection) -> dict[Place, str]:
    """The tables whose rows stay, and why; the connection's own database is ""."""
    query = text(
        "SELECT IF(t.table_schema = DATABASE(), '', t.table_schema), t.table_name, t.engine"
        " FROM information_schema.tables t JOIN information_schema.engines e ON e.engine = t.engine"
        " WHERE e.transactions <> 'YES' AND t.table_type = 'BASE TABLE'"
    )
    found = {(schema, name): f"is a {engine} table" for schema, name, engine in connection.execute(query)}
    triggers = connection.execute(text(TRIGGERS)).all() if found else []
    for _ in triggers:  # one may set off the next
        for schema, name, statement in triggers:
            words = set(re.findall(r"\w+", statement.lower()))
            written = next((other for _, other in found if other.lower() in words), None)
            if written is not None:
                found.setdefault((schema, name), f"has a trigger that writes to {written}")
    return found
