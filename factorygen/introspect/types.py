"""SQLAlchemy types -> ``ColumnType``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

from sqlalchemy.dialects.mysql.base import MySQLDialect
from sqlalchemy.dialects.postgresql import DOMAIN
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.types import ARRAY, JSON, Float, Numeric, TypeDecorator, TypeEngine, UserDefinedType

from factorygen.introspect.imports import import_name
from factorygen.schema import ColumnType, PythonName

SPECIAL_DIALECTS = (PGDialect, MySQLDialect)
"""Those with types that have rules of their own."""
OPTIONS = ("dim", "geometry_type", "srid")
"""What libraries' types are told, by the names of their attributes; of SQLAlchemy's own types there are none such."""


PLAIN_NAME = re.compile(r'(?:"?[^".]*"?\.)?"?(?P<name>[^"(\[]*?)"?\s*(?:\((?P<told>[^)]*)\))?')
"""``app.address``, ``vector(3)``: the schema and what the type is told are no part of its name."""


def column_type(type_: TypeEngine[Any], dialect: Dialect) -> ColumnType:
    """The facts about a type; a TypeDecorator's are those of what it stands for on this dialect."""
    concrete = _concrete(type_, dialect)
    item = getattr(concrete, "item_type", None)
    enum = _enum_class(type_, dialect)
    return ColumnType(
        lineage=tuple(dict.fromkeys((*_own_lineage(type_), *_special(type_), *_lineage(type_, dialect)))),
        python=_python(type_) or _python(concrete),
        length=_number(concrete, "length"),
        precision=_number(concrete, "precision"),
        scale=_scale(concrete),
        timezone=bool(getattr(concrete, "timezone", False)),
        unsigned=bool(getattr(concrete, "unsigned", False)),
        decimal=bool(getattr(concrete, "asdecimal", True)),
        labels=tuple(member.name for member in enum)
        if enum
        else _labels(concrete) or _choices(_variant(type_, dialect)),
        stored=tuple(_stored(enum, concrete)) if enum else (),
        enum=_enum_name(enum) if enum else None,
        item=column_type(item, dialect) if item is not None else None,
        members=tuple(column_type(member, dialect) for member in getattr(concrete, "members", ())),
        dimensions=getattr(concrete, "dimensions", None) or 1,
        as_uuid=bool(getattr(concrete, "as_uuid", True)),
        options=tuple(_options(_variant(type_, dialect))),
    )


def domains(type_: TypeEngine[Any], dialect: Dialect, subscript: str = "") -> Iterator[tuple[DOMAIN, str]]:
    """The domain that a type is, and those that it is made of; with a subscript (``[1]``) those of an array's items."""
    found = _undecorated(type_, dialect)
    if isinstance(found, ARRAY):
        yield from domains(found.item_type, dialect, subscript + "[1]" * (found.dimensions or 1))
    elif isinstance(found, DOMAIN):
        yield found, subscript
        yield from domains(found.data_type, dialect, subscript)


def class_name(cls: type) -> str:
    """``JSON``, ``postgresql.JSONB``, ``geoalchemy2.types.Geometry``: as one would write it in an import."""
    module = cls.__module__
    if module.startswith("sqlalchemy.dialects."):
        return f"{module.split('.')[2]}.{cls.__name__}"
    return cls.__name__ if module.partition(".")[0] == "sqlalchemy" else f"{module}.{cls.__qualname__}"


