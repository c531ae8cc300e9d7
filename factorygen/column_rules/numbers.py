"""Rules for numbers and booleans."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.registry import RULES
from factorygen.expression import call, code, literal
from factorygen.imports import DECIMAL, FAKER
from factorygen.schema import ColumnType

BITS = {
    "mysql.TINYINT": 8,
    "mssql.TINYINT": 8,
    "SmallInteger": 16,
    "mysql.MEDIUMINT": 24,
    "Integer": 32,
    "BigInteger": 64,
}


def largest(type_: ColumnType) -> int:
    """The largest integer that a column of this type holds."""
    bits = next((BITS[name] for name in type_.lineage if name in BITS), 32)
    return int(2 ** (bits if type_.unsigned else bits - 1) - 1)


@RULES.for_type("Integer")
def integer(type_: ColumnType, word: str) -> Iterator[Answer]:
    """0 to 9999, or what fits."""
    top = largest(type_)
    value = call(FAKER, literal("pyint")) if top >= 9999 else call(FAKER, literal("pyint"), max_value=literal(top))
    if top >= 2**31 - 1:
        yield Answer(value, nth=code("n + 1"))
    else:
        yield Answer(value, nth=code(f"n % {top} + 1"), reach=top)


@RULES.for_type("Numeric")
def numeric(type_: ColumnType, word: str) -> Iterator[Answer]:
    """Within precision and scale; a float where the column gives floats."""
    if not type_.decimal:
        yield from real(type_, word)
        return
    scale = 2 if type_.scale is None else type_.scale
    precision = type_.precision or 10 + scale
    left = precision - scale
    nth, reach = code(DECIMAL, "(n)"), None
    if left <= 6:
        shift = f".scaleb({-scale})" if scale else ""
        nth, reach = code(DECIMAL, f"(n % {10**precision}){shift}"), 10**precision
    if left < 0:  # NUMERIC(2, 4) is less than 0.01
        yield Answer(code(DECIMAL, f'("{Decimal(1).scaleb(-scale):f}")'), nth, reach)
        return
    digits = {"left_digits": literal(min(left, 4)), "right_digits": literal(max(min(scale, 6), 0))}
    yield Answer(call(FAKER, literal("pydecimal"), **digits, positive=literal(True)), nth, reach)


@RULES.for_type("Float")
def real(type_: ColumnType, word: str) -> Iterator[Answer]:
    """0 to 1000 with two digits, or what fits a number of fixed size."""
    if "Float" in type_.lineage and type_.python == "Decimal":
        value = call(
            FAKER, literal("pydecimal"), left_digits=literal(3), right_digits=literal(2), positive=literal(True)
        )
        yield Answer(value, nth=code(DECIMAL, "(n)"))
        return
    left = 4 if type_.precision is None or type_.scale is None else type_.precision - type_.scale
    right = literal(2 if type_.scale is None else max(min(type_.scale, 2), 0))
    if left >= 4:
        value = call(FAKER, literal("pyfloat"), min_value=literal(0), max_value=literal(1000), right_digits=right)
        yield Answer(value, nth=code("float(n)"))
    elif left > 0:
        top = literal(10**left - 1)
        value = call(FAKER, literal("pyfloat"), min_value=literal(0), max_value=top, right_digits=right)
        yield Answer(value, nth=code(f"float(n % {10**left})"), reach=10**left)
    else:
        yield Answer(literal(float(Decimal(1).scaleb(-(type_.scale or 0)))))


@RULES.for_type("Boolean")
def boolean(type_: ColumnType, word: str) -> Iterator[Answer]:
    """False, unless the name says otherwise."""
    yield Answer(literal(False), nth=code("n % 2 == 1"), reach=2)


@RULES.for_type("postgresql.MONEY")
def money(type_: ColumnType, word: str) -> Iterator[Answer]:
    """An amount as PostgreSQL writes it."""
    yield Answer(call(FAKER, literal("numerify"), text=literal("%##.##")), nth=code('f"{n}.00"'))


@RULES.for_type("postgresql.OID")
def object_id(type_: ColumnType, word: str) -> Iterator[Answer]:
    """An unsigned integer."""
    yield Answer(call(FAKER, literal("pyint"), min_value=literal(1)), nth=code("n + 1"))


@RULES.for_type("mysql.YEAR")
def year(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A year that the type's one byte holds."""
    value = call(FAKER, literal("pyint"), min_value=literal(1970), max_value=literal(2030))
    yield Answer(value, nth=code("1901 + n % 255"), reach=255)


@RULES.for_type("mysql.BIT")
def mysql_bits(type_: ColumnType, word: str) -> Iterator[Answer]:
    """MySQL takes bits as a number."""
    top = 2 ** (type_.length or 1)
    yield Answer(
        call(FAKER, literal("pyint"), max_value=literal(min(top - 1, 9999))), nth=code(f"n % {top}"), reach=top
    )
