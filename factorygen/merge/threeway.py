"""What becomes of each declaration: last generated, on disk and new, compared.

The outcome is a tree as the file is, in the disk's order, with what is new put where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

import libcst as cst

from factorygen.merge.elements import DOCSTRING, Element
from factorygen.merge.facts import Baseline


class Verdict(Enum):
    """What becomes of a declaration."""

    SAME = "says the same as the new one"
    UPDATED = "untouched by the user, and replaced"
    ADDED = "new"
    REMOVED = "untouched by the user, and no longer wanted"
    EDITED = "the user's version of ours"
    OWN = "the user's own"
    ORPHANED = "the user's version of what is no longer generated"
    DELETED = "deleted by the user"


STAYS = frozenset({Verdict.SAME, Verdict.EDITED, Verdict.OWN, Verdict.ORPHANED})
"""What the disk has, and keeps."""
ABSENT = frozenset({Verdict.REMOVED, Verdict.DELETED})
USERS = frozenset({Verdict.EDITED, Verdict.OWN, Verdict.ORPHANED})
SAYS_NOTHING = frozenset({"pass:#1", "expr:#1"})


@dataclass(frozen=True)
class Outcome:
    """What becomes of one declaration, or of a class and what is in it."""

    verdict: Verdict
    disk: Element | None
    new: Element | None
    inner: tuple[Outcome, ...] = ()
    blocked: str = field(default="", compare=False)
    """Why what is new cannot be written."""

    @property
    def element(self) -> Element:
        """The version that stays or comes; of what goes, the last one there was."""
        chosen = self.new if self.verdict in (Verdict.UPDATED, Verdict.ADDED, Verdict.DELETED) else self.disk
        found = chosen or self.disk or self.new
        assert found is not None
        return found

    @property
    def key(self) -> tuple[str, str]:
        """Its key."""
        return (self.new or self.element).key

    @property
    def present(self) -> bool:
        """Whether the merged text has it."""
        return self.verdict not in ABSENT

    def all(self) -> Iterator[Outcome]:
        """Itself and what is in it."""
        yield self
        for one in self.inner:
            yield from one.all()


def compare(disk: Sequence[Element], new: Sequence[Element], known: Baseline, nested: bool = False) -> list[Outcome]:
    """What becomes of the elements of a module or a class."""
    if not disk:
        return [_of_new(one, known, nested) for one in new]
    fresh = {one.key: one for one in new}
    there = [_recognized(one, disk, known) for one in disk]
    settled = [_of_disk(one, fresh.get(one.key), known, nested) for one in there]
    taken = {one.key for one in there}
    for number, one in enumerate(new):
        if one.key not in taken:
            outcome = _of_new(one, known, nested)
            settled.insert(_place(new, number, settled), outcome)
    return settled


def _recognized(one: Element, disk: Sequence[Element], known: Baseline) -> Element:
    """Statements without a name are known by what they say, wherever they stand."""
    if one.is_class or ":" not in one.name:
        return one
    kind = one.name.partition("#")[0]
    keys = [key for key in known.by_key if key[0] == one.scope and key[1].startswith(f"{kind}#")]
    if one.mark in known.marks(one.key):
        return one
    match = next((key for key in keys if one.mark in known.marks(key)), None)
    if match is None or any(other.key == match and other.mark in known.marks(match) for other in disk):
        return one
    return replace(one, name=match[1])


def _of_disk(disk: Element, new: Element | None, known: Baseline, nested: bool) -> Outcome:
    if disk.is_class and (new is None or new.is_class):
        return _of_class(disk, new, known, nested)
    return Outcome(verdict(disk, new, known), disk, new)


def verdict(disk: Element, new: Element | None, known: Baseline) -> Verdict:
    """What becomes of something on the disk."""
    marks = known.marks(disk.key)
    if new is None:
        return (Verdict.REMOVED if disk.mark in marks else Verdict.ORPHANED) if marks else Verdict.OWN
    if disk.mark == new.mark and disk.is_class == new.is_class:
        return Verdict.SAME
    return Verdict.UPDATED if disk.mark in marks else Verdict.EDITED


def _of_class(disk: Element, new: Element | None, known: Baseline, nested: bool) -> Outcome:
    own = verdict(disk, new, known)
    inner = tuple(compare(disk.inner, new.inner if new else (), known, nested=True))
    if new is not None or (nested and own is not Verdict.OWN):
        empty = new is None and not any(one.present for one in inner)
        stays = Verdict.SAME if own is Verdict.REMOVED else own
        return Outcome(Verdict.REMOVED if empty else stays, disk, new, inner)
    untouched = all(one.verdict is Verdict.REMOVED for top in inner for one in top.all())
    if own is Verdict.REMOVED and untouched:
        return Outcome(own, disk, None, inner)
    kept = Verdict.OWN if own is Verdict.OWN else Verdict.ORPHANED
    return Outcome(kept, disk, None, tuple(as_it_is(one) for one in disk.inner))


def as_it_is(one: Element) -> Outcome:
    """What the user keeps, whatever he has done to it."""
    return Outcome(Verdict.OWN, one, None, tuple(as_it_is(inner) for inner in one.inner))


def _of_new(new: Element, known: Baseline, nested: bool) -> Outcome:
    deleted = bool(known.marks(new.key)) and not (nested and new.is_class)
    if deleted:
        return Outcome(Verdict.DELETED, None, new, tuple(Outcome(Verdict.DELETED, None, one) for one in new.inner))
    inner = tuple(_of_new(one, known, nested=True) for one in new.inner)
    if new.is_class and not any(one.present for one in inner):
        return Outcome(Verdict.DELETED, None, new, inner)
    return Outcome(Verdict.ADDED, None, new, inner)


def _place(new: Sequence[Element], number: int, settled: Sequence[Outcome]) -> int:
    """Where something new belongs: after what it follows among the new, else before what follows it."""
    places = {one.key: index for index, one in enumerate(settled)}
    if not new[number].mark:
        return _place_of_import(new, number, settled)
    for before in reversed(new[:number]):
        if before.key in places:
            return places[before.key] + 1
    for after in new[number + 1 :]:
        if after.key in places:
            return places[after.key]
    return len(settled)


def _place_of_import(new: Sequence[Element], number: int, settled: Sequence[Outcome]) -> int:
    """Imports stand together: where it belongs among those that are there, else after the last one."""
    there = {one.key: index for index, one in enumerate(settled) if one.present and not one.element.mark}
    for before in reversed(new[:number]):
        if before.key in there:
            return there[before.key] + 1
    for after in new[number + 1 :]:
        if after.key in there:
            return there[after.key]
    texts = [index for index, one in enumerate(settled[:1]) if one.present and one.key[1].startswith(DOCSTRING)]
    return max([*there.values(), *texts], default=-1) + 1


def as_generated(one: Outcome, known: Baseline) -> Outcome:
    """What the user has not touched, in the words in which it is generated now."""
    inner = tuple(as_generated(each, known) for each in one.inner)
    plain = one.verdict is Verdict.SAME and one.disk is not None and one.new is not None and not one.inner
    if plain and one.disk and one.new and one.disk.mark in known.marks(one.key):
        worded = [cst.Module([]).code_for_node(each.node).strip() for each in (one.disk, one.new)]
        return one if worded[0] == worded[1] else replace(one, verdict=Verdict.UPDATED)
    return replace(one, inner=inner)


def every(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """All outcomes, those inside of others too."""
    for one in outcomes:
        yield from one.all()