def _variant(type_: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    variants = getattr(type_, "_variant_mapping", {})
    found: TypeEngine[Any] = variants.get(dialect.name, type_)
    return found


def _decorated(type_: TypeDecorator[Any], dialect: Dialect) -> TypeEngine[Any]:
    try:
        return type_.load_dialect_impl(dialect)
    except Exception:  # a decorator may do anything here, and not know this dialect
        return type_.impl_instance


def _undecorated(type_: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    """What is behind variants and decorators."""
    found = _variant(type_, dialect)
    return _undecorated(_decorated(found, dialect), dialect) if isinstance(found, TypeDecorator) else found


def _concrete(type_: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    """What is behind variants, decorators and domains."""
    found = _undecorated(type_, dialect)
    domain_of = getattr(found, "data_type", None)
    return _concrete(domain_of, dialect) if isinstance(domain_of, TypeEngine) else found


def _own_lineage(type_: TypeEngine[Any]) -> Iterator[str]:
    """A decorator and its bases."""
    if isinstance(type_, TypeDecorator):
        yield from _lineage_of_class(type_)


def _special(type_: TypeEngine[Any]) -> Iterator[str]:
    """What a variant or a decorator is on a database that has a type of its own for it.

    A value for PostgreSQL's INET will do for the String that stands in for it elsewhere; the reverse is not true.
    """
    if isinstance(type_, TypeDecorator) or getattr(type_, "_variant_mapping", {}):
        for dialect in SPECIAL_DIALECTS:
            yield from (name for name in _lineage(type_, dialect()) if name.startswith(f"{dialect.name}."))


def _lineage(type_: TypeEngine[Any], dialect: Dialect) -> Iterator[str]:
    found = _variant(type_, dialect)
    yield from _lineage_of_class(found)
    inner = _decorated(found, dialect) if isinstance(found, TypeDecorator) else getattr(found, "data_type", None)
    if isinstance(inner, TypeEngine) and inner is not found:
        yield from _lineage(inner, dialect)


def _lineage_of_class(type_: TypeEngine[Any]) -> Iterator[str]:
    """The names of its classes; what it is called in SQL comes before those that say nothing of it."""
    for cls in type(type_).__mro__:
        if cls is UserDefinedType:
            yield from _name_in_sql(type_)
        if issubclass(cls, TypeEngine) and cls not in (TypeEngine, TypeDecorator):
            yield class_name(cls)


def _name_in_sql(type_: TypeEngine[Any]) -> Iterator[str]:
    """``sql.ltree``; ``converted.point`` of a type that functions of the database make of text."""
    found = PLAIN_NAME.fullmatch(_in_ddl(type_))
    if found is not None:
        converts = type(type_).bind_expression is not TypeEngine.bind_expression
        yield f"{'converted' if converts else 'sql'}.{found['name'].lower()}"


def _in_ddl(type_: Any) -> str:
    try:
        return str(type_.get_col_spec())
    except Exception:  # it wants to know more, or is abstract
        return "?"


def _told_in_sql(type_: TypeEngine[Any]) -> Iterator[tuple[str, str | int]]:
    """``vector(3)``, ``geometry(Polygon,4326)``: what the type is told, as the libraries' classes call it."""
    found = PLAIN_NAME.fullmatch(_in_ddl(type_)) if isinstance(type_, UserDefinedType) else None
    words = [word.strip() for word in (found["told"] or "").split(",")] if found else []
    if len(words) == 1 and words[0].isdecimal():
        yield "dim", int(words[0])
    elif len(words) == 2 and words[1].isdecimal():
        yield from (("geometry_type", words[0]), ("srid", int(words[1])))


def _python(type_: TypeEngine[Any]) -> str:
    """The name of its Python type; "" where it has none, which SQLAlchemy 2.1 calls ``object``."""
    if isinstance(type_, JSON):
        return "dict"
    try:
        return "" if type_.python_type is object else type_.python_type.__name__
    except Exception:  # NotImplementedError, or whatever a decorator's own property raises
        return ""


def _number(type_: TypeEngine[Any], name: str) -> int | None:
    value = getattr(type_, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _scale(type_: TypeEngine[Any]) -> int | None:
    """NUMERIC(5) has no digits behind the point."""
    found = _number(type_, "scale")
    whole = isinstance(type_, Numeric) and not isinstance(type_, Float) and _number(type_, "precision") is not None
    return 0 if found is None and whole else found


def _labels(type_: TypeEngine[Any]) -> tuple[str | int, ...]:
    labels = getattr(type_, "enums", None) or getattr(type_, "values", None) or ()
    return tuple(str(label) for label in labels) if isinstance(labels, list | tuple) else ()


def _choices(type_: TypeEngine[Any]) -> tuple[str | int, ...]:
    """The codes of a library's choices, which are pairs of code and text."""
    choices = getattr(type_, "choices", None)
    pairs = (
        [one for one in choices if isinstance(one, list | tuple) and one] if isinstance(choices, list | tuple) else ()
    )
    return tuple(one[0] for one in pairs if isinstance(one[0], str | int))


def _stored(enum: type[Enum], type_: TypeEngine[Any]) -> Iterator[str | int]:
    """What the database has for each member: what the type says of it, or, of a library's choices, its value."""
    names = getattr(type_, "enums", None) or [member.value for member in enum]
    for member, name in zip(enum, names, strict=False):
        yield name if isinstance(name, str | int) else member.name


def _enum_class(type_: TypeEngine[Any], dialect: Dialect) -> type[Enum] | None:
    """The class whose members the column holds; a library's choices may be one too."""
    asked = (_concrete(type_, dialect), "enum_class"), (_variant(type_, dialect), "choices")
    found = (getattr(one, name, None) for one, name in asked)
    return next((one for one in found if isinstance(one, type) and issubclass(one, Enum)), None)


def _enum_name(enum: type[Enum]) -> PythonName:
    """How generated code comes by it; its own name, which is not importable, if it does not."""
    return import_name(enum) or PythonName(enum.__module__, f"<locals>.{enum.__qualname__}")


def _options(type_: TypeEngine[Any]) -> Iterator[tuple[str, str | int]]:
    if type(type_).__module__.partition(".")[0] == "sqlalchemy":
        return
    yield from _told_in_sql(type_)
    told = {name: getattr(type_, name, None) for name in OPTIONS}
    yield from ((name, value) for name, value in told.items() if isinstance(value, str | int))
