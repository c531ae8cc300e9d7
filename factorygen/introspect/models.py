"""Mapped classes -> ``Schema``: their columns, keys and constraints as frozen facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper, RelationshipProperty

from factorygen.introspect.checks import checks
from factorygen.introspect.columns import column_fact, key_of, tables_of
from factorygen.introspect.constructors import constructor, parameters
from factorygen.introspect.imports import found_through, import_name, modules_of, python_name
from factorygen.introspect.inheritance import discriminator_checks, identity, parent
from factorygen.introspect.keys import foreign_keys, identity_key, uniques
from factorygen.introspect.lookups import lookup_tables
from factorygen.introspect.relationships import dict_keys, dicts, relationships
from factorygen.introspect.types import class_name
from factorygen.schema import Column, Model, Schema

DIALECTS = ("postgresql", "mysql", "mariadb", "mssql", "oracle", "sqlite")


def introspect(classes: Sequence[type], dialect: str = "", excluded: Sequence[type] = ()) -> Schema:
    """The facts about ``classes``, in their order; ``dialect`` is told by their types if it is not given.

    ``excluded`` are other mapped classes, which are only known by name where a foreign key leads to them.
    """
    mappers: list[Mapper[Any]] = [sa.inspect(cls) for cls in classes]
    name = dialect or _dialect_of(mappers)
    target = registry.load(name)(paramstyle="named")  # the others would double each % in the text of a CHECK
    others: list[Mapper[Any]] = [sa.inspect(cls) for cls in excluded]
    around = _Surroundings(mappers, others, target, dicts(mappers))
    models = tuple(_model(mapper, around) for mapper in mappers)
    lookups = tuple(lookup_tables((*mappers, *others), lambda mapper: _model(mapper, around)))
    return Schema(models, name, lookups)


@dataclass(frozen=True)
class _Surroundings:
    """What a model is looked at in: the others, those left out, the dialect, and the relationships that are dicts."""

    mappers: Sequence[Mapper[Any]]
    excluded: Sequence[Mapper[Any]]
    dialect: Dialect
    dicts: Sequence[RelationshipProperty[Any]]


def _dialect_of(mappers: Sequence[Mapper[Any]]) -> str:
    used = {
        class_name(cls).partition(".")[0]
        for mapper in mappers
        for table in tables_of(mapper)
        for column in table.c
        for cls in type(column.type).__mro__
    }
    return next((name for name in DIALECTS if name in used), "sqlite")


def _model(mapper: Mapper[Any], around: _Surroundings) -> Model:
    mappers, dialect = around.mappers, around.dialect
    columns = tuple(_columns(mapper, dialect))
    importable = import_name(mapper.class_) or import_name(mapper.class_, *modules_of(mapper, mappers))
    return Model(
        id=python_name(mapper.class_),
        table=str(getattr(mapper.local_table, "fullname", mapper.local_table)),
        columns=columns,
        relationships=tuple(relationships(mapper, mappers)),
        foreign_keys=tuple(foreign_keys(mapper, mappers, around.excluded)),
        uniques=(*uniques(mapper, dialect), *identity_key(mapper), *dict_keys(mapper, around.dicts)),
        checks=(*checks(mapper, dialect), *discriminator_checks(mapper, dialect)),
        parent=parent(mapper, mappers),
        identity=identity(mapper),
        constructor=constructor(mapper, mappers),
        import_name=importable,
        found_through=None if importable else found_through(mapper, mappers),
        known=frozenset((*dir(mapper.class_), *parameters(mapper.class_))),
        empty=tuple(_empty(mapper)),
    )


def _empty(mapper: Mapper[Any]) -> Iterator[str]:
    for table in tables_of(mapper):
        for column in table.c:
            filled = column.default is not None or column.server_default is not None
            if column.nullable and not filled and not key_of(mapper, column):
                yield column.name


def _columns(mapper: Mapper[Any], dialect: Dialect) -> Iterator[Column]:
    seen = set()
    for table in tables_of(mapper):
        for column in table.c:
            key = key_of(mapper, column)
            if key and key not in seen:
                seen.add(key)
                yield column_fact(mapper, column, key, dialect)
