"""What does the database say that the models do not? Facts about tables are added to those about the models of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from factorygen.diagnostics import Diagnostic, Level
from factorygen.schema import Check, Column, ColumnType, Default, ForeignKey, Model, Schema, Unique

NOBODYS = (Default.NONE,)
THE_DATABASES = (Default.SERVER, Default.GENERATED)
"""Who fills a column of which SQLAlchemy knows that the database does."""
NARROW = ("mysql.TINYINT", "mssql.TINYINT", "SmallInteger", "mysql.MEDIUMINT")
"""Integers that hold less than others, the least first."""
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
        self._all_tables = tables
        self._plain: Callable[[str], str] = lambda table: _plain(table, default_schema)
        own = dict.fromkeys([self._plain(model.table), *(self._plain(column.table) for column in model.columns)])
        self._tables = [tables[name] for name in own if name in tables]
        self._columns = {
            (self._plain(table.table), column.name): column for table in self._tables for column in table.columns
        }
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
        """Columns that the model would have to know, or to know better, for a row of it to be saved."""
        yield from self._required()
        for column in self._model.columns:
            there = self._there(column)
            generated = there is not None and there.default is Default.GENERATED and not column.primary_key
            if generated and column.default not in THE_DATABASES:
                place = f"{self._model.name}.{column.key}"
                problem = "the database makes the value itself, which the model does not say, so that it sends NULL"
                yield Diagnostic(Level.WARNING, place, problem, "declare it as Computed, Identity or FetchedValue")

    def _required(self) -> Iterator[Diagnostic]:
        for table in self._tables:
            for column in table.columns:
                unknown = (self._plain(table.table), column.name) not in self._keys
                if unknown and not column.nullable and column.default in NOBODYS:
                    problem = f"the database wants a value for {column.name}, which the model does not have"
                    yield Diagnostic(Level.WARNING, self._model.name, problem, "add the column, or give it a default")

    def _column(self, column: Column) -> Column:
        there = self._there(column)
        return _column(column, there) if there is not None else column

    def _there(self, column: Column) -> Column | None:
        """The table's column for one of the model's; None if it has none."""
        return self._columns.get((self._plain(column.table), column.name))

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
                    remote = self._remote(one, target)
                    if all(remote):
                        yield replace(one, columns=keys, target=target.id, target_columns=remote)

    def _remote(self, key: ForeignKey, target: Model) -> tuple[str, ...]:
        """The attributes of the model that it leads to, whose columns are those of the table there; "" for none."""
        there = self._all_tables[self._plain(key.target_table)]
        attributes = {column.name: column.key for column in target.columns}
        return tuple(attributes.get(there.column(one).name, "") for one in key.target_columns)


def _is_fetched(column: Column, there: Column) -> bool:
    """Whether SQLAlchemy leaves it to the database, without knowing that it fills it: a key that a trigger makes.

    It sends NULL for any other column without a value.
    """
    return column.primary_key and there.default is Default.SERVER and not there.default_text


def _squeezed(text: str) -> str:
    return "".join(char for char in text.lower() if not char.isspace() and char not in '()"`')


def _column(column: Column, there: Column) -> Column:
    generated = there.default is Default.GENERATED
    filled_there = column.default in NOBODYS and (generated or _is_fetched(column, there))
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
    if there.is_a("Enum", "mysql.SET") and there.labels and not type_.labels:
        return replace(type_, lineage=("Enum", *type_.lineage), labels=there.labels)
    return replace(
        type_,
        lineage=there.lineage if type_.is_a("Integer") and _width(there) < _width(type_) else type_.lineage,
        length=_smaller(type_.length, there.length),
        **_digits(type_, there),
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


def _width(type_: ColumnType) -> int:
    return next((place for place, name in enumerate(NARROW) if type_.is_a(name)), len(NARROW))


def _digits(type_: ColumnType, there: ColumnType) -> dict[str, Any]:
    """As few before the point, and as few behind it, as either has; the database's where the model says nothing."""
    if type_.precision is None or there.precision is None:
        known = there if type_.precision is None else type_
        return {"precision": known.precision, "scale": known.scale}
    scale = min(type_.scale or 0, there.scale or 0)
    whole = min(type_.precision - (type_.scale or 0), there.precision - (there.scale or 0))
    return {"precision": whole + scale, "scale": scale}


def _smaller(one: int | None, other: int | None) -> int | None:
    return min((number for number in (one, other) if number is not None), default=None)
