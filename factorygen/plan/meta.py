"""What stands in a factory's Meta, and what it inherits: other names, what is not passed on, what is replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from factorygen.decisions import Declaration, FactoryPlan
from factorygen.expression import Call, Expression
from factorygen.plan.naming import declared_name
from factorygen.relationship_rules import Wires
from factorygen.schema import Model


def renamed(factory: FactoryPlan) -> FactoryPlan:
    """The factory with other names for the attributes that factory_boy has itself."""

    passed_as = dict(factory.rename)
    changed: dict[str, str] = dict(factory.rename)

    def with_names(declarations: tuple[Declaration, ...], suffix: str) -> Iterator[Declaration]:
        for one in declarations:
            declared = declared_name(one.attribute, suffix)
            if declared != one.attribute:
                changed[declared] = passed_as.get(one.attribute, one.attribute)
                changed.pop(one.attribute, None)
            yield replace(one, attribute=declared)

    parents = tuple(with_names(factory.parents, "_row"))
    scalars = tuple(with_names(factory.scalars, "_"))
    children = tuple(with_names(factory.children, "_rows"))
    return replace(factory, rename=tuple(changed.items()), parents=parents, scalars=scalars, children=children)


def excluded(model: Model, inherited: Wires, own: Wires) -> Iterator[str]:
    """Discriminators that a model without an identity has to be told, and this one has not."""
    declared = {one.attribute for one in inherited.scalars}.difference(one.attribute for one in own.scalars)
    return (declared_name(one.key, "_") for one in model.columns if one.discriminator and one.key in declared)


def inheriting(factories: Iterable[FactoryPlan]) -> Iterator[FactoryPlan]:
    """The factories, which come parents first, with what Meta would lose, and a word on what replaces a declaration."""
    declared: dict[str, dict[str, Expression]] = {"": {}}
    renamed: dict[str, dict[str, str]] = {"": {}}
    for factory in factories:
        rename = renamed[factory.root] = renamed[factory.inherits] | dict(factory.rename)
        above = declared[factory.inherits]
        scalars = tuple(replace(one, replaces=_is_of_another_type(one, above)) for one in factory.scalars)
        declared[factory.root] = above | {one.attribute: one.expression for one in factory.declarations}
        yield replace(factory, scalars=scalars, rename=tuple(rename.items()) if factory.rename else ())


def _is_of_another_type(one: Declaration, above: Mapping[str, Expression]) -> bool:
    before = above.get(one.attribute)
    kinds = [each.function if isinstance(each, Call) else None for each in (before, one.expression)]
    return before is not None and kinds[0] != kinds[1]
