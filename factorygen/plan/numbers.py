"""How many children does a factory make that nobody asked for?"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from factorygen.own_words import OwnWords
from factorygen.relationship_rules import Number, Numbers
from factorygen.schema import Direction, Model, PythonName, Relationship, Schema

SOME: Number = (1, 3)
"""In the isolated style, where nothing else is said."""
NONE: Number = (0, 0)


def numbers(schema: Schema, own: OwnWords, isolated: bool) -> Numbers:
    """The collections that are not empty by default; a pattern of the user's speaks of those that may be filled."""
    return dict(_numbers(schema, own, SOME if isolated else NONE))


def _numbers(schema: Schema, own: OwnWords, otherwise: Number) -> Iterator[tuple[tuple[PythonName, str], Number]]:
    for model in schema.models:
        for one in model.relationships:
            if one.uselist and one.direction is not Direction.MANYTOONE:
                usual = own.number(model, one.key, otherwise) if _is_eligible(one, model, schema) else NONE
                least, most = own.exact_number(model, one.key) or usual
                at_most = _capacity(one, schema)
                if min(most, at_most):
                    yield (model.id, one.key), (min(least, at_most), min(most, at_most))


def _is_eligible(relationship: Relationship, model: Model, schema: Schema) -> bool:
    """Whether nothing recurses: no self-reference, and one side of a many-to-many; of two views of rows, the first."""
    family = {one.id for one in (model, *schema.above(model), *schema.below(model))}
    same = (
        one for one in model.relationships if (one.target, one.remote) == (relationship.target, relationship.remote)
    )
    first = next((one for one in same if one.uselist), relationship)
    return (
        relationship.target not in family and first is relationship and not _is_second_side(relationship, model, schema)
    )


def _is_second_side(relationship: Relationship, model: Model, schema: Schema) -> bool:
    order = [one.id for one in schema.models]
    both = relationship.direction is Direction.MANYTOMANY and relationship.back
    return bool(both) and relationship.target in order and order.index(relationship.target) < order.index(model.id)


def _capacity(relationship: Relationship, schema: Schema) -> int:
    """How many a parent can have: one, where the key that leads to it is unique."""
    if relationship.direction is not Direction.ONETOMANY:
        return sys.maxsize
    uniques = (unique for one in schema.models if one.id == relationship.target for unique in one.uniques)
    alone = any(not one.where and {*one.columns} <= {*relationship.remote} for one in uniques)
    return 1 if alone else sys.maxsize
