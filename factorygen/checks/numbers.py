"""Which numbers does a CHECK suggest? Ranges between its constants, and the constants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from factorygen.checks.constants import constant
from factorygen.checks.kinds import Wanted, offers
from factorygen.column_rules.answer import Answer, in_turn
from factorygen.column_rules.numbers import largest
from factorygen.expression import Call, Code, call, code, literal
from factorygen.imports import DECIMAL, FAKER
from factorygen.schema import ColumnType

USUAL = 9999
"""The largest that Faker's ``pyint`` makes of itself."""


FEW = 1000
"""Fewer values than a test may want."""
MANY = 10**8
"""A number that no counter reaches."""


@dataclass(frozen=True)
class _Range:
    """From ``low`` to ``high``, both included.

    ``top`` and ``bottom``: where it could go on to, as nothing in the CHECK ends it.
    """

    low: Decimal
    high: Decimal
    top: Decimal = Decimal(0)
    bottom: Decimal = Decimal(0)


@offers("int")
def whole(wanted: Wanted) -> Iterator[Answer]:
    """Ranges of integers."""
    ranges = [one for one in _wide(wanted, Decimal(1)) if one.low == int(one.low) and one.high == int(one.high)]
    found = [Answer(_pyint(one), *_counted(one)) for one in ranges]
    yield from _literals_first(wanted, found)


@offers("Decimal")
def exact(wanted: Wanted) -> Iterator[Answer]:
    """Ranges of numbers with as many digits as the column has."""
    scale = 2 if wanted.column.type.scale is None else wanted.column.type.scale
    yield from _literals_first(wanted, [_exact(one, scale) for one in _wide(wanted, Decimal(1).scaleb(-scale))])
    yield _exact(_Range(Decimal(1), min(Decimal(100), _top(wanted.column.type))), 0)  # floats reckon well with these


@offers("float")
def real(wanted: Wanted) -> Iterator[Answer]:
    """Ranges of floats."""
    yield from _literals_first(wanted, [_real(one) for one in _wide(wanted, Decimal("0.01"))])


def _literals_first(wanted: Wanted, ranges: list[Answer]) -> Iterator[Answer]:
    listed = [one for one in wanted.hints.listed if not isinstance(one, str | bool)]
    yield from _constants(wanted, listed)
    yield from ranges
    yield from _constants(wanted, [one for one in wanted.hints.apart if one not in listed])


def _constants(wanted: Wanted, values: list[object]) -> Iterator[Answer]:
    """Each constant; where they have to differ, all of them by turns."""
    codes = [found for value in values if (found := constant(value, wanted.column)) is not None]
    nth = in_turn(codes) if len(codes) > 1 else None
    yield from (Answer(one, nth, len(codes)) for one in codes)


def _wide(wanted: Wanted, unit: Decimal) -> list[_Range]:
    return [one for one in _ranges(wanted, unit) if one.low < one.high]


def _ranges(wanted: Wanted, unit: Decimal) -> Iterator[_Range]:
    points = sorted({one for one in wanted.hints.apart if isinstance(one, Decimal)})
    if not points:
        return
    top, last, first = _top(wanted.column.type), points[-1], points[0]
    step = Decimal(1)
    for low, high in pairwise(points):
        yield from (
            _Range(low, high),
            _Range(low + step, high),
            _Range(low, high - step),
            _Range(low + step, high - step),
        )
    for low in (last, last + step, last + unit):
        high = Decimal(USUAL) if low < USUAL else low * 10
        yield _Range(low, min(high, top), top)
    for high in (first, first - step, first - unit):
        bottom = Decimal(0) if wanted.column.type.unsigned else -top
        yield _Range(min(Decimal(0), high - USUAL) if high <= 0 else Decimal(0), high, bottom=bottom)
    for low, high in pairwise(points):
        yield _Range(low + unit, high - unit)


def _top(type_: ColumnType) -> Decimal:
    if type_.python == "int":
        return Decimal(largest(type_))
    return Decimal(10) ** (type_.precision - (type_.scale or 0)) - 1 if type_.precision else Decimal(10**15)


def _pyint(one: _Range) -> Call:
    keywords = {} if one.low == 0 else {"min_value": literal(int(one.low))}
    if one.high != USUAL:
        keywords["max_value"] = literal(int(one.high))
    return call(FAKER, literal("pyint"), **keywords)


def _counted(one: _Range) -> tuple[Code, int | None]:
    start = int(one.low)
    if one.top >= 2**31 - 1:
        return code("n" if start == 0 else f"n + {start}" if start > 0 else f"n - {-start}"), None
    size = int(one.top or one.high) - start + 1
    if one.bottom and 0 < size < FEW:  # there are more below
        reach = int(one.high - one.bottom)
        return code(f"{one.high:f} - n" + ("" if reach >= 2**31 - 1 else f" % {reach}")), reach
    shift = f" + {start}" if start > 0 else f" - {-start}" if start else ""
    return code(f"n % {size}{shift}" if size > 0 else "n"), max(size, 1)


def _exact(one: _Range, scale: int) -> Answer:
    value = call(
        FAKER,
        literal("pydecimal"),
        right_digits=literal(scale),
        min_value=_bound(one.low),
        max_value=_bound(one.high),
    )
    if one.top >= MANY:
        return Answer(value, code(DECIMAL, f"(n + {_up(one.low)})"))
    steps = int(((one.top or one.high) - one.low).scaleb(scale)) + 1
    shift = f".scaleb({-scale})" if scale else ""
    start = int(one.low.scaleb(scale))
    return Answer(value, code(DECIMAL, f"(n % {max(steps, 1)} + {start}){shift}"), max(steps, 1))


def _real(one: _Range) -> Answer:
    value = call(
        FAKER,
        literal("pyfloat"),
        right_digits=literal(2),
        min_value=_bound(one.low),
        max_value=_bound(one.high),
    )
    if one.top:
        return Answer(value, code(f"float(n + {_up(one.low)})"))
    width = one.high - one.low
    return Answer(value, code(f"{_bound(one.low).parts[0]} + n % 1000 * {float(width) / 1000}"), 1000)


def _up(low: Decimal) -> int:
    return int(low) if low == int(low) else int(low) + 1


def _bound(value: Decimal) -> Code:
    return literal(int(value) if value == int(value) else float(value))
