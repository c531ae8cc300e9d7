"""How far is the second half of a pair from the first, so that both have room in their columns?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from factorygen.column_rules.numbers import largest
from factorygen.expression import Argument, Call, Code, Expression, call, code, flat, literal, splice
from factorygen.imports import DATE, DATETIME, DECIMAL, FAKER, SEQUENCE, TIME, TIMEDELTA, UTC
from factorygen.plan.pairing import kind
from factorygen.schema import Column, ColumnType

HOURS = 8
"""Between times of a day, the first of which is nine o'clock."""
NARROW = "0.5"
"""Between fractions of one, the first of which is ``LOW``."""
LOW = "0.2"
USUAL = 100
"""The range of a number of which nothing is known."""
WIDE = 2**31 - 1


@dataclass(frozen=True)
class Gap:
    """What lies between the halves, as a value and as code; ``first`` is how the first half has to be declared."""

    value: object
    code: Code
    first: Expression


@dataclass(frozen=True)
class Halves:
    """The columns of a pair, how the first one is declared, and the days between them.

    Where it is a day, an hour will do for moments.
    """

    first: Column
    second: Column
    declared: Expression
    days: int
    apart: bool = False
    """Whether one row's halves must not overlap those of another."""


def gap(halves: Halves) -> Gap | None:
    """The gap of a pair; None where nothing is known that both columns have room for."""
    answer = (DISJOINT if halves.apart else GAPS).get(kind(halves.first))
    return answer(halves) if answer else None


def is_sequence(expression: Expression) -> bool:
    """Whether it is a ``Sequence``."""
    return isinstance(expression, Call) and expression.function == Code((SEQUENCE,))


def _days(halves: Halves) -> Gap | None:
    if halves.days == 1 and kind(halves.first) != "date":
        return Gap(timedelta(hours=1), code(TIMEDELTA, "(hours=1)"), halves.declared)
    return Gap(timedelta(days=halves.days), code(TIMEDELTA, f"(days={halves.days})"), halves.declared)


def _hours(halves: Halves) -> Gap | None:
    if is_sequence(halves.declared):
        return None
    return Gap(timedelta(hours=HOURS), code(TIMEDELTA, f"(hours={HOURS})"), code(TIME, "(9)"))


def _whole(halves: Halves) -> Gap | None:
    top = min(largest(halves.first.type), largest(halves.second.type))
    if is_sequence(halves.declared):
        return Gap(10, literal(10), halves.declared) if top >= WIDE else None
    low, high = _range(halves.declared) or (0, USUAL)
    high = min(high, top)
    if low >= high or not _is_faker(halves.declared, "pyint"):
        return None
    return _halved(low, high, call(FAKER, literal("pyint")))


def _decimal(halves: Halves) -> Gap | None:
    digits = min(_left_digits(halves.first.type), _left_digits(halves.second.type))
    declared = halves.declared
    asked = _number(declared, "left_digits")
    if asked is not None and (left := min(int(asked), digits)) >= 2:
        power = 10 ** (left - 1)
        return Gap(power, literal(power), _with(declared, left_digits=left - 1))
    if not _is_faker(declared, "pydecimal", "latitude", "longitude"):
        return None
    low, high = _range(declared) or (0, 9 if asked is not None else 90)
    if digits < 1 or high - low < 2:
        return _narrow(halves)
    places = 2 if halves.first.type.scale is None else min(halves.first.type.scale, 6)
    first = call(FAKER, literal("pydecimal"), right_digits=literal(places))
    return _halved(max(low, 0), min(high, 10**digits - 1), first)


def _narrow(halves: Halves) -> Gap | None:
    """Tenths, where the columns have room for nothing else."""
    if not (halves.first.type.scale and halves.second.type.scale):
        return None
    return Gap(Decimal(NARROW), code(DECIMAL, f'("{NARROW}")'), code(DECIMAL, f'("{LOW}")'))


def _real(halves: Halves) -> Gap | None:
    if not _is_faker(halves.declared, "pyfloat"):
        return None
    low, high = _range(halves.declared) or (0, USUAL)
    if high - low < 2:
        return Gap(float(NARROW), code(NARROW), code(LOW))
    return _halved(max(low, 0), high, halves.declared)


def _halved(low: int, high: int, first: Expression) -> Gap:
    """The first half in the lower half of the range."""
    middle = low + (high - low) // 2
    return Gap(high - middle, literal(high - middle), _with(first, min_value=low, max_value=middle))


def _range(declared: Expression) -> tuple[int, int] | None:
    low, high = _number(declared, "min_value"), _number(declared, "max_value")
    return None if high is None else (int(low or 0), int(high))


def _number(declared: Expression, keyword: str) -> float | None:
    if not isinstance(declared, Call):
        return None
    found = next((one.value for one in declared.arguments if one.lead == f"{keyword}="), None)
    try:
        return None if found is None else float(flat(found))
    except ValueError:  # some expression
        return None


def _with(declared: Expression, **keywords: int) -> Call:
    """The call with these keywords, in place of those of the same name."""
    assert isinstance(declared, Call)
    named = {f"{keyword}=": Argument.named(keyword, literal(value)) for keyword, value in keywords.items()}
    changed = tuple(named.pop(one.lead, one) for one in declared.arguments)
    return replace(declared, arguments=(*changed, *named.values()))


def _left_digits(type_: ColumnType) -> int:
    return 10 if type_.precision is None else type_.precision - (type_.scale or 0)


def _is_faker(expression: Expression, *providers: str) -> bool:
    return (
        isinstance(expression, Call)
        and expression.function == Code((FAKER,))
        and expression.arguments[0].value in [literal(provider) for provider in providers]
    )


def _alternate_days(halves: Halves) -> Gap | None:
    return _stepping("days=2 * n", "days=1", timedelta(days=1), code(DATE, "(2000, 1, 1)"))


def _alternate_hours(halves: Halves) -> Gap | None:
    zone = (", tzinfo=", UTC) if halves.first.type.timezone else ()
    return _stepping("hours=2 * n", "hours=1", timedelta(hours=1), code(DATETIME, "(2000, 1, 1", *zone, ")"))


def _stepping(step: str, length: str, value: timedelta, start: Code) -> Gap:
    nth = splice(start, " + ", code(TIMEDELTA, f"({step})"))
    return Gap(value, code(TIMEDELTA, f"({length})"), Call(code(SEQUENCE), (Argument(nth, "lambda n: "),)))


def _tens(halves: Halves) -> Gap | None:
    nth = code("n * 10") if kind(halves.first) == "int" else code(DECIMAL, "(n * 10)")
    return Gap(9, literal(9), Call(code(SEQUENCE), (Argument(nth, "lambda n: "),)))


DISJOINT: dict[str, Callable[[Halves], Gap | None]] = {
    "date": _alternate_days,
    "datetime": _alternate_hours,
    "int": _tens,
    "Decimal": _tens,
}
"""By Python type: numbered periods that do not overlap, whether or not their ends belong to them."""
GAPS: dict[str, Callable[[Halves], Gap | None]] = {
    "date": _days,
    "datetime": _days,
    "timedelta": _days,
    "time": _hours,
    "int": _whole,
    "Decimal": _decimal,
    "float": _real,
}
"""By Python type."""
