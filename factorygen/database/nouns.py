"""One or many: the singular of a table's name for its class, where it surely is a plural."""

from __future__ import annotations

import re
from typing import Any

import inflect

NOT_PLURALS = re.compile(r"(?:us|is|ss|as|data|news|series|[A-Za-z]?[A-Z]s|\b\w{1,2}s|_\w{1,2}s)$")
"""Endings that look like plurals to the rules of English: status, diagnosis, address, alias, metadata, dns."""


class Nouns:
    """sqlacodegen's ``inflect`` engine, which takes every s at the end for a plural."""

    def __init__(self) -> None:
        self._engine: Any = inflect.engine()

    def singular_noun(self, word: str) -> str | bool:
        """The singular; False if the word is one."""
        if NOT_PLURALS.search(word):
            return False
        found: str | bool = self._engine.singular_noun(word)
        return found

    def plural_noun(self, word: str) -> str:
        """The plural."""
        found: str = self._engine.plural_noun(word)
        return found
