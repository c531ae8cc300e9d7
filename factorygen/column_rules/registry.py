"""Where a rule for a type is found: by the type's lineage, most specific first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from factorygen.column_rules.answer import Answer
from factorygen.schema import ColumnType

TypeRule = Callable[[ColumnType, str], Iterable[Answer]]
"""Takes a type and a word for readable text (``invoice-number``); gives answers, best first."""
ContainerRule = Callable[[ColumnType, Iterable[Answer]], Iterable[Answer]]
"""Takes a type and the answers for what it holds; gives answers for the whole."""


@dataclass(frozen=True)
class _Rule:
    answers: Callable[[ColumnType, str, TypeRules], Iterable[Answer]]
    knows: bool


class TypeRules:
    """Rules by the name of a type (``Integer``, ``postgresql.INET``, ``geoalchemy2.types.Geometry``)."""

    def __init__(self, rules: Mapping[str, _Rule] | None = None) -> None:
        self._rules = dict(rules or {})

    def for_type(self, *names: str, knows: bool = False) -> Callable[[TypeRule], TypeRule]:
        """Register a rule for types of these names; ValueError if one has a rule already.

        ``knows`` says that the type tells more about its values than the name of a column could.
        """

        def register(rule: TypeRule) -> TypeRule:
            self._register(names, _Rule(lambda type_, word, rules: rule(type_, word), knows))
            return rule

        return register

    def for_container(self, *names: str) -> Callable[[ContainerRule], ContainerRule]:
        """Register a rule for types that hold items of another type; ValueError if one has a rule already."""

        def register(rule: ContainerRule) -> ContainerRule:
            self._register(names, _Rule(lambda type_, word, rules: rule(type_, rules._items(type_, word)), False))
            return rule

        return register

    def branch(self, rules: Mapping[str, TypeRule] | None = None) -> TypeRules:
        """A copy that can be added to without changing this one; ``rules`` replace its own, and know their values."""
        own = {name: _known(rule) for name, rule in (rules or {}).items()}
        return TypeRules({**self._rules, **own})

    def answers(self, type_: ColumnType, word: str) -> Iterable[Answer]:
        """What the most specific rule answers; nothing if there is none."""
        name = self.name_of(type_)
        return self._rules[name].answers(type_, word, self) if name else ()

    def knows(self, type_: ColumnType) -> bool:
        """Whether a type's rule comes before what the column's name suggests."""
        name = self.name_of(type_)
        return bool(name) and self._rules[name].knows

    def name_of(self, type_: ColumnType) -> str:
        """The name in a type's lineage that has the most specific rule, "" if none has one."""
        return next((name for name in type_.lineage if name in self._rules), "")

    def _items(self, type_: ColumnType, word: str) -> Iterable[Answer]:
        return self.answers(type_.item, word) if type_.item else ()

    def _register(self, names: Iterable[str], rule: _Rule) -> None:
        for name in names:
            if name in self._rules:
                raise ValueError(f"there is a rule for the type {name} already")
            self._rules[name] = rule


def _known(rule: TypeRule) -> _Rule:
    return _Rule(lambda type_, word, rules: rule(type_, word), True)


RULES = TypeRules()
