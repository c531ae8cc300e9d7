"""Does a column take a value? Its type, its attribute and its model's fields are asked, without a database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper
from sqlalchemy.types import TypeDecorator, TypeEngine

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
    questions = [*_of_type(type_, dialect), *_of_attribute(mapper, key), *_of_field(mapper, key)]
    if not questions:
        return None

    def accepts(value: object) -> str:
        for ask in questions:
            try:
                ask(value)
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
        try:
            setattr(mapper.class_manager.new_instance(), key, value)
        except (AttributeError, KeyError, LookupError):  # it looks at other attributes, which an empty object has not
            return

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
