"""Which rule of the database a statement broke, read from what each database and driver says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy.exc import StatementError


class Kind(Enum):
    """What was broken."""

    NOT_NULL = "NOT NULL"
    UNIQUE = "UNIQUE"
    FOREIGN_KEY = "FOREIGN KEY"
    CHECK = "CHECK"
    EXCLUSION = "EXCLUDE"
    TOO_LONG = "length"
    OUT_OF_RANGE = "range"
    WRONG_TYPE = "type"
    NO_TABLE = "table"
    UNSUPPORTED = "unsupported"
    OTHER = ""


@dataclass(frozen=True)
class Violation:
    """A broken rule; what the database does not tell is "" or empty."""

    kind: Kind
    table: str = ""
    columns: tuple[str, ...] = ()
    constraint: str = ""


def violation_of(error: StatementError, dialect: str) -> Violation:
    """What an error of the database is about; ``dialect`` is SQLAlchemy's name of it."""
    found = READERS.get(dialect, _read_nothing)(error.orig)
    return found if found.table else Violation(found.kind, written_table(error), found.columns, found.constraint)


def _read_nothing(_orig: BaseException | None) -> Violation:
    return Violation(Kind.OTHER)


# ---- SQLite: sentences

SQLITE: tuple[tuple[str, Kind], ...] = (
    (r"NOT NULL constraint failed: (?P<columns>.+)", Kind.NOT_NULL),
    (r"UNIQUE constraint failed: index '(?P<constraint>.+)'", Kind.UNIQUE),
    (r"UNIQUE constraint failed: (?P<columns>.+)", Kind.UNIQUE),
    (r"CHECK constraint failed: (?P<constraint>(?s:.+))", Kind.CHECK),
    (r"FOREIGN KEY constraint failed", Kind.FOREIGN_KEY),
    (r"datatype mismatch", Kind.WRONG_TYPE),
    (r"Error binding parameter|.*type '.+' is not supported", Kind.WRONG_TYPE),
    (r"Python int too large", Kind.OUT_OF_RANGE),
    (r"no such table: (?:main\.)?(?P<table>.+)", Kind.NO_TABLE),
    (r"(no such|unknown) (function|collation)|foreign key mismatch|unrecognized token|near \"", Kind.UNSUPPORTED),
)


def _read_sqlite(orig: BaseException | None) -> Violation:
    for pattern, kind in SQLITE:
        match = re.match(pattern, str(orig))
        if match:
            parts = match.groupdict()
            return _sqlite_violation(kind, parts)
    return Violation(Kind.OTHER)


def _sqlite_violation(kind: Kind, parts: Mapping[str, str]) -> Violation:
    places = [place.rpartition(".") for place in parts.get("columns", "").split(", ") if place]
    table = parts.get("table", "") or (places[0][0] if places else "")
    return Violation(kind, table, tuple(column for _, _, column in places), parts.get("constraint", ""))


# ---- PostgreSQL: SQLSTATE and named fields, the same in psycopg and psycopg2

POSTGRESQL = {
    "23502": Kind.NOT_NULL,
    "23505": Kind.UNIQUE,
    "23503": Kind.FOREIGN_KEY,
    "23514": Kind.CHECK,
    "23P01": Kind.EXCLUSION,
    "22001": Kind.TOO_LONG,
    "22003": Kind.OUT_OF_RANGE,
    "22008": Kind.OUT_OF_RANGE,
    "22P02": Kind.WRONG_TYPE,
    "42804": Kind.WRONG_TYPE,
    "42P01": Kind.NO_TABLE,
}


def _read_postgresql(orig: BaseException | None) -> Violation:
    told = getattr(orig, "diag", None)
    state = getattr(told, "sqlstate", None) or getattr(orig, "pgcode", None)
    column = getattr(told, "column_name", None)
    key = re.match(r"Key \((.+?)\)=", getattr(told, "message_detail", None) or "")
    named = (column,) if column else tuple(part.strip('"') for part in key.group(1).split(", ")) if key else ()
    missing = re.match(r'relation "(.+?)" does not exist', getattr(told, "message_primary", None) or "")
    table = getattr(told, "table_name", None) or (missing.group(1) if missing else "")
    kind = Kind.WRONG_TYPE if "adapt type" in str(orig) else POSTGRESQL.get(str(state), Kind.OTHER)
    return Violation(kind, table, named, getattr(told, "constraint_name", None) or "")


