"""All decisions, factory by factory, in foreign key order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from factorygen.decisions import FactoryPlan, Plan
from factorygen.own_words import NOTHING_SAID, OwnWords
from factorygen.plan.checked import rechecked
from factorygen.plan.docstrings import module_docstring
from factorygen.plan.drawing import Drawing, Made, Spot
from factorygen.plan.features import features
from factorygen.plan.get_or_create import unguarded, with_keys
from factorygen.plan.lookup_rows import judged
from factorygen.plan.lookups import with_lookups
from factorygen.plan.meta import inheriting
from factorygen.plan.naming import PLAIN, Naming, factory_names
from factorygen.plan.numbers import numbers
from factorygen.plan.one_factory import one_factory
from factorygen.plan.order import foreign_key_order
from factorygen.plan.own_declarations import kept
from factorygen.plan.pairs import with_pairs
from factorygen.plan.sharing import filled, sharing
from factorygen.references import references
from factorygen.schema import PythonName, Schema


def plan(schema: Schema, fill: bool = True, own: OwnWords = NOTHING_SAID, naming: Naming = PLAIN) -> Plan:
    """Decide what stands in the factories of all models.

    ``fill`` gives nullable columns a value too; ``own`` are the user's words on columns; ``naming`` is how factories
    are called.
    """
    found = {model.id: references(model, schema) for model in schema.models}
    order, cut = foreign_key_order(schema, found)
    shared = sharing(schema, filled(schema, found, cut, own), order, own.shares)
    names = factory_names(order, _beside(naming, schema))
    isolations = {id: one for id, name in names.items() if (one := naming.isolation(name))}
    drawing = Drawing(schema, found, names, isolations, numbers(schema, own, naming.isolated), cut, fill, own, shared)
    made: dict[PythonName, Made] = {}
    for id in order:
        made[id] = one_factory(Spot(schema.model(id), drawing, made))
    factories = _agreeing(drawing, made)
    return Plan(
        factories=tuple(inheriting(factories)),
        base=features(factories, schema),
        docstring=module_docstring(factories, schema, found, naming),
        diagnostics=(
            *(diagnostic for one in made.values() for diagnostic in one.diagnostics),
            *unguarded(factories, schema, found),
        ),
    )


def _beside(naming: Naming, schema: Schema) -> Naming:
    """A factory that is called as an attribute could not be named in the classes that declare it."""
    return replace(naming, taken=naming.taken.union(*(model.attributes for model in schema.models)))


def _agreeing(drawing: Drawing, made: Mapping[PythonName, Made]) -> tuple[FactoryPlan, ...]:
    """The factories, with what can only be decided when all of them are there: pairs, and rows taken again."""
    drawn = tuple(one.factory for one in made.values())
    paired = kept(with_pairs(drawn, drawing.schema, drawing.references), drawn)
    solved = [_rechecked(factory, drawing, made) for factory in paired]
    looked_up = with_lookups(with_keys(solved, drawing), drawing.schema, drawing.references)
    return tuple(replace(one, rows=drawing.sharing.rows[one.model]) for one in looked_up)


def _rechecked(factory: FactoryPlan, drawing: Drawing, made: Mapping[PythonName, Made]) -> FactoryPlan:
    """The factory whose pairs agree, put right where that broke a CHECK; of a lookup row its key is judged."""
    setting = Spot(drawing.schema.model(factory.model), drawing, made).setting
    rows = {one.attribute: one for one in factory.scalars if judged(one) != one}
    judging = replace(factory, scalars=tuple(judged(one) for one in factory.scalars))
    done = rechecked(judging, replace(setting, fixed=setting.fixed | rows.keys()))
    return replace(done, scalars=tuple(rows.get(one.attribute, one) for one in done.scalars))
