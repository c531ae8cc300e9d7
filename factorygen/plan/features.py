"""Which parts of the base do the factories call for?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factorygen.decisions import BaseFeatures, FactoryPlan
from factorygen.expression import Name, names_in
from factorygen.imports import BASE_MODULE, SEQUENCE
from factorygen.schema import Default, Direction, Model, Schema

MANY = 1000
"""More rows than a test makes."""


def features(factories: Sequence[FactoryPlan], schema: Schema) -> BaseFeatures:
    """The features of a base for these factories and their models."""
    used = {name.name for factory in factories for name in _names(factory) if name.module == BASE_MODULE}
    columns = [column for model in schema.models for column in model.columns]
    relationships = [relationship for model in schema.models for relationship in model.relationships]
    constructors = [model.constructor for model in schema.models]
    return BaseFeatures(
        children="Children" in used,
        unasked=any(one.unasked for factory in factories for one in factory.children),
        demanded_parents=any(one.parents for one in constructors),
        day_times="Plus" in used and any(column.type.python == "time" for column in columns),
        defaults=any(column.default in (Default.CONSTANT, Default.CALLABLE) for column in columns),
        from_parent="FromParent" in used,
        far_sides=any(one.direction is Direction.ONETOMANY and not one.uselist for one in relationships),
        first_row="FirstRow" in used,
        key="Key" in used,
        keyed=any(one.keyed for one in relationships),
        lookup_row="LookupRow" in used,
        late=any(one.refuses or one.collections or one.parents for one in constructors)
        or any(one.late for one in factories),
        lookups=any(factory.lookup for factory in factories),
        mapped_class="mapped_class" in used,
        pairs=not used.isdisjoint(("Plus", "FromParent")),
        read_keys=any(one.isolation and one.parents for one in factories),
        reads=any(one.parents for one in constructors)
        or any(one.reads_parent or one.shares for factory in factories for one in factory.declarations),
        relationships=any(one.direction is Direction.MANYTOONE for one in relationships),
        renamed=any(factory.rename for factory in factories),
        repeats=any(one.reach and one.reach <= MANY for factory in factories for one in factory.scalars),
        sequences=any(SEQUENCE in names_in(one.expression) for factory in factories for one in factory.declarations),
        shared=any(one.shares for factory in factories for one in factory.declarations),
        twins=any(_has_twins(model) for model in schema.models),
        short_code="short_code" in used,
        unloaded=any(one.unloaded and (not one.back or one.direction is Direction.MANYTOMANY) for one in relationships),
        without_init=any(one.without_init for one in factories),
    )


def _has_twins(model: Model) -> bool:
    filled = [one.local for one in model.relationships if one.direction is Direction.MANYTOONE]
    return len(set(filled)) < len(filled)


def _names(factory: FactoryPlan) -> Iterable[Name]:
    yield from names_in(factory.model_code)
    for declaration in factory.declarations:
        yield from names_in(declaration.expression)
