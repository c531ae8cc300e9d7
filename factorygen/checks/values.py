"""What do constants, columns, casts and sums come to?"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import fmod
from typing import Any

from sqlglot import exp

from factorygen.checks.comparisons import READERS, array, number, plain
from factorygen.checks.intervals import Span, as_span, moment, moved, now
from factorygen.checks.nodes import ANYTHING, Scope, Unknown, applied, rule, strict


@rule(exp.Literal)
def _literal(node: exp.Expr, scope: Scope) -> object:
    return str(node.this) if node.args["is_string"] else Decimal(str(node.this))


@rule(exp.Boolean)
def _boolean(node: exp.Expr, scope: Scope) -> object:
    return bool(node.this)


@rule(exp.Null)
def _null(node: exp.Expr, scope: Scope) -> object:
    return None


@rule(exp.Introducer, exp.National)
def _text(node: exp.Expr, scope: Scope) -> object:
    """``_utf8mb4'x'``, ``N'x'``."""
    return scope.value(node.expression) if node.args.get("expression") else str(node.this)


@rule(exp.HexString)
def _hexadecimal(node: exp.Expr, scope: Scope) -> object:
    return bytes.fromhex(str(node.this))


@rule(exp.Column)
def _column(node: exp.Expr, scope: Scope) -> object:
    name = node.name if node.name in scope.row else column_name(node, scope.row)
    if name is not None:
        return scope.row[name]
    if isinstance(node.this, exp.Identifier) and node.this.quoted and scope.dialect != "postgres":
        return str(node.this.this)  # SQLite takes "a" for 'a' where no column has the name
    raise Unknown(node.sql())


def column_name(node: exp.Expr, names: Iterable[str]) -> str | None:
    """The one of ``names`` that a Column node means; only the letters' case may differ."""
    name, known = str(node.name), list(names)
    return name if name in known else next((one for one in known if one.lower() == name.lower()), None)


@rule(exp.Array, exp.Tuple)
def _array(node: exp.Expr, scope: Scope) -> object:
    return [scope.value(item) for item in node.expressions]


@rule(exp.Neg)
def _negative(node: exp.Expr, scope: Scope) -> object:
    return applied(operator.neg, [plain(scope.value(node.this))], node)


@rule(exp.CurrentTimestamp)
def _now(node: exp.Expr, scope: Scope) -> object:
    return now()


@rule(exp.CurrentDate)
def _today(node: exp.Expr, scope: Scope) -> object:
    return now().date()


@rule(exp.Interval)
def _interval(node: exp.Expr, scope: Scope) -> object:
    unit = node.args.get("unit")
    return applied(lambda amount: as_span(f"{amount} {unit or ''}"), [scope.value(node.this)], node)


# ---- casts


