"""A copy of the models' tables that SQLite can create, and what it had to leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    DefaultClause,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import CompileError, NoReferenceError
from sqlalchemy.schema import Constraint
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from factorygen.verify.sql import for_sqlite

SUBSTITUTES: dict[str, type[TypeEngine[Any]]] = {
    # What other databases' types are to SQLite. "UUID" would give it a numeric column.
    **dict.fromkeys(("UUID", "CIDR", "CITEXT", "INET", "INET4", "INET6", "MACADDR", "MACADDR8", "ENUM", "SET"), String),
    **dict.fromkeys(("BIT", "MONEY", "REGCLASS", "REGCONFIG", "INTERVAL", "JSONPATH"), String),
    **dict.fromkeys(("TINYTEXT", "MEDIUMTEXT", "LONGTEXT"), Text),
    **dict.fromkeys(("BYTEA", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB"), LargeBinary),
    **dict.fromkeys(("TINYINT", "MEDIUMINT", "YEAR", "OID"), Integer),
    "JSONB": JSON,
}
DIALECT: Dialect = sqlite.dialect()

Works = Callable[[str], bool]
"""Whether SQLite can prepare a SELECT."""


@dataclass(frozen=True)
class Gap:
    """Something the database at hand lacks: a table, a column's type or default, a constraint.

    ``missing``: the table as a whole is not there.
    """

    table: str
    reason: str
    column: str = ""
    missing: bool = False


@dataclass(frozen=True)
class Copies:
    """Tables to create and unique indexes to create after them, and what they lack."""

    tables: tuple[Table, ...]
    gaps: tuple[Gap, ...]


def portable(metadata: MetaData, works: Works) -> Copies:
    """Copies of all tables of a MetaData, which stays as it is.

    ``works`` is asked about the SQL that stands in defaults, CHECKs and generated columns.
    """
    into = MetaData(schema=metadata.schema, naming_convention=metadata.naming_convention)
    copies = [table.to_metadata(into) for table in metadata.tables.values()]
    gaps = tuple(gap for copy in copies for gap in _adapted_or_missing(copy, works))
    missing = {gap.table for gap in gaps if gap.missing}
    present = tuple(copy for copy in copies if copy.fullname not in missing)
    return Copies(present, gaps + tuple(gap for copy in present for gap in _without_dangling_keys(copy, missing)))


def first_line(error: Exception) -> str:
    """What an error says, on one line: in the database's words, if it is one of its own."""
    words = str(getattr(error, "orig", None) or error).strip().splitlines()
    return words[0] if words else type(error).__name__


def _adapted_or_missing(table: Table, works: Works) -> list[Gap]:
    try:
        return list(_adapted(table, works))
    except Exception as error:  # a type that nobody here knows may raise anything
        return [Gap(table.fullname, f"SQLite can't create {table.fullname}: {first_line(error)}", missing=True)]


def _adapted(table: Table, works: Works) -> Iterator[Gap]:
    for column in table.columns:
        yield from _adapted_type(table, column)
        yield from _adapted_value(table, column, works)
        yield from _adapted_checks(table, column.constraints, works)
    yield from _adapted_checks(table, table.constraints, works)
    for index in table.indexes:
        _adapt_index(index)


# ---- types


def _adapted_type(table: Table, column: Column[Any]) -> Iterator[Gap]:
    bare = _bare(column.type)
    name = str(getattr(bare, "__visit_name__", ""))
    if column is table.autoincrement_column or _is_drawn_key(table, column):
        column.type = Integer()  # the only type that SQLite counts up by itself
    elif name == "DOMAIN":
        column.type = getattr(bare, "data_type", None) or Text()
    elif name in SUBSTITUTES:
        column.type = SUBSTITUTES[name]()
        yield Gap(table.fullname, f"SQLite has no {name}", column.name)
    elif _compiles(column.type):
        return
    elif _compiles(bare):
        column.type = bare
    else:
        words = repr(bare) if name == "type_decorator" else name.upper()
        yield Gap(table.fullname, f"SQLite can't create {table.fullname}.{column.name}: {words}", missing=True)


def _bare(type_: TypeEngine[Any]) -> TypeEngine[Any]:
    """What a type comes down to on SQLite, behind variants and decorators."""
    impl = type_.dialect_impl(DIALECT)
    while isinstance(impl, TypeDecorator):
        impl = impl.impl if isinstance(impl.impl, TypeEngine) else impl.impl()
    return impl


def _compiles(type_: TypeEngine[Any]) -> bool:
    try:
        DIALECT.type_compiler_instance.process(type_)
    except (CompileError, NotImplementedError, AttributeError):
        return False
    return True


# ---- defaults and generated columns


def _adapted_value(table: Table, column: Column[Any], works: Works) -> Iterator[Gap]:
    if column.computed is not None:
        if not works(f"SELECT {_sql(column.computed.sqltext)} FROM ({_one_row(table)})"):
            yield Gap(table.fullname, f"{column.name} is not generated: SQLite can't compute it", column.name)
            column.computed = column.server_default = None
            column.nullable = True
    elif isinstance(column.server_default, DefaultClause):
        yield from _adapted_default(table, column, column.server_default, works)
    elif _is_left_empty(table, column):
        column.autoincrement = "auto"
        yield Gap(table.fullname, f"SQLite does not fill {table.fullname}.{column.name} by itself", column.name)


