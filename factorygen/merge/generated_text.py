"""What does a text consist of that was generated just now? The same elements as of any other, many times quicker.

Python's own parser reads it; libcst does so only where a statement itself is wanted, which for new files is nowhere.
What generated texts do not have is left to libcst from the beginning (several statements on one line), or is not
looked for (a comment that ends a block).
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise

import libcst as cst

from factorygen.fingerprint import tree_of
from factorygen.merge.bindings import Imported, meanings
from factorygen.merge.elements import DOCSTRING, Document, Element, Statement, Words, counted, read, value_of, words_of

Parsed = Callable[[], cst.Module]
Path = tuple[int, ...]
"""Where a statement stands: its number in the module, then in the classes around it."""


def read_generated(text: str, parsed: Parsed, elsewhere: Mapping[str, str]) -> Document:
    """The elements of a generated module, as ``elements.read`` finds them; ``parsed`` is asked for the module."""
    body = tree_of(text).body
    if not _is_plain(body):
        return read(parsed(), lambda model: model, {}, elsewhere)
    imports = tuple(found for node in body for found in _imported(node))
    classes = _classes(body, meanings(imports))
    lines = text.replace("\r\n", "\n").split("\n")
    words = words_of({scope: node.name for scope, node in classes.items()}, imports, elsewhere)
    reader = _Reader(lines, parsed, words, {id(node): scope for scope, node in classes.items()})
    top = _first(body[0]) - 1 if body else 0  # what is said above all is said of the module
    return Document(parsed, tuple(reader.block(body, "", "", (), top)), imports)


def _is_plain(body: Sequence[ast.stmt]) -> bool:
    """Whether each statement has lines of its own, in classes as well."""
    return all(above.end_lineno != below.lineno for above, below in pairwise(body)) and all(
        node.body[0].lineno > node.lineno and _is_plain(node.body) for node in body if isinstance(node, ast.ClassDef)
    )


def _imported(node: ast.stmt) -> Iterator[Imported]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Imported(alias.name, "", alias.asname or alias.name.partition(".")[0])
    if isinstance(node, ast.ImportFrom):
        module = f"{'.' * node.level}{node.module or ''}"
        yield from (Imported(module, one.name, one.asname or one.name) for one in node.names if one.name != "*")


def _classes(body: Sequence[ast.stmt], names: Mapping[str, str]) -> Mapping[str, ast.ClassDef]:
    """The class that stands for each scope; of several, the first."""
    found: dict[str, ast.ClassDef] = {}
    for node in body:
        if isinstance(node, ast.ClassDef):
            found.setdefault(_model(node, names) or node.name, node)
    return found


def _model(node: ast.ClassDef, names: Mapping[str, str]) -> str:
    metas = (inner for inner in node.body if isinstance(inner, ast.ClassDef) and inner.name == "Meta")
    lines = (line for meta in metas for line in meta.body if "model" in _bound(line))
    return next((value_of(line, names) for line in lines), "")


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement gives a value to."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        yield node.name
    if isinstance(node, ast.Assign | ast.AnnAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield from _targets(target)


def _targets(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    for inner in target.elts if isinstance(target, ast.Tuple | ast.List) else ():
        yield from _targets(inner)


@dataclass(frozen=True)
class _Reader:
    """Walks through the statements of a module."""

    lines: Sequence[str]
    parsed: Parsed
    words: Words
    chosen: Mapping[int, str]

    def block(self, body: Sequence[ast.stmt], scope: str, prefix: str, path: Path, above: int) -> Iterator[Element]:
        """The elements of a module or a class, whose statements are below that line."""
        seen: Counter[str] = Counter()
        for number, node in enumerate(body):
            name = prefix + counted(_name(node, number == 0), seen)
            yield self._element(node, scope, name, (*path, number), self._comments(node, above))
            above = node.end_lineno or node.lineno

    def _element(self, node: ast.stmt, scope: str, name: str, path: Path, comments: Sequence[str]) -> Element:
        statement = self._statement(path)
        if not isinstance(node, ast.ClassDef) or len(path) > 2:
            imported = len(path) == 1 and isinstance(node, ast.Import | ast.ImportFrom)
            mark = "" if imported else self._mark(node, [*comments, *self._lines(node, node.end_lineno)])
            return Element(scope, name, statement, mark, called=node.name if isinstance(node, ast.ClassDef) else "")
        if len(path) == 1:
            scope, name = self.chosen.get(id(node), name), ""
        end = self._end_of_header(node)
        inner = tuple(self.block(node.body, scope, f"{name}." if name else "", path, end))
        mark = self._mark(_first_line(node), [*comments, *self._lines(node, end)])
        return Element(scope, name, statement, mark, inner, True, node.name)

    def _statement(self, path: Path) -> Callable[[], Statement]:
        def parsed() -> Statement:
            body: Sequence[cst.CSTNode] = self.parsed().body
            for number in path[:-1]:
                around = body[number]
                body = around.body.body if isinstance(around, cst.ClassDef) else ()
            found = body[path[-1]]
            assert isinstance(found, Statement)
            return found

        return parsed

    def _mark(self, node: ast.stmt, lines: Sequence[str]) -> str:
        return self.words.mark_of(node, "\n".join(lines))

    def _comments(self, node: ast.stmt, above: int) -> Sequence[str]:
        """The lines between two statements that are comments on the lower one."""
        column = " " * node.col_offset
        return [line for line in self.lines[above : _first(node) - 1] if line.startswith(f"{column}#")]

    def _lines(self, node: ast.stmt, end: int | None) -> Sequence[str]:
        return self.lines[_first(node) - 1 : end]

    def _end_of_header(self, node: ast.ClassDef) -> int:
        """The line above the first member and its comments."""
        end = _first(node.body[0]) - 1
        while self.lines[end - 1].lstrip()[:1] in ("", "#"):
            end -= 1
        return end


def _first(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) else ()
    return min([node.lineno, *(one.lineno for one in decorators)])


def _first_line(node: ast.ClassDef) -> ast.ClassDef:
    """The class without its name and its members."""
    alone = copy(node)
    alone.name, alone.body = "_", [ast.Pass()]
    return alone


def _name(node: ast.stmt, first: bool) -> str:
    """What a statement binds; else its kind, which is no name."""
    if first and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and type(node.value.value) is str:
        return DOCSTRING
    if isinstance(node, ast.ImportFrom):
        return f"import:{'.' * node.level}{node.module or ''}"
    if isinstance(node, ast.Import):
        return f"import:{node.names[0].name}"
    return next(_bound(node), f"{type(node).__name__.lower()}:")
