"""What has the lock to know after a merge? What was generated, and what is still to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from factorygen.merge.elements import HEADER
from factorygen.merge.facts import NOTHING, USERS_OWN, Baseline, Line, Subject
from factorygen.merge.findings import Finding
from factorygen.merge.renames import table_fact
from factorygen.merge.threeway import Outcome, every

Key = tuple[str, str]


@dataclass(frozen=True)
class Memory:
    """What a file's merge came to."""

    outcomes: tuple[Outcome, ...]
    baseline: Baseline
    """Under the names that hold now."""
    subjects: Mapping[str, Subject]
    findings: tuple[Finding, ...]

    def lines(self) -> frozenset[Line]:
        """The lines of this file."""
        held = {key for finding in self.findings for key in finding.holds}
        old = {line for key in held for line in self.baseline.of(key)}
        return frozenset({line for line in self._generated() if (line.scope, line.name) not in held} | old)

    def _generated(self) -> Iterator[Line]:
        facts = dict(self._facts())
        marks = {one.key: one for one in every(self.outcomes) if one.new is not None and one.new.mark}
        seen = {finding.key: finding.seen for finding in self.findings if finding.seen}
        for key in dict.fromkeys([*marks, *facts]):
            one = marks.get(key)
            old = self.baseline.of(key)
            if one is not None and one.blocked:
                yield from old
            else:
                mark = one.new.mark if one is not None and one.new is not None else NOTHING
                if any(line.mark == USERS_OWN for line in old):
                    mark = USERS_OWN
                fact = old[0].fact if key in seen and old else facts.get(key, NOTHING)
                yield Line(*key, fact, mark, seen.get(key, "") if old else "")

    def _facts(self) -> Iterator[tuple[Key, str]]:
        for top in self.outcomes:
            scope = top.key[0]
            subject = self.subjects.get(scope) if top.new is not None and top.new.is_class else None
            if subject is not None:
                yield (scope, HEADER), table_fact(subject.table, subject.factory)
                for attribute in subject.attributes:
                    yield (scope, attribute.name), str(attribute.fact)
