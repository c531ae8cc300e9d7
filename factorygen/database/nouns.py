"""One or many: the singular of a table's name for its class, where it surely is a plural."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import typeguard

NOT_PLURALS = re.compile(r"(?:us|is|ss|as|data|news|series|[A-Za-z]?[A-Z]s|\b\w{1,2}s|_\w{1,2}s)$")
"""Endings that look like plurals to the rules of English: status, diagnosis, address, alias, metadata, dns."""


def _engine() -> Any:
    """inflect has the types of all its calls checked while it runs, which costs more than all that we ask it."""
    checked = typeguard.typechecked
    try:
        typeguard.typechecked = _unchecked
        import inflect

        return inflect.engine()
    finally:
        typeguard.typechecked = checked


def _unchecked(target: Any = None, **_options: Any) -> Any:
    return target if target is not None else _unchecked


ENGINE = _engine()


class Nouns:
    """sqlacodegen's ``inflect`` engine, which takes every s at the end for a plural."""

    def __init__(self) -> None:
        self._engine: Any = ENGINE

    @cache  # noqa: B019  (one lives as long as the command)
    def singular_noun(self, word: str) -> str | bool:
        """The singular; False if the word is one."""
        if NOT_PLURALS.search(word):
            return False
        found: str | bool = self._engine.singular_noun(word)
        return found

    @cache  # noqa: B019
    def plural_noun(self, word: str) -> str:
        """The plural."""
        if not word[-1:].isalpha():
            return f"{word}s"
        found: str = self._engine.plural_noun(word)
        return found
