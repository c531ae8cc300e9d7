"""What SQLite's own CREATE TABLE statements say: its CHECKs, and columns whose types are words of the author's."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlglot
from sqlalchemy import Connection
from sqlalchemy.types import TypeEngine
from sqlglot import exp

from factorygen.database.catalog import Catalog, Place
from factorygen.database.column_types import OpaqueType

TABLE_OPTIONS = re.compile(r"\)\s*(?:(?:WITHOUT\s+ROWID|STRICT)[\s,]*)+;?\s*$", re.IGNORECASE)
"""What stands behind the columns, and sqlglot does not read."""
WITHOUT_ROWID = re.compile(r"\)[\s,\w]*WITHOUT\s+ROWID[\s,\w]*;?\s*$", re.IGNORECASE)
STATEMENTS = "SELECT name, sql FROM {schema}sqlite_master WHERE type = 'table' AND sql IS NOT NULL ORDER BY name"


def read(connection: Connection, schemas: Sequence[str | None]) -> Catalog:
    """The facts about the tables of these schemas; None is the main one."""
    dialect: Any = connection.dialect
    dialect.get_unique_constraints = _unique_constraints
    checks: dict[Place, tuple[tuple[str | None, str], ...]] = {}
    types: dict[Place, Mapping[str, TypeEngine[Any]]] = {}
    uncounted: set[Place] = set()
    for schema in schemas:
        for name, sql in _statements(connection, schema):
            columns = _columns(connection, schema, name)
            types[schema, name] = {
                row.name: OpaqueType(row.type) for row in columns if not _is_known(row.type, dialect)
            }
            if _is_uncounted(columns, sql):
                uncounted.add((schema, name))
            found = _parsed(sql)
            if found is not None:
                checks[schema, name] = tuple(_checks(found))
    return Catalog(types=types, replaced_checks=checks, uncounted=frozenset(uncounted))


def _unique_constraints(
    connection: Connection, table: str, schema: str | None = None, **_options: Any
) -> list[dict[str, Any]]:
    """As SQLAlchemy's dialects return it; its own takes the statement apart, line by line. They have no names here."""
    quoted = f"{_quoted(connection, schema)}." if schema else ""
    indexes = connection.exec_driver_sql(f"PRAGMA {quoted}index_list({_quoted(connection, table)})").all()
    found = []
    for index in reversed([row for row in indexes if row.origin == "u"]):
        columns = connection.exec_driver_sql(f"PRAGMA {quoted}index_info({_quoted(connection, index.name)})")
        found.append({"name": None, "column_names": [row.name for row in columns]})
    return found


def _statements(connection: Connection, schema: str | None) -> Iterator[tuple[str, str]]:
    quoted = f"{_quoted(connection, schema)}." if schema else ""
    for row in connection.exec_driver_sql(STATEMENTS.format(schema=quoted)):
        yield row.name, row.sql


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _columns(connection: Connection, schema: str | None, table: str) -> Sequence[Any]:
    quoted = f"{_quoted(connection, schema)}." if schema else ""
    return connection.exec_driver_sql(f"PRAGMA {quoted}table_xinfo({_quoted(connection, table)})").all()


def _is_uncounted(columns: Sequence[Any], sql: str) -> bool:
    """SQLite counts a key that is called INTEGER, and no other, and none where there is no rowid."""
    keys = [row for row in columns if row.pk]
    return len(keys) != 1 or keys[0].type.upper() != "INTEGER" or bool(WITHOUT_ROWID.search(sql))


def _is_known(declared: str, dialect: Any) -> bool:
    word = declared.partition("(")[0].strip().upper()
    affinities = ("INT", "CHAR", "CLOB", "TEXT", "BLOB", "REAL", "FLOA", "DOUB")
    return word in dialect.ischema_names or any(part in word for part in affinities)


def _parsed(sql: str) -> exp.Expression | None:
    """The statement; None if it is none that sqlglot reads, such as that of a virtual table."""
    logger = logging.getLogger("sqlglot")
    level = logger.level
    logger.setLevel(logging.ERROR)  # it would say that it knows no such statement
    try:
        found = sqlglot.parse_one(TABLE_OPTIONS.sub(")", sql), read="sqlite")
    except sqlglot.errors.SqlglotError:
        return None
    finally:
        logger.setLevel(level)
    return found if isinstance(found, exp.Create) else None


def _checks(statement: exp.Expression) -> Iterator[tuple[str | None, str]]:
    for check in statement.find_all(exp.CheckColumnConstraint):
        holder = check.parent
        named = holder.this if isinstance(holder, exp.Constraint) else holder.args.get("this") if holder else None
        name = named.name if isinstance(named, exp.Identifier) else None
        yield name, check.this.sql(dialect="sqlite")
