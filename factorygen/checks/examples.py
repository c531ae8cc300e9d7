"""What does a text look like that a pattern matches? Some examples, always the same ones."""

from __future__ import annotations

import functools
import itertools
import random
import re
from collections.abc import Iterator

from factorygen.checks.patterns import like_regex, python_regex
from factorygen.checks.suggestions import Suggestions
from factorygen.schema import ColumnType

TRIES = 60
READABLE = 8
"""The length that an example should come near to."""
FILLINGS = ("example", "a", "", "1")


def examples(hints: Suggestions, type_: ColumnType, most: int = 6) -> Iterator[str]:
    """Texts that some of the patterns match and the column holds, the most readable first."""
    for pattern in hints.likes:
        yield from like_examples(pattern)
    for pattern in hints.regexes:
        fitting = (text for text in regex_examples(pattern) if _fits(text, type_))
        yield from itertools.islice(fitting, most)


def _fits(text: str, type_: ColumnType) -> bool:
    if type_.length is None:
        return True
    return len(text) == type_.length if type_.is_a("CHAR", "NCHAR") else len(text) <= type_.length


def like_examples(pattern: str) -> Iterator[str]:
    """A LIKE or GLOB pattern with its wildcards filled."""
    pieces = re.findall(r"\\.|%+|\*+|.", pattern, re.S)
    for filling in FILLINGS:
        wild = {"%": filling, "*": filling, "_": "a", "?": "a"}
        yield "".join(wild.get(piece[-1] if len(set(piece)) == 1 else "", piece[-1]) for piece in pieces)
    yield pattern
    yield from regex_examples(like_regex(pattern))[:2]


@functools.cache
def regex_examples(pattern: str) -> tuple[str, ...]:
    """Texts that a regular expression finds something in; none if it can't be read."""
    import rstr

    maker = rstr.Rstr(random.Random(pattern))
    found = []
    try:
        for _ in range(TRIES):
            found.append(maker.xeger(python_regex(pattern)))
    except (re.error, ValueError, KeyError, TypeError, IndexError, NotImplementedError):
        pass
    return tuple(sorted(dict.fromkeys(found), key=_oddness))


def _oddness(text: str) -> tuple[bool, int, int]:
    odd = sum(not (char.isascii() and char.isalnum()) for char in text)
    return not text.isprintable(), odd, abs(len(text) - READABLE)
