"""Rules for the types that only PostgreSQL has."""

from __future__ import annotations

from collections.abc import Iterator

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.registry import RULES
from factorygen.expression import Name, call, code, f_string, inline, literal, splice
from factorygen.imports import DATE, DATETIME, FAKER, LAZY_FUNCTION, UTC
from factorygen.schema import ColumnType

RANGE = Name("sqlalchemy.dialects.postgresql", "Range")
THREE_BYTES = (code("n >> 16 & 255"), code("n >> 8 & 255"), code("n & 255"))


@RULES.for_type("postgresql.INET")
def inet(type_: ColumnType, word: str) -> Iterator[Answer]:
    """An address."""
    first, second, third = THREE_BYTES
    yield Answer(call(FAKER, literal("ipv4")), f_string("10.", first, ".", second, ".", third), reach=256**3)


@RULES.for_type("postgresql.CIDR")
def cidr(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A network."""
    first, second, third = THREE_BYTES
    nth = f_string("10.", first, ".", second, ".", third, "/32")
    yield Answer(call(FAKER, literal("ipv4"), network=literal(True)), nth, reach=256**3)


@RULES.for_type("postgresql.MACADDR", "postgresql.MACADDR8")
def macaddr(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A hardware address."""
    first, second, third = (splice(byte, ":02x") for byte in THREE_BYTES)
    yield Answer(
        call(FAKER, literal("mac_address")), f_string("02:00:00:", first, ":", second, ":", third), reach=256**3
    )


@RULES.for_type("postgresql.BIT")
def bits(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A string of zeros and ones, as long as the column wants it."""
    length = type_.length or 1
    yield Answer(literal("0" * length), f_string(code(f"n % {2**length}:0{length}b")), reach=2**length)


@RULES.for_type("postgresql.TSVECTOR", "postgresql.TSQUERY")
def lexemes(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A single lexeme is valid as either."""
    yield Answer(call(FAKER, literal("word")), nth=f_string("word", code("n")))


@RULES.for_type("postgresql.REGCLASS")
def regclass(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A table that is there in every database."""
    yield Answer(literal("pg_class"))


@RULES.for_type("postgresql.REGCONFIG")
def regconfig(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A text search configuration that is there in every database."""
    yield Answer(literal("english"))


@RULES.for_type("postgresql.JSONPATH")
def jsonpath(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A path to a key."""
    yield Answer(literal("$.key"), nth=f_string("$.key", code("n")))


@RULES.for_type("postgresql.INT4RANGE", "postgresql.INT8RANGE", "postgresql.NUMRANGE")
def number_range(type_: ColumnType, word: str) -> Iterator[Answer]:
    """1 to 10; numbered ranges do not overlap."""
    yield Answer(code(RANGE, "(1, 10)"), nth=code(RANGE, "(n, n + 1)"))


@RULES.for_type("postgresql.DATERANGE")
def date_range(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A year; numbered ranges are days."""
    value = code(RANGE, "(", DATE, "(2000, 1, 1), ", DATE, "(2000, 12, 31))")
    yield Answer(value, nth=code(RANGE, "(", DATE, ".fromordinal(n + 1), ", DATE, ".fromordinal(n + 2))"))


@RULES.for_type("postgresql.TSRANGE")
def datetime_range(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A day; numbered ranges are days too."""
    value = code(RANGE, "(", DATETIME, "(2000, 1, 1), ", DATETIME, "(2000, 1, 2))")
    yield Answer(value, nth=code(RANGE, "(", DATETIME, ".fromordinal(n + 1), ", DATETIME, ".fromordinal(n + 2))"))


@RULES.for_type("postgresql.TSTZRANGE")
def aware_range(type_: ColumnType, word: str) -> Iterator[Answer]:
    """From the start of time as computers tell it; numbered ranges are seconds."""
    start, end = (code(DATETIME, f".fromtimestamp({n}, ", UTC, ")") for n in ("n", "n + 1"))
    value = code(RANGE, "(", DATETIME, "(2000, 1, 1, tzinfo=", UTC, "), None)")
    yield Answer(value, nth=call(RANGE, start, end))


@RULES.for_type("postgresql.INT4MULTIRANGE", "postgresql.INT8MULTIRANGE", "postgresql.NUMMULTIRANGE")
def number_multirange(type_: ColumnType, word: str) -> Iterator[Answer]:
    """One range."""
    yield from map(_in_list, number_range(type_, word))


@RULES.for_type("postgresql.DATEMULTIRANGE")
def date_multirange(type_: ColumnType, word: str) -> Iterator[Answer]:
    """One range."""
    yield from map(_in_list, date_range(type_, word))


@RULES.for_type("postgresql.TSMULTIRANGE")
def datetime_multirange(type_: ColumnType, word: str) -> Iterator[Answer]:
    """One range."""
    yield from map(_in_list, datetime_range(type_, word))


@RULES.for_type("postgresql.TSTZMULTIRANGE")
def aware_multirange(type_: ColumnType, word: str) -> Iterator[Answer]:
    """One range."""
    yield from map(_in_list, aware_range(type_, word))


def _in_list(answer: Answer) -> Answer:
    nth = splice("[", inline(answer.nth), "]") if answer.nth else None
    return Answer(call(LAZY_FUNCTION, splice("lambda: [", inline(answer.value), "]")), nth)
