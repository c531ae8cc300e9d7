"""How is a value written for a column? A constant in the column's own type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from uuid import UUID as UuidValue

from factorygen.checks.comparisons import number, plain
from factorygen.checks.intervals import Span, as_span, moment
from factorygen.column_rules.enum_members import labelled
from factorygen.expression import Code, code, inline, listing, literal, splice
from factorygen.imports import DATE, DATETIME, DECIMAL, TIME, TIMEDELTA, UTC, UUID
from factorygen.schema import Column, ColumnType

Writer = Callable[[object, ColumnType], Code]


def constant(value: object, column: Column) -> Code | None:
    """The constant for a column; None where it makes no sense for its type."""
    type_ = column.type
    if type_.labels:
        label = type_.label_of(value)
        return None if label is None else labelled(type_, label)
    kind = type_.python if type_.python in WRITERS else type(value).__name__
    try:
        return WRITERS[kind](value, type_) if kind in WRITERS else None
    except (ValueError, TypeError, ArithmeticError, InvalidOperation, AttributeError):
        return None


def _text(value: object, type_: ColumnType) -> Code:
    if not isinstance(value, str):
        raise TypeError(value)
    return literal(value)


def _decimal(value: object) -> Decimal:
    if isinstance(value, list | dict):
        raise TypeError(value)
    found = number(value) if isinstance(value, str) else plain(value)
    return Decimal(found)  # type: ignore[arg-type]


def _whole(value: object, type_: ColumnType) -> Code:
    found = _decimal(value)
    if found != int(found):
        raise ValueError(value)
    return literal(int(found))


def _exact(value: object, type_: ColumnType) -> Code:
    found = _decimal(value)
    return code(DECIMAL, f"({int(found)})" if found == int(found) else f'("{found}")')


def _real(value: object, type_: ColumnType) -> Code:
    return literal(float(_decimal(value)))


def _boolean(value: object, type_: ColumnType) -> Code:
    words = {"t": True, "true": True, "f": False, "false": False, "1": True, "0": False}
    return literal(words[str(value).lower()])


def _moment(value: object) -> date:
    found = moment(value) if isinstance(value, str) else value
    if not isinstance(found, date):
        raise TypeError(value)
    return found


def _date(value: object, type_: ColumnType) -> Code:
    found = _moment(value)
    return code(DATE, f"({found.year}, {found.month}, {found.day})")


def _datetime(value: object, type_: ColumnType) -> Code:
    found = _moment(value)
    parts = [found.year, found.month, found.day]
    if isinstance(found, datetime):
        clock = [found.hour, found.minute, found.second, found.microsecond]
        while clock and not clock[-1]:
            clock.pop()
        parts += clock
    zone = (", tzinfo=", UTC) if type_.timezone else ()
    return code(DATETIME, "(" + ", ".join(map(str, parts)), *zone, ")")


def _time(value: object, type_: ColumnType) -> Code:
    found = time.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(found, time):
        raise TypeError(value)
    return code(TIME, f"({found.hour}, {found.minute}, {found.second})")


def _span(value: object, type_: ColumnType) -> Code:
    found = as_span(value) if isinstance(value, str) else value
    length = found.length if isinstance(found, Span) else found
    if not isinstance(length, timedelta):
        raise TypeError(value)
    return span_code(length)


def span_code(length: timedelta) -> Code:
    """``timedelta(days=1)``, in the largest unit that fits."""
    seconds = length.total_seconds()
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds % size == 0:
            return code(TIMEDELTA, f"({unit}={int(seconds // size)})")
    return code(TIMEDELTA, f"(seconds={seconds:g})")


def _uuid(value: object, type_: ColumnType) -> Code:
    found = UuidValue(str(value))
    return code(UUID, f'("{found}")') if type_.as_uuid else literal(str(found))


def _bytes(value: object, type_: ColumnType) -> Code:
    if not isinstance(value, str | bytes):
        raise TypeError(value)
    return literal(value.encode() if isinstance(value, str) else value)


def document(value: object) -> Code:
    """A JSON document as Python writes it."""
    if isinstance(value, dict):
        pairs = [
            splice(", " if number else "", document(key), ": ", document(item))
            for number, (key, item) in enumerate(value.items())
        ]
        return splice("{", *pairs, "}")
    if isinstance(value, list):
        return inline(listing(*(document(item) for item in value)))
    return literal(value)  # type: ignore[arg-type]


WRITERS: dict[str, Writer] = {
    "str": _text,
    "int": _whole,
    "Decimal": _exact,
    "float": _real,
    "bool": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "timedelta": _span,
    "Span": _span,
    "UUID": _uuid,
    "bytes": _bytes,
}
