"""What SQLite's own CREATE TABLE statements say: its CHECKs, and columns whose types are words of the author's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlglot
from sqlalchemy import Connection, Index, TextClause, text
from sqlalchemy.types import TypeEngine
from sqlglot import exp

from factorygen.database.catalog import Catalog, Place
from factorygen.database.column_types import OpaqueType
from factorygen.database.sql_text import escaped
from factorygen.silence import silent

TABLE_OPTIONS = re.compile(r"\)\s*(?:(?:WITHOUT\s+ROWID|STRICT)[\s,]*)+;?\s*$", re.IGNORECASE)
"""What stands behind the columns, and sqlglot does not read."""
WITHOUT_ROWID = re.compile(r"\)[\s,\w]*WITHOUT\s+ROWID[\s,\w]*;?\s*$", re.IGNORECASE)
VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)
STATEMENTS = "SELECT name, sql FROM {schema}sqlite_master WHERE type = '{kind}' AND sql IS NOT NULL ORDER BY name"


def read(connection: Connection, schemas: Sequence[str | None]) -> Catalog:
    """The facts about the tables of these schemas; None is the main one."""
    dialect: Any = connection.dialect
    dialect.get_unique_constraints = _unique_constraints
    checks: dict[Place, tuple[tuple[str | None, str], ...]] = {}
    types: dict[Place, Mapping[str, TypeEngine[Any]]] = {}
    uncounted: set[Place] = set()
    left_out: set[Place] = set()
    indexes: dict[Place, list[Index]] = defaultdict(list)
    for schema in schemas:
        left_out |= {(schema, name) for name in _shadows(connection, schema)}
        for name, sql in _statements(connection, schema, "index"):
            table, index = _index_of_expressions(name, sql)
            indexes[schema, table] += [index] if index is not None else []
        for name, sql in _statements(connection, schema, "table"):
            if VIRTUAL.match(sql):
                left_out.add((schema, name))
                continue
            columns = _columns(connection, schema, name)
            types[schema, name] = {
                row.name: OpaqueType(row.type) for row in columns if not _is_known(row.type, dialect)
            }
            if _is_uncounted(columns, sql):
                uncounted.add((schema, name))
            found = _parsed(sql)
            if found is not None:
                checks[schema, name] = tuple(_checks(found))
    return Catalog(
        left_out=frozenset(left_out),
        types=types,
        replaced_checks=checks,
        uncounted=frozenset(uncounted),
        indexes=indexes,
    )


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


def _statements(connection: Connection, schema: str | None, kind: str) -> Iterator[tuple[str, str]]:
    quoted = f"{_quoted(connection, schema)}." if schema else ""
    for row in connection.exec_driver_sql(STATEMENTS.format(schema=quoted, kind=kind)):
        yield row.name, row.sql


def _shadows(connection: Connection, schema: str | None) -> Iterator[str]:
    """The tables in which modules keep what virtual tables show; older versions of SQLite do not tell."""
    told = connection.exec_driver_sql("PRAGMA table_list")
    for row in told.mappings() if told.returns_rows else ():
        if row["type"] == "shadow" and row["schema"] == (schema or "main"):
            yield row["name"]


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
    try:
        with silent("sqlglot"):  # it would say that it knows no such statement
            found = sqlglot.parse_one(TABLE_OPTIONS.sub(")", sql), read="sqlite")
    except sqlglot.errors.SqlglotError:
        return None
    return found if isinstance(found, exp.Create) else None


def _index_of_expressions(name: str, sql: str) -> tuple[str, Index | None]:
    """The table, and the index if it is a unique one of more than columns, which SQLAlchemy passes over."""
    statement = _parsed(sql)
    index = statement.this if statement is not None else None
    if statement is None or not isinstance(index, exp.Index) or not statement.args.get("unique"):
        return "", None
    told = index.args["params"]
    elements = [one.this if isinstance(one, exp.Ordered) else one for one in told.args.get("columns") or ()]
    if all(isinstance(one, exp.Column) for one in elements):
        return "", None
    where = told.args.get("where")
    options: dict[str, Any] = {"sqlite_where": _text(where.this)} if where is not None else {}
    texts = [_text(one) for one in elements]
    return index.args["table"].name, Index(name, *texts, unique=True, **options)


def _text(expression: exp.Expression) -> TextClause:
    return text(escaped(expression.sql(dialect="sqlite")))


def _checks(statement: exp.Expression) -> Iterator[tuple[str | None, str]]:
    for check in statement.find_all(exp.CheckColumnConstraint):
        holder = check.parent
        named = holder.this if isinstance(holder, exp.Constraint) else holder.args.get("this") if holder else None
        name = named.name if isinstance(named, exp.Identifier) else None
        yield name, check.this.sql(dialect="sqlite")
