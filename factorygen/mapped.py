"""Which classes are mapped: those an object stands for, those that others need, and the order they come in."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import singledispatch
from types import ModuleType
from typing import TypeGuard

from sqlalchemy import FromClause, MetaData, Table, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapper, registry
from sqlalchemy.orm.exc import UnmappedClassError
from sqlalchemy.orm.mapper import _all_registries  # the set that configure_mappers() goes through; no public way

AnyMapper = Mapper[object]


class NotConfigured(Exception):
    """The mappers of a registry do not configure.

    ``cls`` is the class it fails at, None if that is not known; ``names`` are those of the classes in the registry.
    """

    def __init__(self, error: Exception, cls: type | None, names: Sequence[str]) -> None:
        self.error = error
        self.cls = cls
        self.names = names
        super().__init__(str(error))


def is_model(cls: type) -> bool:
    """Whether rows of this class can be made; not if it is abstract and has no table of its own."""
    mapper = _mapper(cls)
    return not (mapper.polymorphic_abstract and (mapper.single or not isinstance(mapper.local_table, Table)))


def with_needed(classes: Iterable[type]) -> tuple[type, ...]:
    """These models, their mapped parents and the models that foreign keys or relationships lead to, in order.

    Their mappers are configured, and those of no other registry: a broken model elsewhere is no concern of theirs.
    Raises NotConfigured.
    """
    found: set[type] = set()
    waiting = list(classes)
    owners = _owners(frozenset(waiting))
    while waiting:
        cls = waiting.pop()
        if cls not in found:
            found.add(cls)
            _configure(_mapper(cls))
            waiting += _needed(_mapper(cls), owners)
    return tuple(sorted(filter(is_model, found), key=_position))


# ---- object -> classes


@singledispatch
def classes_of(value: object) -> tuple[type, ...]:
    """The mapped classes that an object stands for; none if it stands for none.

    A module stands for those it defines or has in its namespace; a base, registry or MetaData for all that are mapped
    with it; an extension such as Flask-SQLAlchemy for those on its ``Model``.
    """
    model = getattr(value, "Model", None)
    return classes_of(model) if isinstance(model, type) else ()


@classes_of.register(list)
@classes_of.register(tuple)
@classes_of.register(set)
@classes_of.register(frozenset)
def _(value: Iterable[object]) -> tuple[type, ...]:
    return tuple(dict.fromkeys(cls for item in value for cls in classes_of(item)))


@classes_of.register
def _(value: ModuleType) -> tuple[type, ...]:
    own = [mapper.class_ for mapper in _all_mappers() if mapper.class_.__module__ == value.__name__]
    named = [item for item in list(vars(value).values()) if _is_mapped(item)]
    return tuple(dict.fromkeys([*filter(_is_current, own), *named]))


@classes_of.register
def _(value: registry) -> tuple[type, ...]:
    return tuple(mapper.class_ for mapper in _mappers(value))


@classes_of.register
def _(value: MetaData) -> tuple[type, ...]:
    tables = set(value.tables.values())
    return tuple(mapper.class_ for mapper in _all_mappers() if tables.intersection(mapper.tables))


@classes_of.register
def _(value: type) -> tuple[type, ...]:
    """A mapped class is itself; a base all of its registry; a class between them those below it."""
    if _is_mapped(value):
        return (value,)
    own = vars(value).get("registry") or vars(value).get("_sa_registry")  # SQLModel has the latter only
    if isinstance(own, registry):
        return classes_of(own)
    return tuple(mapper.class_ for mapper in _all_mappers() if issubclass(mapper.class_, value) and value is not object)


def _is_mapped(value: object) -> TypeGuard[type]:
    """By its true type: asking a proxy for its ``__class__`` may fail."""
    try:
        return issubclass(type(value), type) and isinstance(inspect(value, raiseerr=False), Mapper)
    except UnmappedClassError:  # an abstract concrete base that waits for its mapper
        return False


def _is_current(cls: type) -> bool:
    """Whether its name still leads to it, or to nothing (a class made in a function), but not to its successor."""
    named: object = sys.modules.get(cls.__module__)
    for name in cls.__qualname__.split("."):
        named = getattr(named, name, None)
    return named is cls or named is None


# ---- class -> what it needs


def _mapper(cls: type) -> AnyMapper:
    mapper: AnyMapper = inspect(cls)
    return mapper


def _all_mappers() -> Iterator[AnyMapper]:
    return (mapper for each in _all_registries() for mapper in _mappers(each))


def _mappers(of: registry) -> list[AnyMapper]:
    """``registry.mappers`` raises while an abstract concrete base waits for its mapper."""
    return [manager.mapper for manager in list(of._managers) if manager.is_mapped]


def _configure(mapper: AnyMapper) -> None:
    try:
        mapper.registry.configure(cascade=True)
    except Exception as error:
        first = getattr(error, "_configure_failed", error)  # mappers that failed before fail again with another error
        failed = (each.class_ for each in _all_mappers() if getattr(each, "_configure_failed", None) is first)
        names = [each.class_.__name__ for each in _mappers(mapper.registry)]
        raise NotConfigured(error, next(failed, None), names) from error


def _needed(mapper: AnyMapper, owners: Mapping[FromClause, type]) -> Iterator[type]:
    if mapper.inherits is not None:
        yield mapper.inherits.class_
    for relationship in mapper.relationships:
        yield relationship.mapper.class_
    for table in mapper.tables:
        yield from (owners[target] for target in _referred_to(table) if target in owners)


def _referred_to(table: FromClause) -> Iterator[FromClause]:
    """The tables that foreign keys lead to; one that leads nowhere is introspection's to report."""
    for key in table.foreign_keys:
        with suppress(SQLAlchemyError):
            yield key.column.table


def _owners(selected: Collection[type]) -> Mapping[FromClause, type]:
    """The class of each table: a selected one if there are several, else the first by name."""
    mappers = sorted(_all_mappers(), key=lambda mapper: (mapper.class_ not in selected, *_name(mapper)), reverse=True)
    return {mapper.local_table: mapper.class_ for mapper in mappers if not mapper.single}


def _name(mapper: AnyMapper) -> tuple[str, str]:
    return mapper.class_.__module__, mapper.class_.__qualname__


def _position(cls: type) -> tuple[str, int, str]:
    table = _mapper(cls).local_table
    tables = list(table.metadata.tables.values()) if isinstance(table, Table) else []
    place = next((place for place, other in enumerate(tables) if other is table), len(tables))
    return cls.__module__, place, cls.__qualname__


# ---- classes -> tables


def tables_of(classes: Iterable[type]) -> frozenset[str]:
    """The names of all tables that the classes, and whatever shares their MetaData, know."""
    metadatas = {id(table.metadata): table.metadata for cls in classes for table in _own_tables(cls)}
    return frozenset(name for metadata in metadatas.values() for name in metadata.tables)


def table_by_class(classes: Iterable[type]) -> Iterator[tuple[str, str]]:
    """The names of the classes with those of the tables that they are mapped to."""
    return ((cls.__name__, table.fullname) for cls in classes for table in _own_tables(cls))


def _own_tables(cls: type) -> Iterator[Table]:
    return (table for table in _mapper(cls).tables if isinstance(table, Table))
