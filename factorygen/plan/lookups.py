"""Which models have so few rows that whoever needs one takes what is there already?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from factorygen.decisions import Declaration, FactoryPlan
from factorygen.references import Reference
from factorygen.schema import Model, PythonName, Schema

FEW = 100
"""Fewer rows than a test may well make at once."""


def with_lookups(
    factories: Sequence[FactoryPlan], schema: Schema, references: Mapping[PythonName, Iterable[Reference]]
) -> tuple[FactoryPlan, ...]:
    """The factories; a parent of many, with a unique attribute of few values, is looked up before it is created.

    A role that is one of four cannot be made anew for each of a hundred users. Within a hierarchy it is left alone:
    the row of that value may be of another class.
    """
    parents = {one.target for found in references.values() for one in found if one.target != one.model}
    related = {one.inherits for one in factories} | {one.name for one in factories if one.inherits}
    return tuple(
        _looked_up(one, schema.model(one.model))
        if one.lookup or (one.model in parents and one.name not in related)
        else one
        for one in factories
    )


def _looked_up(factory: FactoryPlan, model: Model) -> FactoryPlan:
    few = next((one for one in factory.scalars if _is_scarce(one, model)), None)
    if few is None or factory.lookup not in ((), (few.attribute,)):
        return factory
    told = replace(few, comment=f"{few.reach} different values, then the same rows again.")
    return replace(
        factory, lookup=(few.attribute,), scalars=tuple(told if one is few else one for one in factory.scalars)
    )


def _is_scarce(declaration: Declaration, model: Model) -> bool:
    unique = {column.key for column in model.columns if column.unique}
    return declaration.reach is not None and declaration.reach < FEW and declaration.attribute in unique
