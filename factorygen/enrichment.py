"""What does the database say that the models do not? Facts about tables are added to those about the models of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from factorygen.diagnostics import Diagnostic, Level
from factorygen.schema import Check, Column, ColumnType, Default, ForeignKey, Model, Schema, Unique

NOBODYS = (Default.NONE,)
THE_DATABASES = (Default.SERVER, Default.GENERATED)
OPAQUE = "UserDefinedType"
"""In the lineage of a type of which a model knows no more than its name."""


@dataclass(frozen=True)
class Live:
    """What a database says: facts about its tables, and the text of models if there were none."""

    schema: Schema
    default_schema: str = ""
    models: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Enriched:
    """The models with what the database adds to them, and where the two don't agree."""

    schema: Schema
    diagnostics: tuple[Diagnostic, ...] = ()


def enriched(schema: Schema, database: Schema, default_schema: str = "") -> Enriched:
    """The models lead; ``database`` has a model for each table, whose attributes are of no interest.

    ``default_schema`` is that of tables which name none. A column that only the database has, and that nobody fills,
    is reported.
    """
    tables = {_plain(model.table, default_schema): model for model in database.models}
    owners = {_plain(model.table, default_schema): model for model in reversed(schema.models)}
    found = [_Pairing(model, tables, owners, default_schema) for model in schema.models]
    models = tuple(pairing.enriched() for pairing in found)
    return Enriched(replace(schema, models=models), tuple(one for pairing in found for one in pairing.diagnostics()))


def _plain(table: str, default_schema: str) -> str:
    return table.removeprefix(f"{default_schema}.") if default_schema else table


class _Pairing:
    """A model and the tables it is mapped to, of which it may have several."""

    def __init__(
        self, model: Model, tables: Mapping[str, Model], owners: Mapping[str, Model], default_schema: str
    ) -> None:
        self._model = model
        self._owners = owners
        self._plain: Callable[[str], str] = lambda table: _plain(table, default_schema)
        own = dict.fromkeys([self._plain(model.table), *(self._plain(column.table) for column in model.columns)])
        self._tables = [tables[name] for name in own if name in tables]
        self._keys = {(self._plain(column.table), column.name): column.key for column in model.columns}

    def enriched(self) -> Model:
        columns = tuple(self._column(column) for column in self._model.columns)
        model = replace(self._model, columns=columns)
        return replace(
            model,
            checks=(*model.checks, *self._checks()),
            uniques=(*model.uniques, *self._uniques()),
            foreign_keys=(*model.foreign_keys, *self._foreign_keys()),
        )

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Columns that have to have a value, and that the model does not know."""
        for table in self._tables:
            for column in table.columns:
                unknown = (self._plain(table.table), column.name) not in self._keys
                if unknown and not column.nullable and column.default in NOBODYS:
                    problem = f"the database wants a value for {column.name}, which the model does not have"
                    yield Diagnostic(Level.WARNING, self._model.name, problem, "add the column, or give it a default")

    def _column(self, column: Column) -> Column:
        there = next(
            (
                other
                for table in self._tables
                for other in table.columns
                if (self._plain(table.table), other.name) == (self._plain(column.table), column.name)
            ),
            None,
        )
        return _column(column, there) if there is not None else column

    def _key(self, table: Model, key: str) -> str:
        """The model's attribute for one of the table's; "" if it has none."""
        return self._keys.get((self._plain(table.table), table.column(key).name), "")

    def _translated(self, table: Model, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._key(table, key) for key in keys)

    def _checks(self) -> Iterator[Check]:
        known = {check.name for check in self._model.checks if check.name}
        texts = {_squeezed(check.text) for check in self._model.checks}
        for table in self._tables:
            for check in table.checks:
                keys = self._translated(table, check.columns)
                if all(keys) and check.name not in known and _squeezed(check.text) not in texts:
                    yield replace(check, columns=keys)

    def _uniques(self) -> Iterator[Unique]:
        known = {(frozenset(one.columns), _squeezed(one.where)) for one in self._model.uniques}
        for table in self._tables:
            for one in table.uniques:
                keys = self._translated(table, one.columns)
                if all(keys) and (frozenset(keys), _squeezed(one.where)) not in known:
                    yield replace(one, columns=keys, disjoint=self._translated(table, one.disjoint))

    def _foreign_keys(self) -> Iterator[ForeignKey]:
        known = {one.columns for one in self._model.foreign_keys}
        for table in self._tables:
            for one in table.foreign_keys:
                keys = self._translated(table, one.columns)
                target = self._owners.get(self._plain(one.target_table))
                if all(keys) and keys not in known and target is not None:
                    names = {self._plain(column.name): column.key for column in target.columns}
                    remote = tuple(names.get(name, "") for name in one.target_columns)
                    if all(remote):
                        yield replace(one, columns=keys, target=target.id, target_columns=remote)


def _squeezed(text: str) -> str:
    return "".join(char for char in text.lower() if not char.isspace() and char not in '()"`')


def _column(column: Column, there: Column) -> Column:
    filled_there = column.default in NOBODYS and there.default in THE_DATABASES
    generated = there.default is Default.GENERATED
    return replace(
        column,
        nullable=column.nullable and there.nullable,
        unique=column.unique or there.unique,
        foreign_key=column.foreign_key or there.foreign_key,
        default=there.default if filled_there or generated else column.default,
        default_text=there.default_text if filled_there else column.default_text,
        type=_type(column.type, there.type),
    )


def _type(type_: ColumnType, there: ColumnType) -> ColumnType:
    """The model's type within the bounds of the database's; the database's where the model knows but its name."""
    if type_.is_a(OPAQUE) and there.is_a(OPAQUE):
        return there
    if there.is_a("Enum") and there.labels and not type_.labels:
        return replace(type_, lineage=("Enum", *type_.lineage), labels=there.labels)
    return replace(
        type_,
        length=_smaller(type_.length, there.length),
        precision=_smaller(type_.precision, there.precision),
        unsigned=type_.unsigned or there.unsigned,
        item=_type(type_.item, there.item) if type_.item and there.item else type_.item,
        **_labels(type_, there),
    )


def _labels(type_: ColumnType, there: ColumnType) -> dict[str, Any]:
    """Of an enum's members those that the database knows as well."""
    if not type_.labels or not there.labels:
        return {}
    stored = type_.stored or type_.labels
    kept = [(label, value) for label, value in zip(type_.labels, stored, strict=False) if value in there.labels]
    if not kept or len(kept) == len(type_.labels):
        return {}
    labels, values = zip(*kept, strict=True)
    return {"labels": labels, "stored": values if type_.stored else ()}


def _smaller(one: int | None, other: int | None) -> int | None:
    return min((number for number in (one, other) if number is not None), default=None)
