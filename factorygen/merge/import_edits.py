"""Which imports does the merged module need? What is new is added where it belongs, ours that nobody uses is removed.

An import of the user's is never touched; one of ours is whatever stands in the lock.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

import libcst as cst

from factorygen.fingerprint import tree_of
from factorygen.import_lines import import_line, isort_key, lines_of
from factorygen.merge.bindings import FACTORY_BOY, FACTORY_BOYS, Imported, import_of, imported_by, module_of
from factorygen.merge.elements import Document, is_text

ALWAYS_USED = "__future__"
Source = tuple[str, str]


@dataclass(frozen=True)
class Calls:
    """How the merged module calls what the new one imports, and which of our old imports give way to it."""

    names: Mapping[str, str]
    superseded: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Those of our old imports that are called otherwise, since a class has got their name or has given up theirs."""


def calls(disk: Document, new: Document, ours: Set[Source]) -> Calls:
    """The names that new code has to use here, by those that it uses."""
    wanted = {one.source: one.module for one in new.imports}
    ours_there = [one for one in disk.imports if one.source in ours]
    moved = {one.called for one in ours_there if wanted.get(one.source) != one.module}
    renamed = _renamed(ours_there, disk, new)
    stale = frozenset(moved | renamed.keys())
    by_source = {one.source: one.called for one in disk.imports if one.called not in stale}
    taken = set(disk.taken) - stale - (_classes(disk) - _classes(new))
    found = {}
    for one in new.imports:
        there = by_source.get(one.source) or by_source.get(_short(one))
        found[one.called] = there or _through_module(one, disk) or _free(one.called, taken)
        taken.add(found[one.called])
    return Calls(found, stale & {*found.values(), *renamed}, renamed)


def _classes(document: Document) -> Set[str]:
    return {one.called for one in document.factories.values()}


def _renamed(ours: Iterable[Imported], disk: Document, new: Document) -> Mapping[str, str]:
    """The imports whose names factories now have, or had, so that they are called otherwise; and how."""
    wanted = {one.source: one.called for one in new.imports}
    came, went = _classes(new) - _classes(disk), _classes(disk) - _classes(new)
    pairs = {one.called: wanted[one.source] for one in ours if one.source in wanted}
    return {old: now for old, now in pairs.items() if old != now and (old in came or now in went)}


def _short(one: Imported) -> Source:
    """The same name where factory_boy has it as well."""
    return (FACTORY_BOY, one.name) if one.module in FACTORY_BOYS else one.source


def _through_module(one: Imported, disk: Document) -> str:
    """``factory.Faker`` or ``models.User`` where the module has them that way."""
    if any(other.module == one.module and other.name for other in disk.imports):
        return ""
    if one.module in FACTORY_BOYS and any(other.module in FACTORY_BOYS for other in disk.imports):
        return ""
    modules = {one.module, _short(one)[0]}
    whole = next((other.called for other in disk.imports if other.meaning in modules), "")
    return f"{whole}.{one.name}" if whole and one.name else ""


def _free(name: str, taken: Set[str]) -> str:
    while name in taken:
        name += "_"
    return name


@dataclass(frozen=True)
class ImportEdits:
    """What is to be imported in a merged module."""

    add: tuple[Imported, ...]
    """By their names in this module."""
    remove: frozenset[str]
    """The names of imports that go."""

    def of(self, body: Sequence[cst.BaseStatement], fresh: Set[int]) -> list[cst.BaseStatement]:
        """The statements with their imports as they are to be; ``fresh`` are the ids of those that are new."""
        pending = dict.fromkeys(self.add)
        result: list[cst.BaseStatement] = []
        above: Sequence[cst.EmptyLine] = ()
        for node in body:
            found = imported_by(node)
            if not found and import_of(node) is None:
                result.append(node)
                continue
            before = len(result)
            result += self._line(node, found, pending, id(node) in fresh)
            above = _handed_on(result, before, node, above)
        return _with_rest(result, list(pending))

    def _line(
        self, node: cst.BaseStatement, found: tuple[Imported, ...], pending: dict[Imported, None], is_new: bool
    ) -> Iterator[cst.BaseStatement]:
        """An import with the names that it is to have."""
        statement = import_of(node)
        kept = [one for one in found if not is_new and one.called not in self.remove]
        gives_way = bool(found) and not kept and not is_new
        added = _matching(statement, found, pending, is_new, gives_way)
        for one in added:
            del pending[one]
        if not found or (not added and len(kept) == len(found)):  # a star
            yield node
        elif gives_way and added:
            yield from _in_place_of(node, added)
        elif isinstance(statement, cst.Import):
            yield from [_parsed(node, f"import {', '.join(map(_whole, kept))}")] if kept else []
        elif kept or added:
            yield from _changed(node, kept, added)


def _with_rest(body: list[cst.BaseStatement], rest: Sequence[Imported]) -> list[cst.BaseStatement]:
    """What no import could take stands below the last one."""
    places = [number for number, node in enumerate(body) if import_of(node) is not None]
    texts = [number for number, node in enumerate(body[:1]) if is_text(node)]
    place = max([*places, *texts], default=-1) + 1
    return [*body[:place], *(cst.parse_statement(_text([one])) for one in rest), *body[place:]]


