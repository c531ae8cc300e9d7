"""What was renamed? One model or attribute gone, one new, and the same is known of both; never a guess between two."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from factorygen.merge.elements import HEADER
from factorygen.merge.facts import Baseline, Fact, Line, Subject

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Renames:
    """Old names and what they have become; ``attributes`` by the new scope and the old name."""

    scopes: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    doubts: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """What is gone, and the several names it may have now."""

    def scope(self, old: str) -> str:
        """What a scope has become."""
        return self.scopes.get(old, old)

    def name(self, scope: str, old: str) -> str:
        """What a name has become, seen from the new scope."""
        return self.attributes.get((scope, old), old)

    def applied(self, baseline: Baseline) -> Baseline:
        """What was generated last, under the names that hold now."""
        return replace(baseline, lines=frozenset(self._line(line) for line in baseline.lines))

    def _line(self, line: Line) -> Line:
        scope = self.scope(line.scope)
        return replace(line, scope=scope, name=self.name(scope, line.name), fact=str(self.fact(line.fact)))

    def fact(self, text: str) -> Fact | str:
        """What was known, with the models' new names."""
        fact = Fact.of(text)
        return text if fact is None else _renamed(fact, self.scopes)


def detect(baseline: Baseline, subjects: Mapping[str, Subject]) -> Renames:
    """The renames between what was generated last and these models, which come by their scope."""
    before = {scope: lines for scope, lines in baseline.by_scope.items() if _table(lines)}
    if not before:
        return Renames()
    gone = [scope for scope in before if scope not in subjects]
    fresh = [scope for scope in subjects if scope not in before]
    scopes, doubts = _matched(gone, fresh, lambda old, new: _same_model(baseline, before[old], old, subjects[new]))
    found = Renames(scopes, {}, {(old, HEADER): names for old, names in doubts.items()})
    attributes: dict[tuple[str, str], str] = {}
    several = dict(found.doubts)
    for old in before:
        scope = found.scope(old)
        if scope in subjects:
            pairs, unsure = _of_model(baseline, old, subjects[scope], scopes)
            attributes |= {(scope, name): new for name, new in pairs.items()}
            several |= {(scope, name): names for name, names in unsure.items()}
    return Renames(scopes, attributes, several)


def _of_model(
    baseline: Baseline, old: str, subject: Subject, scopes: Mapping[str, str]
) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    before = {name: _renamed(fact, scopes) for name, fact in baseline.facts(old).items()}
    now = subject.by_name
    gone = [name for name in before if name not in now and name not in subject.known]
    fresh = [name for name in now if name not in before]
    return _matched(gone, fresh, lambda name, new: before[name] == now[new].fact)


def _matched(
    gone: Iterable[str], fresh: Iterable[str], alike: object
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Those that have exactly one counterpart, and those that have several."""
    candidates = {old: tuple(new for new in fresh if alike(old, new)) for old in gone}  # type: ignore[operator]
    rivals = {new: [old for old in candidates if new in candidates[old]] for new in fresh}
    sure = {old: new[0] for old, new in candidates.items() if len(new) == 1 and len(rivals[new[0]]) == 1}
    return sure, {old: new for old, new in candidates.items() if new and old not in sure}


def table_fact(table: str, factory: str) -> str:
    """What the lock says of a class: its table, and what its factory was called."""
    return f"{table}/{factory}"


def factory_of(lines: Iterable[Line]) -> str:
    """What the factory was called, "" if that is not known."""
    return next((line.fact.partition("/")[2] for line in lines if line.name == HEADER), "")


def _table(lines: Iterable[Line]) -> str:
    return next((line.fact.partition("/")[0] for line in lines if line.name == HEADER and "/" in line.fact), "")


def _same_model(baseline: Baseline, lines: Iterable[Line], old: str, subject: Subject) -> bool:
    """Of the same table with mostly the same attributes, or with exactly the same ones."""
    before, now = baseline.facts(old), {one.name: one.fact for one in subject.attributes}
    if _table(lines) == subject.table:
        return 2 * len(before.keys() & now.keys()) >= max(len(before), len(now))
    columns = {name: fact for name, fact in before.items() if "-" not in fact.type}
    return bool(columns) and columns == {name: fact for name, fact in now.items() if "-" not in fact.type}


def _renamed(fact: Fact, scopes: Mapping[str, str]) -> Fact:
    """The same of a relationship to a model under its new name."""
    kind, dash, target = fact.type.partition("-")
    names = {old.rpartition(".")[2]: new.rpartition(".")[2] for old, new in scopes.items()}
    return replace(fact, type=f"{kind}-{names[target]}") if dash and target in names else fact
