"""Rules for text and bytes."""

from __future__ import annotations

from collections.abc import Iterator

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.registry import RULES
from factorygen.expression import Call, Code, call, code, f_string, literal
from factorygen.imports import FAKER, LAZY_FUNCTION, RANDGEN, SHORT_CODE
from factorygen.schema import ColumnType

LONGEST_WORD = 24
"""Of Faker's word in any locale."""
COUNTER_DIGITS = 7
SHORTEST_TEXT = 5
"""Faker's text cannot be asked for less."""


@RULES.for_type("String", "NullType")
def string(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A word, or what fits."""
    nth, reach = nth_text(type_.length, word)
    value = call(FAKER, literal("word"))
    if type_.length is not None and type_.length < LONGEST_WORD:
        value = _short(type_.length)
    yield Answer(value, nth, reach, longest=min(type_.length or LONGEST_WORD, LONGEST_WORD))


@RULES.for_type("Text", "UnicodeText")
def text(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A sentence."""
    nth, reach = nth_text(type_.length, word)
    if type_.length is not None and type_.length < 200:
        value = _short(type_.length)
    else:
        value = call(FAKER, literal("sentence"))
    yield Answer(value, nth, reach)


@RULES.for_type("CHAR", "NCHAR")
def fixed(type_: ColumnType, word: str) -> Iterator[Answer]:
    """As many characters as the column holds: databases pad what is shorter."""
    length = type_.length or 1
    if length <= SHORTEST_TEXT + COUNTER_DIGITS:
        value = call(FAKER, literal("lexify"), text=literal("?" * length))
    else:
        value = call(FAKER, literal("pystr"), min_chars=literal(length), max_chars=literal(length))
    if length < COUNTER_DIGITS:
        nth, reach = nth_text(length, word)
    else:
        nth, reach = f_string(code(f"n:0{length}d")), None
    yield Answer(value, nth, reach, longest=length)


@RULES.for_type("LargeBinary", "_Binary")
def binary(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A few bytes."""
    length = min(type_.length or 16, 16)
    size = min(length, 8)
    nth = code(f'n.to_bytes({size}, "big")') if size == 8 else code(f'(n % {256**size}).to_bytes({size}, "big")')
    yield Answer(random_bytes(length), nth, None if size == 8 else 256**size)


def random_bytes(length: int) -> Call:
    """So many bytes, which a seed repeats; Faker's own it does not."""
    return call(LAZY_FUNCTION, code("lambda: ", RANDGEN, f".randbytes({length})"))


def nth_text(length: int | None, word: str) -> tuple[Code, int | None]:
    """Code for the n-th of many different texts of at most ``length`` characters, and how many there are."""
    if length is None or length >= len(word) + 1 + COUNTER_DIGITS:
        return f_string(f"{word}-", code("n")), None
    if length > COUNTER_DIGITS:
        return f_string(word[: length - COUNTER_DIGITS], code("n")), None
    if length == COUNTER_DIGITS:
        return f_string(code("n")), 10**length
    return code(SHORT_CODE, f"(n, {length})"), 36**length


def _short(length: int) -> Call:
    if length < SHORTEST_TEXT:
        return call(FAKER, literal("lexify"), text=literal("?" * length))
    return call(FAKER, literal("text"), max_nb_chars=literal(length))