def _is_left_empty(table: Table, column: Column[Any]) -> bool:
    """Whether another database fills it and SQLite does not: it counts up only what is the whole key."""
    filled = column.server_default is not None or column.identity is not None or _draws(column)
    counted = column.autoincrement is True and column.primary_key
    rowid = list(table.primary_key.columns) == [column] and issubclass(_python_type(column), int)
    return (filled or counted) and not rowid


def _adapted_default(table: Table, column: Column[Any], clause: DefaultClause, works: Works) -> Iterator[Gap]:
    if isinstance(clause.arg, str):
        return
    text = _sql(clause.arg)
    column.server_default = None
    if _is_drawn_key(table, column):
        return
    usable = next((sql for sql in (text, for_sqlite(text)) if works(f"SELECT ({sql})")), None)
    if usable is None:
        yield Gap(table.fullname, f"SQLite has no default {text} for {table.fullname}.{column.name}", column.name)
        return
    bare = _bare(column.type)
    shape = "date({})" if isinstance(bare, Date) else "time({})" if isinstance(bare, Time) else "{}"
    column.server_default = DefaultClause(literal_column(shape.format(usable)))


def _is_drawn_key(table: Table, column: Column[Any]) -> bool:
    """Whether it is the key of its table and drawn from a sequence, which a rowid does as well."""
    default = column.server_default
    alone = list(table.primary_key.columns) == [column]
    drawn = isinstance(default, DefaultClause) and not isinstance(default.arg, str) and "nextval" in _sql(default.arg)
    return alone and (drawn or _draws(column)) and issubclass(_python_type(column), int)


def _draws(column: Column[Any]) -> bool:
    return column.default is not None and column.default.is_sequence


def _python_type(column: Column[Any]) -> type:
    try:
        return column.type.python_type
    except NotImplementedError:
        return object


# ---- constraints and indexes


def _adapted_checks(table: Table, constraints: set[Constraint], works: Works) -> Iterator[Gap]:
    for constraint in list(constraints):
        if isinstance(constraint, CheckConstraint):
            text = _sql(constraint.sqltext)
            source = _one_row(table)
            usable = [sql for sql in (text, for_sqlite(text)) if works(f"SELECT 1 FROM ({source}) WHERE {sql}")]
            if usable:
                if usable[0] != text:
                    constraint.sqltext = literal_column(usable[0])
                continue
            constraints.discard(constraint)
            yield Gap(table.fullname, f"SQLite can't check {_named(constraint)}CHECK ({text})")
        elif constraint.__visit_name__ not in SQLITE_CONSTRAINTS:
            constraints.discard(constraint)
            words = constraint.__visit_name__.replace("_", " ").removesuffix(" constraint").upper()
            yield Gap(table.fullname, f"SQLite can't check {_named(constraint)}{words}")


KEYS = (PrimaryKeyConstraint, UniqueConstraint, Index)
SQLITE_CONSTRAINTS = {
    "primary_key_constraint",
    "foreign_key_constraint",
    "unique_constraint",
    "check_constraint",
    "column_check_constraint",
    "table_or_column_check_constraint",
}


def _named(constraint: Constraint) -> str:
    return f"{constraint.name}: " if isinstance(constraint.name, str) else ""


def _without_dangling_keys(table: Table, missing: Iterable[str]) -> Iterator[Gap]:
    """SQLite refuses each row of a table with a foreign key to a table or to a key that is not there."""
    for constraint in sorted(table.foreign_key_constraints, key=lambda key: tuple(key.column_keys)):
        reason = _dangling(constraint, missing)
        if reason:
            table.constraints.discard(constraint)
            yield Gap(table.fullname, f"FOREIGN KEY ({', '.join(constraint.column_keys)}) is not checked: {reason}")


def _dangling(constraint: ForeignKeyConstraint, missing: Iterable[str]) -> str:
    try:
        target = constraint.referred_table
        columns = {element.column for element in constraint.elements}
    except NoReferenceError as error:
        return str(error)
    if target.fullname in missing:
        return f"no table {target.fullname}"
    keys = [*target.constraints, *(index for index in target.indexes if index.unique)]
    if not any(set(key.columns) == columns for key in keys if isinstance(key, KEYS)):
        return f"{target.fullname} has no such key"
    return ""


def _adapt_index(index: Index) -> None:
    """A partial unique index of another database is one of SQLite as well."""
    for name in ("postgresql", "mssql"):
        where = index.dialect_kwargs.get(f"{name}_where")
        if where is not None and index.dialect_options["sqlite"]["where"] is None:
            index.dialect_options["sqlite"]["where"] = where


# ---- SQL


def _sql(clause: ClauseElement) -> str:
    try:
        compiler = DIALECT.statement_compiler(DIALECT, None)
        return str(compiler.process(clause, literal_binds=True, include_table=False))
    except CompileError:
        return str(clause)


def _one_row(table: Table) -> str:
    quote = DIALECT.identifier_preparer.quote_identifier
    return "SELECT " + ", ".join(f"NULL AS {quote(column.name)}" for column in table.columns)
