"""What stands in a row of a lookup table? The same rules as for a model's columns, but values instead of makers."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import replace
from keyword import iskeyword
from zlib import crc32

from factorygen.column_rules.columns import answer, fits
from factorygen.decisions import Declaration
from factorygen.expression import Argument, Call, Code, Expression, call, code, flat, literal, quoted
from factorygen.imports import DECIMAL, LOOKUP_ROW, UUID
from factorygen.plan.checked import Setting, checked
from factorygen.plan.columns import declare
from factorygen.plan.gaps import is_sequence
from factorygen.sampling import needs_base, samples
from factorygen.schema import Column, ForeignKey, Model, Schema

Row = Mapping[str, Expression]
"""By the names of the columns."""
FIRST, FAR = 1, -2
"""Which of the samples of a Sequence: of a mapped table's, one that its factory will not come to."""
FEW = 90
"""From how many of them the others are taken."""
PLAIN = (str, int, float, bool, bytes)
WRITTEN = {"UUID": UUID, "Decimal": DECIMAL}


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


def constant(expression: Expression, column: Column, model: Model, number: int = FIRST) -> Expression:
    """One of the values that a declaration makes; the declaration itself where they cannot be written down."""
    if needs_base(expression):
        found = answer(column, model, False)
        expression = found[0] if found else expression
    values = samples(expression)
    if isinstance(expression, Code) or not values:
        return expression
    written = plain(values[number] if is_sequence(expression) else values[0])
    return expression if written is None else written


def plain(value: object) -> Expression | None:
    """A value as Python writes it; None where that needs more than a constant."""
    if isinstance(value, PLAIN) and not isinstance(value, enum.Enum):
        return literal(value)
    written = WRITTEN.get(type(value).__name__)
    return call(written, code(quoted(str(value)))) if written else None


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
    fixed = frozenset(known)
    columns = list(declare(model, taken | fixed, fill=False))
    declared = [one for one in columns if isinstance(one, Declaration)]
    if len(declared) < len(columns):
        return None
    differ = frozenset(one.key for one in model.columns if unlike and one.unique)
    solved = checked(Setting(model, schema.dialect, differ, fixed), [*own, *declared])
    values = {one.attribute: one.expression for one in solved.declarations}
    if not unlike:
        values = {key: _chosen(model.column(key), value, known, model) for key, value in values.items()}
    return {model.column(key).name: value for key, value in values.items()}


def _chosen(column: Column, expression: Expression, known: Row, model: Model) -> Expression:
    """One value of a declaration; in a unique column the row's own key, since other rows have other keys."""
    if column.key in known:
        return expression
    if column.unique:
        for value in known.values():
            if fits(column, value) and isinstance(samples(value)[0], str) and column.type.python == "str":
                return value
    own = "".join(flat(value) for value in known.values())
    number = 2 + crc32(own.encode()) % FEW if own else FAR if model.id.module else FIRST
    return constant(expression, column, model, number)


def _arguments(row: Row) -> Iterator[Argument]:
    odd = {name: value for name, value in row.items() if not (name.isidentifier() and not iskeyword(name))}
    yield from (Argument.named(name, value) for name, value in row.items() if name not in odd)
    if odd:
        entries = tuple(Argument(value, f"{quoted(name)}: ") for name, value in odd.items())
        yield Argument(Call(Code(()), entries, "{}"), "**")
