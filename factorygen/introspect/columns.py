"""Mapped columns -> ``Column``: who fills them, what they take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from inspect import Parameter, signature
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.exc import UnmappedColumnError

from factorygen.diagnostics import FactorygenError
from factorygen.introspect.acceptance import acceptance, is_choosy
from factorygen.introspect.annotations import annotation, with_members
from factorygen.introspect.constraints import is_unique, telling_length
from factorygen.introspect.types import column_type, domains
from factorygen.schema import Annotation, AnnotationKind, Column, ColumnType, Default

INFO = "factorygen"
"""The key in a column's ``info`` under which its model says what it gets."""
OVERRIDE_EXAMPLE = """for example 'Faker("iban")'"""


def key_of(mapper: Mapper[Any], column: sa.ColumnElement[Any]) -> str:
    """The attribute that a column is mapped to, "" if none is."""
    try:
        return mapper.get_property_by_column(column).key
    except UnmappedColumnError:
        return ""


def tables_of(mapper: Mapper[Any]) -> list[sa.Table]:
    """The tables that a class is mapped to, its parents' first."""
    return [table for table in mapper.tables if isinstance(table, sa.Table)]


def joining_columns(mapper: Mapper[Any]) -> set[sa.ColumnElement[Any]]:
    """The columns that join the tables of a class to those of its parents, and take their values from there."""
    found: set[sa.ColumnElement[Any]] = set()
    for each in mapper.iterate_to_root():
        pairs: Any = each._inherits_equated_pairs
        found.update(own for _, own in pairs or ())
    return found


def column_fact(mapper: Mapper[Any], column: sa.Column[Any], key: str, dialect: Dialect) -> Column:
    """The facts about one mapped column."""
    accepts = acceptance(mapper, key, column.type, dialect)
    promise = annotation(mapper.class_, key)
    type_ = column_type(column.type, dialect)
    telling = telling_length(column, dialect)
    if telling is not None:
        type_ = replace(type_, length=min(telling, type_.length or telling))
    choosy = is_choosy(mapper, key, column.type, dialect)
    if promise is not None and not choosy:
        type_ = with_members(type_, promise)
    override = _override(mapper, column, key)
    return Column(
        key=key,
        name=column.name,
        table=str(column.table.fullname),
        type=type_,
        nullable=_is_nullable(column, dialect) and column not in mapper.primary_key,
        primary_key=column.primary_key,
        unique=is_unique(column, dialect),
        default=_usable(default_of(mapper, column), column, accepts),
        default_text=default_text(column, dialect),
        discriminator=_is_discriminator(mapper, column),
        foreign_key=bool(column.foreign_keys),
        annotation=promise if choosy or _is_list(promise, type_) else None,
        override=override or "",
        undeclared=override is None,
        accepts=accepts,
    )


def _is_discriminator(mapper: Mapper[Any], column: sa.Column[Any]) -> bool:
    """Whether it tells the class of a row, so that SQLAlchemy sees to it, or may be empty where there is no class."""
    return column is mapper.polymorphic_on and (mapper.polymorphic_identity is not None or bool(column.nullable))


def _is_list(promise: Annotation | None, type_: ColumnType) -> bool:
    """Whether a column of JSON is said to hold a list, where an object is the usual."""
    named = promise.name if promise is not None and promise.kind is AnnotationKind.CONTAINER else None
    return type_.is_a("JSON") and named is not None and named.name == "list"


def _override(mapper: Mapper[Any], column: sa.Column[Any], key: str) -> str | None:
    """The code that the user wants for a column; None: nothing; "": he does not say."""
    told = column.info.get(INFO, "")
    if told is False:
        return None
    if isinstance(told, str) and (told.strip() or INFO not in column.info):
        return told
    place = f"{mapper.class_.__name__}.{key}: info[{INFO!r}]"
    raise FactorygenError(place, f"must be Python code in a string, or False, not {told!r}", OVERRIDE_EXAMPLE)


def default_of(mapper: Mapper[Any], column: sa.Column[Any]) -> Default:
    """Who fills the column if the object does not."""
    if column.computed is not None or column.identity is not None or column is mapper.version_id_col:
        return Default.GENERATED
    if column in joining_columns(mapper):
        return Default.GENERATED
    if column.server_default is not None or column.table.autoincrement_column is column:
        return Default.SERVER
    default: Any = column.default
    if default is None:
        return Default.NONE
    if default.is_callable:
        return Default.CONTEXT if wants_context(default.arg) else Default.CALLABLE
    return Default.CONSTANT if default.is_scalar else Default.SERVER


def _usable(default: Default, column: sa.Column[Any], accepts: Callable[[object], str] | None) -> Default:
    """Who fills the column; nobody, if its own type refuses the constant that it would get, before the server does.

    A function that names the row of whoever is logged in, say, names none while the factories are written.
    """
    given: Any = column.default
    refused = given is not None and given.is_scalar and accepts is not None and accepts(given.arg)
    empty = default is Default.CALLABLE and bool(column.foreign_keys) and column.nullable and _gives_nothing(given)
    return Default.NONE if refused or empty else default


def _gives_nothing(default: Any) -> bool:
    try:
        return default.arg(None) is None
    except Exception:  # it wants more than there is
        return False


def default_text(column: sa.Column[Any], dialect: Dialect) -> str:
    """SQL for a constant default of Python's or the server's; "" where there is none."""
    given: Any = column.default if column.default is not None else column.server_default
    value = getattr(given, "arg", None)
    if value is None or callable(value):
        return ""
    if column.default is None and isinstance(value, str):
        value = sa.literal(value)  # SQLAlchemy quotes it, whatever the column's type
    expression = value if isinstance(value, sa.ClauseElement) else sa.literal(value, column.type)
    try:
        return str(expression.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    except Exception:  # a type of the user's own may not know how to write itself
        return ""


def wants_context(function: Callable[..., object]) -> bool:
    """Whether a default's function has a parameter that must be given: the statement's context."""
    try:
        parameters = signature(function).parameters.values()
    except (TypeError, ValueError):  # a built-in function or a class of its own kind, which take none
        return False
    return any(
        parameter.default is Parameter.empty and parameter.kind not in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
        for parameter in parameters
    )


def _is_nullable(column: sa.Column[Any], dialect: Dialect) -> bool:
    """Whether it may be empty; the default of a domain does not count, since SQLAlchemy writes the NULL itself."""
    by_domain = any(domain.not_null and not item for domain, item in domains(column.type, dialect))
    return bool(column.nullable) and not column.primary_key and not by_domain
