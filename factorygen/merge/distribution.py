"""What do the modules of a package hold that has the factories of one module?

Each class stands where it is told; what else there is stands beside what needs it. Where modules would import each
other in a circle, they are one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

import libcst as cst

from factorygen.fingerprint import tree_of
from factorygen.import_lines import import_line, isort_key
from factorygen.merge.bindings import Imported, import_of, imported_by
from factorygen.merge.elements import Document, is_text
from factorygen.merge.import_edits import ImportEdits, used
from factorygen.merge.paths import Reach, looked_up, reached

Body = Sequence[cst.BaseStatement]


@dataclass(frozen=True)
class Homes:
    """Where each class is to stand, by its name, and what the modules say of themselves."""

    modules: Mapping[str, str]
    docstrings: Mapping[str, str]
    factories: Set[str] = frozenset()
    """The classes that a path leads to; all of ``modules`` if there are none."""
    called: Mapping[str, str] = field(default_factory=dict)
    """Those that are imported by another name than the code has yet."""
    given: Mapping[str, Document] = field(default_factory=dict)
    """What the modules are compared with afterwards, whose imports they have from the beginning."""


def distributed(module: cst.Module, homes: Homes) -> Mapping[str, str]:
    """The texts of the package's modules, by their names."""
    statements = _Statements.of(module, homes)
    return {place: statements.text(place) for place in dict.fromkeys(statements.places)}


@dataclass(frozen=True)
class _Statements:
    """The statements of a module, besides its docstring and its imports, and where each is to stand."""

    module: cst.Module
    homes: Homes
    nodes: Body
    bound: Sequence[Set[str]]
    looked_up: Sequence[Set[str]]
    needs: Sequence[Set[int]]
    places: Sequence[str]

    @classmethod
    def of(cls, module: cst.Module, homes: Homes) -> _Statements:
        nodes = [node for node in module.body if import_of(node) is None and not _is_docstring(node, module)]
        bound = [frozenset(bound_by(node)) for node in nodes]
        wanted = [looked_up(module.code_for_node(node).strip()) for node in nodes]
        owners = {name: number for number, names in enumerate(bound) for name in names}
        needs = [{owners[name] for name in names if name in owners} - {at} for at, names in enumerate(wanted)]
        places = _together(_places(nodes, needs, homes.modules), needs)
        return cls(module, homes, nodes, bound, wanted, needs, places)

    def text(self, place: str) -> str:
        """One module."""
        here = {name for at, name in self._factories() if self.places[at] == place}
        reach = Reach(here, {name for _, name in self._factories()} - here)
        own = [reached(node, reach) for node, where in zip(self.nodes, self.places, strict=True) if where == place]
        body = [*self._docstring(place), *self._imports(place, own), *own]
        last = self.places[-1] == place
        return self.module.with_changes(body=body, footer=self.module.footer if last else ()).code

    def _factories(self) -> Iterator[tuple[int, str]]:
        factories = self.homes.factories or self.homes.modules.keys()
        for at, node in enumerate(self.nodes):
            if isinstance(node, cst.ClassDef) and node.name.value in factories:
                yield at, node.name.value

    def _docstring(self, place: str) -> Iterator[cst.BaseStatement]:
        if place in self.homes.docstrings:
            yield from cst.parse_module(self.homes.docstrings[place]).body

    # ---- imports

    def _imports(self, place: str, own: Body) -> list[cst.BaseStatement]:
        """What the module imports of what all of them did, and from its neighbours."""
        names = used(self.module.with_changes(body=own, footer=()).code)
        there = [one for one in map(_one_up, self.module.body) if import_of(one) is not None]
        gone = self._not_here(place, names) | self._given(place, there)
        kept = ImportEdits((), frozenset(gone)).of(there, set())
        given = self.homes.given.get(place)
        first = [node for node in given.module.body if import_of(node) is not None] if given else []
        return [*joined(first, kept), *self._from_neighbours(place, [*first, *kept])]

    def _not_here(self, place: str, names: Set[str]) -> set[str]:
        """Imports that others use; those that nobody does stand in the first module."""
        everywhere = self._everywhere
        imports = [one for node in self.module.body for one in imported_by(node) if one.module != "__future__"]
        kept = names if place != self.places[0] else {*names, *(one.called for one in imports)} - (everywhere - names)
        return {one.called for one in imports} - kept

    @cached_property
    def _everywhere(self) -> Set[str]:
        return used(self.module.with_changes(body=self.nodes, footer=()).code)

    def _given(self, place: str, there: Body) -> set[str]:
        """Imports that come with what the module is compared with."""
        given = self.homes.given.get(place)
        same = {(one.source, one.called) for one in given.imports} if given else set()
        return {one.called for node in there for one in imported_by(node) if (one.source, one.called) in same}

    def _from_neighbours(self, place: str, there: Body) -> Iterator[cst.BaseStatement]:
        given = self.homes.given.get(place)
        same = {(one.module, one.name) for one in given.imports} if given else set()
        apart = not any(one.module.startswith(".") for node in there for one in imported_by(node))
        for module, found in sorted(self._wanted(place).items()):
            names = sorted((name for name in found if (f".{module}", name) not in same), key=isort_key)
            if names:
                line = cst.parse_statement(import_line(f".{module}", names))
                yield line.with_changes(leading_lines=[cst.EmptyLine(indent=False)] if apart else ())
                apart = False

    def _wanted(self, place: str) -> Mapping[str, Set[str]]:
        """What a module needs of its neighbours."""
        wanted: dict[str, set[str]] = {}
        for at, where in enumerate(self.places):
            for number in self.needs[at] if where == place else ():
                if self.places[number] != place:
                    names = self.bound[number] & self.looked_up[at]
                    found = {self.homes.called.get(name, name) for name in names}
                    wanted.setdefault(self.places[number], set()).update(found)
        return wanted


