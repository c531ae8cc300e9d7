"""What are now, a moment written as text, and a stretch of time to SQL?"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

MONTHS = {"mon": 1, "month": 1, "quarter": 3, "year": 12, "yr": 12, "decade": 120, "century": 1200}
SECONDS = {"microsecond": 1e-6, "millisecond": 1e-3, "second": 1, "sec": 1, "s": 1, "minute": 60, "min": 60}
SECONDS |= {"hour": 3600, "h": 3600, "day": 86400, "d": 86400, "week": 604800, "w": 604800}
AMOUNT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([a-z]+)")
CLOCK = re.compile(r"([+-]?)(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?")


@dataclass(frozen=True)
class Span:
    """Months and a timedelta: months are not of one length."""

    months: int
    rest: timedelta

    def __neg__(self) -> Span:
        return Span(-self.months, -self.rest)

    @property
    def length(self) -> timedelta:
        """As PostgreSQL compares them: a month has thirty days."""
        return self.rest + timedelta(days=30 * self.months)


def as_span(text: str) -> Span:
    """``18 years``, ``1 day 02:00:00``; ValueError if it is nothing of the kind."""
    months, seconds, found = 0, 0.0, False
    for sign, hours, minutes, rest in CLOCK.findall(text):
        seconds += (-1 if sign == "-" else 1) * (int(hours) * 3600 + int(minutes) * 60 + float(rest or 0))
        found = True
    for amount, unit in AMOUNT.findall(CLOCK.sub(" ", text.lower())):
        name = unit if unit in SECONDS or unit in MONTHS else unit.removesuffix("s")
        months += int(float(amount) * MONTHS.get(name, 0))
        seconds += float(amount) * (SECONDS[name] if name not in MONTHS else 0)
        found = True
    if not found:
        raise ValueError(text)
    return Span(months, timedelta(seconds=seconds))


def moved(moment: date, span: Span) -> date:
    """A date or datetime that much later; a date becomes a datetime, as in PostgreSQL."""
    start = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)
    year, month = divmod(start.year * 12 + start.month - 1 + span.months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day) + span.rest


def now() -> datetime:
    """This moment, with its time zone."""
    return datetime.now(timezone.utc)


def moment(text: str) -> date:
    """A date or datetime from the text of one, or from ``now`` and ``today``; ValueError if it is none."""
    if text in ("now", "today", "current_timestamp"):
        return now() if text != "today" else now().date()
    clean = re.sub(r"([+-]\d\d)$", r"\1:00", text.strip().replace(" ", "T", 1).replace("Z", "+00:00"))
    return date.fromisoformat(clean) if len(clean) == 10 else datetime.fromisoformat(clean)
