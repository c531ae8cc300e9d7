"""What MySQL and MariaDB say of columns whose types SQLAlchemy does not know, and of triggers that fill keys."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.mysql import ENUM, JSON, SET
from sqlalchemy.types import TypeEngine

from factorygen.database.catalog import Catalog, Place
from factorygen.database.column_types import OpaqueType, SpatialType
from factorygen.database.foreign_keys import of_mysql, read_by_columns

SPATIAL = frozenset(
    [
        "geometry",
        "point",
        "linestring",
        "polygon",
        "multipoint",
        "multilinestring",
        "multipolygon",
        "geometrycollection",
        "geomcollection",
    ]
)
COLUMNS = """
    SELECT TABLE_SCHEMA AS nspname, TABLE_NAME AS relname, COLUMN_NAME AS attname,
           DATA_TYPE AS name, COLUMN_TYPE AS sql_type
    FROM information_schema.COLUMNS WHERE TABLE_SCHEMA IN :schemas
"""
TRIGGERS = """
    SELECT EVENT_OBJECT_SCHEMA AS nspname, EVENT_OBJECT_TABLE AS relname, ACTION_STATEMENT AS source
    FROM information_schema.TRIGGERS
    WHERE ACTION_TIMING = 'BEFORE' AND EVENT_MANIPULATION = 'INSERT' AND EVENT_OBJECT_SCHEMA IN :schemas
"""
LABELLED: dict[str, Any] = {"enum": ENUM, "set": SET}
LABEL = re.compile(r"'((?:[^']|'')*)'")
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
ESCAPED = {"0": "\0", "b": "\b", "n": "\n", "r": "\r", "t": "\t", "Z": "\x1a"}
CHECKS = """
    SELECT CONSTRAINT_SCHEMA AS nspname, TABLE_NAME AS relname, CONSTRAINT_NAME AS attname, CHECK_CLAUSE AS clause
    FROM information_schema.CHECK_CONSTRAINTS WHERE LEVEL = 'Column' AND CONSTRAINT_SCHEMA IN :schemas
"""
"""MariaDB's CHECKs that stand beside a column, and are called like it; MySQL has none such."""
SINCE = (10, 5, 10)
"""The version of MariaDB that tells them from others."""
IS_JSON = re.compile(r"json_valid\(`[^`]*`\)", re.IGNORECASE)
ASSIGNED = re.compile(r"\bNEW\s*\.\s*`?(\w+)`?\s*:?=", re.IGNORECASE)


def read(connection: Connection, schemas: Sequence[str | None]) -> Catalog:
    """The facts about the tables of these schemas; None is the default one."""
    read_by_columns(connection, of_mysql)
    default = connection.dialect.default_schema_name
    names = [schema or default for schema in schemas]
    known: Mapping[str, Any] = connection.dialect.ischema_names  # type: ignore[attr-defined]

    def rows(query: str) -> Iterable[Any]:
        return connection.execute(
            sa.text(query).bindparams(sa.bindparam("schemas", expanding=True)), {"schemas": names}
        )

    def place(row: Any) -> Place:
        return (None if row.nspname == default else row.nspname, row.relname)

    types: dict[Place, dict[str, TypeEngine[Any]]] = defaultdict(dict)
    for row in rows(COLUMNS):
        if row.name in SPATIAL:
            types[place(row)][row.attname] = SpatialType(row.sql_type)
        elif row.name in LABELLED and "\\" in row.sql_type:
            types[place(row)][row.attname] = LABELLED[row.name](*_labels(row.sql_type))
        elif row.name not in known:
            types[place(row)][row.attname] = OpaqueType(row.sql_type)
    filled: dict[Place, frozenset[str]] = defaultdict(frozenset)
    for row in rows(TRIGGERS):
        filled[place(row)] |= frozenset(ASSIGNED.findall(row.source))
    checks: dict[Place, list[str]] = defaultdict(list)
    documents: dict[Place, list[str]] = defaultdict(list)
    for row in rows(CHECKS) if _tells_levels(connection.dialect) else ():
        if IS_JSON.fullmatch(row.clause):
            types[place(row)][row.attname] = JSON()
            documents[place(row)].append(row.clause)
        else:
            checks[place(row)].append(row.clause)
    return Catalog(types=types, filled=filled, checks=_tuples(documents), more_checks=_tuples(checks))


def _tells_levels(dialect: Any) -> bool:
    return bool(dialect.is_mariadb and dialect.server_version_info >= SINCE)


def _tuples(lists: Mapping[Place, list[str]]) -> Mapping[Place, tuple[str, ...]]:
    return {place: tuple(items) for place, items in lists.items()}


def _labels(sql: str) -> list[str]:
    """The labels of ``enum('it''s','a\\\\b')``, which SQLAlchemy leaves as they are written."""
    texts = (found.replace("''", "'") for found in LABEL.findall(sql))
    return [ESCAPE.sub(lambda found: ESCAPED.get(found[1], found[1]), text) for text in texts]