def _as_text(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _as_whole(value: object) -> object:
    return int(Decimal(str(int(value) if isinstance(value, bool) else value)).to_integral_value())


def _as_number(value: object) -> object:
    return Decimal(str(plain(value)))


def _as_moment(value: object) -> object:
    return moment(value) if isinstance(value, str) else value


def _as_date(value: object) -> object:
    found = _as_moment(value)
    return found.date() if isinstance(found, datetime) else found


def _read_as(kind: type) -> Callable[[object], object]:
    return lambda value: READERS[kind](value) if isinstance(value, str) else value


WHOLE = ("TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT", "UINT", "UBIGINT", "USMALLINT", "UTINYINT")
TEXT = ("TEXT", "VARCHAR", "CHAR", "NCHAR", "NVARCHAR", "BPCHAR", "NAME", "BINARY", "VARBINARY")
MOMENT = ("TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMPLTZ", "TIMESTAMPNTZ", "DATETIME")
CASTS: dict[str, Callable[[object], object]] = {
    **dict.fromkeys(WHOLE, _as_whole),
    **dict.fromkeys(TEXT, _as_text),
    **dict.fromkeys(MOMENT, _as_moment),
    **dict.fromkeys(("DECIMAL", "DOUBLE", "FLOAT", "UDECIMAL", "MONEY"), _as_number),
    "DATE": _as_date,
    "TIME": _read_as(time),
    "INTERVAL": _read_as(timedelta),
    "BOOLEAN": _read_as(bool),
    "UUID": lambda value: value,
    "ARRAY": lambda value: array(value) if isinstance(value, str) else value,
    "JSON": _read_as(dict),
    "JSONB": _read_as(dict),
}


@rule(exp.Cast, exp.TryCast)
def _cast(node: exp.Expr, scope: Scope) -> object:
    """A type of the user's own leaves the value as it is."""
    to = node.args["to"]
    kind = str(getattr(to.this, "name", to.this))
    return applied(CASTS.get(kind, lambda value: value), [scope.value(node.this)], node)


# ---- sums


def _sum(left: object, right: object, sign: int) -> object:
    if isinstance(right, Span | timedelta):
        span = right if isinstance(right, Span) else Span(0, right)
        if isinstance(left, date):
            return moved(left, span if sign > 0 else -span)
        return timedelta() + plain(left) + sign * plain(right)  # type: ignore[operator]
    if isinstance(left, Span | timedelta):
        return _sum(right, left, sign)
    if isinstance(left, date):
        return _between_dates(left, right, sign)
    one, other = _numbers(left, right)
    return one + sign * other


def _between_dates(left: date, right: object, sign: int) -> object:
    if isinstance(right, date):
        both = type(left) is date and type(right) is date
        apart = plain(left) - plain(right)  # type: ignore[operator]
        return Decimal(apart.days) if both else apart
    return left + sign * timedelta(days=int(_decimal(right)))


def _decimal(value: object) -> Decimal:
    found = number(value) if isinstance(value, str) else plain(value)
    return Decimal(found)  # type: ignore[arg-type]


def _numbers(left: object, right: object) -> tuple[Any, Any]:
    """Two numbers to reckon with, floats where one of them is."""
    kind = float if float in (type(left), type(right)) else Decimal
    return kind(_decimal(left)), kind(_decimal(right))


def _quotient(left: object, right: object) -> object:
    one, other = _numbers(left, right)
    return one / other


@strict(exp.Add, "this", "expression")
def _add(left: object, right: object) -> object:
    return _sum(left, right, 1)


@strict(exp.Sub, "this", "expression")
def _subtract(left: object, right: object) -> object:
    return _sum(left, right, -1)


@strict(exp.Mul, "this", "expression")
def _multiply(left: object, right: object) -> object:
    one, other = _numbers(left, right)
    return one * other


@rule(exp.Div, exp.IntDiv)
def _divide(node: exp.Expr, scope: Scope) -> object:
    """Whole numbers divide to whole numbers, but for MySQL."""
    left, right = scope.value(node.this), scope.value(node.expression)
    found = applied(_quotient, [left, right], node)
    whole = all(
        isinstance(one, int) or (isinstance(one, Decimal) and one == one.to_integral()) for one in (left, right)
    )
    return Decimal(int(found)) if isinstance(found, Decimal) and whole and scope.dialect != "mysql" else found


@strict(exp.Mod, "this", "expression")
def _modulo(left: object, right: object) -> object:
    return Decimal(str(fmod(_decimal(left), _decimal(right))))


BITS: dict[type[exp.Expr], Callable[[int, int], int]] = {
    exp.BitwiseAnd: operator.and_,
    exp.BitwiseOr: operator.or_,
    exp.BitwiseXor: operator.xor,
    exp.BitwiseLeftShift: operator.lshift,
    exp.BitwiseRightShift: operator.rshift,
}


@rule(*BITS)
def _bits(node: exp.Expr, scope: Scope) -> object:
    operate = BITS[type(node)]
    values = [scope.value(node.this), scope.value(node.expression)]
    return applied(lambda left, right: operate(int(_decimal(left)), int(_decimal(right))), values, node)


@rule(exp.DPipe)
def _joined(node: exp.Expr, scope: Scope) -> object:
    values = [scope.value(node.this), scope.value(node.expression)]
    if ANYTHING not in values and scope.dialect == "mysql":
        raise Unknown(node.sql())  # OR there, or not, by the server's mode
    return applied(lambda left, right: f"{_as_text(left)}{_as_text(right)}", values, node)
