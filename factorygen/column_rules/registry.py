"""Where a rule for a type is found: by the type's lineage, most specific first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from factorygen.column_rules.answer import Answer
from factorygen.schema import ColumnType

TypeRule = Callable[[ColumnType, str], Iterable[Answer]]
"""Takes a type and a word for readable text (``invoice-number``); gives answers, best first."""


class TypeRules:
    """Rules by the name of a type (``Integer``, ``postgresql.INET``, ``geoalchemy2.types.Geometry``)."""

    def __init__(self, rules: dict[str, TypeRule] | None = None) -> None:
        self._rules = dict(rules or {})

    def for_type(self, *names: str) -> Callable[[TypeRule], TypeRule]:
        """Register a rule for types of these names; ValueError if one has a rule already."""

        def register(rule: TypeRule) -> TypeRule:
            for name in names:
                if name in self._rules:
                    raise ValueError(f"there is a rule for the type {name} already")
                self._rules[name] = rule
            return rule

        return register

    def branch(self) -> TypeRules:
        """A copy that can be added to without changing this one."""
        return TypeRules(self._rules)

    def answers(self, type_: ColumnType, word: str) -> Iterable[Answer]:
        """What the most specific rule answers; nothing if there is none."""
        for name in type_.lineage:
            if name in self._rules:
                return self._rules[name](type_, word)
        return ()


RULES = TypeRules()
