"""Which declarations are the user's own words, and what might be wrong with them? They are told, never overruled."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import replace

from factorygen.column_rules.columns import takes
from factorygen.decisions import Declaration, FactoryPlan
from factorygen.diagnostics import Level
from factorygen.expression import Expression, code, flat, names_in
from factorygen.imports import SKIP
from factorygen.own_words import OwnWord
from factorygen.plan.problems import Problem
from factorygen.sampling import samples
from factorygen.schema import Column

DERIVED = frozenset({"LazyAttribute", "LazyAttributeSequence", "SelfAttribute", "Maybe", "SubFactory"})
"""Declarations that look at other attributes, or make other objects: their values show only in a whole row."""
SKIPPED = code(SKIP)
COUNTING = frozenset({"Sequence", "LazyAttributeSequence", "uuid4"})


def own_declaration(column: Column, word: OwnWord, differ: bool) -> Iterator[Declaration | Problem]:
    """The declaration of a column on which the user has a word, and what is to be said against it."""
    if word.expression is not None:
        yield Declaration(column.key, word.expression, word.reason, own=True)
        yield from (_told(column, text) for text in _doubts(column, word.expression, differ))


def taken_back(left_out: Iterable[tuple[str, str]], inherited: Iterable[Declaration]) -> Iterator[Declaration]:
    """For what the user wants undeclared here, and the factory inherits all the same: it is skipped."""
    declared = {one.attribute: one.expression for one in inherited}
    for key, where in left_out:
        if declared.get(key, SKIPPED) != SKIPPED:
            yield Declaration(key, SKIPPED, where, own=True)


def is_counting(word: OwnWord) -> bool:
    """Whether it gives each row another value."""
    return word.expression is not None and not COUNTING.isdisjoint(_names(word.expression))


def kept(after: tuple[FactoryPlan, ...], before: Sequence[FactoryPlan]) -> tuple[FactoryPlan, ...]:
    """The factories, with the user's declarations as they were before other rules went over them."""
    return tuple(_kept(factory, earlier) for factory, earlier in zip(after, before, strict=True))


def _kept(factory: FactoryPlan, before: FactoryPlan) -> FactoryPlan:
    own = {one.attribute: one for one in before.scalars if one.own}
    if not own:
        return factory
    now = {one.attribute: one for one in factory.scalars} | own
    order = dict.fromkeys(one.attribute for one in (*before.scalars, *factory.scalars))
    return replace(factory, scalars=tuple(now[attribute] for attribute in order if attribute in now))


def _told(column: Column, text: str) -> Problem:
    return Problem(Level.WARNING, column.key, text, "it is used as it is", in_factory=False)


def _doubts(column: Column, expression: Expression, differ: bool) -> Iterator[str]:
    used = _names(expression)
    if DERIVED.isdisjoint(used):
        text = flat(expression)
        try:
            with redirect_stdout(sys.stderr):  # where the command speaks, since stdout may be the generated code
                values = samples(expression)
        except Exception as error:  # the user's code may raise anything
            yield f"{text} raises {type(error).__name__}: {error}"
            return
        yield from _unfit(column, text, values)
        if differ and COUNTING.isdisjoint(used) and ("Faker" in used or _repeats(values)):
            yield f"{text} may repeat itself, and no two rows may share a value; a Sequence does not"


def _names(expression: Expression) -> set[str]:
    return {name.name for name in names_in(expression)}


def _unfit(column: Column, code: str, values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if value is None:
            if not column.nullable:
                yield f"{code} gives None, and the column is not nullable"
                return
        elif not takes(column, (value,)):
            length = f" of {column.type.length}" if column.type.length else ""
            yield f"{code} gives {value!r}, which {column.type.lineage[0]}{length} does not take"
            return


def _repeats(values: Iterable[object]) -> bool:
    found = [repr(value) for value in values]
    return len(set(found)) < len(found)