def _matching(
    statement: object, found: Sequence[Imported], pending: Iterable[Imported], is_new: bool, gives_way: bool
) -> list[Imported]:
    """The names to add that belong into an import, or in its place; of what gets another name, each stands alone."""
    if is_new:
        sources = {one.source for one in found}
        return [one for one in pending if one.source in sources]
    if not isinstance(statement, cst.ImportFrom) or not found:
        return []
    plain = all(one.name == one.called for one in found)
    alike = [one for one in pending if one.module.lstrip(".") == module_of(statement).lstrip(".")]
    return alike if gives_way else [one for one in alike if one.name == one.called and plain]


def _in_place_of(node: cst.BaseStatement, added: Sequence[Imported]) -> Iterator[cst.BaseStatement]:
    """Imports of the module of one that goes."""
    statement = import_of(node)
    assert isinstance(statement, cst.ImportFrom)
    words = [one.name if one.name == one.called else f"{one.name} as {one.called}" for one in added]
    lines = lines_of(module_of(statement), sorted(words, key=isort_key))
    first, *others = cst.parse_module(lines).body
    assert isinstance(first, cst.SimpleStatementLine)
    yield node.with_changes(body=first.body)
    yield from (one for one in others if isinstance(one, cst.SimpleStatementLine))


def _handed_on(
    result: list[cst.BaseStatement], before: int, node: cst.BaseStatement, above: Sequence[cst.EmptyLine]
) -> Sequence[cst.EmptyLine]:
    """The blank lines above an import that went are for the next one."""
    lines = node.leading_lines  # type: ignore[attr-defined]
    if len(result) == before:
        return lines if len(lines) > len(above) else above
    if len(above) > len(lines):
        result[before] = result[before].with_changes(leading_lines=above)
    return ()


def _changed(
    node: cst.BaseStatement, kept: Sequence[Imported], added: Sequence[Imported]
) -> Iterator[cst.BaseStatement]:
    statement = import_of(node)
    assert isinstance(statement, cst.ImportFrom)
    if "#" not in cst.Module([]).code_for_node(statement):
        yield _parsed(node, _text(_sorted(kept, added), module_of(statement)))
        return
    stays = {one.called for one in kept}
    assert not isinstance(statement.names, cst.ImportStar)
    names = [one for one, found in zip(statement.names, imported_by(node), strict=True) if found.called in stays]
    if names:
        yield node.with_changes(body=[statement.with_changes(names=names)])
    if added:
        yield _parsed(node, _text(added, module_of(statement))).with_changes(leading_lines=())


def _sorted(kept: Sequence[Imported], added: Sequence[Imported]) -> list[Imported]:
    """In the order of isort, unless the names that are there have another one."""
    there = [isort_key(one.name) for one in kept]
    every = [*kept, *added]
    return sorted(every, key=lambda one: isort_key(one.name)) if there == sorted(there) else every


def _text(names: Sequence[Imported], module: str = "") -> str:
    if not names[0].name:
        return f"import {_whole(names[0])}"
    words = [one.name if one.name == one.called else f"{one.name} as {one.called}" for one in names]
    return import_line(module or names[0].module, words)


def _whole(one: Imported) -> str:
    """A module as it is imported whole."""
    return one.module if one.called == one.module.partition(".")[0] else f"{one.module} as {one.called}"


def _parsed(node: cst.BaseStatement, text: str) -> cst.BaseStatement:
    """A statement with another import in it."""
    parsed = cst.parse_statement(text)
    assert isinstance(parsed, cst.SimpleStatementLine)
    return node.with_changes(body=parsed.body)


def needed(disk: Document, new: Document, found: Calls, ours: Set[Source], text: str, gone: Set[str]) -> ImportEdits:
    """The edits for a merged text: what it uses is imported, and what is ours and it does not use goes.

    ``gone`` are models that nobody can import any more.
    """
    names = used(text)
    bound = {one.source for one in disk.imports if one.called not in found.superseded}
    shorter = any(one.module == FACTORY_BOY and one.name for one in disk.imports) and not any(
        one.module in FACTORY_BOYS for one in disk.imports
    )
    add = [
        replace(one, called=found.names[one.called], module=_short(one)[0] if shorter else one.module)
        for one in new.imports
        if not bound & {one.source, _short(one)} and "." not in found.names[one.called]
    ]
    unused = frozenset(one.called for one in disk.imports if one.source in ours and one.called not in names)
    lost = {one.called for one in disk.imports if one.meaning in gone and one.called not in names}
    remove = (unused | found.superseded | lost) - {one.called for one in disk.imports if one.module == ALWAYS_USED}
    return ImportEdits(tuple(one for one in add if one.called in names or one.module == ALWAYS_USED), remove)


def used(text: str) -> frozenset[str]:
    """The names that a module looks up, those of annotations in quotes and of ``__all__`` included."""
    found: set[str] = set()
    for node in ast.walk(tree_of(text)):
        reader = READERS.get(type(node))
        if reader is not None:
            found.update(reader(node))
    return frozenset(found)


def _quoted(node: ast.AST | None) -> Iterator[str]:
    for one in ast.walk(node) if node is not None else ():
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield from "".join(char if char.isidentifier() or char.isdigit() else " " for char in one.value).split()


def _of_assignment(node: ast.Assign) -> Iterator[str]:
    if any(getattr(target, "id", "") == "__all__" for target in node.targets):
        yield from _quoted(node.value)


READERS: Mapping[type[ast.AST], Callable[[Any], Iterable[str]]] = {
    ast.Name: lambda node: (node.id,),
    ast.arg: lambda node: _quoted(node.annotation),
    ast.AnnAssign: lambda node: _quoted(node.annotation),
    ast.FunctionDef: lambda node: _quoted(node.returns),
    ast.Assign: _of_assignment,
}
