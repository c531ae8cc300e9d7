"""Which row is of which class? Discriminators, and models that have no row of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper
from sqlalchemy.sql.visitors import iterate

from factorygen.introspect.columns import key_of
from factorygen.introspect.imports import python_name
from factorygen.schema import Check, PythonName


def parent(mapper: Mapper[Any], mappers: Sequence[Mapper[Any]]) -> PythonName | None:
    """The nearest model it inherits from that is among these; none if that has attributes which this one lacks."""
    ancestor = mapper.inherits
    while ancestor is not None and ancestor not in mappers:
        ancestor = ancestor.inherits
    if ancestor is None or (mapper.concrete and not _has_all_of(mapper, ancestor)):
        return None
    return python_name(ancestor.class_)


def _has_all_of(mapper: Mapper[Any], ancestor: Mapper[Any]) -> bool:
    own = {attribute.key for attribute in (*mapper.column_attrs, *mapper.relationships)}
    return own.issuperset(attribute.key for attribute in (*ancestor.column_attrs, *ancestor.relationships))


def identity(mapper: Mapper[Any]) -> str | int | None:
    """What the discriminator of its rows holds; of an enum the member's name."""
    found = mapper.polymorphic_identity
    told = found.name if isinstance(found, Enum) else found
    return told if isinstance(told, str | int) else None


def with_rows(mapper: Mapper[Any], mappers: Sequence[Mapper[Any]]) -> Mapper[Any]:
    """The model itself, or the first of those below it if no row is of the model itself."""
    if mapper in mappers and not _has_no_rows(mapper):
        return mapper
    below = (each for each in mappers if each.isa(mapper) and not _has_no_rows(each))
    return next(below, mapper)


def discriminator_checks(mapper: Mapper[Any], dialect: Dialect) -> Iterator[Check]:
    """What a row has to satisfy to be loaded as this class, where SQLAlchemy does not see to it.

    That is an expression as discriminator, or a column of a class that has no identity.
    """
    tells: Any = mapper.polymorphic_on
    found, columns = _identities(mapper), _telling_columns(mapper)
    seen_to = columns == [tells] and (mapper.polymorphic_identity is not None or not _has_no_rows(mapper))
    if not found or not columns or seen_to:
        return
    condition = tells == found[0] if len(found) == 1 else tells.in_(found)
    text = str(condition.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    yield Check(text, tuple(dict.fromkeys(key_of(mapper, one) for one in columns)))


def _telling_columns(mapper: Mapper[Any]) -> list[sa.Column[Any]]:
    """The columns that tell the class of a row; none if the name of its table does."""
    tells: Any = mapper.polymorphic_on
    found = () if tells is None else iterate(tells)
    return [one for one in found if isinstance(one, sa.Column) and one.table in mapper.tables]


def _has_no_rows(mapper: Mapper[Any]) -> bool:
    """Whether each row is of a class below it: it has no identity, and its discriminator must be told."""
    columns = _telling_columns(mapper)
    if not columns or mapper.polymorphic_identity is not None or not _identities(mapper):
        return mapper.polymorphic_abstract
    return columns != [mapper.polymorphic_on] or not columns[0].nullable


def _identities(mapper: Mapper[Any]) -> list[Any]:
    """What discriminators may hold for a row to be of the class, its own or those of the classes below."""
    if mapper.polymorphic_identity is not None and not mapper.polymorphic_abstract:
        return [mapper.polymorphic_identity]
    below = (each.polymorphic_identity for each in mapper.self_and_descendants if not each.polymorphic_abstract)
    return [identity for identity in below if identity is not None]
