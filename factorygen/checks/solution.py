"""What comes of satisfying CHECKs: declarations, what could not be done, and what is known of other columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from factorygen.decisions import Declaration
from factorygen.schema import Check


@dataclass(frozen=True)
class Given:
    """The value of a column that no declaration of ours fills: None, a known one, or ``ANYTHING`` but NULL.

    ``made`` is what it has from row to row where it is filled, as far as that is known.
    """

    key: str
    value: object
    made: tuple[object, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Unsolved:
    """A CHECK that nothing was found for; ``why`` says what it failed on."""

    check: Check
    why: str


@dataclass(frozen=True)
class Solution:
    """Declarations that satisfy the CHECKs, but for the ``problems``.

    ``given`` are foreign keys that must be filled (``ANYTHING``) or stay empty (None), other than they were.
    """

    declarations: tuple[Declaration, ...]
    problems: tuple[Unsolved, ...] = ()
    given: tuple[Given, ...] = ()
