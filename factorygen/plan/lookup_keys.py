"""Foreign keys to rows that no factory makes: which row is it, and what is in it?

A lookup table has no class; and where a model says itself what stands in its foreign key, as its discriminator does,
that very row has to be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factorygen.checks.constants import constant
from factorygen.checks.nodes import ANYTHING
from factorygen.checks.predicate import known
from factorygen.decisions import Declaration
from factorygen.expression import Argument, Call, Expression, literal
from factorygen.own_words import OwnWords
from factorygen.plan.checked import Setting
from factorygen.plan.lookup_rows import Row, lookup_row, row_of
from factorygen.plan.row_values import row_values
from factorygen.references import Reference, unmapped
from factorygen.relationship_rules import Wires
from factorygen.schema import Column, Default, ForeignKey, Model, Schema


@dataclass(frozen=True)
class Lookups:
    """The lookup rows of one model: declarations of its own columns, and values that its parents have to have."""

    declarations: tuple[Declaration, ...] = ()
    bound: tuple[tuple[Reference, tuple[Argument, ...]], ...] = ()
    """References of which the model knows a value, and what their SubFactory is told."""
    unfilled: tuple[ForeignKey, ...] = ()
    """Keys to tables without a class for which there is no row."""

    def arguments(self, reference: Reference) -> tuple[Argument, ...]:
        """What a reference's SubFactory is told."""
        return next((told for one, told in self.bound if one == reference), ())

    def fill(self, columns: Sequence[str]) -> bool:
        """Whether all these attributes are declared as keys of rows."""
        return {one.attribute for one in self.declarations}.issuperset(columns)


def lookups(
    model: Model,
    declared: Sequence[Declaration],
    references: Sequence[Reference],
    inherited: frozenset[str],
    schema: Schema,
    own: OwnWords,
) -> Lookups:
    """The rows that a model's keys lead to; ``inherited`` are the attributes of the model it inherits from."""
    values = {one.attribute: one.expression for one in declared}
    keys = list(_open(model, references, inherited, own))
    bound: list[tuple[Reference, tuple[Argument, ...]]] = []
    for reference in references:
        if reference.required and _bound_by_class(model, reference.columns):
            if _is_whole_key(reference, schema):
                keys.append(_as_key(reference, schema))
            else:
                bound.append((reference, tuple(_arguments(model, reference, schema))))
    found = tuple(one for key in keys for one in _declarations(model, key, values, schema))
    done = {one.attribute for one in found}
    unfilled = (key for key in _open(model, references, inherited, own) if not done.issuperset(key.columns))
    return Lookups(found, tuple(bound), tuple(unfilled))


def with_rows(declarations: Sequence[Declaration], rows: Lookups) -> tuple[Declaration, ...]:
    """The declarations of columns, with the rows in place of values; nothing in keys that remain empty."""
    filled = {one.attribute for one in rows.declarations} | {column for key in rows.unfilled for column in key.columns}
    return (*(one for one in declarations if one.attribute not in filled), *rows.declarations)


def told(wires: Wires, name: str, arguments: tuple[Argument, ...]) -> Wires:
    """The wires of a reference whose SubFactory is told more."""

    def more(one: Declaration) -> Declaration:
        made = one.expression
        if one.attribute != name or not isinstance(made, Call):
            return one
        return replace(one, expression=replace(made, arguments=(*made.arguments, *arguments)))

    return replace(wires, params=tuple(map(more, wires.params)), parents=tuple(map(more, wires.parents)))


def _open(
    model: Model, references: Sequence[Reference], inherited: frozenset[str], own: OwnWords
) -> Iterator[ForeignKey]:
    """Required keys to tables without a class, but for those that parents fill, or the model above, or the user."""
    filled = {column for one in references if one.required for column in one.columns}
    for key in unmapped(model):
        here = not inherited.issuperset(key.columns) or _bound_by_class(model, key.columns)
        if here and not filled.intersection(key.columns) and not own.decide(model, key.columns):
            yield key


def _bound_by_class(model: Model, columns: Sequence[str]) -> bool:
    return model.identity is not None and any(model.column(key).discriminator for key in columns)


def _is_whole_key(reference: Reference, schema: Schema) -> bool:
    """Whether the discriminator alone tells which row it is."""
    target = schema.model(reference.target)
    return len(reference.columns) == 1 and target.column(reference.target_columns[0]).unique


def _as_key(reference: Reference, schema: Schema) -> ForeignKey:
    target = schema.model(reference.target)
    names = tuple(target.column(key).name for key in reference.target_columns)
    return ForeignKey(reference.columns, reference.target, names, target.table)


def _arguments(model: Model, reference: Reference, schema: Schema) -> Iterator[Argument]:
    """What a parent is told whose key holds the discriminator."""
    target = schema.model(reference.target)
    for here, there in zip(reference.columns, reference.target_columns, strict=True):
        if model.column(here).discriminator and model.identity is not None:
            yield Argument.named(there, _with_row(target, there, literal(model.identity), schema))


def _with_row(model: Model, attribute: str, value: Expression, schema: Schema) -> Expression:
    """A value that a model is told for a key of its own: with its row, where it is a lookup table's."""
    for key in model.foreign_keys:
        if key.columns == (attribute,) and key.target is None:
            row = row_of(key.target_table, {key.target_columns[0]: value}, False, schema)
            if row is not None:
                return lookup_row(key.target_table, key.target_columns[0], row)
    return value


def _declarations(
    model: Model, key: ForeignKey, values: Mapping[str, Expression], schema: Schema
) -> Iterator[Declaration]:
    """A declaration for each column of a key, all with the same row; none where no such row can be made."""
    pairs = list(zip(key.columns, key.target_columns, strict=True))
    told = {there: _told(model, model.column(here), values, schema) for here, there in pairs}
    unlike = any(model.column(here).unique for here in key.columns)
    row: Row | None = row_of(key.target_table, {k: v for k, v in told.items() if v is not None}, unlike, schema)
    if row is not None:
        for here, there in pairs:
            reason = f"a row of {key.target_table}, inserted unless it is there"
            yield Declaration(here, lookup_row(key.target_table, there, row), reason)


def _told(model: Model, column: Column, values: Mapping[str, Expression], schema: Schema) -> Expression | None:
    """The value that the model itself wants in a column; None where it has no opinion."""
    if column.discriminator and model.identity is not None:
        return literal(model.identity)
    if column.default in (Default.CONSTANT, Default.SERVER) and column.default_text:
        value = known(column.default_text, schema.dialect)
        if value is not ANYTHING and value is not None:
            return constant(value, column)
    checked = any(column.key in one.columns or column.name in one.text for one in model.checks)
    if (checked or column.type.labels or column.annotation) and column.key in values:
        return values[column.key] if column.unique else _one_value(model, column, values, schema)
    return None


def _one_value(model: Model, column: Column, values: Mapping[str, Expression], schema: Schema) -> Expression:
    """One of the values that a column is declared with."""
    setting = Setting(model, schema.dialect, frozenset(), fixed=frozenset(values) - {column.key})
    found = row_values(setting, [Declaration(key, value, "") for key, value in values.items()])
    return found.get(column.key, values[column.key])
