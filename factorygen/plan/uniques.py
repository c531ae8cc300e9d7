"""Which columns make rows differ where a unique constraint, a unique index or an exclusion wants it?"""

from __future__ import annotations

import re

from factorygen.checks.suggestions import listed
from factorygen.own_words import OwnWords
from factorygen.plan.own_declarations import is_counting
from factorygen.schema import Check, Column, Default, Model, Unique

POOR_KEYS = ("bool", "date", "time", "float", "dict", "list")
"""Python types that a reader would not expect to be counted up, if there is a better member of a unique key."""

CONSTANT = re.compile(r"\(*(?:'(?:[^']|'')*'|[-+]?[\d.]+|true|false)\)*(?:::[\w\s\"().]+)?\)*", re.IGNORECASE)
"""SQL of a text, a number or a truth value, with or without a cast."""


def differing(model: Model, taken: frozenset[str], own: OwnWords) -> frozenset[str]:
    """The columns of which no two rows may share a value: the unique ones, and one of each composite key."""
    found = {column.key for column in model.columns if column.unique}
    words = {column.key: own.of(model, column) or own.of_type(column.type) for column in model.columns}
    found |= {key for key, word in words.items() if word and is_counting(word)}
    free = taken | {key for key, word in words.items() if word}
    for unique in model.uniques:
        if not found.intersection(unique.disjoint or unique.columns):
            found |= set(_varying(unique, model, free))
    return frozenset(found)


def _varying(unique: Unique, model: Model, taken: frozenset[str]) -> list[str]:
    """The member that makes rows differ; none where the rows can be kept out of a partial index."""
    members = [model.column(key) for key in unique.disjoint or unique.columns if key not in taken]
    candidates = [one for one in members if _can_differ(one) and not _is_held(one, unique.where)]
    # Of equals the last, as in (tenant, slug).
    best = max(reversed(candidates), key=lambda one: _fitness(one, model), default=None)
    if unique.disjoint and candidates:
        best = candidates[0]  # where the period begins; its end follows
    return [best.key] if best else []


def avoided(model: Model, unlike: frozenset[str], taken: frozenset[str]) -> tuple[Check, ...]:
    """That rows stay out of partial indexes none of whose members differs from row to row."""
    return tuple(
        Check(f"NOT ({unique.where})", unique.columns, unique.name)
        for unique in model.uniques
        if unique.where and not (unlike | taken).intersection(unique.columns)
    )


def _is_held(column: Column, where: str) -> bool:
    """Whether a partial index, as far as it reaches, leaves it few values or one: ``WHERE kind = 'main'``."""
    if not where:
        return False
    return bool(column.type.labels) or column.type.python == "bool" or bool(listed(where, column.name))


def must_have_value(model: Model, unlike: frozenset[str]) -> frozenset[str]:
    """The columns that differ from row to row and must not be NULL in two of them."""
    keys = [key for unique in model.uniques if not unique.nulls_differ for key in unique.columns]
    return unlike.intersection(keys)


def _can_differ(column: Column) -> bool:
    open_to_us = column.default in (Default.NONE, Default.CONSTANT) or is_constant(column)
    return open_to_us and not column.discriminator and not column.foreign_key


def is_constant(column: Column) -> bool:
    """Whether the database would give it the same in each row."""
    return column.default is Default.SERVER and CONSTANT.fullmatch(column.default_text) is not None


def is_checked(column: Column, model: Model) -> bool:
    """Whether a CHECK names it, and so may leave it few values."""
    return any(re.search(rf"\b{re.escape(column.name)}\b", check.text) for check in model.checks)


def _fitness(column: Column, model: Model) -> tuple[bool, ...]:
    good = not column.type.labels and column.type.python not in POOR_KEYS
    roomy = column.type.length is None or column.type.length >= 8
    usual = column.type.python in ("str", "int", "UUID")
    free = column.accepts is None
    return good, not column.nullable, not is_checked(column, model), free, usual, roomy
