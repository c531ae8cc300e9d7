"""What does a row of the table of names say, and to what is it answered?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from factorygen.column_rules.answer import Answer
from factorygen.schema import Column, Model
from factorygen.words import words


@dataclass(frozen=True)
class Asked:
    """A column that a row is asked about, with the words of its model and of what its name belongs to.

    For ``OrderItem.sku`` both are ``("order", "item")``; of ``OrderItem.product_name`` the subject is ``("product",)``.
    """

    column: Column
    model: Model
    owner: tuple[str, ...]
    subject: tuple[str, ...]


@dataclass(frozen=True)
class Spec:
    """Answers for columns whose Python type is one of ``kinds``."""

    kinds: tuple[str, ...]
    answers: Callable[[Asked], Iterator[Answer]]


@dataclass(frozen=True)
class Row:
    """Names and what they suggest.

    ``phrases`` are separated by commas; a column's name that ends with the words of one is meant, written together or
    not. ``of`` restricts the row to subjects that end with one of these words, ``when`` to what it says.
    """

    phrases: str
    specs: tuple[Spec, ...]
    of: frozenset[str] = frozenset()
    when: Callable[[Asked], bool] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The phrases as they are looked up: their words written together."""
        return tuple(dict.fromkeys("".join(words(phrase)) for phrase in self.phrases.split(",")))

    def suits(self, asked: Asked) -> bool:
        """Whether the row speaks of this column's subject."""
        if self.of and not (asked.subject and asked.subject[-1] in self.of):
            return False
        return self.when is None or self.when(asked)


def row(
    phrases: str, *specs: Spec | tuple[Spec, ...], of: str = "", when: Callable[[Asked], bool] | None = None
) -> Row:
    """A row of the table; what a spec function gives in a tuple counts one by one."""
    flat = tuple(one for spec in specs for one in (spec if isinstance(spec, tuple) else (spec,)))
    return Row(phrases, flat, frozenset(of.split()), when)
