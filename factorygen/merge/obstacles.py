"""What of the new cannot be written, since its name is taken or the user has deleted what it needs?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import libcst as cst

from factorygen.merge.elements import Document, Element
from factorygen.merge.threeway import Outcome, Verdict

NEW = (Verdict.ADDED, Verdict.UPDATED)


def without_obstacles(outcomes: Sequence[Outcome], disk: Document, new: Document) -> tuple[Outcome, ...]:
    """The outcomes, with what cannot be written left out and told."""
    taken = {one.called for one in new.factories.values()} & disk.taken
    free = tuple(_named(one, taken, disk) for one in outcomes)
    absent = {
        one.element.called: one.element.called
        for one in free
        if one.new is not None and one.new.is_class and one.verdict is Verdict.DELETED
    }
    absent = {name: name for name in absent if name not in disk.taken}
    return tuple(_possible(one, absent) for one in free) if absent else free


def _named(one: Outcome, taken: set[str], disk: Document) -> Outcome:
    if one.verdict is not Verdict.ADDED or not one.element.is_class or one.element.called not in taken:
        return one
    return replace(one, verdict=Verdict.DELETED, blocked=f"{one.element.called} is not added: its name is taken")


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
    return new is not None and name in cst.Module([]).code_for_node(new.node)
