"""What do the databases' own functions of texts, numbers and dates give?"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlglot import exp

from factorygen.checks.comparisons import plain
from factorygen.checks.intervals import Span, as_span, moment, moved
from factorygen.checks.nodes import ANYTHING, FUNCTIONS, Rule, Scope, applied, named, rule, strict

# ---- texts


@strict(exp.Length, "this")
def _length(value: object) -> object:
    return len(value if isinstance(value, str | bytes) else str(value))


@named("octet_length")
@strict(exp.ByteLength, "this")
def _octets(value: object) -> object:
    return len(value if isinstance(value, bytes) else str(value).encode())


@named("bit_length")
def _bits(value: object) -> object:
    return 8 * int(str(_octets(value)))


@strict(exp.Lower, "this")
def _lower(text: object) -> object:
    return str(text).lower()


@strict(exp.Upper, "this")
def _upper(text: object) -> object:
    return str(text).upper()


@strict(exp.Initcap, "this")
def _capitalized(text: object) -> object:
    return str(text).title()


@rule(exp.Trim)
def _trim(node: exp.Expr, scope: Scope) -> object:
    characters = node.args.get("expression")
    operands = [scope.value(node.this), *([scope.value(characters)] if characters else [])]
    side = str(node.args.get("position") or "BOTH").upper()
    strip = {"BOTH": str.strip, "LEADING": str.lstrip, "TRAILING": str.rstrip}[side]
    return applied(lambda text, what=" ": strip(str(text), str(what)), operands, node)


@strict(exp.Substring, "this", "start", "length")
def _substring(text: object, start: Decimal, length: Decimal | None = None) -> object:
    begin = int(start) - 1 if start > 0 else len(str(text)) + int(start)
    return str(text)[begin:][: None if length is None else int(length)]


@strict(exp.Left, "this", "expression")
def _left(text: object, length: Decimal) -> object:
    return str(text)[: int(length)]


@strict(exp.Right, "this", "expression")
def _right(text: object, length: Decimal) -> object:
    return str(text)[-int(length) :] if length else ""


@strict(exp.StrPosition, "this", "substr")
def _position(text: object, part: object) -> object:
    return str(text).find(str(part)) + 1


@strict(exp.Replace, "this", "expression", "replacement")
def _replaced(text: object, old: object, new: object = "") -> object:
    return str(text).replace(str(old), str(new))


@strict(exp.Reverse, "this")
def _reversed(text: object) -> object:
    return str(text)[::-1]


@rule(exp.Concat)
def _concatenated(node: exp.Expr, scope: Scope) -> object:
    values = [scope.value(part) for part in node.expressions]
    known = [value for value in values if value is not None or scope.dialect == "mysql"]
    return applied(lambda *texts: "".join(str(text) for text in texts), known, node)


# ---- counting and choosing


def _counter(nulls: bool) -> Rule:
    return lambda node, scope: sum((scope.value(part) is None) == nulls for part in node.expressions)


FUNCTIONS["num_nulls"] = _counter(True)
FUNCTIONS["num_nonnulls"] = _counter(False)


@strict(exp.Nullif, "this", "expression")
def _nullif(value: object, other: object) -> object:
    return None if plain(value) == plain(other) else value


def _extreme(node: exp.Expr, scope: Scope, most: bool) -> object:
    """PostgreSQL's leave NULLs out."""
    values = [scope.value(part) for part in (node.this, *node.expressions)]
    if scope.dialect == "postgres":
        values = [value for value in values if value is not None] or [None]
    return applied(lambda *some: sorted(some, key=plain)[-1 if most else 0], values, node)  # type: ignore[arg-type]


@rule(exp.Greatest, exp.Max)
def _greatest(node: exp.Expr, scope: Scope) -> object:
    return _extreme(node, scope, most=True)


@rule(exp.Least, exp.Min)
def _least(node: exp.Expr, scope: Scope) -> object:
    return _extreme(node, scope, most=False)


# ---- numbers


def _number(value: object) -> Decimal:
    return Decimal(str(plain(value)))


@strict(exp.Abs, "this")
def _absolute(value: object) -> object:
    return abs(_number(value))


@strict(exp.Sign, "this")
def _sign(value: object) -> object:
    found = _number(value)
    return (found > 0) - (found < 0)


