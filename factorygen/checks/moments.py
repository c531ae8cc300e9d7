"""Which dates does a CHECK suggest? Those around its constants and around now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from factorygen.checks.comparisons import plain
from factorygen.checks.constants import constant
from factorygen.checks.intervals import moment, now
from factorygen.checks.kinds import Wanted, offers
from factorygen.column_rules.answer import Answer
from factorygen.column_rules.times import nth_datetime
from factorygen.expression import Code, call, code, literal, splice
from factorygen.imports import DATE, DATETIME, FAKER, TIMEDELTA, UTC

YEAR = timedelta(days=365.25)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
FIXED = timedelta(days=2)
"""A constant that is nearer to now than this must have been now."""


@offers("date", "datetime")
def around(wanted: Wanted) -> Iterator[Answer]:
    """Ranges between the constants, before the first and after the last."""
    points = sorted(_points(wanted), key=plain)  # type: ignore[arg-type]
    for low, high in pairwise(points):
        between = _between(wanted, _bound(low, 1, wanted), _bound(high, -1, wanted), low)
        yield from (_counted(between, wanted, low, high, edge) for edge in (0, 1))
    for point in points:
        yield _between(wanted, _bound(point, -730, wanted), _bound(point, -1, wanted), point)
        yield _between(wanted, _bound(point, 1, wanted), _bound(point, 730, wanted), point)
    if wanted.hints.follows and not points:  # what the database fills in may well be now
        yield from (
            _between(wanted, literal(low), literal(high), now()) for low, high in (("+1d", "+2y"), ("-2y", "-1d"))
        )
    for point in points:
        exact = constant(point, wanted.column)
        if exact is not None and _years_from_now(point) is None:
            yield Answer(exact)


def _points(wanted: Wanted) -> Iterator[date]:
    for value in wanted.hints.apart:
        try:
            found = moment(value) if isinstance(value, str) else value
        except ValueError:
            continue
        if isinstance(found, date):
            yield found


def _between(wanted: Wanted, low: Code, high: Code, start: date) -> Answer:
    dated = wanted.column.type.python == "date"
    zone = {"tzinfo": code(UTC)} if wanted.column.type.timezone and not dated else {}
    provider = "date_between" if dated else "date_time_between"
    value = call(FAKER, literal(provider), start_date=low, end_date=high, **zone)
    if not dated:
        return Answer(value, _nth_moment(start, wanted.column.type.timezone))
    return Answer(value, code(DATE, f"({start.year}, {start.month}, {start.day}) + ", TIMEDELTA, "(days=n + 1)"))


def _counted(between: Answer, wanted: Wanted, low: date, high: date, edge: int) -> Answer:
    """With the n-th day or minute from ``low`` to ``high``, or between them where they are left out (``edge`` 1)."""
    unit, word = (DAY, "days") if wanted.column.type.python == "date" else (MINUTE, "minutes")
    reach = (plain(high) - plain(low)) // unit + 1 - 2 * edge  # type: ignore[operator]
    start = constant(low, wanted.column)
    if reach < 1 or start is None:
        return between
    nth = splice(start, " + ", code(TIMEDELTA, f"({word}=n % {reach}{' + 1' if edge else ''})"))
    return replace(between, nth=nth, reach=reach)


def _nth_moment(start: date, aware: bool) -> Code:
    if plain(start) <= plain(date(2000, 1, 1)):  # type: ignore[operator]
        return nth_datetime(aware)
    zone = (", tzinfo=", UTC) if aware else ()
    day = f"({start.year}, {start.month}, {start.day}"
    return code(DATETIME, day, *zone, ") + ", TIMEDELTA, "(days=1, minutes=n)")


def _bound(point: date, days: int, wanted: Wanted) -> Code:
    """``"-19y"`` where the constant hangs on now, else a date."""
    years = _years_from_now(point)
    if years is not None:
        return literal(_relative(years, days))
    day = point + timedelta(days=days)
    if wanted.column.type.python == "date" or not isinstance(day, datetime):
        return code(DATE, f"({day.year}, {day.month}, {day.day})")
    zone = (", tzinfo=", UTC) if wanted.column.type.timezone else ()
    return code(DATETIME, f"({day.year}, {day.month}, {day.day}", *zone, ")")


def _years_from_now(point: date) -> int | None:
    """How many, where that is what the constant says."""
    ago = plain(point) - now()  # type: ignore[operator]
    years = round(ago / YEAR)
    return years if abs(ago - years * YEAR) < FIXED else None


def _relative(years: int, days: int) -> str:
    """A day off now, a year off a point that is years away, or two years."""
    if abs(days) > 1:
        return f"{years + (2 if days > 0 else -2):+d}y"
    return f"{years + days:+d}y" if years else f"{days:+d}d"
