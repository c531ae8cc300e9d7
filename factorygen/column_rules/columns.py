"""Which declaration does a column get? One ordered list of questions; the first answer that fits wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import chain

from factorygen.column_rules.annotations import annotated
from factorygen.column_rules.answer import Answer
from factorygen.column_rules.formats import formatted
from factorygen.column_rules.names import named
from factorygen.column_rules.numbers import largest
from factorygen.column_rules.refusals import values_named
from factorygen.column_rules.types import RULES, TypeRules
from factorygen.expression import Argument, Call, Expression, code, flat
from factorygen.imports import SEQUENCE
from factorygen.sampling import samples
from factorygen.schema import AnnotationKind, Column, ColumnType, Model

ENOUGH = 100_000
"""A unique value that repeats only after so many is as good as one that never does."""
EPOCH, END_OF_TIME = 1970, 2038
"""The years between which MySQL's TIMESTAMP has its place."""

FALLBACKS = (
    ("str", ColumnType(("String",), "str")),
    ("dict", ColumnType(("JSON",), "dict")),
    ("list", ColumnType(("ARRAY",), "list", item=ColumnType(("String",), "str"))),
    ("UUID", ColumnType(("Uuid",), "UUID")),
    ("datetime", ColumnType(("DateTime",), "datetime", timezone=True)),
    ("date", ColumnType(("Date",), "date")),
    ("time", ColumnType(("Time",), "time")),
    ("timedelta", ColumnType(("Interval",), "timedelta")),
    ("int", ColumnType(("Integer",), "int")),
    ("Decimal", ColumnType(("Numeric",), "Decimal")),
    ("bool", ColumnType(("Boolean",), "bool")),
    ("bytes", ColumnType(("LargeBinary",), "bytes")),
    ("float", ColumnType(("Float",), "float")),
)
"""What is tried where a type says no to all that its own rules offer, the type it names for Python first."""


def type_of(python: str) -> ColumnType | None:
    """A column type for a type of Python's own, None if there is none."""
    return dict(FALLBACKS).get(python)


def answer(column: Column, model: Model, differ: bool, rules: TypeRules = RULES) -> tuple[Expression, Answer] | None:
    """The declaration for a column, and the answer behind it; None if no rule has one that fits.

    ``differ`` asks for values of which no two rows share one; ``rules`` may be a branch with rules of the user's.
    """
    found = _distinct if differ else _any
    return next(found(column, model, rules), None)


def refusal(column: Column, model: Model, rules: TypeRules = RULES) -> str:
    """What the column says to the first value that was tried for it; "" if there was none to try."""
    for found in chain(_answers(column, model, rules), _fallbacks(column)):
        try:
            value = samples(found.value)[0]
        except Exception:  # it needs another attribute, or the generated base
            continue
        said = column.accepts(value) if column.accepts else ""
        if said:
            said = said.replace(str(value), "it")  # which may be another one tomorrow
            return " ".join(f"{flat(found.value)}: {said}".split())
    return ""


def guesses(column: Column, model: Model) -> Iterator[Expression]:
    """Values of any kind for something of which little more than its name is known."""
    own = (
        *_answers(column, model, RULES),
        *(one for _, type_ in sorted(FALLBACKS, key=_is_no_number) for one in RULES.answers(type_, _word(column))),
    )
    return (one.value for one in own)


def _is_no_number(pair: tuple[str, ColumnType]) -> bool:
    """Numbers come first, where a parameter wants no text."""
    return pair[0] not in ("int", "float")


def fits(column: Column, expression: Expression) -> bool:
    """Whether a hundred values are within the column's size and taken by its type."""
    try:
        values = samples(expression)
    except Exception:  # a provider that cannot do what was asked of it, in this version of Faker
        return False
    return takes(column, values)


def takes(column: Column, values: Iterable[object]) -> bool:
    """Whether values are within the column's size and taken by its type."""
    found = _once(values)
    if not all(_within(column.type, value) for value in found):
        return False
    return column.accepts is None or not any(column.accepts(value) for value in found)


