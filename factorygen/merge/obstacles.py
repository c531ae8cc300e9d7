"""What of the new cannot be written, since its name is taken or the user has deleted what it needs?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import libcst as cst

from factorygen.merge.elements import Document, Element
from factorygen.merge.parts import Part
from factorygen.merge.threeway import USERS, Outcome, Verdict, as_it_is

NEW = (Verdict.ADDED, Verdict.UPDATED)


def without_obstacles(
    outcomes: Sequence[Outcome], disk: Document, new: Document, given_up: Set[str], part: Part
) -> tuple[Outcome, ...]:
    """The outcomes, with what cannot be written left out and told; ``given_up`` are names that classes had."""
    taken = {one.called for one in new.factories.values()} & disk.taken - given_up
    free = tuple(_named(one, taken, disk) for one in _still_used(outcomes, part.needed))
    absent = {
        one.element.called: one.element.called
        for one in free
        if one.new is not None and one.new.is_class and one.verdict is Verdict.DELETED
    }
    absent = {name: name for name in (*absent, *part.deleted) if name not in disk.taken}
    return tuple(_possible(one, absent) for one in free) if absent else free


def _named(one: Outcome, taken: Set[str], disk: Document) -> Outcome:
    if one.verdict is not Verdict.ADDED or not one.element.is_class or one.element.called not in taken:
        return one
    return replace(one, verdict=Verdict.DELETED, blocked=f"{one.element.called} is not added: its name is taken")


def _still_used(outcomes: Sequence[Outcome], needed: Set[str]) -> Sequence[Outcome]:
    """A class that would go stays as it is if the user's own code needs it, here or in another module."""
    going = [one for one in outcomes if one.verdict is Verdict.REMOVED and one.element.is_class]
    names = {one.element.called for one in going}
    kept = {name for name in names if name in needed or any(_uses(other, name) for other in outcomes)}
    return [_as_it_was(one) if one.element.called in kept and one in going else one for one in outcomes]


def _uses(top: Outcome, name: str) -> bool:
    """Whether what the user has written names a class."""
    return any(
        not (one.element.is_class and one.new is not None) and re.search(rf"\b{name}\b", _code(one.element)) is not None
        for one in top.all()
        if one.verdict in USERS and one.element.mark
    )


def _as_it_was(one: Outcome) -> Outcome:
    assert one.disk is not None
    return replace(as_it_is(one.disk), verdict=Verdict.ORPHANED)


def _possible(one: Outcome, absent: Mapping[str, str]) -> Outcome:
    if one.inner:
        return replace(one, inner=tuple(_possible(inner, absent) for inner in one.inner))
    missing = next((name for name in absent if one.verdict in NEW and _needs(one.new, name)), None)
    if missing is None:
        return one
    left = Verdict.DELETED if one.disk is None else Verdict.EDITED
    return replace(
        one, verdict=left, blocked=f"{one.key[1]!r} is not written: it needs {missing}, which you have deleted"
    )


def _needs(new: Element | None, name: str) -> bool:
    return new is not None and re.search(rf"\b{name}\b", _code(new)) is not None


def _code(element: Element) -> str:
    return cst.Module([]).code_for_node(element.node)
