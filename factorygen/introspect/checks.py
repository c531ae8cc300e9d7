"""CHECK constraints of tables, of columns and of PostgreSQL's domains -> ``Check``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper

from factorygen.introspect.columns import key_of, tables_of
from factorygen.introspect.domains import in_place_of_value
from factorygen.introspect.types import domains
from factorygen.schema import Check


def checks(mapper: Mapper[Any], dialect: Dialect) -> list[Check]:
    """What the database checks of a model's rows, sorted, since tables keep their constraints in sets."""
    found = [check for table in tables_of(mapper) for check in _of_table(mapper, table, dialect)]
    order = {column.key: number for number, column in enumerate(mapper.column_attrs)}
    return sorted(found, key=lambda one: ([order.get(key, -1) for key in one.columns], one.name, one.text))


def _of_table(mapper: Mapper[Any], table: sa.Table, dialect: Dialect) -> Iterator[Check]:
    on_columns = [constraint for column in table.c for constraint in column.constraints]
    compiler: Any = dialect.ddl_compiler(dialect, None)  # type: ignore[arg-type]
    for one in (*table.constraints, *on_columns):
        if isinstance(one, sa.CheckConstraint) and one._should_create_for_compiler(compiler):
            text = _text(one.sqltext, dialect)
            keys = tuple(key_of(mapper, column) for column in one.columns) or tuple(_mentioned(mapper, table, text))
            yield Check(text, keys, one.name if isinstance(one.name, str) else "")
    for column in table.c:
        yield from _of_domains(mapper, column, dialect)


def _of_domains(mapper: Mapper[Any], column: sa.Column[Any], dialect: Dialect) -> Iterator[Check]:
    """Of the column's domain and those it is made of, with the column in place of ``VALUE``."""
    name = dialect.identifier_preparer.quote(column.name)
    for domain, item in domains(column.type, dialect):
        if domain.check is not None:
            text = in_place_of_value(_text(domain.check, dialect), name + item)
            yield Check(text, (key_of(mapper, column),), domain.constraint_name or f"{domain.name}_check")


def _mentioned(mapper: Mapper[Any], table: sa.Table, text: str) -> Iterator[str]:
    """The attributes of the columns that a text names; SQLAlchemy knows those of expressions alone."""
    words = {word.lower() for word in re.findall(r"\w+", re.sub(r"'(?:[^']|'')*'", "", text))}
    for column in table.c:
        if column.name.lower() in words and key_of(mapper, column):
            yield key_of(mapper, column)


def _text(expression: Any, dialect: Dialect) -> str:
    return str(expression.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
