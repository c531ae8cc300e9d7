"""Keys of a mapper's tables -> ``ForeignKey`` and ``Unique``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import NoReferencedColumnError, NoReferencedTableError
from sqlalchemy.orm import Mapper

from factorygen.diagnostics import FactorygenError, closest
from factorygen.introspect.columns import joining_columns, key_of, tables_of
from factorygen.introspect.constraints import (
    condition,
    disjoint,
    members,
    nulls_differ,
    position,
    unique_constraints,
)
from factorygen.introspect.imports import python_name
from factorygen.introspect.inheritance import with_rows
from factorygen.schema import ForeignKey, Unique


def foreign_keys(
    mapper: Mapper[Any], mappers: Sequence[Mapper[Any]], excluded: Sequence[Mapper[Any]]
) -> Iterator[ForeignKey]:
    """The foreign keys of a model's tables, but for those that join one table of it to another."""
    joining, tables = joining_columns(mapper), tables_of(mapper)
    for table in tables:
        for constraint in sorted(table.foreign_key_constraints, key=position):
            _require_target(mapper, constraint)
            joins = constraint.referred_table in tables and joining.issuperset(constraint.columns)
            if joins or _is_one_attribute(mapper, constraint):
                continue
            target = _mapper_of(constraint.referred_table, mappers)
            left_out = None if target else _mapper_of(constraint.referred_table, excluded)
            remote = [element.column for element in constraint.elements]
            yield ForeignKey(
                columns=_keys(mapper, constraint.columns),
                target=python_name(target.class_) if target else None,
                target_columns=_keys(target, remote) if target else tuple(column.name for column in remote),
                target_table=str(constraint.referred_table.fullname),
                excluded=left_out.class_.__name__ if left_out else "",
            )


def _is_one_attribute(mapper: Mapper[Any], constraint: sa.ForeignKeyConstraint) -> bool:
    """Whether both ends are the same attribute of the model, which is mapped to a join."""
    ends = [(key_of(mapper, one.parent), key_of(mapper, one.column)) for one in constraint.elements]
    return all(here == there != "" for here, there in ends) and constraint.referred_table is not constraint.table


def uniques(mapper: Mapper[Any], dialect: Dialect) -> Iterator[Unique]:
    """The primary key, unique and exclusion constraints, unique indexes; those of unmapped columns are left out."""
    for table in tables_of(mapper):
        found = sorted(unique_constraints(table), key=lambda one: (position(one), str(one.name)))
        for one in (table.primary_key, *found):
            keys = _keys(mapper, members(one))
            if all(keys) and (keys or condition(one, dialect)):
                yield Unique(
                    columns=keys,
                    name=str(one.name or ""),
                    where=condition(one, dialect),
                    nulls_differ=nulls_differ(one, dialect),
                    disjoint=_keys(mapper, disjoint(one)),
                )


def identity_key(mapper: Mapper[Any]) -> Iterator[Unique]:
    """What SQLAlchemy tells rows apart by, where that is not a primary key of the database."""
    keys = _keys(mapper, mapper.primary_key)
    primary = [set(table.primary_key.columns) for table in tables_of(mapper)]
    if set(mapper.primary_key) not in primary and all(keys) and isinstance(mapper.local_table, sa.Table):
        yield Unique(tuple(dict.fromkeys(keys)), "the mapper's primary key")


def _require_target(mapper: Mapper[Any], constraint: sa.ForeignKeyConstraint) -> None:
    """Raises FactorygenError for a foreign key to a table or a column that there is not."""
    for element in constraint.elements:
        problem = f"the foreign key {constraint.table.name}.{element.parent.name} leads to {element.target_fullname}"
        place = f"{mapper.class_.__module__}.{mapper.class_.__qualname__}"
        tables = constraint.table.metadata.tables
        try:
            _ = element.column
        except NoReferencedTableError as error:
            way_out = closest(error.table_name, tables)
            if not way_out.startswith("did"):
                way_out = "pass the module that defines it as well"
            raise FactorygenError(place, f"{problem}, and there is no such table", way_out) from None
        except NoReferencedColumnError as error:
            way_out = closest(error.column_name, tables[error.table_name].c.keys()) or "correct that model"
            raise FactorygenError(place, f"{problem}, and there is no such column", way_out) from None


def _keys(mapper: Mapper[Any], columns: Iterable[Any]) -> tuple[str, ...]:
    return tuple(key_of(mapper, column) for column in columns)


def _mapper_of(table: sa.FromClause, mappers: Sequence[Mapper[Any]]) -> Mapper[Any] | None:
    """The most basic of the classes that are mapped to a table, or one below it that has rows."""
    found = [mapper for mapper in mappers if mapper.local_table is table]
    basic = next((mapper for mapper in found if mapper.inherits not in found), None)
    return basic and with_rows(basic, mappers)
