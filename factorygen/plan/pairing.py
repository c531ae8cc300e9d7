"""Which columns of a model are the two halves of a pair?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from factorygen.plan.pair_table import EVENTS, MOMENTS, PAIRS, PASSING, TIMES, Pair
from factorygen.schema import AnnotationKind, Column, Model
from factorygen.words import words


@dataclass(frozen=True)
class Paired:
    """Two columns, and what their names say of them."""

    first: Column
    second: Column
    pair: Pair

    @property
    def is_period(self) -> bool:
        """Whether it may lie within another."""
        return self.pair.days is None and kind(self.first) in ("date", "datetime")


def kind(column: Column) -> str:
    """The name of the Python type of its values; what its annotation says where its type does not tell."""
    if column.type.python not in ("", "object") or column.annotation is None:
        return column.type.python
    told = (column.annotation, *column.annotation.arguments)
    return next((one.name.name for one in told if one.kind is AnnotationKind.PLAIN and one.name), "")


def paired(model: Model, firsts: Collection[str], seconds: Collection[str]) -> tuple[Paired, ...]:
    """The pairs among the declared columns ``firsts`` and ``seconds``, in the model's order.

    No column is the second half of two, or of itself by way of others: of what is both, the earlier column is first.
    """
    found: dict[str, Paired] = {}
    for second in reversed(model.columns):
        if second.key in seconds and not second.unique and not second.override and _free(second):
            candidates = (one for one in _candidates(model, second) if one.first.key in firsts)
            chosen = next((one for one in candidates if not _leads_to(one.first.key, second.key, found)), None)
            if chosen is not None:
                found[second.key] = chosen
    return tuple(found[column.key] for column in model.columns if column.key in found)


def _free(column: Column) -> bool:
    return not (column.primary_key or column.foreign_key or column.discriminator)


def _candidates(model: Model, second: Column) -> Iterator[Paired]:
    """The columns that may be the first half, those whose name differs by the words of a pair alone before others."""
    alike = [one for one in model.columns if one is not second and _free(one) and _same_kind(one, second)]
    there = words(second.key)
    named = [pair for pair in PAIRS if _contains(there, pair.second) and _suits(pair, second)] if alike else []
    for loosely in (False, True):
        for pair in named:
            yield from (Paired(one, second, pair) for one in alike if _belong(pair, one, second, loosely))


def _same_kind(one: Column, other: Column) -> bool:
    return kind(one) == kind(other) and one.type.timezone == other.type.timezone


def _suits(pair: Pair, column: Column) -> bool:
    return pair not in EVENTS or kind(column) in TIMES or words(column.key)[-1:][0] in MOMENTS


def _belong(pair: Pair, first: Column, second: Column, loosely: bool) -> bool:
    here, there = words(first.key), words(second.key)
    replaced = [other for other in _replaced(here, pair) if other]
    if not loosely:
        return there in replaced
    return any(_bare(there) == _bare(other) for other in replaced)


def _replaced(here: tuple[str, ...], pair: Pair) -> Iterator[tuple[str, ...]]:
    """The name with the words of the second half in place of those of the first."""
    length = len(pair.first)
    for start in range(len(here) - length + 1):
        if here[start : start + length] == pair.first:
            yield (*here[:start], *pair.second, *here[start + length :])


def _contains(here: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(here[start : start + len(phrase)] == phrase for start in range(len(here)))


def _bare(here: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in here if word not in PASSING)


def _leads_to(key: str, end: str, found: dict[str, Paired]) -> bool:
    while key in found:
        key = found[key].first.key
        if key == end:
            return True
    return key == end
