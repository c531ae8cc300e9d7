"""What stands in a row of a lookup table? The same rules as for a model's columns, but values instead of makers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from keyword import iskeyword
from zlib import crc32

from factorygen.column_rules.columns import fits
from factorygen.decisions import Declaration
from factorygen.expression import Argument, Call, Code, Expression, code, flat, literal, quoted
from factorygen.imports import LOOKUP_ROW
from factorygen.plan.checked import Setting, checked
from factorygen.plan.columns import declare
from factorygen.plan.row_values import FAR, FIRST, row_values
from factorygen.sampling import samples
from factorygen.schema import ForeignKey, Model, Schema

Row = Mapping[str, Expression]
"""By the names of the columns."""
FEW = 90
"""Among how many rows of a table those are spread that are told their keys."""


def row_of(table: str, told: Row, unlike: bool, schema: Schema, above: tuple[str, ...] = ()) -> Row | None:
    """A row of a table, with the rows that it requires; None where there is no way to make one.

    ``told`` are values that it has to have; ``unlike`` asks for another row for each object.
    """
    model = _table(table, schema)
    if model is None or table in above:
        return None
    keys = [key for key in model.foreign_keys if any(not model.column(one).nullable for one in key.columns)]
    row = _values(model, keys, told, unlike, schema)
    if row is None:
        return None
    for key in keys:
        pairs = [(model.column(here).name, there) for here, there in zip(key.columns, _names(key, schema), strict=True)]
        again = unlike and any(model.column(here).primary_key for here in key.columns)
        known = {there: told[here] for here, there in pairs if here in told}
        inner = row_of(key.target_table, known, again, schema, (*above, table))
        if inner is None:
            return None
        row |= {here: lookup_row(key.target_table, there, inner) for here, there in pairs}
    return {column.name: row[column.name] for column in model.columns if column.name in row}


def lookup_row(table: str, column: str, row: Row) -> Call:
    """``LookupRow("countries.code", code="AT")``."""
    return Call(code(LOOKUP_ROW), (Argument(literal(f"{table}.{column}")), *_arguments(row)))


def judged(declaration: Declaration) -> Declaration:
    """The declaration with the key alone in place of its LookupRow, for those who judge values."""
    made = declaration.expression
    if not isinstance(made, Call) or made.function != Code((LOOKUP_ROW,)):
        return declaration
    path, *row = made.arguments
    column = str(samples(path.value)[0]).rpartition(".")[2]
    key = next((one.value for one in row if one.lead == f"{column}="), literal(1))
    return judged(replace(declaration, expression=key))


def _table(table: str, schema: Schema) -> Model | None:
    mapped = (one for one in schema.models if one.table == table and one.parent is None)
    return schema.lookup(table) or next(mapped, None)


def _names(key: ForeignKey, schema: Schema) -> tuple[str, ...]:
    """The names of the columns that a key leads to."""
    if key.target is None:
        return key.target_columns
    target = schema.model(key.target)
    return tuple(target.column(one).name for one in key.target_columns)


def _values(
    model: Model, keys: list[ForeignKey], told: Row, unlike: bool, schema: Schema
) -> dict[str, Expression] | None:
    """What stands in the columns that are no keys of other tables; None if one has no value."""
    taken = frozenset(column for key in keys for column in key.columns)
    known = {one.key: told[one.name] for one in model.columns if one.name in told and one.key not in taken}
    own = [Declaration(key, value, "") for key, value in known.items()]
    columns = list(declare(model, taken | known.keys(), fill=False))
    declared = [one for one in columns if isinstance(one, Declaration)]
    if len(declared) < len(columns):
        return None
    if unlike:
        differ = frozenset(one.key for one in model.columns if one.unique)
        solved = checked(Setting(model, schema.dialect, differ, frozenset(known)), [*own, *declared])
        values = {one.attribute: one.expression for one in solved.declarations}
    else:
        setting = Setting(model, schema.dialect, frozenset(), frozenset(known))
        like_key = [_like_key(one, known, model) for one in declared]
        values = row_values(setting, [*own, *like_key], _number(known, model))
    return {model.column(key).name: value for key, value in values.items()}


def _like_key(declaration: Declaration, known: Row, model: Model) -> Declaration:
    """In a unique column the row's own key, since other rows have other keys."""
    column = model.column(declaration.attribute)
    if column.unique and column.type.python == "str":
        for value in known.values():
            if fits(column, value) and isinstance(samples(value)[0], str):
                return replace(declaration, expression=value)
    return declaration


def _number(known: Row, model: Model) -> int:
    """Which row of its table it is: another one for each key that it is told."""
    own = "".join(flat(value) for value in known.values())
    return 2 + crc32(own.encode()) % FEW if own else FAR if model.id.module else FIRST


def _arguments(row: Row) -> Iterator[Argument]:
    odd = {name: value for name, value in row.items() if not (name.isidentifier() and not iskeyword(name))}
    yield from (Argument.named(name, value) for name, value in row.items() if name not in odd)
    if odd:
        entries = tuple(Argument(value, f"{quoted(name)}: ") for name, value in odd.items())
        yield Argument(Call(Code(()), entries, "{}"), "**")
