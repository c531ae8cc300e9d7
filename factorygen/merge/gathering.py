"""What does the one module hold that has the factories of all modules of a package?

What the user has written keeps its words. Names that mean different things in two modules are told apart where they
are imported; two things of one name are for the user to rename.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property

import libcst as cst

from factorygen.import_lines import import_line
from factorygen.merge.bindings import Imported, import_of, imported_by
from factorygen.merge.distribution import bound_by, in_other_folder, joined
from factorygen.merge.elements import Document, is_text
from factorygen.merge.order import in_order
from factorygen.merge.paths import Reach, reached
from factorygen.merge.rewriting import renamed


class Clash(Exception):
    """Two modules have something different under one name."""

    def __init__(self, name: str, modules: tuple[str, str]) -> None:
        self.name = name
        self.modules = modules
        super().__init__(name)


def gathered(modules: Mapping[str, cst.Module], docstring: cst.Module, new: Document) -> str:
    """The text of one module, in the order of the new one, whose imports it is going to get.

    ``docstring`` is the package's own module. Raises Clash.
    """
    found = _Gathering(modules, new)
    body = [*(node for node in docstring.body[:1] if is_text(node)), *found.imports(), *found.body()]
    first = next(iter(modules.values()), docstring)
    footer = [line for one in modules.values() if any(said.comment for said in one.footer) for line in one.footer]
    return first.with_changes(body=body, footer=footer).code


@dataclass(frozen=True)
class _Gathering:
    """The modules of a package by their names."""

    modules: Mapping[str, cst.Module]
    new: Document
    _called: dict[tuple[str, str], str] = field(default_factory=dict)

    def body(self) -> list[cst.BaseStatement]:
        """All statements but for imports and docstrings, each below what it needs."""
        placed: list[tuple[int, cst.BaseStatement]] = []
        owners: dict[str, str] = {}
        for name, module in self.modules.items():
            self._claim(name, module, owners)
            placed += self._placed(module)
        ordered = [node for _, node in sorted(placed, key=lambda one: one[0])]
        factories = {one.name.value for one in ordered if isinstance(one, cst.ClassDef)}
        above: set[str] = set()
        body = []
        for node in in_order(ordered, (), frozenset()):
            body.append(reached(node, Reach(here=factories, above=frozenset(above))))
            above |= {node.name.value} if isinstance(node, cst.ClassDef) else set()
        return body

    def _claim(self, name: str, module: cst.Module, owners: dict[str, str]) -> None:
        for bound in (one for node in _statements(module) for one in bound_by(node)):
            if owners.setdefault(bound, name) != name:
                raise Clash(bound, (owners[bound], name))

    def _placed(self, module: cst.Module) -> Iterator[tuple[int, cst.BaseStatement]]:
        """The statements with their places: their factory's in the new module, the one's above them, or the end."""
        order = {one.called: number for number, one in enumerate(self.new.factories.values())}
        names = {
            one.called: one.name if _is_sibling(node) else self._name(_beside(one))
            for node in module.body
            for one in imported_by(node)
        }
        nodes = _statements(module)
        own = [order.get(node.name.value) if isinstance(node, cst.ClassDef) else None for node in nodes]
        place = -1
        for number, node in enumerate(nodes):
            found = own[number]
            place = found if found is not None else place
            yield place if any(one is not None for one in own[number:]) else len(order), renamed(node, names, {})

    # ---- imports

    def imports(self) -> Iterator[cst.BaseStatement]:
        """Those of the new module, and the user's own."""
        given = [node for node in self.new.module.body if import_of(node) is not None]
        return iter(joined(given, list(self._own_imports())))

    def _own_imports(self) -> Iterator[cst.BaseStatement]:
        seen = {(*one.source, one.called) for one in self.new.imports}
        for module in self.modules.values():
            for node in module.body:
                if not _is_sibling(node):
                    yield from self._import(in_other_folder(node, -1), seen)

    def _import(self, node: cst.BaseStatement, seen: set[tuple[str, str, str]]) -> Iterator[cst.BaseStatement]:
        wanted = [one for one in imported_by(node) if (*one.source, self._name(one)) not in seen]
        seen |= {(*one.source, self._name(one)) for one in wanted}
        if len(wanted) == len(imported_by(node)) and all(self._name(one) == one.called for one in wanted):
            yield from [node] if import_of(node) is not None else []
            return
        for one in wanted:
            alias = "" if self._name(one) == one.name else f" as {self._name(one)}"
            line = import_line(one.module, [f"{one.name}{alias}"]) if one.name else f"import {one.module}{alias}"
            yield cst.parse_statement(line)

    def _name(self, one: Imported) -> str:
        """What an import is called in the one module: as there, else as it was, or a little longer."""
        if one.source not in self._called:
            there = next((new.called for new in self.new.imports if new.source == one.source), one.called)
            there = one.called if there in self._bound else there
            while there in {*self._called.values(), *self._others(one)}:
                there += "_"
            self._called[one.source] = there
        return self._called[one.source]

    @cached_property
    def _bound(self) -> Set[str]:
        return {name for module in self.modules.values() for node in _statements(module) for name in bound_by(node)}

    def _others(self, one: Imported) -> Set[str]:
        return {new.called for new in self.new.imports if new.source != one.source}


def _statements(module: cst.Module) -> Sequence[cst.BaseStatement]:
    body = module.body[1:] if module.body and is_text(module.body[0]) else module.body
    return [node for node in body if import_of(node) is None]


def _is_sibling(node: cst.CSTNode) -> bool:
    """Whether a line imports from the package itself."""
    statement = import_of(node)
    return isinstance(statement, cst.ImportFrom) and len(statement.relative) == 1


def _beside(one: Imported) -> Imported:
    """An import, seen from beside the package."""
    return replace(one, module=one.module.removeprefix(".")) if one.module.startswith(".") else one
