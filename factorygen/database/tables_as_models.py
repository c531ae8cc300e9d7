"""What do reflected tables say as facts? Each is mapped to a class of its own that nobody else sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, Table
from sqlalchemy.orm import registry

from factorygen.database.catalog import ONLY_THERE
from factorygen.database.reflection import Reflected
from factorygen.database.type_code import opaque_types
from factorygen.introspect import introspect
from factorygen.schema import Schema


def facts(reflected: Reflected, *, only_there: bool = False) -> Schema:
    """The tables as models; their attributes are numbered, whatever the columns are called.

    ``only_there``: of the tables alone of which a models module can't say all.
    """
    tables = [table for table in reflected.metadata.tables.values() if table.c]
    chosen = [table for table in tables if not only_there or _is_more(table)]
    return introspect(list(_mapped(chosen)), reflected.dialect.name)


def _mapped(tables: Iterable[Table]) -> Iterable[type]:
    mapping = registry()
    for number, table in enumerate(tables):
        cls: type[Any] = type(f"Row{number}", (), {})
        attributes = {f"c{place}": column for place, column in enumerate(table.c)}
        keys = list(table.primary_key.columns or table.c)
        mapping.map_imperatively(cls, table, properties=attributes, primary_key=keys)
        yield cls


def _is_more(table: Table) -> bool:
    """Whether something is known of the table that is only in the database."""
    checks = (one for one in table.constraints if isinstance(one, CheckConstraint))
    return any(opaque_types([table])) or any(one.info.get(ONLY_THERE) for one in checks)
