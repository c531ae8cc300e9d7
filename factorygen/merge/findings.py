"""What has a human to look at after a merge: edits that the models no longer go with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

import libcst as cst

from factorygen.merge.elements import HEADER, Element
from factorygen.merge.facts import Attribute, Baseline, Fact, Subject
from factorygen.merge.mentions import mentions
from factorygen.merge.renames import Renames
from factorygen.merge.threeway import USERS, Outcome, Verdict, every

KEEP = re.compile(r"#\s*factorygen:\s*keep\b(?:[ \t]+(\w+))?")
KEPT = "your declaration is kept; # factorygen: keep settles this"
NAMED = "it is named here; # factorygen: keep settles this"
DECLARE = "declare it, or settle this in the class with # factorygen: keep and its name"
DELETED = "deleted"
Key = tuple[str, str]


@dataclass(frozen=True)
class Finding:
    """Something to look at, at a declaration (or, if it has none, at its class)."""

    key: Key
    problem: str
    way_out: str = ""
    holds: tuple[Key, ...] = ()
    """What the lock must not forget as long as this stands."""
    seen: str = ""
    """The mark of the user's version, with whose change it is settled."""


@dataclass(frozen=True)
class Review:
    """Looks through the outcomes of a file."""

    outcomes: tuple[Outcome, ...]
    baseline: Baseline
    """Under the names that hold now."""
    subjects: Mapping[str, Subject]
    renames: Renames
    unset: frozenset[Key] = frozenset()
    """What has to be declared whoever wrote the module, and is not."""

    def findings(self) -> Iterator[Finding]:
        """All of them, in the order of the file."""
        for top in self.outcomes:
            scope = top.key[0]
            if top.verdict is Verdict.ORPHANED and top.element.is_class and self.baseline.facts(scope):
                yield from self._orphan(top)
            elif top.element.is_class and scope in self.subjects and top.verdict is not Verdict.DELETED:
                yield from self._factory(top, self.subjects[scope])
            yield from (Finding(one.key, one.blocked) for one in top.all() if one.blocked)

    def _orphan(self, top: Outcome) -> Iterator[Finding]:
        if not _keeps(top.element):
            names = self.renames.doubts.get((top.key[0], HEADER), ())
            model = top.key[0].rpartition(".")[2]
            holds = tuple((line.scope, line.name) for line in self.baseline.by_scope[top.key[0]])
            yield Finding(top.key, f"the model {model} is gone{_perhaps(names)}", "your factory is kept", holds)

    def _factory(self, top: Outcome, subject: Subject) -> Iterator[Finding]:
        scope = top.key[0]
        before = self.baseline.facts(scope)
        gone = before.keys() - subject.by_name.keys() - subject.known
        spared = _named_keeps(top.element) if top.disk else frozenset()
        for attribute in subject.attributes:
            lacks = (scope, attribute.name) in self.unset and declared_in(top).isdisjoint(attribute.instead)
            if lacks and attribute.fact.required and attribute.name not in spared:
                yield Finding(
                    (scope, attribute.name), f"{attribute.name!r} is required, and nothing declares it", DECLARE
                )
        for one in every(top.inner):
            name = one.key[1]
            if name in spared or (one.verdict in USERS and _keeps(one.element)):
                continue
            if one.verdict in USERS:
                yield from self._of_users(one, subject, gone)
            elif one.verdict is Verdict.DELETED and not one.blocked and name in subject.by_name:
                yield from self._deleted(one, subject.by_name[name], declared_in(top))

    def _of_users(self, one: Outcome, subject: Subject, gone: Set[str]) -> Iterator[Finding]:
        scope, name = one.key
        if name in gone:
            perhaps = _perhaps(self.renames.doubts.get(one.key, ()))
            yield Finding(one.key, f"{subject.name} has no {name!r} any more{perhaps}", KEPT, (one.key,))
            return
        for lost in sorted(mentions(one.element.node) & gone):
            yield Finding(one.key, f"{subject.name} has no {lost!r} any more", NAMED, ((scope, lost),))
        attribute = subject.by_name.get(name)
        change = self._change(one, attribute) if attribute else ""
        if change:
            yield Finding(one.key, f"{subject.name}.{name} {change}", KEPT, seen=one.element.mark)

    def _change(self, one: Outcome, attribute: Attribute) -> str:
        """What has become of an attribute since the user's version was written; "" if nothing that matters."""
        lines = self.baseline.of(one.key)
        if any(line.seen not in ("", one.element.mark) for line in lines):
            return ""
        facts = [fact for fact in (Fact.of(line.fact) for line in lines) if fact is not None]
        said = [_difference(fact, attribute.fact) for fact in facts]
        return "" if "" in said or not said else said[0]

    def _deleted(self, one: Outcome, attribute: Attribute, declared: Set[str]) -> Iterator[Finding]:
        if not attribute.fact.required or not declared.isdisjoint(attribute.instead):
            return
        facts = [fact for fact in (Fact.of(line.fact) for line in self.baseline.of(one.key)) if fact is not None]
        if facts and not any(fact.required for fact in facts):
            problem = f"{one.key[1]!r} has become required, and nothing declares it"
            yield Finding(one.key, problem, DECLARE, seen=DELETED)


def declared_in(top: Outcome) -> frozenset[str]:
    """What a factory declares."""
    return frozenset(one.key[1] for one in every(top.inner) if one.present)


def _difference(before: Fact, now: Fact) -> str:
    if before.type != now.type:
        return "has changed its type"
    if set(now.constraints.split("+")) - {"", *before.constraints.split("+")}:
        return "has a new constraint"
    return "has become required" if now.required and not before.required else ""


def _perhaps(names: tuple[str, ...]) -> str:
    return f" (renamed to {' or '.join(names)}?)" if names else ""


def _keeps(element: Element) -> bool:
    """Whether the user has settled it, in a comment on it or above it."""
    node = element.node
    if isinstance(node, cst.ClassDef) and isinstance(node.body, cst.IndentedBlock):
        node = node.with_changes(body=cst.IndentedBlock([], header=node.body.header))
    return any(not found[1] for found in KEEP.finditer(cst.Module([]).code_for_node(node)))


def _named_keeps(element: Element) -> frozenset[str]:
    """What the user has settled by name, in comments anywhere in the class."""
    return frozenset(found[1] for found in KEEP.finditer(cst.Module([]).code_for_node(element.node)) if found[1])
