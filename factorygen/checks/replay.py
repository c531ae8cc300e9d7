"""Which values of a long row of candidates are made? Each when it is first asked for, and once."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from factorygen.checks.options import Option
from factorygen.expression import Expression, literal


class Replayed:
    """An iterator's items, made when they are first asked for, and kept."""

    def __init__(self, items: Iterator[Option]) -> None:
        self._items = items
        self._made: list[Option] = []

    def __iter__(self) -> Iterator[Option]:
        for number in itertools.count():
            if number == len(self._made):
                following = next(self._items, None)
                if following is None:
                    return
                self._made.append(following)
            yield self._made[number]


def unlike(options: Iterable[Option]) -> Iterator[Option]:
    """Each declaration once."""
    seen: set[Expression | None] = {literal(None)}
    for option in options:
        if option.expression is None or option.expression not in seen:
            seen.add(option.expression)
            yield option
