"""What does a model's ``__init__`` take? Its signature says, and it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from inspect import Parameter, signature
from itertools import chain
from typing import Any, get_type_hints

from sqlalchemy.orm import Mapper

from factorygen import application
from factorygen.introspect.annotations import of_hint
from factorygen.introspect.imports import python_name
from factorygen.schema import Annotation, Constructor, Objection, PythonName

UNEXPECTED = re.compile(r"unexpected keyword argument '(\w+)'|'(\w+)' is an invalid keyword argument")
NO_TEXT = (int, float, bool, Decimal, date, datetime, bytes)
KEYS = (int, str)
"""Types of constants that name a row; others are marks of a library."""
WRAPPED = "_sa_original_init"
"""Where SQLAlchemy's own ``__init__`` has the one that it calls."""
SQLALCHEMYS_OWN = 1
"""Listeners to ``init``."""
MISSING = re.compile(r"missing \d+ required (?:positional|keyword-only) arguments?: (.*)")


def constructor(mapper: Mapper[Any], mappers: Sequence[Mapper[Any]]) -> Constructor:
    """Which mapped attributes ``__init__`` refuses, and a way to ask it; SQLAlchemy's own needs no question."""
    if _is_default(mapper):
        return Constructor()
    attempt = _attempt(mapper, {python_name(each.class_): each for each in mappers})
    try:
        parameters = signature(mapper.class_).parameters.values()
    except (TypeError, ValueError):  # written in C, or wrapped beyond recognition
        return Constructor(attempt=attempt)
    names = {parameter.name for parameter in parameters}
    takes_any = any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters)
    attributes = {attribute.key for attribute in (*mapper.column_attrs, *mapper.relationships)}
    demanded = [parameter.name for parameter in parameters if parameter.default is Parameter.empty]
    wanted = [name for name in demanded if name in mapper.relationships]
    return Constructor(
        refuses=frozenset() if takes_any else frozenset(attributes - names),
        collections=tuple(name for name in wanted if mapper.relationships[name].uselist),
        parents=tuple(name for name in wanted if not mapper.relationships[name].uselist),
        fills=frozenset(one.name for one in parameters if type(one.default) in KEYS and one.name in attributes),
        annotations=_annotations(mapper),
        attempt=attempt,
    )


def parameters(cls: type) -> frozenset[str]:
    """The names of what ``__init__`` takes."""
    try:
        return frozenset(signature(cls).parameters)
    except (TypeError, ValueError):
        return frozenset()


def _is_default(mapper: Mapper[Any]) -> bool:
    """Whether nobody but SQLAlchemy has a say: no ``__init__`` of its own, and no listener to ``init``."""
    if len(mapper.class_manager.dispatch.init) > SQLALCHEMYS_OWN:
        return False
    original = _as_written(mapper)
    return original is object.__init__ or getattr(original, "__module__", "").startswith("sqlalchemy.")


def _as_written(mapper: Mapper[Any]) -> Callable[..., None]:
    """The ``__init__`` that stands in the class or in one it inherits from; SQLAlchemy has wrapped it at each."""
    found: Any = mapper.class_manager.original_init
    while hasattr(found, WRAPPED):
        found = getattr(found, WRAPPED)
    return found  # type: ignore[no-any-return]


def _annotations(mapper: Mapper[Any]) -> tuple[tuple[str, Annotation], ...]:
    """What ``__init__`` says of its parameters' types."""
    try:
        hints = get_type_hints(_as_written(mapper))
    except Exception:  # names that only a type checker imports
        return ()
    return tuple((name, of_hint(hint)) for name, hint in hints.items() if name != "return")


def _attempt(
    mapper: Mapper[Any], mappers: Mapping[PythonName, Mapper[Any]]
) -> Callable[[Mapping[str, object], Mapping[str, PythonName]], Objection]:
    def attempt(values: Mapping[str, object], parents: Mapping[str, PythonName]) -> Objection:
        """Make an object with these values and bare objects for ``parents``; what it has against that."""
        cls: Callable[..., object] = mapper.class_
        made = {key: mappers[target].class_manager.new_instance() for key, target in parents.items()}
        try:
            instance = application.within(mapper.class_.__module__, partial(cls, **values, **made))
        except Exception as error:  # the user's code may raise anything
            return _objection(error)
        if misfit := _misfit(mapper, instance):
            return Objection(text=f"{misfit} is not what the mapping says")
        columns = {key: value for key, value in values.items() if value is not None and key in mapper.column_attrs}
        dropped = [key for key in columns if _is_lost(key, columns, vars(instance).get(key))]
        own = {key: one for key, one in made.items() if key in mapper.relationships}
        ignored = (*dropped, *(key for key in own if vars(instance).get(key) is not own[key]))
        others = ((key, one) for key, one in made.items() if key not in own)
        kept = tuple((key, held) for key, one in others for held in _held_as(one, mapper, instance))
        return Objection(ignored=ignored, made=_column_values(mapper, instance), kept=kept)

    return attempt


def _is_lost(key: str, passed: Mapping[str, object], held: object) -> bool:
    """Whether the object has nothing instead of the value, or what was passed for another attribute."""
    others = (value for other, value in passed.items() if other != key)
    return held is None or (held is not passed[key] and any(held is other for other in others))


def _held_as(parent: object, mapper: Mapper[Any], instance: object) -> Iterator[str]:
    """The relationships that hold a parent."""
    return (one.key for one in mapper.relationships if vars(instance).get(one.key) is parent)


def _column_values(mapper: Mapper[Any], instance: object) -> dict[str, object]:
    return {attribute.key: vars(instance).get(attribute.key) for attribute in mapper.column_attrs}


def _misfit(mapper: Mapper[Any], instance: object) -> str:
    """An attribute to which ``__init__`` has given text, or another object, than it holds; "" if none."""
    held = vars(instance)
    texts = (key for key, value in held.items() if isinstance(value, str) and key in mapper.column_attrs)
    columns = (key for key in texts if _python_type(mapper, key) in NO_TEXT)
    parents = ((one.key, one.mapper.class_, held.get(one.key)) for one in mapper.relationships if not one.uselist)
    others = (key for key, cls, value in parents if value is not None and not isinstance(value, cls))
    return next(chain(columns, others), "")


def _python_type(mapper: Mapper[Any], key: str) -> type:
    try:
        return mapper.column_attrs[key].columns[0].type.python_type
    except Exception:  # NotImplementedError, or whatever a decorator's own property raises
        return str


def _objection(error: Exception) -> Objection:
    message = str(error)
    if isinstance(error, TypeError):
        if found := UNEXPECTED.search(message):
            return Objection(unexpected=found[1] or found[2])
        if found := MISSING.search(message):
            return Objection(missing=tuple(re.findall(r"'(\w+)'", found[1])))
    return Objection(text=f"{type(error).__name__}: {' '.join(message.split())}")
