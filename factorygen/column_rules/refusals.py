"""Which values does a refusal name? ``must be one of 'open', 'closed'`` has two, if the column takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factorygen.column_rules.answer import Answer, in_turn
from factorygen.expression import literal
from factorygen.schema import Column

PROBES = {"str": "value", "int": -1}
"""What is said to a column for it to answer, by the type it has in Python."""
QUOTED = re.compile(r"""'([^'"]+)'|"([^'"]+)"|`([^`]+)`""")
LISTED = re.compile(r"[\w-]+(?:\s*,\s*(?:or |and )?[\w-]+)+(?:,? (?:or|and) [\w-]+)?")
SEPARATOR = re.compile(r"\s*,\s*(?:or |and )?|\s+(?:or|and)\s+")
NUMBERS = re.compile(r"-?\b\d+\b")
MOST = 20


def values_named(column: Column) -> Iterator[Answer]:
    """The first of the values that the column takes and names itself where it refuses another one."""
    python = column.type.python
    if column.accepts is None or python not in PROBES:
        return
    said = column.accepts(PROBES[python])
    accepted = [literal(one) for one in _values(said, python) if one != PROBES[python] and not column.accepts(one)]
    if accepted:
        yield Answer(accepted[0], in_turn(accepted) if len(accepted) > 1 else None, len(accepted))


def _values(said: str, python: str) -> list[str | int]:
    """What may be meant, quoted texts before words that stand in a list."""
    if python == "int":
        found: list[str | int] = [int(one) for one in NUMBERS.findall(said)]
    else:
        quoted = ["".join(one) for one in QUOTED.findall(said)]
        found = [*(quoted or (word for one in LISTED.findall(said) for word in SEPARATOR.split(one)))]
    return list(dict.fromkeys(found))[:MOST]
