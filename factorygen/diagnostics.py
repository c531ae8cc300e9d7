"""What could not be done, or wants a human's eye: a value with a place, a problem and a way out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How bad it is."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Diagnostic:
    """One finding; printed as ``warning: place: problem (way out)``."""

    level: Level
    place: str
    problem: str
    way_out: str = ""

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        way_out = f" ({self.way_out})" if self.way_out else ""
        return " ".join(f"{self.level.value}: {place}{self.problem}{way_out}".split())


class FactorygenError(Exception):
    """Input that cannot be worked with: the command ends with exit code 2 and this one line.

    ``details`` are lines that are shown before it, a shortened traceback for example.
    """

    def __init__(self, place: str, problem: str, way_out: str = "", details: tuple[str, ...] = ()) -> None:
        self.diagnostic = Diagnostic(Level.ERROR, place, problem, way_out)
        self.details = details
        super().__init__(str(self.diagnostic))


def closest(word: str, known: Iterable[str], most: int = 12) -> str:
    """ "did you mean ...?" with the closest match, or the words there are, if they are no more than ``most``."""
    words = sorted(known)
    matches = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if matches:
        return f"did you mean {matches[0]!r}?"
    return f"known: {', '.join(words)}" if words and len(words) <= most else ""
