"""Which columns are declared, which are left to others, and which want a human?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.columns import ENOUGH, answer, repeating
from factorygen.column_rules.state import is_state
from factorygen.decisions import Declaration
from factorygen.expression import literal
from factorygen.own_words import NOTHING_SAID, OwnWords
from factorygen.plan.own_declarations import is_counting, own_declaration
from factorygen.plan.problems import Problem, unknown_value
from factorygen.schema import Column, Default, Model

DEFAULTED = (Default.CONTEXT, Default.CALLABLE, Default.SERVER)
POOR_KEYS = ("bool", "date", "time", "float", "dict", "list")
"""Python types that a reader would not expect to be counted up, if there is a better member of a unique key."""


def declare(
    model: Model,
    taken: frozenset[str],
    fill: bool,
    own: OwnWords = NOTHING_SAID,
    parent: Model | None = None,
    above: frozenset[str] = frozenset(),
) -> Iterator[Declaration | Problem]:
    """The declarations of a model's columns, in its order; ``taken`` are declared or filled by relationships.

    ``fill`` gives nullable columns a value too; ``own`` are the user's words, of which those on the model that this
    one inherits from, ``parent``, need no repetition; ``above`` are the attributes that the factories above declare.
    """
    unlike = differing(model, taken, own)
    for column in model.columns:
        word = own.of(model, column)
        if word is not None:
            if parent is None or column.key not in parent.attributes or own.of(parent, column) != word:
                yield from own_declaration(column, word, column.key in unlike)
            continue
        if column.discriminator and column.key in above:
            yield from _identity(model, column)
            continue
        if column.key in taken or column.discriminator or column.default is Default.GENERATED:
            continue
        if _left_alone(model, column, fill):
            continue
        word = own.of_type(column.type)
        if word is not None:
            yield from own_declaration(column, word, column.key in unlike)
        else:
            yield _declaration(model, column, column.key in unlike, own)


def _identity(model: Model, column: Column) -> Iterator[Declaration]:
    """A discriminator is filled by SQLAlchemy, but not where a factory above has a value: its model has no identity."""
    if model.identity is not None:
        yield Declaration(column.key, literal(model.identity), "discriminator; the factory above declares another")


def _left_alone(model: Model, column: Column, fill: bool) -> bool:
    """Whether somebody else fills the column, or nobody should."""
    if column.default in DEFAULTED:
        return True
    if column.default is Default.CONSTANT:
        return _is_checked(column, model) or not column.unique
    return column.nullable and (not fill or column.foreign_key or is_state(column))


def _declaration(model: Model, column: Column, differ: bool, own: OwnWords) -> Declaration | Problem:
    found = answer(column, model, differ, own.rules)
    if found is not None:
        expression, why = found
        reason = f"unique; {why.reason}" if differ else why.reason
        reach = _reach(why) if differ else None
        return Declaration(column.key, expression, reason, repeating(reach), reach=reach)
    if column.nullable:
        return Declaration(column.key, literal(None), "nullable, no rule has a value")
    return unknown_value(column)


def _reach(why: Answer) -> int | None:
    return None if why.unique is not None or why.reach is None or why.reach >= ENOUGH else why.reach


def differing(model: Model, taken: frozenset[str], own: OwnWords) -> frozenset[str]:
    """The columns of which no two rows may share a value: the unique ones, and one of each composite key."""
    found = {column.key for column in model.columns if column.unique}
    words = {column.key: own.of(model, column) or own.of_type(column.type) for column in model.columns}
    found |= {key for key, word in words.items() if word and is_counting(word)}
    for unique in model.uniques:
        if not found.intersection(unique.columns):
            members = [model.column(key) for key in unique.columns if key not in taken and not words[key]]
            candidates = [one for one in members if _can_differ(one)]
            if candidates:
                # of equals the last, as in (tenant, slug)
                found.add(max(reversed(candidates), key=lambda one: _fitness(one, model)).key)
    return frozenset(found)


def _can_differ(column: Column) -> bool:
    return column.default in (Default.NONE, Default.CONSTANT) and not column.discriminator and not column.foreign_key


def _is_checked(column: Column, model: Model) -> bool:
    """Whether a CHECK names it, and so may leave it few values."""
    return any(re.search(rf"\b{re.escape(column.name)}\b", check.text) for check in model.checks)


def _fitness(column: Column, model: Model) -> tuple[bool, ...]:
    good = not column.type.labels and column.type.python not in POOR_KEYS
    roomy = column.type.length is None or column.type.length >= 8
    return good, not column.nullable, not _is_checked(column, model), column.type.python in ("str", "int", "UUID"), roomy