@strict(exp.Round, "this", "decimals")
def _rounded(value: object, digits: Decimal = Decimal(0)) -> object:
    return _number(value).quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)


@strict(exp.Ceil, "this")
def _ceiling(value: object) -> object:
    return math.ceil(_number(value))


@strict(exp.Floor, "this")
@named("trunc")
def _floor(value: object) -> object:
    return math.floor(_number(value))


@named("isfinite")
def _finite(value: object) -> object:
    return value not in (math.inf, -math.inf)


@rule(exp.Typeof)
def _type_of(node: exp.Expr, scope: Scope) -> object:
    """SQLite's name for how a value is stored."""
    value = scope.value(node.this)
    if value is ANYTHING:
        return value
    names = {type(None): "null", bool: "integer", int: "integer", float: "real", Decimal: "real", bytes: "blob"}
    return names.get(type(value), "text")


# ---- dates


def _moment(value: object) -> date:
    found = moment(value) if isinstance(value, str) else value
    if not isinstance(found, date):
        raise TypeError(value)
    return found


@strict(exp.Year, "this")
def _year(value: object) -> object:
    return _moment(value).year


@strict(exp.Month, "this")
def _month(value: object) -> object:
    return _moment(value).month


@strict(exp.Day, "this")
@strict(exp.DayOfMonth, "this")
def _day(value: object) -> object:
    return _moment(value).day


@rule(exp.Extract)
def _extracted(node: exp.Expr, scope: Scope) -> object:
    part = str(node.this.name).lower()
    return applied(lambda value: _part(part, value), [scope.value(node.expression)], node)


def _part(part: str, value: object) -> object:
    if part in ("epoch",):
        length = value.length if isinstance(value, Span) else value
        seconds = length if isinstance(length, timedelta) else plain(_moment(value)) - plain(date(1970, 1, 1))  # type: ignore[operator]
        return Decimal(str(seconds.total_seconds()))
    found = _moment(value)
    names = {"dow": found.isoweekday() % 7, "isodow": found.isoweekday(), "quarter": (found.month + 2) // 3}
    return names[part] if part in names else getattr(found, part)


@rule(exp.DateTrunc, exp.TimestampTrunc)
def _truncated(node: exp.Expr, scope: Scope) -> object:
    unit = str(node.args["unit"].name).lower()
    return applied(lambda value: _start_of(unit, _moment(value)), [scope.value(node.this)], node)


def _start_of(unit: str, value: date) -> datetime:
    start = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    fields = ("year", "month", "day", "hour", "minute", "second")
    kept = fields.index(unit) + 1
    least = {"month": 1, "day": 1, "hour": 0, "minute": 0, "second": 0}
    return start.replace(microsecond=0, **{name: least[name] for name in fields[kept:]})  # type: ignore[arg-type]


@rule(exp.Date)
def _date(node: exp.Expr, scope: Scope) -> object:
    """SQLite's ``date(value, modifier, ...)``."""
    rest = [node.args.get("zone"), *node.expressions]
    values = [scope.value(part) for part in (node.this, *rest) if part is not None]
    return applied(_shifted_date, values, node)


@named("datetime", "timestamp")
def _shifted(value: object, *modifiers: str) -> object:
    found = _moment(value)
    for modifier in modifiers:
        start = modifier.removeprefix("start of ")
        found = moved(found, as_span(modifier)) if start == modifier else _start_of(start, found)
    return found


@named("date")
def _shifted_date(value: object, *modifiers: str) -> object:
    found = _shifted(value, *modifiers)
    return found.date() if isinstance(found, datetime) else found


@named("julianday")
def _julian(value: object, *modifiers: str) -> object:
    apart = plain(_moment(_shifted(value, *modifiers))) - plain(date(1970, 1, 1))  # type: ignore[operator]
    return Decimal("2440587.5") + Decimal(str(apart.total_seconds())) / 86400


@strict(exp.TsOrDsToTimestamp, "this")
@strict(exp.TsOrDsToDate, "this")
def _as_moment(value: object) -> object:
    return _moment(value)


@strict(exp.TimeToStr, "this", "format")
def _written(value: object, form: object) -> object:
    return _moment(value).strftime(str(form))
