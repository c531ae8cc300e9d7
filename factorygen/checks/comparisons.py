"""How do two values compare? Python values of different kinds are brought together as a database would."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlglot import exp

from factorygen.checks.intervals import Span, as_span, moment
from factorygen.checks.logic import folded, negated
from factorygen.checks.nodes import ANYTHING, Scope, applied, rule

Compare = Callable[[object, object], object]


def number(text: str) -> object:
    """A number, or the text itself where it is none."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def array(text: str) -> list[object]:
    """``{a,b}`` as PostgreSQL writes it, or JSON."""
    if text.startswith("["):
        return list(json.loads(text))
    inside = text.strip()[1:-1]
    return [item.strip('"') for item in inside.split(",")] if inside else []


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text[2:]) if text.startswith("\\x") else text.encode()


def _boolean(text: str) -> object:
    return {"t": True, "true": True, "f": False, "false": False}.get(text.lower(), number(text))


READERS: dict[type, Callable[[str], object]] = {
    # What a text becomes that is compared with a value of this type.
    bool: _boolean,
    **dict.fromkeys((int, float, Decimal), number),
    **dict.fromkeys((date, datetime), moment),
    time: time.fromisoformat,
    timedelta: as_span,
    Span: as_span,
    UUID: UUID,
    bytes: _bytes,
    dict: json.loads,
    list: array,
}


def _exact(value: float) -> object:
    return Decimal(repr(value))


def _at_utc(value: datetime) -> object:
    return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value


def _midnight(value: date) -> object:
    return datetime(value.year, value.month, value.day, tzinfo=timezone.utc)


PLAIN: dict[type, Callable[..., object]] = {
    # One Python type a kind of value, so that Python can compare them.
    bool: int,
    float: _exact,
    date: _midnight,
    datetime: _at_utc,
    Span: lambda span: span.length,
}


def plain(value: object) -> object:
    """A value in the one type that all values of its kind compare in."""
    convert = PLAIN.get(type(value))
    return value if convert is None else convert(value)


def aligned(left: object, right: object) -> tuple[object, object]:
    """Two values that Python can compare; ValueError or TypeError if there is no way."""
    if isinstance(left, str) and not isinstance(right, str):
        left = READERS[type(right)](left)
    elif isinstance(right, str) and not isinstance(left, str):
        right = READERS[type(left)](right)
    return plain(left), plain(right)


def _comparison(compare: Callable[[Any, Any], object]) -> Compare:
    return lambda left, right: compare(*aligned(left, right))


COMPARISONS: dict[type[exp.Expr], Compare] = {
    exp.EQ: _comparison(operator.eq),
    exp.NEQ: _comparison(operator.ne),
    exp.LT: _comparison(operator.lt),
    exp.LTE: _comparison(operator.le),
    exp.GT: _comparison(operator.gt),
    exp.GTE: _comparison(operator.ge),
}


@rule(*COMPARISONS)
def _compared(node: exp.Expr, scope: Scope) -> object:
    mysql_text = scope.dialect == "mysql" and isinstance(node, exp.NEQ)
    return against(node, scope, _apart if mysql_text else COMPARISONS[type(node)])


def _apart(left: object, right: object) -> object:
    """``<>`` where case does not matter, as in MySQL's usual collations: the stricter reading."""
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() != right.casefold()
    return COMPARISONS[exp.NEQ](left, right)


def against(node: exp.Expr, scope: Scope, compare: Compare) -> object:
    """``left op right``, where right may be ``ANY (array)`` or ``ALL (array)``."""
    left = scope.value(node.this)
    quantified = _quantified(node.expression)
    if quantified is None:
        return applied(compare, [left, scope.value(node.expression)], node)
    items, decisive = quantified
    found = scope.value(items)
    if found is None or found is ANYTHING:
        return found
    values = array(found) if isinstance(found, str) else list(found)  # type: ignore[call-overload]
    return folded([applied(compare, [left, value], node) for value in values], decisive)


def _quantified(node: exp.Expr) -> tuple[exp.Expr, bool] | None:
    """The array of ANY (True decides) or ALL (False decides)."""
    if isinstance(node, exp.Any):
        return node.this, True
    if isinstance(node, exp.All):
        return node.this, False
    if isinstance(node, exp.Anonymous) and str(node.this).upper() in ("ANY", "ALL", "SOME"):
        return node.expressions[0], str(node.this).upper() != "ALL"
    return None


@rule(exp.In)
def _in(node: exp.Expr, scope: Scope) -> object:
    if node.args.get("query"):
        return scope.value(node.args["query"])
    left = scope.value(node.this)
    equal = COMPARISONS[exp.EQ]
    return folded([applied(equal, [left, scope.value(item)], node) for item in node.expressions], True)


@rule(exp.Between)
def _between(node: exp.Expr, scope: Scope) -> object:
    value, low, high = (scope.value(node.args[name]) for name in ("this", "low", "high"))
    bounds = [(low, high), (high, low)] if node.args.get("symmetric") else [(low, high)]
    at_most = COMPARISONS[exp.LTE]
    inside = [
        folded([applied(at_most, [least, value], node), applied(at_most, [value, most], node)], False)
        for least, most in bounds
    ]
    return folded(inside, True)


@rule(exp.NullSafeEQ)
def _same(node: exp.Expr, scope: Scope) -> object:
    left, right = scope.value(node.this), scope.value(node.expression)
    if left is None or right is None:
        return left is right
    return applied(COMPARISONS[exp.EQ], [left, right], node)


@rule(exp.NullSafeNEQ)
def _distinct(node: exp.Expr, scope: Scope) -> object:
    return negated(_same(node, scope))
