"""How do models point at each other? By relationships, or by foreign keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from keyword import iskeyword

from factorygen.schema import Default, Direction, ForeignKey, Model, PythonName, Relationship, Schema
from factorygen.words import words

KEY_SUFFIXES = ("_id", "_uuid", "_pk", "_fk", "_key", "_code", "_guid", "Id", "ID")


@dataclass(frozen=True)
class Reference:
    """One model's foreign key to another, or to itself.

    ``name`` is the relationship's, or the one its parent gets in ``Params`` where there is no relationship.
    """

    model: PythonName
    target: PythonName
    name: str
    columns: tuple[str, ...]
    target_columns: tuple[str, ...]
    required: bool
    relationship: Relationship | None = None


def references(model: Model, schema: Schema) -> tuple[Reference, ...]:
    """What ``model`` points at: its many-to-one relationships, then the foreign keys that none of them covers."""
    found = list(_by_relationship(model, schema))
    covered = {frozenset(reference.columns) for reference in found}  # a relationship has an order of its own
    names = {reference.name for reference in found}
    for key in model.foreign_keys:
        if key.target is not None and all(key.columns) and frozenset(key.columns) not in covered:
            name = _param_name(model, key, names)
            names.add(name)
            covered.add(frozenset(key.columns))
            required = _required(model, key.columns)
            found.append(Reference(model.id, key.target, name, key.columns, key.target_columns, required))
    return tuple(found)


def unmapped(model: Model) -> Iterator[ForeignKey]:
    """Required foreign keys to tables that no class maps, and that no relationship fills."""
    for key in model.foreign_keys:
        if key.target is None and all(key.columns) and _required(model, key.columns):
            yield key


def _by_relationship(model: Model, schema: Schema) -> Iterator[Reference]:
    covered: dict[tuple[str, ...], set[PythonName]] = {}
    keys = {(frozenset(key.columns), key.target) for key in model.foreign_keys}
    known = {one.id for one in schema.models}
    for relationship in model.relationships:
        if relationship.direction is not Direction.MANYTOONE or relationship.target not in known:
            continue
        others = covered.setdefault(relationship.local, set())
        # Of two over the same columns the second counts if the database has a key of its own for it.
        own = relationship.target not in others and (frozenset(relationship.local), relationship.target) in keys
        if all(relationship.local) and (own or not others):
            others.add(relationship.target)
            required = bool(relationship.local) and _required(model, relationship.local)
            yield Reference(
                model.id,
                relationship.target,
                relationship.key,
                relationship.local,
                relationship.remote,
                required,
                relationship,
            )


def _required(model: Model, columns: tuple[str, ...]) -> bool:
    """A default makes a key required, if it was not: the row it names is not there in an empty database.

    It may be the column's, or that of a parameter of ``__init__``.
    """
    found = [model.column(key) for key in columns]
    if any(column.default is Default.GENERATED for column in found):
        return False
    if _must_differ(model, columns):
        return True
    filled = model.constructor.fills
    return all(not one.nullable or one.default is not Default.NONE or one.key in filled for one in found)


def _must_differ(model: Model, columns: tuple[str, ...]) -> bool:
    """Whether it is for this key to make rows differ, where only one of them may have NULL."""
    strict = [unique.columns for unique in model.uniques if not unique.nulls_differ]
    return any(keys[0] in columns and all(model.column(key).foreign_key for key in keys) for keys in strict)


def _param_name(model: Model, key: ForeignKey, taken: set[str]) -> str:
    column = key.columns[-1]
    suffix = next((suffix for suffix in KEY_SUFFIXES if column.endswith(suffix) and column != suffix), "")
    target = "_".join(words(key.target.name if key.target else "parent"))
    candidates = [column.removesuffix(suffix)] if suffix else []
    candidates += [target, f"{column}_{target}" if target != column else "", f"{column}_row"]
    free = (
        name
        for name in candidates
        if name and name not in model.attributes and name not in taken and not iskeyword(name)
    )
    return next(free, f"{column}_row_")
