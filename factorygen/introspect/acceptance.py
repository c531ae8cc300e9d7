"""Does a column take a value? Its type, its attribute and its model's fields are asked, without a database."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from inspect import getclosurevars
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper
from sqlalchemy.types import TypeDecorator, TypeEngine

from factorygen import application

SQLITE = SQLiteDialect()
Question = Callable[[object], object]
"""Raises if the value is not taken."""


def is_choosy(mapper: Mapper[Any], key: str, type_: TypeEngine[Any], dialect: Dialect) -> bool:
    """Whether the column's type or its attribute have an opinion on values."""
    return bool([*_of_type(type_, dialect), *_of_attribute(mapper, key)])


def acceptance(
    mapper: Mapper[Any], key: str, type_: TypeEngine[Any], dialect: Dialect
) -> Callable[[object], str] | None:
    """A function that says "" to a value the column takes, else why not; None where nobody has an opinion."""
    model = [*_of_field(mapper, key), *_of_listeners(mapper, key)]
    questions = [*_of_type(type_, dialect), *_of_attribute(mapper, key), *model]
    if not questions:
        return None

    def accepts(value: object) -> str:
        for ask in questions:
            try:
                application.within(mapper.class_.__module__, partial(ask, value))
            except Exception as error:  # the user's code: any exception is a no
                return f"{type(error).__name__}: {error}"
        return ""

    return accepts


def _of_type(type_: TypeEngine[Any], dialect: Dialect) -> list[Question]:
    """A TypeDecorator's own part of binding, and the way to the database and back as on SQLite: without a driver."""
    found = getattr(type_, "_variant_mapping", {}).get(dialect.name, type_)
    if not isinstance(found, TypeDecorator):
        return []
    questions: list[Question] = []
    if type(found).process_bind_param is not TypeDecorator.process_bind_param:
        questions.append(lambda value: found.process_bind_param(value, dialect))
    try:
        implemented = found.dialect_impl(SQLITE)
        there, back = implemented.bind_processor(SQLITE), implemented.result_processor(SQLITE, None)
    except Exception:  # a decorator that does not know SQLite
        return questions
    return [*questions, *(way for way in [_there_and_back(there, back)] if way)]


def _there_and_back(there: Question | None, back: Question | None) -> Question | None:
    if there is None or back is None:
        return there or back

    def way(value: object) -> object:
        return back(there(value))

    return way


def _of_attribute(mapper: Mapper[Any], key: str) -> list[Question]:
    """Listeners to the attribute: ``@validates``, the coercion of mutable types, the user's own events."""
    attribute = mapper.class_manager[key]
    if not attribute.dispatch.set and key not in mapper.validators:
        return []

    def put(value: object) -> None:
        instance = mapper.class_manager.new_instance()
        try:
            setattr(instance, key, value)
        except (AttributeError, LookupError) as error:
            if not _is_about_others(error, instance, value):
                raise

    return [put]


def _of_field(mapper: Mapper[Any], key: str) -> list[Question]:
    """What pydantic has against the value of a field, of the model's other fields nothing is known."""
    cls: Any = mapper.class_
    field = getattr(cls, "model_fields", {}).get(key)
    if field is None:
        return []
    places = {key, field.alias, field.validation_alias}

    def validate(value: object) -> None:
        try:
            cls.__pydantic_validator__.validate_python({key: value}, self_instance=mapper.class_manager.new_instance())
        except ValueError as error:
            for one in error.errors() if hasattr(error, "errors") else ():
                if one["loc"] and one["loc"][0] in places:
                    raise ValueError(one["msg"]) from error
        except Exception:  # a validator of the whole model, which looks at other fields
            return

    return [validate]


def _of_listeners(mapper: Mapper[Any], key: str) -> list[Question]:
    """What listens to ``before_insert`` and looks at this attribute alone."""
    attributes = {attribute.key for attribute in mapper.attrs}
    alone = [one for one in mapper.dispatch.before_insert if attributes & _names_in(one) == {key}]

    def insert(listener: Callable[..., object]) -> Question:
        def ask(value: object) -> None:
            instance = mapper.class_manager.new_instance()
            instance.__dict__[key] = value
            try:
                listener(mapper, None, inspect(instance))
            except (AttributeError, LookupError):  # it asks for the connection, which there is not
                return

        return ask

    return [insert(listener) for listener in alone]


def _names_in(listener: Callable[..., object]) -> set[str]:
    """The attributes that the code of a listener mentions; SQLAlchemy has wrapped it."""
    function = getclosurevars(listener).nonlocals.get("fn", listener)
    return set(getattr(getattr(function, "__code__", None), "co_names", ()))


def _is_about_others(error: AttributeError | LookupError, instance: object, value: object) -> bool:
    """Whether it comes from other attributes, which an empty object has not, and not from the value itself."""
    if isinstance(error, AttributeError):
        return error.name is not None and (error.obj is instance or error.obj is None)
    return value not in error.args
