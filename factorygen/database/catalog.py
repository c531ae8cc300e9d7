"""What the system tables of a database say, and SQLAlchemy's reflection does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CheckConstraint, Column, Constraint, FetchedValue, ForeignKeyConstraint, Index, MetaData, Table
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.types import TypeEngine

from factorygen.database.sql_text import corrected, escaped
from factorygen.diagnostics import FactorygenError

Place = tuple[str | None, str]
"""A table: its schema (None: the default one) and its name."""
ONLY_THERE = "only in the database"
"""The key in ``info`` of what no model can say; see ``models_module``."""


@dataclass(frozen=True)
class Key:
    """A foreign key: columns, the other table, and the columns there."""

    here: tuple[str, ...]
    other: Place
    there: tuple[str, ...]


@dataclass(frozen=True)
class Catalog:
    """Facts by table."""

    left_out: frozenset[Place] = frozenset()
    """Tables that nobody wants a factory for: partitions, those of extensions, of SQLite's modules."""
    copied_keys: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    """Names of foreign keys that the database made of others: to each partition of the table they lead to."""
    forbidden: frozenset[Place] = frozenset()
    """Tables that the user may not read."""
    types: Mapping[Place, Mapping[str, TypeEngine[Any]]] = field(default_factory=dict)
    """The types of columns of which SQLAlchemy knows nothing."""
    checks: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    """What rows have to be besides the CHECKs: inside a partition, in what a domain says besides its first CHECK."""
    more_checks: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    """CHECKs that stand beside a column, and that SQLAlchemy does not see."""
    replaced_checks: Mapping[Place, tuple[tuple[str | None, str], ...]] = field(default_factory=dict)
    """All CHECKs with their names, where reflection is not to be trusted."""
    indexes: Mapping[Place, Sequence[Index]] = field(default_factory=dict)
    """Unique indexes of expressions, where reflection passes them over."""
    exclusions: Mapping[Place, tuple[ExcludeConstraint, ...]] = field(default_factory=dict)
    keys: Mapping[Place, tuple[Key, ...]] = field(default_factory=dict)
    """Foreign keys that partitions have, and their parent has not."""
    filled: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    """Columns that a trigger fills before a row is inserted."""
    useless: Mapping[Place, Sequence[str]] = field(default_factory=dict)
    """Columns whose default fails, or is NULL."""
    search_path: str = ""
    """What PostgreSQL's has to be, where triggers want another than there is."""
    uncounted: frozenset[Place] = frozenset()
    """Tables whose key nobody counts, though it is a number."""

    def complete(self, metadata: MetaData) -> None:
        """Adds to reflected tables what is known of them; FactorygenError for one that the user may not read."""
        for table in metadata.tables.values():
            place = (table.schema, table.name)
            if place in self.forbidden:
                way_out = "grant SELECT on it, or leave it out with exclude"
                raise FactorygenError(table.fullname, "the user may not read this table", way_out)
            self._complete(table, place)
        self._leave_out(metadata)

    def _leave_out(self, metadata: MetaData) -> None:
        """Tables came along to which only copies of keys have led."""
        wanted = {key.referred_table for table in metadata.tables.values() for key in table.foreign_key_constraints}
        for table in list(metadata.tables.values()):
            if (table.schema, table.name) in self.left_out and table not in wanted:
                metadata.remove(table)

    def _complete(self, table: Table, place: Place) -> None:
        for key in table.foreign_key_constraints:
            if key.name in self.copied_keys.get(place, ()):
                _drop_key(key)
        for name, type_ in self.types.get(place, {}).items():
            if name in table.c:
                table.c[name].type = type_
        for column in table.c:
            if column.name in self.useless.get(place, ()) or _is_null(column):
                column.server_default = None
        for name in self.filled.get(place, ()):
            _fill(table.c[name])
        if place in self.uncounted:
            for column in table.primary_key.columns:
                column.autoincrement = False
        if place in self.replaced_checks:
            _drop_checks(table)
        self._add_keys(table, place)
        corrected(table)
        for one in self._constraints(place):
            table.append_constraint(one)
        for index in self.indexes.get(place, ()):
            index._set_parent(table)

    def _add_keys(self, table: Table, place: Place) -> None:
        known = {tuple(column.name for column in one.columns) for one in table.foreign_key_constraints}
        for key in dict.fromkeys(self.keys.get(place, ())):
            other = ".".join(filter(None, key.other))
            if key.here not in known and other in table.metadata.tables:
                there = [f"{other}.{name}" for name in key.there]
                table.append_constraint(ForeignKeyConstraint(key.here, there))

    def _constraints(self, place: Place) -> Iterator[Constraint]:
        for name, text in self.replaced_checks.get(place, ()):
            yield CheckConstraint(escaped(text), name=name)
        for text in self.more_checks.get(place, ()):
            yield CheckConstraint(escaped(text))
        for text in self.checks.get(place, ()):
            yield CheckConstraint(escaped(text), info={ONLY_THERE: True})
        yield from self.exclusions.get(place, ())


def _is_null(column: Column[Any]) -> bool:
    """Whether its default is said to be NULL, which is none."""
    text = getattr(getattr(column.server_default, "arg", None), "text", "")
    return text.partition("::")[0].strip("( )").upper() == "NULL"


class FilledByTrigger(FetchedValue):
    """A server default that is nobody's but a trigger's."""

    def __repr__(self) -> str:
        return "FetchedValue()"


def _fill(column: Column[Any]) -> None:
    """A key that a trigger makes is to be fetched; any other column may be set as well."""
    if column.primary_key and column.server_default is None and column.identity is None:
        column.server_default = FilledByTrigger()


def _drop_key(key: ForeignKeyConstraint) -> None:
    key.parent.constraints.discard(key)
    for element in key.elements:
        key.parent.foreign_keys.discard(element)
        element.parent.foreign_keys.discard(element)


def _drop_checks(table: Table) -> None:
    for one in list(table.constraints):
        if isinstance(one, CheckConstraint):
            table.constraints.discard(one)
