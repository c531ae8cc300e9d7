"""Which words is a name made of?"""

from __future__ import annotations

import functools
import re

PIECE = re.compile(r"\d+|[^\W\d_]+")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
NOISE = frozenset({"model", "table", "orm", "entity", "record", "row", "db", "schema", "mixin"})
"""Words at the end of a class name that say nothing about what the class stands for."""


@functools.cache
def words(name: str) -> tuple[str, ...]:
    """The lower-case words of a snake_case or camelCase name; digits are words of their own.

    ``words("_billingPostal_code2")`` is ``("billing", "postal", "code", "2")``.
    """
    return tuple(word.lower() for piece in PIECE.findall(name) for word in HUMP.split(piece))


def set_of(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


def singular(word: str) -> str:
    """The singular of a regular English plural; any other word as it is."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def subject_words(class_name: str) -> tuple[str, ...]:
    """What a class stands for: ``OrderItemsModel`` -> ``("order", "item")``."""
    found = [word for word in words(class_name) if not word.isdigit()]
    while len(found) > 1 and found[-1] in NOISE:
        found.pop()
    return (*found[:-1], singular(found[-1])) if found else ("item",)
