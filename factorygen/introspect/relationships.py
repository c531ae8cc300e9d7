"""Mapped relationships -> ``Relationship``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Mapper, RelationshipProperty
from sqlalchemy.orm.attributes import set_committed_value

from factorygen.introspect.columns import key_of
from factorygen.introspect.imports import python_name
from factorygen.introspect.inheritance import with_rows
from factorygen.schema import Direction, Relationship, Unique


def relationships(mapper: Mapper[Any], mappers: Sequence[Mapper[Any]]) -> Iterator[Relationship]:
    """The relationships that can be written to, in mapper order; they lead to the ``mappers`` that have rows.

    Those are left out that take the key of one table for the foreign key of another, which has it to the first.
    """
    for relationship in mapper.relationships:
        if not relationship.viewonly and not _is_turned_round(relationship):
            yield _relationship(mapper, relationship, with_rows(relationship.mapper, mappers))


def dicts(mappers: Sequence[Mapper[Any]]) -> list[RelationshipProperty[Any]]:
    """The relationships of these that keep rows in a dict."""
    return [one for each in mappers for one in each.relationships if _is_keyed(one) and not one.viewonly]


def dict_keys(mapper: Mapper[Any], dicts: Sequence[RelationshipProperty[Any]]) -> Iterator[Unique]:
    """Attributes by which a parent of this model keeps its rows in a dict, unique with the key of that parent."""
    for relationship in dicts:
        if relationship.mapper is mapper:
            _, there = _sides(relationship, Direction[relationship.direction.name])
            keys = (*(key_of(mapper, column) for column in there), *_looked_at(relationship))
            if all(keys):
                yield Unique(keys, relationship.key)


def _is_keyed(relationship: RelationshipProperty[Any]) -> bool:
    return relationship.collection_class is not None and isinstance(relationship.collection_class(), dict)


def _looked_at(relationship: RelationshipProperty[Any]) -> Iterator[str]:
    """The columns of a row that decide about its place in the dict."""
    target = relationship.mapper
    place: Any = getattr(relationship.collection_class(), "keyfunc", None)  # type: ignore[misc]
    for attribute in target.column_attrs:
        if place is not None and len({_asked(place, target, attribute.key, value) for value in (None, "a")}) > 1:
            yield attribute.key


def _asked(place: Callable[[object], object], target: Mapper[Any], key: str, value: object) -> object:
    """The place of a row that has a value in one attribute and None in the others."""
    row = target.class_manager.new_instance()
    for attribute in target.column_attrs:
        set_committed_value(row, attribute.key, value if attribute.key == key else None)
    try:
        return hash(place(row))
    except Exception:  # a function of the user's, which may make more of the attribute
        return None


def _relationship(mapper: Mapper[Any], relationship: RelationshipProperty[Any], target: Mapper[Any]) -> Relationship:
    direction = Direction[relationship.direction.name]
    here, there = _sides(relationship, direction)
    return Relationship(
        key=relationship.key,
        direction=direction,
        target=python_name(target.class_),
        local=tuple(key_of(mapper, column) for column in here),
        remote=tuple(key_of(target, column) for column in there),
        uselist=bool(relationship.uselist),
        back=_back(relationship),
        keyed=_is_keyed(relationship),
        unloaded=relationship.lazy in ("write_only", "dynamic"),
        exclusive=relationship.single_parent,
    )


def _is_turned_round(relationship: RelationshipProperty[Any]) -> bool:
    """Whether it is the source that has the foreign key: ``foreign_keys`` names the wrong column."""
    pairs = relationship.synchronize_pairs
    return any(source.references(copy) and not copy.references(source) for source, copy in pairs)


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
