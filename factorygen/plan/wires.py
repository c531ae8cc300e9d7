"""What do a model's foreign keys and collections declare, and where in its factory does it stand?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from factorygen.decisions import Declaration
from factorygen.expression import call, literal
from factorygen.imports import SELF_ATTRIBUTE
from factorygen.plan.circles import circle, said_once, with_first_rows
from factorygen.plan.drawing import Spot
from factorygen.plan.lookup_keys import Lookups, told
from factorygen.plan.naming import declared_name
from factorygen.plan.order import can_share
from factorygen.references import Reference
from factorygen.relationship_rules import Wires, Wiring, collection_wires, reference_wires
from factorygen.schema import Direction, Model, Relationship


def wires(spot: Spot, wiring: Wiring, filled: frozenset[str], rows: Lookups) -> list[Wires]:
    """The declarations of its own foreign keys, then of collections, without those that its parent's factory has.

    Nullable keys that are ``filled`` get a parent as if they were required.
    """
    own = [replace(one, required=one.required or not filled.isdisjoint(one.columns)) for one in _own(spot, rows)]
    each = [(one, _reference_wires(one, spot, wiring, rows)) for one in own]
    return [
        *(_with_own_keys(found, one, each) for one, found in each),
        *(collection_wires(one, spot.model, wiring) for one in _collections(spot)),
    ]


def placed(model: Model, found: list[Wires], scalars: Collection[Declaration]) -> Wires:
    """All declarations by the place where they stand; keys and columns in the model's order."""
    position = {column.key: number for number, column in enumerate(model.columns)}
    said = {one.attribute for one in scalars if one.own}
    keys = [one for wire in found for one in wire.scalars if one.attribute not in said]
    return Wires(
        params=said_once(one for wire in found for one in wire.params),
        parents=said_once(one for wire in found for one in wire.parents),
        scalars=tuple(sorted((*keys, *scalars), key=lambda one: position[one.attribute])),
        children=tuple(one for wire in found for one in wire.children),
    )


def together(inherited: Wires, own: Wires) -> Wires:
    """What a factory has, with what it inherits."""
    return Wires(
        inherited.params + own.params,
        inherited.parents + own.parents,
        inherited.scalars + own.scalars,
        inherited.children + own.children,
    )


def _own(spot: Spot, rows: Lookups) -> Iterator[Reference]:
    """The foreign keys that this factory has to see to."""
    for one in spot.references:
        declared = rows.arguments(one) or not _is_inherited(one, spot.of_parent)
        if declared and not rows.fill(one.columns) and not spot.drawing.own.decide(spot.model, one.columns):
            yield one


def _collections(spot: Spot) -> Iterator[Relationship]:
    for one in spot.model.relationships:
        is_collection = one.direction is not Direction.MANYTOONE
        if is_collection and one.target in spot.drawing.factories and one.key not in spot.of_parent:
            yield one


def _reference_wires(reference: Reference, spot: Spot, wiring: Wiring, rows: Lookups) -> Wires:
    drawing = spot.drawing
    found = told(reference_wires(reference, spot.model, wiring), reference.name, rows.arguments(reference))
    if not any(one.name == reference.name and one.model == reference.model for one in drawing.cut):
        reads = drawing.isolations and reference.relationship and found.parents
        return replace(found, scalars=tuple(_read_keys(reference))) if reads else found
    if not can_share(reference, drawing.schema):
        return Wires()
    members = circle(reference, drawing.schema, drawing.references)
    return with_first_rows(found, reference.name, members)


def _read_keys(reference: Reference) -> Iterator[Declaration]:
    """The columns of a parent's key, read off it; a parent that is new has none yet, and SQLAlchemy fills it in."""
    parent = declared_name(reference.name, "_row")
    for column, key in zip(reference.columns, reference.target_columns, strict=True):
        yield Declaration(column, call(SELF_ATTRIBUTE, literal(f"{parent}.{key}")), f"key of {reference.name}")


def _with_own_keys(found: Wires, reference: Reference, each: list[tuple[Reference, Wires]]) -> Wires:
    """The wires, without the keys that another parent has as well, and is the better one to take them from."""

    def owner(key: str) -> Reference:
        having_it = [one for one, made in each if any(key == scalar.attribute for scalar in made.scalars)]
        return min(having_it, key=lambda one: (not one.required, len(one.columns)))

    return replace(found, scalars=tuple(one for one in found.scalars if owner(one.attribute) is reference))


def _is_inherited(reference: Reference, inherited: frozenset[str]) -> bool:
    return reference.name in inherited if reference.relationship else inherited.issuperset(reference.columns)
