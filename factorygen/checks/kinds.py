"""Which kind of value does a column hold? The registry of what each kind can offer a CHECK."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from factorygen.checks.suggestions import Suggestions
from factorygen.column_rules.answer import Answer
from factorygen.schema import Column


@dataclass(frozen=True)
class Wanted:
    """A column, what the CHECKs say of it, and a word for readable text."""

    column: Column
    hints: Suggestions
    word: str


Offer = Callable[[Wanted], Iterator[Answer]]
OFFERS: dict[str, Offer] = {}


def offers(*kinds: str) -> Callable[[Offer], Offer]:
    """Register what columns of these Python types can hold, the least surprising first."""

    def register(offer: Offer) -> Offer:
        OFFERS.update(dict.fromkeys(kinds, offer))
        return offer

    return register
