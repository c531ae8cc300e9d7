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
    pairs = relationship.synchronize_pairs
    return Relationship(
        key=relationship.key,
        direction=direction,
        target=python_name(target.class_),
        local=tuple(key_of(mapper, local) for _, local in pairs) if direction is Direction.MANYTOONE else (),
        remote=tuple(key_of(target, remote) for _, remote in pairs) if direction is Direction.ONETOMANY else (),
        uselist=bool(relationship.uselist),
        back=_back(relationship),
        post_update=bool(relationship.post_update),
    )


def _back(relationship: RelationshipProperty[Any]) -> str:
    """The attribute that shows the same rows from the other side."""
    other_sides = sorted(other.key for other in relationship._reverse_property if not other.viewonly)
    return other_sides[0] if other_sides else ""
