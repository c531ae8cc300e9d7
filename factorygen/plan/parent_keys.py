"""Which values do foreign keys take? Those of the rows that the parents' factories make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factorygen.checks.options import Option
from factorygen.decisions import Declaration
from factorygen.references import Reference
from factorygen.schema import Column, Default, PythonName, Schema

ROWS = 100
"""How many rows of a model are looked at."""

Declared = Mapping[PythonName, Sequence[Declaration]]
"""What the factories of other models declare, as far as they are made."""


def parent_keys(references: Sequence[Reference], schema: Schema, declared: Declared) -> dict[str, tuple[object, ...]]:
    """The values of a model's foreign keys, row by row; those of which nothing is known are left out.

    Two that lead to one model take turns: their parents are made one after the other.
    """
    found: dict[str, tuple[object, ...]] = {}
    for reference in references:
        turns = [one for one in references if one.target == reference.target]
        for column, key in zip(reference.columns, reference.target_columns, strict=True):
            target = schema.model(reference.target).column(key)
            values = _keys(target, declared[reference.target], len(turns)) if reference.target in declared else ()
            found.setdefault(column, values[turns.index(reference) :: len(turns)])
    return {column: values for column, values in found.items() if values}


def _keys(column: Column, declared: Sequence[Declaration], turns: int) -> tuple[object, ...]:
    own = next((one for one in declared if one.attribute == column.key), None)
    if own is None:
        counted = column.default is Default.SERVER and not column.default_text and column.type.python == "int"
        return tuple(range(1, turns * ROWS + 1)) if counted else ()
    option = Option(own.expression, given=True)
    return () if option.reads or len(option.values) < ROWS else option.values
