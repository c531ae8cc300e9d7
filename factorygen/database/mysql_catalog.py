"""What MySQL and MariaDB say of columns whose types SQLAlchemy does not know, and of triggers that fill keys."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.mysql import ENUM, JSON, SET
from sqlalchemy.types import TypeEngine

from factorygen.database.catalog import Catalog, Place
from factorygen.database.column_types import OpaqueType, SpatialType
from factorygen.database.foreign_keys import of_mysql, read_by_columns
from factorygen.database.questions import Questions
from factorygen.words import set_of

SPATIAL = set_of(
    "geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection geomcollection"
)
COLUMNS = """
    SELECT TABLE_SCHEMA AS nspname, TABLE_NAME AS relname, COLUMN_NAME AS attname,
           DATA_TYPE AS name, COLUMN_TYPE AS sql_type, COLUMN_DEFAULT AS told
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
ZERO = re.compile(r"'?0000-00-00")
"""A default of dates that strict servers don't take."""
ASSIGNED = re.compile(r"\bNEW\s*\.\s*`?(\w+)`?\s*:?=", re.IGNORECASE)


def read(connection: Connection, schemas: Sequence[str | None]) -> Catalog:
    """The facts about the tables of these schemas; None is the default one."""
    read_by_columns(connection, of_mysql)
    return _Reader(connection, schemas).catalog()


class _Reader(Questions):
    """Asks one question after the other."""

    def catalog(self) -> Catalog:
        columns = list(self.rows(COLUMNS))
        checks = list(self.rows(CHECKS)) if _tells_levels(self.connection.dialect) else []
        documents = [row for row in checks if IS_JSON.fullmatch(row.clause)]
        return Catalog(
            types=self._types(columns, documents),
            filled=self.sets((row, name) for row in self.rows(TRIGGERS) for name in ASSIGNED.findall(row.source)),
            useless=self.grouped((row, row.attname) for row in columns if ZERO.match(row.told or "")),
            checks=self.grouped((row, row.clause) for row in documents),
            more_checks=self.grouped((row, row.clause) for row in checks if row not in documents),
        )

    def _types(self, columns: Iterable[Any], documents: Iterable[Any]) -> Mapping[Place, Mapping[str, TypeEngine[Any]]]:
        """Of columns that SQLAlchemy does not know, or takes for something else."""
        found: dict[Place, dict[str, TypeEngine[Any]]] = defaultdict(dict)
        known: Mapping[str, Any] = self.connection.dialect.ischema_names  # type: ignore[attr-defined]
        for row in columns:
            type_ = _type(row, known)
            if type_ is not None:
                found[self.place(row)][row.attname] = type_
        for row in documents:
            found[self.place(row)][row.attname] = JSON()
        return found


def _type(row: Any, known: Mapping[str, Any]) -> TypeEngine[Any] | None:
    """What SQLAlchemy does not find out; None where it does."""
    if row.name in SPATIAL:
        return SpatialType(row.sql_type)
    if row.name in LABELLED and "\\" in row.sql_type:
        labelled: TypeEngine[Any] = LABELLED[row.name](*_labels(row.sql_type))
        return labelled
    return OpaqueType(row.sql_type) if row.name not in known else None


def _tells_levels(dialect: Any) -> bool:
    return bool(dialect.is_mariadb and dialect.server_version_info >= SINCE)


def _labels(sql: str) -> list[str]:
    """The labels of ``enum('it''s','a\\\\b')``, which SQLAlchemy leaves as they are written."""
    texts = (found.replace("''", "'") for found in LABEL.findall(sql))
    return [ESCAPE.sub(lambda found: ESCAPED.get(found[1], found[1]), text) for text in texts]
