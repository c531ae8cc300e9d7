"""Which texts does a CHECK suggest? Literals, lengths, patterns, and words in other cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factorygen.checks.constants import constant
from factorygen.checks.examples import examples
from factorygen.checks.kinds import Wanted, offers
from factorygen.column_rules.answer import Answer, in_turn
from factorygen.column_rules.texts import LONGEST_WORD, SHORTEST_TEXT
from factorygen.expression import Call, Code, Expression, call, code, f_string, listing, literal, splice
from factorygen.imports import FAKER

LOWER = "abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
RUNS = tuple(re.compile(run) for run in (r"\w+", r"\d+", r"[A-Za-z]+", r"[a-z]+", r"[A-Z]+", r"[0-9a-f]+"))
LONG_TEXT = 200
LONGEST_MASK = 64
DIGESTS = {32: "md5", 40: "sha1", 64: "sha256"}
SPELLED = 3
"""Letters that are counted one by one."""
COUNTED = 7
"""Digits that are enough for a counter."""


@offers("str")
def texts(wanted: Wanted) -> Iterator[Answer]:
    """The literals it is to equal, then what it is to look like, then what reads well."""
    listed = [one for one in wanted.hints.listed if isinstance(one, str)]
    yield from _by_turns(wanted, listed)
    yield from _of_length(wanted)
    yield from _plain(wanted)
    for example in examples(wanted.hints, wanted.column.type):
        yield from _like(example)
    made = [text for text in examples(wanted.hints, wanted.column.type, most=20) if text]
    yield from _by_turns(wanted, made)
    others = [one for one in wanted.hints.apart if isinstance(one, str) and one not in listed]
    yield from _by_turns(wanted, [*others, *(case for one in others for case in (one.lower(), one.upper()))])
    yield Answer(literal("{}"), code("str(n)"))


def _by_turns(wanted: Wanted, values: list[str]) -> Iterator[Answer]:
    codes = [found for value in dict.fromkeys(values) if (found := constant(value, wanted.column)) is not None]
    nth = in_turn(codes) if len(codes) > 1 else None
    yield from (Answer(one, nth, len(codes)) for one in codes)


def _of_length(wanted: Wanted) -> Iterator[Answer]:
    """As long as asked for: at most, then exactly."""
    lengths = wanted.hints.lengths
    for length in sorted({size + off for size in lengths for off in (0, -1, 1)}, key=lambda one: -one):
        if length >= SHORTEST_TEXT:
            nth = f_string(f"{wanted.word}-", code("n")) if length > len(wanted.word) + COUNTED else _digits(length)[0]
            yield Answer(call(FAKER, literal("text"), max_nb_chars=literal(min(length, LONG_TEXT))), nth)
    whole = wanted.column.type.length if wanted.column.type.is_padded else None
    for length in dict.fromkeys((*(size + off for off in (0, 1, -1) for size in lengths), whole or 0)):
        if length > 0:
            nth, reach = _digits(length)
            yield from (Answer(value, nth, reach) for value in _exactly(length))


def _exactly(length: int) -> Iterator[Expression]:
    if length in DIGESTS:
        yield call(FAKER, literal(DIGESTS[length]))
    if length > LONGEST_MASK:
        yield call(FAKER, literal("pystr"), min_chars=literal(length), max_chars=literal(length))
        return
    yield _letters(length)
    yield _letters(length, letters=LOWER)
    yield _letters(length, letters=UPPER)
    yield call(FAKER, literal("numerify"), text=literal("#" * length))


def _digits(length: int) -> tuple[Code, int | None]:
    if length > COUNTED:
        return f_string(code(f"n:0{length}d")), None
    return f_string(code(f"n % {10**length}:0{length}d")), 10**length


def _letters(length: int, letters: str = "") -> Call:
    if length > 12 and not letters:
        return call(FAKER, literal("pystr"), min_chars=literal(length), max_chars=literal(length))
    keywords = {"letters": literal(letters)} if letters else {}
    return call(FAKER, literal("lexify"), text=literal("?" * length), **keywords)


def _plain(wanted: Wanted) -> Iterator[Answer]:
    """Words as a reader expects them, by their look."""
    word = wanted.word
    length = wanted.column.type.length
    short = length is not None and length < LONGEST_WORD
    if not short:
        yield Answer(call(FAKER, literal("word")), f_string(f"{word}-", code("n")))
        yield Answer(call(FAKER, literal("slug")), f_string(f"{word}-", code("n")))
    yield Answer(_letters(min(length or 8, 8), LOWER), f_string(word.lower(), code("n")))
    yield Answer(_letters(min(length or 8, 8), UPPER), f_string(word.upper(), code("n")))
    yield Answer(call(FAKER, literal("numerify"), text=literal("#" * min(length or 6, 6))), code("str(n)"))
    yield Answer(call(FAKER, literal("email")), f_string(f"{word}", code("n"), "@example.com"))
    for schemes in ({}, {"schemes": listing(literal("https"))}):
        yield Answer(call(FAKER, literal("url"), **schemes), f_string("https://example.com/", code("n")))
    yield Answer(call(FAKER, literal("sentence")), f_string(f"{word} ", code("n")))
    yield Answer(literal("x"), code("str(n)"))
    yield Answer(literal(""))


def _like(example: str) -> Iterator[Answer]:
    """An example, with letters and digits left to Faker where the pattern allows it."""
    counters = list(_counters(example))
    values: list[Expression] = [*_templates(example), literal(example)]
    for value in values:
        yield Answer(value, *counters[0])
    for nth, reach in counters[1:]:
        yield Answer(literal(example), nth, reach)


def _templates(example: str) -> Iterator[Call]:
    if set(example) & set("#?%!@^") or len(example) > 60:
        return
    numbers = "".join("#" if char.isdigit() else char for char in example)
    if numbers != example:
        yield call(FAKER, literal("numerify"), text=literal(numbers))
    for base in dict.fromkeys((numbers, example)):
        letters = "".join("?" if char.isascii() and char.isalpha() else char for char in base)
        if letters != base:
            provider = "bothify" if "#" in letters else "lexify"
            for alphabet in (UPPER, LOWER) if example.isupper() else (LOWER, UPPER):
                yield call(FAKER, literal(provider), text=literal(letters), letters=literal(alphabet))


def _counters(example: str) -> Iterator[tuple[Code, int | None]]:
    """Code that puts a counter into the example: at the end, between, or in place of some of it."""
    for position in range(len(example), -1, -1) if len(example) <= LONGEST_MASK else (len(example), 0):
        yield f_string(example[:position], code("n"), example[position:]), None
    for start, end in _windows(example):
        width, before, after = end - start, example[:start], example[end:]
        count, reach = (f"n:0{width}d", None) if width > COUNTED else (f"n % {10**width}:0{width}d", 10**width)
        yield f_string(before, code(count), after), reach
        for first in (ord("a"), ord("A")) if width <= SPELLED else ():
            places = [code(f"chr({first} + n{f' // {26**place}' if place else ''} % 26)") for place in range(width)]
            yield f_string(before, *reversed(places), after), 26**width
        for letters in ("abcdefghij", "ABCDEFGHIJ"):
            spelled = splice(f_string(code(count)), f'.translate(str.maketrans("0123456789", "{letters}"))')
            yield _around(before, spelled, after), reach


def _windows(example: str) -> list[tuple[int, int]]:
    """Where digits or letters could stand for a counter, the widest first."""
    length = len(example)
    found = {(start, length) for start in range(min(length, COUNTED))} | {(0, length - 1), (1, length - 1)}
    for run in RUNS:
        found.update(match.span() for match in run.finditer(example))
    return sorted(((start, end) for start, end in found if start < end), key=lambda one: (one[0] - one[1], one))


def _around(before: str, middle: Code, after: str) -> Code:
    pieces = [literal(text) if isinstance(text, str) else text for text in (before, middle, after) if text]
    return splice(*(part for number, one in enumerate(pieces) for part in (" + " if number else "", one)))
