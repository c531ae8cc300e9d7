"""What does a model's ``__init__`` take? Its signature says, and it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from inspect import Parameter, signature
from typing import Any, get_type_hints

from sqlalchemy.orm import Mapper

from factorygen.introspect.annotations import of_hint
from factorygen.schema import Annotation, Constructor, Objection

UNEXPECTED = re.compile(r"unexpected keyword argument '(\w+)'|'(\w+)' is an invalid keyword argument")
NO_TEXT = (int, float, bool, Decimal, date, datetime, bytes)
KEYS = (int, str)
"""Types of constants that name a row; others are marks of a library."""
MISSING = re.compile(r"missing \d+ required (?:positional|keyword-only) arguments?: (.*)")


def constructor(mapper: Mapper[Any]) -> Constructor:
    """Which mapped attributes ``__init__`` refuses, and a way to ask it; SQLAlchemy's own needs no question."""
    if _is_default(mapper):
        return Constructor()
    try:
        parameters = signature(mapper.class_).parameters.values()
    except (TypeError, ValueError):  # written in C, or wrapped beyond recognition
        return Constructor(attempt=_attempt(mapper))
    names = {parameter.name for parameter in parameters}
    takes_any = any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters)
    attributes = {attribute.key for attribute in (*mapper.column_attrs, *mapper.relationships)}
    demanded = (parameter.name for parameter in parameters if parameter.default is Parameter.empty)
    return Constructor(
        refuses=frozenset() if takes_any else frozenset(attributes - names),
        collections=tuple(name for name in demanded if _is_collection(mapper, name)),
        fills=frozenset(one.name for one in parameters if type(one.default) in KEYS and one.name in attributes),
        annotations=_annotations(mapper.class_),
        attempt=_attempt(mapper),
    )


def _is_collection(mapper: Mapper[Any], key: str) -> bool:
    return key in mapper.relationships and bool(mapper.relationships[key].uselist)


def _is_default(mapper: Mapper[Any]) -> bool:
    original = mapper.class_manager.original_init
    return original is object.__init__ or getattr(original, "__module__", "").startswith("sqlalchemy.")


def _annotations(cls: type) -> tuple[tuple[str, Annotation], ...]:
    """What ``__init__`` says of its parameters' types."""
    try:
        hints = get_type_hints(getattr(cls, "__init__"))  # noqa: B009  mypy distrusts the attribute
    except Exception:  # names that only a type checker imports
        return ()
    return tuple((name, of_hint(hint)) for name, hint in hints.items() if name != "return")


def _attempt(mapper: Mapper[Any]) -> Callable[[Mapping[str, object], Collection[str]], Objection]:
    def attempt(values: Mapping[str, object], parents: Collection[str]) -> Objection:
        """Make an object with these values and bare objects for ``parents``; what it has against that."""
        made = {key: mapper.relationships[key].mapper.class_manager.new_instance() for key in parents}
        try:
            instance = mapper.class_(**values, **made)
        except Exception as error:  # the user's code may raise anything
            return _objection(error)
        if misfit := _misfit(mapper, instance):
            return Objection(text=f"{misfit} is not what its column holds")
        columns = {key: value for key, value in values.items() if value is not None and key in mapper.column_attrs}
        dropped = [key for key in columns if _is_lost(key, columns, vars(instance).get(key))]
        return Objection(ignored=(*dropped, *(key for key in made if vars(instance).get(key) is not made[key])))

    return attempt


def _is_lost(key: str, passed: Mapping[str, object], held: object) -> bool:
    """Whether the object has nothing instead of the value, or what was passed for another attribute."""
    others = (value for other, value in passed.items() if other != key)
    return held is None or (held is not passed[key] and any(held is other for other in others))


def _misfit(mapper: Mapper[Any], instance: object) -> str:
    """An attribute to which ``__init__`` has given text, although its column holds something else; "" if none."""
    texts = (key for key, value in vars(instance).items() if isinstance(value, str) and key in mapper.column_attrs)
    return next((key for key in texts if _python_type(mapper, key) in NO_TEXT), "")


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
