"""What does a merge know besides the texts: the models as they are now, and what was generated last?"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

REQUIRED, OPTIONAL = "required", "optional"
NOTHING = "-"
"""Stands for the mark of what was not generated, and for the fact about what is no attribute."""

USERS_OWN = "yours"
"""Stands for the mark of what was there before us, and is the user's even where it says the same as ours."""


@dataclass(frozen=True)
class Fact:
    """What the schema says of an attribute: hashes of its type and of its constraints."""

    type: str
    constraints: str = ""
    required: bool = False

    def __str__(self) -> str:
        return f"{self.type}.{self.constraints}.{REQUIRED if self.required else OPTIONAL}"

    @classmethod
    def of(cls, text: str) -> Fact | None:
        """The fact that a text stands for; None if it is none."""
        type_, _, rest = text.partition(".")
        constraints, dot, word = rest.rpartition(".")
        return cls(type_, constraints, word == REQUIRED) if dot and word in (REQUIRED, OPTIONAL) else None


@dataclass(frozen=True)
class Attribute:
    """An attribute of a model, by the name it is declared by; ``instead`` are others that set it as well."""

    name: str
    fact: Fact
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A model: its factory's name as generated, its table, and all the names that the class knows."""

    name: str
    factory: str
    table: str
    attributes: tuple[Attribute, ...]
    known: frozenset[str]

    @property
    def by_name(self) -> Mapping[str, Attribute]:
        """Its attributes by name."""
        return {one.name: one for one in self.attributes}


@dataclass(frozen=True, order=True)
class Line:
    """What was generated last under a name of a scope: its mark and the fact about its attribute.

    ``seen`` is the mark of the user's own version, for which a report is pending.
    """

    scope: str
    name: str
    fact: str
    mark: str
    seen: str = ""


@dataclass(frozen=True)
class Baseline:
    """What was generated last; after a textual merge of two branches, there may be several lines for a name."""

    lines: frozenset[Line] = frozenset()
    imports: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def by_key(self) -> Mapping[tuple[str, str], tuple[Line, ...]]:
        """The lines by scope and name."""
        return _grouped(self.lines, lambda line: (line.scope, line.name))

    def of(self, key: tuple[str, str]) -> tuple[Line, ...]:
        """The lines of a name."""
        return self.by_key.get(key, ())

    def marks(self, key: tuple[str, str]) -> frozenset[str]:
        """The marks of what was generated under a name."""
        return frozenset(line.mark for line in self.of(key) if line.mark != NOTHING)

    @cached_property
    def by_scope(self) -> Mapping[str, tuple[Line, ...]]:
        """The lines by their scope."""
        return _grouped(self.lines, lambda line: line.scope)

    def facts(self, scope: str) -> Mapping[str, Fact]:
        """The attributes that a model had, with what is known of them."""
        found = ((line.name, Fact.of(line.fact)) for line in self.by_scope.get(scope, ()))
        return {name: fact for name, fact in found if fact is not None}


def _grouped(lines: Iterable[Line], key: Callable[[Line], Key]) -> Mapping[Key, tuple[Line, ...]]:
    found: dict[Key, list[Line]] = {}
    for line in sorted(lines):
        found.setdefault(key(line), []).append(line)
    return {key: tuple(group) for key, group in found.items()}


def united(baselines: Iterable[Baseline]) -> Baseline:
    """What is known to any of them."""
    every = list(baselines)
    return Baseline(
        frozenset(line for one in every for line in one.lines),
        frozenset(name for one in every for name in one.imports),
    )