def joined(given: Body, own: Body) -> list[cst.BaseStatement]:
    """Imports with others below them; names join the import of their module, where nobody has a word about it."""
    modules = {one.module for node in given for one in imported_by(node) if one.name}
    added: list[Imported] = []
    apart = []
    for node in own:
        found = imported_by(node)
        plain = found and all(one.name == one.called and one.module in modules for one in found)
        if plain and "#" not in cst.Module([]).code_for_node(node):
            added += found
        else:
            apart.append(node)
    return [*ImportEdits(tuple(added), frozenset()).of(given, set()), *apart]


def _is_docstring(node: cst.CSTNode, module: cst.Module) -> bool:
    return node is module.body[0] and is_text(node)


def _one_up(node: cst.BaseStatement) -> cst.BaseStatement:
    """A relative import, seen from one folder further down."""
    return in_other_folder(node, 1)


def in_other_folder(node: cst.BaseStatement, levels: int) -> cst.BaseStatement:
    """A relative import, seen from a folder that is so many levels below."""
    found = import_of(node)
    if not isinstance(found, cst.ImportFrom) or not found.relative:
        return node
    dots = [cst.Dot()] * (len(found.relative) + levels)
    return node.with_changes(body=[found.with_changes(relative=dots)])


def bound_by(node: cst.CSTNode) -> Iterator[str]:
    """The names that a statement of a module gives a value to, those in its branches included."""
    for statement in tree_of(cst.Module([]).code_for_node(node).strip()).body:
        yield from _bound(statement)


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        yield node.name
        return
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            yield one.id
        if isinstance(one, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in one.names)


# ---- places


def _places(nodes: Body, needs: Sequence[Set[int]], homes: Mapping[str, str]) -> list[str]:
    """Where each statement stands: as it is told, else with one that needs it or that it needs."""
    places = [homes.get(node.name.value, "") if isinstance(node, cst.ClassDef) else "" for node in nodes]
    needed_by = [[at for at, wanted in enumerate(needs) if number in wanted] for number in range(len(nodes))]
    while (open_ := [at for at, place in enumerate(places) if not place]) and any(places):
        beside = {at: [places[one] for one in (*needed_by[at], *sorted(needs[at])) if places[one]] for at in open_}
        first = next((at for at in open_ if beside[at]), None)
        if first is None:
            return [place or next(filter(None, places)) for place in places]
        places[first] = _best(first, list(dict.fromkeys(beside[first])), places, needs)
    return places


def _best(at: int, options: Sequence[str], places: Sequence[str], needs: Sequence[Set[int]]) -> str:
    """The first place that makes no circle."""
    tried = ([*places[:at], option, *places[at + 1 :]] for option in options)
    return next((one[at] for one in tried if not _circle(one, needs)), options[0])


def _together(places: list[str], needs: Sequence[Set[int]]) -> list[str]:
    """The same without circles."""
    order = list(dict.fromkeys(places))
    while circle := _circle(places, needs):
        first = min(circle, key=order.index)
        places = [first if place in circle else place for place in places]
    return places


def _circle(places: Sequence[str], needs: Sequence[Set[int]]) -> Set[str]:
    graph: dict[str, set[str]] = {place: set() for place in places}
    for at, wanted in enumerate(needs):
        graph[places[at]] |= {places[number] for number in wanted} - {places[at], ""} if places[at] else set()
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return frozenset(error.args[1])
    return frozenset()
