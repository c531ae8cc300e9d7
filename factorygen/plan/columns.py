"""Which columns are declared, which are left to others, and which want a human?"""

from __future__ import annotations

from collections.abc import Iterator

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.columns import ENOUGH, answer, refusal
from factorygen.column_rules.state import is_state
from factorygen.decisions import Declaration
from factorygen.expression import literal
from factorygen.own_words import NOTHING_SAID, OwnWords
from factorygen.plan.own_declarations import own_declaration
from factorygen.plan.problems import Problem, unknown_value
from factorygen.plan.uniques import differing, is_checked, is_constant, must_have_value
from factorygen.schema import Column, Default, Model

DEFAULTED = (Default.CONTEXT, Default.CALLABLE, Default.SERVER)


def declare(
    model: Model,
    taken: frozenset[str],
    fill: bool,
    own: OwnWords = NOTHING_SAID,
    parent: Model | None = None,
) -> Iterator[Declaration | Problem]:
    """The declarations of a model's columns, in its order; ``taken`` are declared or filled by relationships.

    ``fill`` gives nullable columns a value too; ``own`` are the user's words, of which those on the model that this
    one inherits from, ``parent``, need no repetition.
    """
    unlike = differing(model, taken, own)
    filled = must_have_value(model, unlike)
    for column in model.columns:
        word = own.of(model, column)
        if word is not None:
            if parent is None or column.key not in parent.attributes or own.of(parent, column) != word:
                yield from own_declaration(column, word, column.key in unlike)
            continue
        if column.key in taken or column.discriminator or column.default is Default.GENERATED:
            continue
        repeats = column.key in unlike and is_constant(column)
        if _left_alone(model, column, fill) and column.key not in filled and not repeats:
            continue
        word = own.of_type(column.type)
        if word is not None:
            yield from own_declaration(column, word, column.key in unlike)
        else:
            yield _declaration(model, column, column.key in unlike, own)


def _left_alone(model: Model, column: Column, fill: bool) -> bool:
    """Whether somebody else fills the column, or nobody should."""
    if column.default in DEFAULTED:
        return True
    if column.default is Default.CONSTANT:
        return is_checked(column, model) or not column.unique
    return column.nullable and (not fill or column.foreign_key or is_state(column))


def _declaration(model: Model, column: Column, differ: bool, own: OwnWords) -> Declaration | Problem:
    found = answer(column, model, differ, own.rules)
    if found is not None:
        expression, why = found
        reason = f"unique; {why.reason}" if differ else why.reason
        return Declaration(column.key, expression, reason, reach=_reach(why) if differ else None)
    if column.nullable:
        return Declaration(column.key, literal(None), "nullable, no rule has a value")
    return unknown_value(column, refusal(column, model, own.rules))


def _reach(why: Answer) -> int | None:
    return None if why.unique is not None or why.reach is None or why.reach >= ENOUGH else why.reach
