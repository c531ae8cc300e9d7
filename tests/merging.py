"""A small module of factories, the facts about its models, and what a merge makes of edits and migrations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from factorygen.merge import Attribute, Fact, Merged, Subject, Verdict, every, fresh, merge

GENERATED = '''\
"""Factories for the models in ``app.models``."""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from app.models import Team, User

from .factory_base import BaseFactory, Children


class TeamFactory(BaseFactory[Team]):
    class Meta:
        model = Team

    name = Faker("company")

    users = Children(f"{__name__}.UserFactory", of="team")


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    class Params:
        with_boss = Trait(boss=SubFactory(f"{__name__}.UserFactory"))

    team = SubFactory(TeamFactory)

    # Unique.
    email = Sequence(lambda n: f"user{n}@example.com")
    name = Faker("name")
    phone = Faker("phone_number")
'''
STRING, TEXT, KEY = Fact("string", "", True), Fact("text", "", True), Fact("integer", "fk", True)


def attributes(**facts: Fact) -> tuple[Attribute, ...]:
    return tuple(Attribute(name.rstrip("_"), fact) for name, fact in facts.items())


TEAM = Subject(
    "Team",
    "TeamFactory",
    "teams",
    attributes(name=STRING, users=Fact("onetomany-User")),
    frozenset({"metadata"}),
)
USER = Subject(
    "User",
    "UserFactory",
    "users",
    (
        *attributes(email=Fact("string", "unique", True), name=STRING, phone=Fact("string"), boss_id=Fact("integer")),
        *attributes(boss=Fact("manytoone-User"), team_id=KEY),
        Attribute("team", Fact("manytoone-Team", "", True), ("team_id",)),
    ),
    frozenset({"metadata"}),
)
SUBJECTS = (TEAM, USER)
FIRST = fresh(GENERATED, SUBJECTS)


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """The text with each first in place of its second; it must be there once."""
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def altered(subject: Subject, *gone: str, **facts: Fact) -> Subject:
    """A model without some attributes and with others."""
    kept = [one for one in subject.attributes if one.name not in {*gone, *facts}]
    return replace(subject, attributes=(*kept, *attributes(**facts)))


@dataclass(frozen=True)
class Again:
    """A merge that was checked: a second one changes nothing."""

    merged: Merged

    @property
    def text(self) -> str:
        return self.merged.text

    @property
    def look_at(self) -> list[str]:
        return [f"{'.'.join(one.key).rpartition('models.')[2]}: {one.problem}" for one in self.merged.findings]

    def told(self, verdict: Verdict) -> list[str]:
        return [one.key[1] for one in every(self.merged.outcomes) if one.verdict is verdict]


def merged(disk: str, new: str = GENERATED, subjects: Iterable[Subject] = SUBJECTS, before: Merged = FIRST) -> Again:
    """What becomes of a file; a second run has to leave all as it is and to tell the same."""
    known = tuple(subjects)
    first = merge(disk, new, before.baseline, known)
    second = merge(first.text, new, first.baseline, known)
    assert second.text == first.text
    assert second.baseline == first.baseline
    assert second.findings == first.findings
    return Again(first)
