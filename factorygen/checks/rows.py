"""Which rows do declarations make together? Sampled once each, and put together for any combination of them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from factorygen.checks.extremes import extremes
from factorygen.checks.nodes import ANYTHING
from factorygen.column_rules.answer import Answer
from factorygen.expression import Expression, flat, names_in
from factorygen.imports import LAZY_ATTRIBUTE, SELF_ATTRIBUTE
from factorygen.sampling import needs_base, samples

COUNTERS = (99, 127, 128, 199, 255, 256, 499, 999, 1000, 4095, 9999, 32767, 65535, 99_999)
"""Numbers at which sequences may leave what a CHECK allows, besides those that ``samples`` has."""
CORNERS = 64
"""Combinations of extreme values that are tried."""


class Broken(Exception):
    """A declaration raises where it is evaluated."""


@dataclass(frozen=True, eq=False)
class Option:
    """What a column may get: a declaration, or, without one, a value that it has from elsewhere."""

    expression: Expression | None = None
    value: object = None
    answer: Answer | None = None
    trusted: bool = False
    """Not ours: what it raises is not its fault, and its value then unknown."""

    @functools.cached_property
    def values(self) -> tuple[object, ...]:
        """What it makes in a hundred rows; one value where it is always the same; none if that hangs on others."""
        if self.expression is None:
            return (self.value,)
        if self.reads:
            return ()
        try:
            return _distinct(samples(self.expression)) or (ANYTHING,)
        except Exception as error:  # whatever a provider or the user's own code raises
            return (ANYTHING,) if self.trusted else (Broken(error),)

    @functools.cached_property
    def reads(self) -> frozenset[str]:
        """The attributes that it takes from the same row."""
        if self.expression is None or not {LAZY_ATTRIBUTE, SELF_ATTRIBUTE} & set(names_in(self.expression)):
            return frozenset()
        return frozenset(
            re.findall(r"\bo\.(\w+)|Attribute\([\"'](\w+)[\"']", flat(self.expression)).__iter__().__class__
            and _read(flat(self.expression))
        )

    @functools.cached_property
    def ends(self) -> tuple[object, ...]:
        """Values beyond the sample that are the likeliest to break a CHECK."""
        if self.expression is None or self.reads or needs_base(self.expression):
            return ()
        return extremes(self.expression) or _counted(self.expression)

    def computed(self, others: object) -> object:
        """What it makes of the attributes of its row."""
        try:
            return _evaluated(self.expression).evaluate(others, None, {})  # type: ignore[arg-type]
        except Exception as error:
            if self.trusted:
                return ANYTHING
            raise Broken from error
