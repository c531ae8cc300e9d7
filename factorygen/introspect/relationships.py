"""Mapped relationships -> ``Relationship``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Mapper, RelationshipProperty

from factorygen.introspect.columns import key_of
from factorygen.introspect.imports import python_name
from factorygen.schema import Direction, Relationship


def relationships(mapper: Mapper[Any]) -> Iterator[Relationship]:
    """The relationships that can be written to, in mapper order."""
    for relationship in mapper.relationships:
        if not relationship.viewonly:
            yield _relationship(mapper, relationship)


def _relationship(mapper: Mapper[Any], relationship: RelationshipProperty[Any]) -> Relationship:
    direction = Direction[relationship.direction.name]
    target = relationship.mapper
    here, there = _sides(relationship, direction)
    return Relationship(
        key=relationship.key,
        direction=direction,
        target=python_name(target.class_),
        local=tuple(key_of(mapper, column) for column in here),
        remote=tuple(key_of(target, column) for column in there),
        uselist=bool(relationship.uselist),
        back=_back(relationship),
        keyed=relationship.collection_class is not None and isinstance(relationship.collection_class(), dict),
    )


def _sides(relationship: RelationshipProperty[Any], direction: Direction) -> tuple[list[Any], list[Any]]:
    """The columns that hold the same values on this side and on the other; none for a many-to-many."""
    if direction is Direction.MANYTOMANY:
        return [], []
    sources, copies = (list(columns) for columns in zip(*relationship.synchronize_pairs, strict=True))
    return (copies, sources) if direction is Direction.MANYTOONE else (sources, copies)


def _back(relationship: RelationshipProperty[Any]) -> str:
    """The attribute that shows the same rows from the other side."""
    other_sides = sorted(other.key for other in relationship._reverse_property if not other.viewonly)
    return other_sides[0] if other_sides else ""
