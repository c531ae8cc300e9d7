"""What can a column get, and which values does that make? Each declaration is sampled once."""

from __future__ import annotations

import functools
import importlib
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from factory.declarations import SelfAttribute, Sequence

from factorygen.checks.extremes import extremes
from factorygen.checks.nodes import ANYTHING
from factorygen.column_rules.answer import Answer
from factorygen.expression import Expression, flat, names_in
from factorygen.imports import BASE_MODULE, LAZY_ATTRIBUTE, PLUS, SELF_ATTRIBUTE, SHORT_CODE
from factorygen.sampling import SEQUENCE_NUMBERS, samples

COUNTERS = (99, 127, 128, 199, 255, 256, 499, 999, 1000, 4095, 9999, 32767, 65535, 99_999)
"""Where a sequence may leave what a CHECK allows, besides the numbers that ``samples`` has."""
READS = re.compile(r"\bo\.([A-Za-z_]\w*)|(?:SelfAttribute|Plus)\(['\"]([A-Za-z_]\w*)")
FOLLOWING = {LAZY_ATTRIBUTE, SELF_ATTRIBUTE, PLUS}


class Broken(Exception):
    """A declaration raises where it is evaluated."""


@dataclass(frozen=True, eq=False)
class Option:
    """What a column may get: a declaration, or, without one, a value that it has from elsewhere.

    ``made`` is what that is from row to row, where more is known of it than that it is ``ANYTHING``.
    ``given`` is not ours: what it raises is not its fault, and its value then ``ANYTHING``.
    """

    expression: Expression | None = None
    value: object = None
    made: tuple[object, ...] = ()
    answer: Answer | None = None
    given: bool = False

    @functools.cached_property
    def reads(self) -> frozenset[str]:
        """The attributes that it takes from the same row."""
        if self.expression is None or not FOLLOWING & set(names_in(self.expression)):
            return frozenset()
        return frozenset(one or other for one, other in READS.findall(flat(self.expression)))

    @functools.cached_property
    def values(self) -> tuple[object, ...]:
        """What it makes in a hundred rows, one value where that is always the same; ``Broken`` if it raises."""
        if self.expression is None:
            return self.made or (self.value,)
        try:
            made = _coded(self.expression) if SHORT_CODE in names_in(self.expression) else samples(self.expression)
        except Exception as error:  # whatever a provider or the user's own code raises
            if self.given:
                return (ANYTHING,)
            raise Broken from error
        if not made and not self.given:
            raise Broken
        return made[:1] or (ANYTHING,) if all(one == made[0] for one in made) else made

    @functools.cached_property
    def ends(self) -> tuple[object, ...]:
        """Values that the sample may lack and that are the likeliest to break a CHECK."""
        if self.expression is None or self.reads or _is_strange(self.expression):
            return ()
        declaration = evaluated(self.expression)
        if isinstance(declaration, Sequence):
            last = (self.answer.reach - 1,) if self.answer is not None and self.answer.reach else ()
            return tuple(_nth(declaration, number) for number in (*COUNTERS, *last))
        return extremes(self.expression)

    def computed(self, others: object) -> object:
        """What it makes of its row's other attributes; RecursionError where these follow from itself."""
        assert self.expression is not None
        try:
            return evaluated(self.expression).evaluate(others, None, {})
        except RecursionError:
            raise
        except Exception as error:
            if self.given:
                return ANYTHING
            raise Broken from error


def _coded(expression: Expression) -> tuple[object, ...]:
    """A sequence of short codes, in the numbers that ``samples`` has."""
    declaration = evaluated(expression)
    return tuple(_nth(declaration, number) for number in SEQUENCE_NUMBERS)


def _is_strange(expression: Expression) -> bool:
    """Whether it needs more of the generated base than is known here."""
    return any(name.module == BASE_MODULE and name not in STAND_INS for name in names_in(expression))


class _Plus(SelfAttribute):
    """What the generated base has under this name, as far as a row is concerned of which no half is passed."""

    def __init__(self, first: str, gap: Any, **rest: Any) -> None:
        super().__init__(first)  # type: ignore[no-untyped-call]
        self.gap = gap

    def evaluate(self, instance: Any, step: Any, extra: Any) -> Any:
        first = super().evaluate(instance, step, extra)  # type: ignore[no-untyped-call]
        return _later(first, self.gap) if isinstance(first, time) else first + self.gap


def _later(first: time, gap: timedelta) -> time:
    """Within the same day."""
    day = datetime(2000, 1, 2)
    moved = datetime.combine(day, first) + gap
    return moved.time() if moved.date() == day.date() else time.max


def _short_code(n: int, length: int) -> str:
    """What the generated base has under this name."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    return "".join(alphabet[n // 36**place % 36] for place in reversed(range(length)))


STAND_INS = {SHORT_CODE: _short_code, PLUS: _Plus}


def _nth(declaration: Any, number: int) -> object:
    try:
        return declaration.function(number)
    except Exception:  # the sample has told already, or the user's own code will
        return ANYTHING


@functools.cache
def evaluated(expression: Expression) -> Any:
    """The declaration or constant itself."""
    names = {name.root for name in names_in(expression)} - STAND_INS.keys()
    namespace = {name.name: getattr(importlib.import_module(name.module), name.name) for name in names}
    namespace.update((name.name, stand_in) for name, stand_in in STAND_INS.items())
    return eval(flat(expression), namespace)  # our own code, quoted by `expression`
