"""Which texts does a CHECK suggest? Literals, lengths, patterns, and words in other cases."""

from __future__ import annotations

from collections.abc import Iterator

from factorygen.checks.constants import constant
from factorygen.checks.examples import examples
from factorygen.checks.kinds import Wanted, offers
from factorygen.column_rules.answer import Answer
from factorygen.column_rules.texts import LONGEST_WORD, SHORTEST_TEXT
from factorygen.expression import Call, Code, call, code, f_string, literal, splice
from factorygen.imports import FAKER

LOWER = "abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
COUNTED = 7
"""Digits that are enough for a counter."""


@offers("str")
def texts(wanted: Wanted) -> Iterator[Answer]:
    """The literals it is to equal, then what it is to look like, then what reads well."""
    listed = [one for one in wanted.hints.listed if isinstance(one, str)]
    yield from _by_turns(wanted, listed)
    yield from _of_length(wanted)
    yield from _plain(wanted)
    for example in examples(wanted.hints):
        yield from _like(example)
    made = [text for text in examples(wanted.hints, most=20) if text]
    yield from _by_turns(wanted, made)
    others = [one for one in wanted.hints.apart if isinstance(one, str) and one not in listed]
    yield from _by_turns(wanted, [*others, *(case for one in others for case in (one.lower(), one.upper()))])


def _by_turns(wanted: Wanted, values: list[str]) -> Iterator[Answer]:
    codes = [found for value in dict.fromkeys(values) if (found := constant(value, wanted.column)) is not None]
    pieces = [part for number, one in enumerate(codes) for part in (", " if number else "", one)]
    for one in codes:
        yield Answer(one, splice("[", *pieces, f"][n % {len(codes)}]"), len(codes))


def _of_length(wanted: Wanted) -> Iterator[Answer]:
    lengths = wanted.hints.lengths
    for length in sorted({size + off for size in lengths for off in (0, -1, 1)}, key=lambda one: -one):
        if length >= SHORTEST_TEXT:
            nth = f_string(f"{wanted.word}-", code("n")) if length > len(wanted.word) + COUNTED else _digits(length)[0]
            yield Answer(call(FAKER, literal("text"), max_nb_chars=literal(length)), nth)
    for length in (size + off for off in (0, 1, -1) for size in lengths):
        if length > 0:
            nth, reach = _digits(length)
            yield Answer(_letters(length), nth, reach)
            yield Answer(_letters(length, letters=LOWER), nth, reach)
            yield Answer(_letters(length, letters=UPPER), nth, reach)
            yield Answer(call(FAKER, literal("numerify"), text=literal("#" * min(length, 200))), nth, reach)


def _digits(length: int) -> tuple[Code, int | None]:
    if length > COUNTED:
        return f_string(code(f"n:0{length}d")), None
    return f_string(code(f"n % {10**length}:0{length}d")), 10**length


def _letters(length: int, letters: str = "") -> Call:
    if length > 12 and not letters:
        return call(FAKER, literal("pystr"), min_chars=literal(length), max_chars=literal(length))
    keywords = {"letters": literal(letters)} if letters else {}
    text = literal("?" * length) if length <= 40 else code(f'"?" * {length}')
    return call(FAKER, literal("lexify"), text=text, **keywords)


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
    yield Answer(call(FAKER, literal("url")), f_string("https://example.com/", code("n")))
    yield Answer(call(FAKER, literal("sentence")), f_string(f"{word} ", code("n")))
    yield Answer(literal("x"), code("str(n)"))
    yield Answer(literal(""))


def _like(example: str) -> Iterator[Answer]:
    """An example, with letters and digits left to Faker where the pattern allows it."""
    counters = list(_counters(example))
    values = [*_templates(example), literal(example)]
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
    for position in range(len(example), -1, -1):
        yield f_string(example[:position], code("n"), example[position:]), None
    for width in range(min(len(example), 64), 0, -1):
        for start in (0, len(example) - width) if len(example) > 24 else range(len(example) - width + 1):
            before, after = example[:start], example[start + width :]
            count, reach = (f"n:0{width}d", None) if width > COUNTED else (f"n % {10**width}:0{width}d", 10**width)
            yield f_string(before, code(count), after), reach
            for letters in ("abcdefghij", "ABCDEFGHIJ"):
                spelled = splice(f_string(code(count)), f'.translate(str.maketrans("0123456789", "{letters}"))')
                yield _around(before, spelled, after), reach


def _around(before: str, middle: Code, after: str) -> Code:
    pieces = [literal(text) if isinstance(text, str) else text for text in (before, middle, after) if text]
    return splice(*(part for number, one in enumerate(pieces) for part in (" + " if number else "", one)))