# ---- MySQL and MariaDB: numbers and sentences

MYSQL: dict[int, tuple[Kind, str]] = {
    1048: (Kind.NOT_NULL, r"Column '(?P<column>.+)' cannot be null"),
    1364: (Kind.NOT_NULL, r"Field '(?P<column>.+)' doesn't have a default"),
    1062: (Kind.UNIQUE, r".*for key '(?:.+\.)?(?P<constraint>[^.]+)'$"),
    1452: (
        Kind.FOREIGN_KEY,
        r".*\(`.+?`\.`(?P<table>.+?)`, CONSTRAINT `(?P<constraint>.+?)` FOREIGN KEY \((?P<list>.+?)\)",
    ),
    1451: (
        Kind.FOREIGN_KEY,
        r".*\(`.+?`\.`(?P<table>.+?)`, CONSTRAINT `(?P<constraint>.+?)` FOREIGN KEY \((?P<list>.+?)\)",
    ),
    4025: (Kind.CHECK, r"CONSTRAINT `(?P<constraint>.+)` failed for `.+?`\.`(?P<table>.+)`"),
    3819: (Kind.CHECK, r"Check constraint '(?P<constraint>.+)' is violated"),
    1406: (Kind.TOO_LONG, r"Data too long for column '(?P<column>.+?)'"),
    1264: (Kind.OUT_OF_RANGE, r"Out of range value for column '(?P<column>.+?)'"),
    1265: (Kind.WRONG_TYPE, r"Data truncated for column '(?P<column>.+?)'"),
    1366: (Kind.WRONG_TYPE, r"Incorrect .+ value: .* for column (?:.*\.)?[`'](?P<column>[^`']+)[`'] at"),
    1292: (Kind.WRONG_TYPE, r"Incorrect .+ value: .* for column (?:.*\.)?[`'](?P<column>[^`']+)[`'] at"),
    1146: (Kind.NO_TABLE, r"Table '(?:.+\.)?(?P<table>[^.]+)' doesn't exist"),
}


def _read_mysql(orig: BaseException | None) -> Violation:
    number, sentence = (*getattr(orig, "args", ()), 0, "")[:2]
    kind, pattern = MYSQL.get(number, (Kind.OTHER, ""))
    match = re.match(pattern, str(sentence), re.DOTALL)
    parts = match.groupdict("") if match else {}
    listed = parts.get("column", "") or parts.get("list", "")
    columns = tuple(part.strip("`") for part in listed.split(", ") if part)
    return Violation(kind, parts.get("table", ""), columns, parts.get("constraint", ""))


READERS: dict[str, Callable[[BaseException | None], Violation]] = {
    "sqlite": _read_sqlite,
    "postgresql": _read_postgresql,
    "mysql": _read_mysql,
    "mariadb": _read_mysql,
}


# ---- the statement itself

IDENTIFIER = r"(?:\"[^\"]+\"|`[^`]+`|[^\s.(\"`]+)"
WRITE = re.compile(
    rf"\s*(?:INSERT INTO|UPDATE)\s+(?P<table>{IDENTIFIER}(?:\.{IDENTIFIER})*)(?:\s*\((?P<columns>[^)]*)\))?"
)


def written_table(error: StatementError) -> str:
    """The table that the failing INSERT or UPDATE writes, with its schema if it says so, else ""."""
    match = WRITE.match(error.statement or "")
    return re.sub(r"[\"`]", "", match.group("table")) if match else ""


def written_values(error: StatementError) -> list[tuple[str, object]]:
    """Columns and values of the failing INSERT, of each of its rows."""
    match = WRITE.match(error.statement or "")
    columns = [re.sub(r"[\"`\s]", "", name) for name in (match.group("columns") or "").split(",")] if match else []
    rows = error.params if isinstance(error.params, list) else [error.params]
    return [pair for row in rows for pair in _pairs(columns, row)]


def _pairs(columns: Sequence[str], row: object) -> list[tuple[str, object]]:
    if isinstance(row, Mapping):
        return [(re.sub(r"__\d+$", "", str(key)), value) for key, value in row.items()]
    if isinstance(row, Sequence) and not isinstance(row, str) and columns:
        return [(columns[number % len(columns)], value) for number, value in enumerate(row)]
    return []