def _once(values: Iterable[object]) -> tuple[object, ...]:
    """Each value once, since a type that hashes passwords takes its time; all of them, if they cannot be compared."""
    found = tuple(values)
    try:
        return tuple(dict.fromkeys(found))
    except TypeError:  # lists, dicts
        return found


def _within(type_: ColumnType, value: object) -> bool:
    if isinstance(value, str | bytes):
        return type_.length is None or len(value) <= type_.length
    if isinstance(value, datetime) and type_.is_a("mysql.TIMESTAMP"):
        return EPOCH < value.year < END_OF_TIME
    return not isinstance(value, int | float | Decimal) or _holds(type_, Decimal(value))


def _holds(type_: ColumnType, value: Decimal) -> bool:
    """Whether a number is within the type's range."""
    if type_.unsigned and value < 0:
        return False
    if type_.is_a("Integer"):
        return abs(value) <= largest(type_)
    if type_.precision is None or type_.is_a("Float") or not type_.is_a("Numeric"):
        return True
    return abs(value) < Decimal(10) ** (type_.precision - (type_.scale or 0))


def _any(column: Column, model: Model, rules: TypeRules) -> Iterator[tuple[Expression, Answer]]:
    for found in chain(_answers(column, model, rules), _fallbacks(column)):
        if fits(column, found.value):
            yield found.value, found


def _distinct(column: Column, model: Model, rules: TypeRules) -> Iterator[tuple[Expression, Answer]]:
    for answers in (_answers(column, model, rules), _fallbacks(column)):
        fitting = [(one, found) for found in answers if (one := _differing(found)) and fits(column, one)]
        yield from sorted(fitting, key=lambda pair: -min(_reach(pair[1]), ENOUGH))


def _reach(found: Answer) -> int:
    return ENOUGH if found.unique or found.reach is None else found.reach


def _differing(found: Answer) -> Call | None:
    return found.unique or (_sequence(found.nth) if found.nth else None)


def _sequence(nth: Expression) -> Call:
    return Call(code(SEQUENCE), (Argument(nth, "lambda n: "),))


def _answers(column: Column, model: Model, rules: TypeRules) -> Iterator[Answer]:
    """By a type that knows its values, by the project's own classes, by name, by any type."""
    by_type = list(_told(rules.answers(column.type, _word(column)), f"type: {column.type.lineage[0]}"))
    if rules.knows(column.type):
        yield from by_type
    if column.annotation is not None and column.annotation.kind is not AnnotationKind.PLAIN:
        yield from _told(annotated(column.annotation), "annotation")
    yield from named(column, model)
    yield from by_type


def _fallbacks(column: Column) -> Iterator[Answer]:
    """Where a type's own rules have nothing that it takes: whatever else it may take."""
    promised = column.annotation.name.name if column.annotation and column.annotation.name else column.type.python
    own = [pair for pair in FALLBACKS if pair[0] == promised]
    yield from _by_python(own, column)
    yield from _told(values_named(column), "validator: it names what it takes")
    if column.accepts is not None:
        yield from _told(annotated(column.annotation) if column.annotation else (), "annotation")
        formats = _told(formatted(), "fallback: a well-known format")
        is_text = promised == "str" and "." not in column.type.lineage[0]  # and nobody's own, which may convert
        kinds = (formats, _by_python(FALLBACKS, column))
        yield from chain.from_iterable(kinds if is_text else reversed(kinds))


def _by_python(pairs: Iterable[tuple[str, ColumnType]], column: Column) -> Iterator[Answer]:
    for python, type_ in pairs:
        answers = RULES.answers(replace(type_, length=column.type.length), _word(column))
        yield from _told(answers, f"fallback: {python}")


def _told(answers: Iterable[Answer], reason: str) -> Iterator[Answer]:
    return (replace(one, reason=reason) for one in answers)


def _word(column: Column) -> str:
    clean = "".join(char if char.isascii() and char.isalnum() else "-" for char in column.key)
    return clean.strip("-") or "value"
