"""``Mapped[...]`` annotations -> ``Annotation``: what kind of object an attribute wants."""

from __future__ import annotations

import datetime
import enum
import inspect
import re
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sqlalchemy.orm import DynamicMapped, Mapped, WriteOnlyMapped

from factorygen.schema import Annotation, AnnotationKind, ColumnType, PythonName

DEEPEST = 5
CONTAINERS = (list, set, frozenset, tuple, dict)
PLAIN_MODULES = ("builtins", "datetime", "decimal", "re", "uuid")
DICT = PythonName("builtins", "dict")
WORDS = re.compile(r"\w[\w.:-]*\w|\w")
MOMENTS = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)
"""What libraries derive classes of their own from, and take as well."""


def annotation(cls: type, key: str) -> Annotation | None:
    """The annotation of a mapped attribute, None if there is none or it cannot be resolved."""
    hint = _hints(cls).get(key)
    if get_origin(hint) in (Mapped, DynamicMapped, WriteOnlyMapped):
        (hint,) = get_args(hint)
    return of_hint(hint) if hint is not None else None


def with_members(type_: ColumnType, promise: Annotation) -> ColumnType:
    """The type of a column of text or numbers, as that of the enum or the Literal whose values it is said to hold."""
    if type_.labels or type_.python not in {type(value).__name__ for value in promise.values or promise.labels}:
        return type_
    lineage = ("Enum", *type_.lineage)
    if promise.kind is AnnotationKind.LITERAL:
        return replace(type_, lineage=("Literal", *lineage), labels=promise.values or promise.labels)
    if promise.kind is not AnnotationKind.ENUM or promise.name is None or not promise.values:
        return type_
    labels = promise.labels if promise.name.importable else promise.values
    named = (str(promise.name), *lineage)
    return replace(type_, lineage=named, labels=labels, enum=promise.name, stored=promise.values)


@cache
def _hints(cls: type) -> dict[str, Any]:
    try:
        return get_type_hints(cls)
    except Exception:  # names that only a type checker imports
        return {}


def of_hint(hint: Any) -> Annotation:
    """A type hint as a fact."""
    return _annotation(hint, DEEPEST)


def _annotation(hint: Any, depth: int) -> Annotation:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is typing.Annotated:
        return _annotation(arguments[0], depth)
    if origin in (Union, types.UnionType):
        members = tuple(_annotation(one, depth) for one in arguments if one is not type(None))
        return members[0] if len(members) == 1 else Annotation(AnnotationKind.UNION, arguments=members)
    if origin is Literal:
        return _literal(arguments)
    found = origin or hint
    if not isinstance(found, type):
        return Annotation(AnnotationKind.ANY)
    if found in CONTAINERS or found.__module__ == "collections.abc":
        items = tuple(_annotation(one, depth - 1) for one in arguments if one is not ...) if depth else ()
        return Annotation(AnnotationKind.CONTAINER, PythonName("builtins", _container(found)), items)
    return _of_class(found, depth)


def _container(found: type) -> str:
    if issubclass(found, tuple | set | frozenset):
        return found.__name__
    return "list" if issubclass(found, list) or found.__name__ in ("Sequence", "Iterable", "Collection") else "dict"


def _literal(values: tuple[object, ...]) -> Annotation:
    """What a Literal lists, None apart; members are of one enum."""
    members = [value for value in values if isinstance(value, enum.Enum)]
    if members:
        return replace(_members(type(members[0]), members), kind=AnnotationKind.LITERAL)
    plain = tuple(value for value in values if isinstance(value, str | int))
    return Annotation(AnnotationKind.LITERAL, labels=plain) if plain else Annotation(AnnotationKind.ANY)


def _members(cls: type[enum.Enum], members: Iterable[enum.Enum]) -> Annotation:
    """Some members of an enum, or all of them."""
    mixed_in = tuple(Annotation(AnnotationKind.PLAIN, _name(base)) for base in (str, int) if issubclass(cls, base))
    found = tuple(members)
    values = tuple(one.value for one in found if mixed_in and isinstance(one.value, str | int))
    return Annotation(AnnotationKind.ENUM, _name(cls), mixed_in, labels=tuple(one.name for one in found), values=values)


def _of_class(cls: type, depth: int) -> Annotation:
    if issubclass(cls, enum.Enum):
        return _members(cls, cls)
    if cls.__module__ in PLAIN_MODULES:
        return Annotation(AnnotationKind.PLAIN, _name(cls))
    derived_from = next((one for one in MOMENTS if issubclass(cls, one)), None)
    if derived_from is not None:
        return Annotation(AnnotationKind.PLAIN, _name(cls), (Annotation(AnnotationKind.PLAIN, _name(derived_from)),))
    parameters = tuple(_required(cls, depth - 1)) if depth else ()
    return Annotation(AnnotationKind.CLASS, _name(cls), parameters=parameters)


def _required(cls: type, depth: int) -> Iterator[tuple[str, Annotation]]:
    """What must be passed to make an object of the class, by keyword."""
    fields = getattr(cls, "model_fields", None)
    if isinstance(fields, dict):  # pydantic
        for name, field in fields.items():
            if field.is_required():
                wanted = _annotation(field.annotation, depth)
                keyword = field.alias or name
                yield keyword, replace(wanted, labels=_wanted_keys(cls, keyword)) if wanted.name == DICT else wanted
        return
    try:
        hints = get_type_hints(vars(cls).get("__init__", object.__init__))
        parameters = inspect.signature(cls).parameters.values()
    except Exception:  # a class of C, or names that only a type checker imports
        return
    for parameter in parameters:
        if parameter.default is parameter.empty and parameter.kind in (
            parameter.POSITIONAL_OR_KEYWORD,
            parameter.KEYWORD_ONLY,
        ):
            yield parameter.name, _annotation(hints.get(parameter.name, Any), depth)


def _wanted_keys(cls: type, keyword: str) -> tuple[str, ...]:
    """The key that a dict, all that an object is made of, must have, if the objection to an empty one names it."""
    objection = _objection(cls, {keyword: {}})
    words = dict.fromkeys(WORDS.findall(objection)) if objection else ()
    return next(((word,) for word in words if not _objection(cls, {keyword: {word: "text"}})), ())


def _objection(cls: type, values: dict[str, Any]) -> str:
    try:
        cls(**values)
    except Exception as error:  # a validator may raise anything
        return str(error)
    return ""


def _name(cls: type) -> PythonName:
    return PythonName(cls.__module__, cls.__qualname__)
