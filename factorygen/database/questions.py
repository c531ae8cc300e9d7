"""How is a server's catalog asked? One statement after the other, of certain schemas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, TextClause, bindparam, text

from factorygen.database.catalog import Place

Item = TypeVar("Item")


def of_schemas(query: str) -> TextClause:
    """A statement that says ``IN :schemas``, and is given their names."""
    return text(query).bindparams(bindparam("schemas", expanding=True))


class Questions:
    """What is asked by; the default schema is called None."""

    def __init__(self, connection: Connection, schemas: Sequence[str | None]) -> None:
        self.connection = connection
        self.default = connection.dialect.default_schema_name
        self._schemas = [schema or self.default for schema in schemas]

    def rows(self, query: str) -> Iterable[Any]:
        """What a query answers that says ``IN :schemas``."""
        return self.connection.execute(of_schemas(query), {"schemas": self._schemas})

    def place(self, row: Any) -> Place:
        """Where the table of a row is: its ``nspname`` and ``relname``."""
        return (None if row.nspname == self.default else row.nspname, row.relname)

    def grouped(self, pairs: Iterable[tuple[Any, Item]]) -> dict[Place, tuple[Item, ...]]:
        """What there is for each table, of pairs of a row and an item."""
        found: dict[Place, list[Item]] = defaultdict(list)
        for row, item in pairs:
            found[self.place(row)].append(item)
        return {place: tuple(items) for place, items in found.items()}

    def sets(self, pairs: Iterable[tuple[Any, str]]) -> dict[Place, frozenset[str]]:
        """The same, where order says nothing."""
        return {place: frozenset(items) for place, items in self.grouped(pairs).items()}
