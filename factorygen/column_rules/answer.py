"""What a rule answers for a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factorygen.expression import Call, Code, Expression, inline, listing, splice


@dataclass(frozen=True)
class Answer:
    """A value for a column, and how to make many that differ.

    ``value`` is what stands in the factory: a declaration (``Faker("city")``) or a constant. ``nth`` is code over
    the counter ``n`` (0, 1, 2, ...) that gives another value for each ``n`` below ``reach`` (None: without end), for
    unique columns; None where there is no such code. ``unique`` is a declaration that never repeats itself
    (``LazyFunction(uuid4)``), where that is better than counting. ``longest`` is the length of the longest text
    ``value`` makes, in any locale; None where it is no text. ``reason`` is told to the user: ``name: city``,
    ``type: Integer``.
    """

    value: Expression
    nth: Expression | None = None
    reach: int | None = None
    longest: int | None = None
    unique: Call | None = None
    reason: str = ""


def in_turn(values: Sequence[Expression]) -> Code:
    """Code over ``n`` that gives one of these after the other, and begins anew."""
    return splice(inline(listing(*values)), f"[n % {len(values)}]")
