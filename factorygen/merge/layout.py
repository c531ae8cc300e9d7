"""How do the outcomes stand in the file? Statements in their order, with the blank lines that belong between them.

What the user has keeps its bytes. Blank lines are set anew only where something came or went, and as new code has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import libcst as cst

from factorygen.merge.bindings import import_of
from factorygen.merge.elements import Element, Statement
from factorygen.merge.rewriting import renamed
from factorygen.merge.threeway import Outcome, Verdict

FROM_NEW = frozenset({Verdict.UPDATED, Verdict.ADDED})
Key = tuple[str, str]


@dataclass(frozen=True)
class Names:
    """What names are to be replaced with: in new code, and in what the user has."""

    new: Mapping[str, str] = field(default_factory=dict)
    new_classes: Mapping[str, str] = field(default_factory=dict)
    disk: Mapping[str, str] = field(default_factory=dict)
    disk_classes: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    """What the class of each scope is called in the end."""

    def in_new(self, node: Statement) -> Statement:
        """New code, as this file says it."""
        return renamed(node, self.new, self.new_classes)

    def in_disk(self, node: Statement) -> Statement:
        """The user's code, following our renames."""
        return renamed(node, self.disk, self.disk_classes)


def arranged(
    outcomes: Sequence[Outcome], disk: Sequence[Element], new: Sequence[Element], names: Names
) -> list[Statement]:
    """The statements of a module or of a class's body."""
    before, wanted = _followers(disk), _followers(new)
    blanks: dict[Key | None, tuple[cst.EmptyLine, ...]] = {one.key: _blank_lines(one.node) for one in new}
    statements: list[Statement] = []
    last: Key | None = None
    for one in outcomes:
        if not one.present:
            continue
        node = _node(one, names)
        apart = wanted.get(last) == one.key and before.get(last) != one.key
        if apart and (one.verdict in (Verdict.SAME, Verdict.UPDATED) or _gave_way(one, blanks.get(last, ()))):
            node = _with_blank_lines(node, blanks[one.key])
        statements.append(node)
        last = one.key
    return statements


def _gave_way(one: Outcome, above: Sequence[cst.EmptyLine]) -> bool:
    """Whether the blank lines above the user's version belong to what has come before it."""
    return one.verdict is Verdict.EDITED and len(_blank_lines(one.element.node)) == len(above)


def _followers(elements: Sequence[Element]) -> Mapping[Key | None, Key]:
    """What follows each element; None is the beginning."""
    keys = [one.key for one in elements]
    return dict(zip([None, *keys], keys, strict=False))


def _node(one: Outcome, names: Names) -> Statement:
    if one.disk is not None and one.disk.is_class and (one.new is None or one.new.is_class):
        return _class(one, names)
    if import_of(one.element.node) is not None:
        return one.element.node
    if one.verdict not in FROM_NEW:
        return names.in_disk(one.element.node)
    if one.new is not None and one.new.is_class:
        return _new_class(one, names)
    node = names.in_new(one.element.node)
    if one.verdict is Verdict.UPDATED and one.disk is not None:
        node = _with_blank_lines(node, _blank_lines(one.disk.node))
    return node


def _class(one: Outcome, names: Names) -> Statement:
    """A class that is on the disk, with what becomes of its members."""
    assert one.disk is not None
    node = names.in_disk(one.disk.node) if one.new is None else one.disk.node
    assert isinstance(node, cst.ClassDef)
    if one.new is not None:
        inner = arranged(one.inner, one.disk.inner, one.new.inner, names)
        node = _header(one, names).with_changes(body=node.body.with_changes(body=inner or [_PASS]))
    else:
        inner = arranged(one.inner, one.disk.inner, (), names)
        node = node.with_changes(body=node.body.with_changes(body=inner or [_PASS]))
    name = names.classes.get(one.key[0]) if not one.element.name else None
    return node.with_changes(name=cst.Name(name)) if name and name != node.name.value else node


def _header(one: Outcome, names: Names) -> cst.ClassDef:
    """The first line of a class: of the disk's, or with what the new one says."""
    assert one.disk is not None
    assert one.new is not None
    node = one.disk.node
    if one.verdict is not Verdict.UPDATED:
        bare = node.with_changes(body=cst.IndentedBlock([_PASS]))
        kept = names.in_disk(bare)
        assert isinstance(kept, cst.ClassDef)
        return kept.with_changes(name=node.name) if isinstance(node, cst.ClassDef) else kept
    fresh = names.in_new(one.new.node.with_changes(body=cst.IndentedBlock([_PASS])))
    fresh = _with_blank_lines(fresh, _blank_lines(node))
    assert isinstance(fresh, cst.ClassDef)
    assert isinstance(node, cst.ClassDef)
    return fresh.with_changes(name=node.name)


def _new_class(one: Outcome, names: Names) -> Statement:
    """A new class, or what of it the user has not deleted."""
    assert one.new is not None
    node = names.in_new(one.new.node)
    assert isinstance(node, cst.ClassDef)
    if any(not inner.present for top in one.inner for inner in top.all()):
        inner = arranged(one.inner, (), one.new.inner, names)
        node = node.with_changes(body=node.body.with_changes(body=inner or [_PASS]))
    name = names.classes.get(one.key[0]) if not one.element.name else None
    return node.with_changes(name=cst.Name(name)) if name else node


_PASS = cst.SimpleStatementLine([cst.Pass()])

# ---- blank lines


def _blank_lines(node: Statement) -> tuple[cst.EmptyLine, ...]:
    """Those above a statement and its comments."""
    return tuple(_leading_blanks(node.leading_lines))


def _leading_blanks(lines: Sequence[cst.EmptyLine]) -> Iterator[cst.EmptyLine]:
    for line in lines:
        if line.comment is not None:
            return
        yield line


def _with_blank_lines(node: Statement, blanks: Sequence[cst.EmptyLine]) -> Statement:
    lines = node.leading_lines
    old = len(tuple(_leading_blanks(lines)))
    return node.with_changes(leading_lines=[*blanks, *lines[old:]])
