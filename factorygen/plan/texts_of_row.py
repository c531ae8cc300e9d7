"""Texts made of other texts of the same row: a full name, an email address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from factorygen.column_rules.columns import answer
from factorygen.decisions import Declaration
from factorygen.expression import INDENT, LINE_LENGTH, Code, call, code, flat, splice
from factorygen.imports import LAZY_ATTRIBUTE
from factorygen.plan.pair_table import EMAILS, FIRST_NAMES, FULL_NAMES, LAST_NAMES
from factorygen.schema import Column, Model
from factorygen.words import words

SHORTEST = 20
"""A full name that has to be cut is at least so long."""
DOMAIN = "@example.com"


@dataclass(frozen=True)
class _Source:
    """A text that another one is made of, and the length of the longest."""

    key: str
    longest: int | None


def texts_of_row(model: Model, declared: Mapping[str, Declaration]) -> Iterator[Declaration]:
    """The declarations of texts that follow from others, among those declared.

    Only required texts are read: who passes None for a first name shall not get it into an email address.
    """
    columns = [column for column in model.columns if column.key in declared and column.type.python == "str"]
    for column in columns:
        if _is_open(column, model):
            for endings, make in MADE:
                yield from (one for ending in endings for one in make(column, ending, columns, model))


def _is_open(column: Column, model: Model) -> bool:
    unique = column.unique or any(column.key in one.columns for one in model.uniques)
    return not (unique or column.foreign_key or column.accepts or column.override)


Ending = tuple[str, ...]


def _full_name(column: Column, ending: Ending, columns: list[Column], model: Model) -> Iterator[Declaration]:
    first, last = (_beside(column, ending, names, columns, model) for names in (FIRST_NAMES, LAST_NAMES))
    if first and last and (column.type.length or SHORTEST) >= SHORTEST:
        made = code(f'f"{{o.{first.key}}} {{o.{last.key}}}"')
        yield from _lazy(column, _cut(column, made, (first, last), 1), f"{first.key} and {last.key}")


def _email(column: Column, ending: Ending, columns: list[Column], model: Model) -> Iterator[Declaration]:
    first, last = (_beside(column, ending, names, columns, model) for names in (FIRST_NAMES, LAST_NAMES))
    if first and last and _fits(column, (first, last), len(DOMAIN) + 1):
        made = code(f'f"{{o.{first.key}}}.{{o.{last.key}}}{DOMAIN}".lower()')
        yield from _lazy(column, made, f"{first.key} and {last.key}")


Maker = Callable[[Column, Ending, list[Column], Model], Iterator[Declaration]]

MADE: tuple[tuple[tuple[Ending, ...], Maker], ...] = ((FULL_NAMES, _full_name), (EMAILS, _email))


def _lazy(column: Column, made: Code, of: str) -> Iterator[Declaration]:
    """The declaration, if it is short enough to be read."""
    function = splice("lambda o: ", made)
    if 2 * INDENT + len(flat(function)) <= LINE_LENGTH:
        yield Declaration(column.key, call(LAZY_ATTRIBUTE, function), f"made of {of}")


def _beside(
    column: Column, ending: Ending, names: tuple[Ending, ...], columns: list[Column], model: Model
) -> _Source | None:
    """The required text whose name has one of these endings in place of the column's own."""
    here = words(column.key)
    if here[-len(ending) :] != ending:
        return None
    wanted = [(*here[: -len(ending)], *name) for name in names]
    for name in wanted:
        for other in columns:
            if words(other.key) == name and other is not column and not other.nullable:
                return _Source(other.key, _longest(other, model))
    return None


def _longest(column: Column, model: Model) -> int | None:
    found = answer(column, model, column.unique)
    known = [one for one in (column.type.length, found[1].longest if found else None) if one is not None]
    return min(known, default=None)


def _fits(column: Column, sources: tuple[_Source, ...], more: int) -> bool:
    if column.type.length is None:
        return True
    lengths = [one.longest for one in sources]
    return None not in lengths and sum(one or 0 for one in lengths) + more <= column.type.length


def _cut(column: Column, made: Code, sources: tuple[_Source, ...], more: int) -> Code:
    return made if _fits(column, sources, more) else splice(made, f"[:{column.type.length}]")
