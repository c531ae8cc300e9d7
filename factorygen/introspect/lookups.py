"""Tables that no class maps, as far as a model needs rows of theirs -> ``Model`` facts, keyed by column names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, InvalidRequestError
from sqlalchemy.orm import Mapper, registry

from factorygen.schema import Model, PythonName


def lookup_tables(mappers: Sequence[Mapper[Any]], facts: Callable[[Mapper[Any]], Model]) -> Iterator[Model]:
    """The facts about each unmapped table that a foreign key leads to, directly or by way of another such table.

    They are asked of a class that is mapped to the table only for the time of the question.
    """
    mapped = {table for mapper in mappers for table in mapper.tables}
    waiting = [table for mapper in mappers for table in mapper.tables if isinstance(table, sa.Table)]
    seen = set(mapped)
    while waiting:
        for table in _referred(waiting.pop(0)):
            if table not in seen:
                seen.add(table)
                waiting.append(table)
                with suppress(ArgumentError, InvalidRequestError):  # a table without a primary key is no lookup table
                    yield _facts(table, facts)


def _referred(table: sa.Table) -> list[sa.Table]:
    found = {constraint.referred_table for constraint in table.foreign_key_constraints}
    return sorted(found, key=lambda one: str(one.fullname))


def _facts(table: sa.Table, facts: Callable[[Mapper[Any]], Model]) -> Model:
    temporary = registry(metadata=sa.MetaData())
    row = type("Row", (), {})
    try:
        properties = {column.name: column for column in table.c}
        found = facts(temporary.map_imperatively(row, table, properties=properties))
    finally:
        temporary.dispose()
    return replace(found, id=PythonName("", str(table.name)), import_name=None, found_through=None)
