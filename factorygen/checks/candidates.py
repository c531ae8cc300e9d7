"""Which values could make a CHECK true? For each column what its text suggests, the least surprising first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from factorygen.checks import moments, numbers, texts  # noqa: F401  (they register what they offer)
from factorygen.checks.constants import constant, document
from factorygen.checks.following import following
from factorygen.checks.intervals import Span
from factorygen.checks.kinds import OFFERS, Wanted, offers
from factorygen.checks.options import Option
from factorygen.checks.predicate import Predicate
from factorygen.checks.suggestions import suggestions
from factorygen.column_rules.answer import Answer, in_turn
from factorygen.column_rules.columns import answer
from factorygen.column_rules.enum_members import labelled
from factorygen.column_rules.structures import list_of
from factorygen.column_rules.texts import random_bytes
from factorygen.expression import call, code, literal, splice
from factorygen.imports import LAZY_FUNCTION, TIME
from factorygen.schema import Column, ColumnType, Model

DOCUMENTS: tuple[object, ...] = ("text", 1, True)


def candidates(column: Column, model: Model, predicates: tuple[Predicate, ...], differ: bool) -> Iterator[Answer]:
    """Values for a column: as its name and type would have it, by the CHECKs' text, from other columns, NULL."""
    hints = suggestions(predicates, column.name)
    usual = answer(column, model, differ)
    if usual is not None:
        yield usual[1]
    follows = [] if differ else list(following(column, hints.follows, model, predicates[0].dialect))
    yield from (one for one in follows if not _looks_ahead(one, column, model))
    kind = kind_of(column.type)
    word = "".join(char if char.isascii() and char.isalnum() else "-" for char in column.key).strip("-") or "value"
    if kind in OFFERS:
        yield from OFFERS[kind](Wanted(column, hints, word))
    yield from (one for one in follows if _looks_ahead(one, column, model))
    if column.nullable:
        yield Answer(literal(None))


def _looks_ahead(found: Answer, column: Column, model: Model) -> bool:
    """Whether it takes a column that stands below its own."""
    order = [one.key for one in model.columns]
    return any(order.index(key) > order.index(column.key) for key in Option(found.value).reads if key in order)


def kind_of(type_: ColumnType) -> str:
    """Under which name the registry has what a type can hold."""
    if type_.labels:
        return "labels"
    return "dict" if type_.is_a("JSON", "postgresql.HSTORE") else type_.python


@offers("labels")
def labels(wanted: Wanted) -> Iterator[Answer]:
    """Those that it is to be, then those that the text does not name, then all; where they have to differ, by turns."""
    type_ = wanted.column.type
    listed = [label for one in wanted.hints.listed if (label := type_.label_of(one)) is not None]
    named = {type_.label_of(one) for one in wanted.hints.apart}
    ordered = list(dict.fromkeys((*listed, *type_.labels)))
    for chosen in (listed, [label for label in ordered if label not in named], ordered):
        members = [labelled(type_, label) for label in chosen]
        nth = in_turn(members) if len(members) > 1 else None
        yield from (Answer(one, nth, len(members)) for one in members)


@offers("bool")
def flags(wanted: Wanted) -> Iterator[Answer]:
    """False, True."""
    yield Answer(literal(False))
    yield Answer(literal(True))


@offers("bytes")
def raw(wanted: Wanted) -> Iterator[Answer]:
    """As long as asked for."""
    for length in (size + off for off in (0, 1, -1) for size in wanted.hints.lengths or (8,)):
        if length > 0:
            size = min(length, 8)
            nth = (
                code(f'(n % {256**size}).to_bytes({length}, "big")')
                if size < 8
                else code(f'n.to_bytes({length}, "big")')
            )
            yield Answer(random_bytes(length), nth, None if size == 8 else 256**size)
    yield Answer(literal(b""))


@offers("timedelta")
def spans(wanted: Wanted) -> Iterator[Answer]:
    """The constants, and double and half of them."""
    for value in wanted.hints.apart:
        text = constant(value, wanted.column) if isinstance(value, str | Span) else None
        if text is not None:
            yield Answer(text)
            yield Answer(splice(text, " * 2"))
            yield Answer(splice(text, " / 2"))


@offers("time")
def times(wanted: Wanted) -> Iterator[Answer]:
    """The constants of the text, then the hours of an office."""
    yield from constants_only(wanted)
    yield from (Answer(code(TIME, f"({hour})")) for hour in (9, 17, 12, 8, 20))


@offers("UUID")
def constants_only(wanted: Wanted) -> Iterator[Answer]:
    """The constants of the text."""
    for value in wanted.hints.apart:
        found = constant(value, wanted.column) if not isinstance(value, bool) else None
        if found is not None:
            yield Answer(found)


@offers("dict", "list")
def documents(wanted: Wanted) -> Iterator[Answer]:
    """JSON of each shape, with the keys asked for; lists of as many items as asked for."""
    item = wanted.column.type.item
    if item is not None:
        yield from _arrays(wanted)
        return
    for value in _objects(wanted.hints.keys):
        yield Answer(call(LAZY_FUNCTION, splice("lambda: ", document(value))))
    for size in wanted.hints.lengths:
        yield from (Answer(call(LAZY_FUNCTION, splice("lambda: ", document(["value"] * n)))) for n in (size, size + 1))
    for empty in ("dict", "list"):
        yield Answer(call(LAZY_FUNCTION, code(empty)))
    yield from (Answer(document(value)) for value in DOCUMENTS)


def _objects(keys: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """With all of the keys, or with some."""
    yield {"key": "value"}
    for item in ("value", 1, True):
        yield dict.fromkeys(keys, item)
    for count in range(1, min(len(keys), 5)):
        for some in itertools.combinations(keys, count):
            yield dict.fromkeys(some, "value")


def _arrays(wanted: Wanted) -> Iterator[Answer]:
    item = wanted.column.type.item
    assert item is not None
    inner = replace(wanted, column=replace(wanted.column, type=item))
    kind = kind_of(item)
    single = list(OFFERS[kind](inner))[:12] if kind in OFFERS else []
    for size in sorted({1, 2, *wanted.hints.lengths, *(length + 1 for length in wanted.hints.lengths)}):
        for one in single:
            yield Answer(list_of([one.value] * size, wanted.column.type.dimensions))
    yield Answer(call(LAZY_FUNCTION, code("list")))
