"""What does a merge have to know of the models? Their attributes, with hashes of what the schema says of each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from factorygen.decisions import FactoryPlan, Plan
from factorygen.merge import Attribute, Fact, Subject
from factorygen.schema import Column, ColumnType, Default, Direction, Model, Relationship, Schema


def subjects(schema: Schema, plan: Plan) -> tuple[Subject, ...]:
    """The models that have a factory."""
    return tuple(_subject(schema.model(factory.model), factory) for factory in plan.factories)


def _subject(model: Model, factory: FactoryPlan) -> Subject:
    declared = {attribute: name for name, attribute in factory.rename}
    columns = (_column(model, column) for column in model.columns)
    relationships = (_relationship(model, relationship) for relationship in model.relationships)
    attributes = {
        declared.get(name, name): Attribute(declared.get(name, name), fact, instead)
        for name, fact, instead in (*columns, *relationships)
    }
    return Subject(model.name, factory.root, _hash(model.table), tuple(attributes.values()), model.known)


def _column(model: Model, column: Column) -> tuple[str, Fact, tuple[str, ...]]:
    required = not column.nullable and column.default is Default.NONE and not column.discriminator
    constraints = "+".join(sorted({_hash(text)[:6] for text in _constraints(model, column)}))
    instead = tuple(one.key for one in model.relationships if column.key in one.local)
    return column.key, Fact(_hash(_written(column.type)), constraints, required), instead


def _constraints(model: Model, column: Column) -> Iterator[str]:
    """What holds for a column besides its type, whatever its name is."""
    if column.primary_key:
        yield "primary key"
    if column.foreign_key:
        yield "foreign key"
    for unique in model.uniques:
        if column.key in unique.columns:
            yield f"unique with {len(unique.columns) - 1} {_without_name(unique.where, column)}"
    for check in model.checks:
        if column.key in check.columns:
            yield f"check {_without_name(check.text, column)}"


def _without_name(text: str, column: Column) -> str:
    return re.sub(rf"\b{re.escape(column.name)}\b", "?", text)


def _relationship(model: Model, relationship: Relationship) -> tuple[str, Fact, tuple[str, ...]]:
    kind = f"{relationship.direction.name.lower()}-{relationship.target.name}"
    own = relationship.direction is Direction.MANYTOONE
    columns = [column for column in model.columns if own and column.key in relationship.local]
    required = any(not column.nullable and column.default is Default.NONE for column in columns)
    return relationship.key, Fact(kind, "", required), relationship.local if own else ()


def _written(value: object) -> str:
    """A fact as text: its filled fields, so that a new kind of fact changes nothing.

    What versions of SQLAlchemy do not agree on does not count: what a type inherits from, the Python type of some,
    and whether a float is a Float or a Double.
    """
    if is_dataclass(value) and not isinstance(value, type):
        own = _own_words(value) if isinstance(value, ColumnType) else value
        filled = ((one.name, getattr(own, one.name), one.default) for one in fields(own))
        return ", ".join(f"{name}={_written(inner)}" for name, inner, default in filled if inner != default)
    return ascii(value)


def _own_words(type_: ColumnType) -> ColumnType:
    return replace(type_, lineage=("Float",) if type_.python == "float" else type_.lineage[:1], python="")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
