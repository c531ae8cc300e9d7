"""Rules for dates and times."""

from __future__ import annotations

from collections.abc import Iterator

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.registry import RULES
from factorygen.expression import Code, call, code, literal
from factorygen.imports import DATE, DATETIME, FAKER, TIMEDELTA, UTC
from factorygen.schema import ColumnType


def nth_datetime(aware: bool) -> Code:
    """The n-th minute of this century."""
    zone = (", tzinfo=", UTC) if aware else ()
    return code(DATETIME, "(2000, 1, 1", *zone, ") + ", TIMEDELTA, "(minutes=n)")


@RULES.for_type("Date")
def date(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A day of the last two years."""
    value = call(FAKER, literal("date_between"), start_date=literal("-2y"), end_date=literal("today"))
    yield Answer(value, nth=code(DATE, "(2000, 1, 1) + ", TIMEDELTA, "(days=n)"))


@RULES.for_type("DateTime")
def datetime(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A moment of the last two years, with a time zone where the column has one; the other kind comes second."""
    for aware in (type_.timezone, not type_.timezone):
        zone = {"tzinfo": code(UTC)} if aware else {}
        value = call(FAKER, literal("date_time_between"), start_date=literal("-2y"), end_date=literal("now"), **zone)
        yield Answer(value, nth=nth_datetime(aware))


@RULES.for_type("Time")
def time(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A time of day."""
    nth = code("(", DATETIME, ".min + ", TIMEDELTA, "(seconds=n % 86400)).time()")
    yield Answer(call(FAKER, literal("time_object")), nth, reach=86400)


@RULES.for_type("Interval", "postgresql.INTERVAL")
def interval(type_: ColumnType, word: str) -> Iterator[Answer]:
    """Up to a month."""
    value = call(FAKER, literal("time_delta"), end_datetime=literal("+30d"))
    yield Answer(value, nth=code(TIMEDELTA, "(minutes=n + 1)"))
