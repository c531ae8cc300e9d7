"""What does a module consist of? Its statements and the members of its classes, each with a name and a mark.

A class is known by the model that its ``Meta`` names, so that it may be renamed; any other by its own name. Statements
without a name are counted by their kind. A mark is a hash of what a statement says: deaf to layout, to what imports
are called and to the names of factories.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property

import libcst as cst

from factorygen.fingerprint import fingerprint, fingerprint_of, meaning, tree_of
from factorygen.merge.bindings import Imported, bindings, dotted, import_of, meanings, module_of, names_bound

HEADER = "class"
DOCSTRING = "docstring:"
LENGTH = 16
"""Of a mark."""
Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement
Scopes = Callable[[str], str]
"""The scope of a class whose ``Meta.model`` is that; "" if the model is not known."""


@dataclass(frozen=True)
class Element:
    """A statement, or a class with what is in it.

    ``name`` is seen from its ``scope``: ``email``, ``Meta.model``, ``Params.with_boss``; of a class, what its members'
    names begin with. The mark of a class is that of its first line. ``called`` is the name of a class in the code.
    """

    scope: str
    name: str
    parsed: Callable[[], Statement] = field(repr=False)
    mark: str
    inner: tuple[Element, ...] = ()
    is_class: bool = False
    called: str = ""

    @cached_property
    def node(self) -> Statement:
        """The statement itself."""
        return self.parsed()

    def with_node(self, node: Statement) -> Element:
        """The same in other words."""
        return replace(self, parsed=lambda: node, called=_class_name(node))

    @property
    def key(self) -> tuple[str, str]:
        """By what the lock knows it; a class stands for its first line."""
        prefix = f"{self.name}." if self.name else ""
        return (self.scope, f"{prefix}{HEADER}") if self.is_class else (self.scope, self.name)

    def all(self) -> Iterator[Element]:
        """Itself and what is in it."""
        yield self
        for one in self.inner:
            yield from one.all()


@dataclass(frozen=True)
class Document:
    """A module as elements; imports stand among them, for their place."""

    parsed: Callable[[], cst.Module] = field(repr=False)
    elements: tuple[Element, ...]
    imports: tuple[Imported, ...]

    @cached_property
    def module(self) -> cst.Module:
        """The module itself."""
        return self.parsed()

    @cached_property
    def factories(self) -> Mapping[str, Element]:
        """The classes by their scope."""
        return {one.scope: one for one in self.elements if one.is_class}

    @cached_property
    def keys(self) -> Mapping[tuple[str, str], Element]:
        """All elements by their key."""
        return {one.key: one for top in self.elements for one in top.all()}

    @cached_property
    def taken(self) -> frozenset[str]:
        """The names that are bound at the module's level."""
        return frozenset(name for one in self.module.body for name in names_bound(one))


@dataclass(frozen=True)
class Words:
    """What names stand for in a module: imports, and the classes that stand for models."""

    names: Mapping[str, str]
    factories: Mapping[str, str]

    def mark(self, text: str) -> str:
        """The mark of a statement's text."""
        return fingerprint(text, self.names, self.factories)[:LENGTH]

    def mark_of(self, node: ast.stmt, text: str) -> str:
        """The same of one that is parsed already, which it changes."""
        return fingerprint_of(node, text, self.names, self.factories)[:LENGTH]


def read(module: cst.Module, scopes: Scopes, prefer: Mapping[str, str], elsewhere: Mapping[str, str]) -> Document:
    """The elements of a module.

    ``prefer`` are names of classes by their scope: of several classes for one model these are meant.
    ``elsewhere`` are the scopes of factories that stand in other modules, by their names.
    """
    imports = bindings(module.body)
    names = meanings(imports)
    by_scope = _classes(module, names, scopes, prefer)
    chosen = {id(node): scope for scope, node in by_scope.items()}
    classes = {scope: node.name.value for scope, node in by_scope.items()}
    reader = _Reader(module, words_of(classes, imports, elsewhere), chosen)
    return Document(lambda: module, tuple(reader.block(module.body, "", "", 0)), imports)


def words_of(classes: Mapping[str, str], imports: Sequence[Imported], elsewhere: Mapping[str, str]) -> Words:
    """What names stand for in a module with these classes, by their scopes."""
    factories = {name: scope for scope, name in classes.items() if scope != name}
    factories |= {one.called: elsewhere[one.name] for one in imports if one.name in elsewhere}
    return Words(meanings(imports), {**elsewhere, **factories})


def _classes(
    module: cst.Module, names: Mapping[str, str], scopes: Scopes, prefer: Mapping[str, str]
) -> Mapping[str, cst.ClassDef]:
    """The class that stands for each scope."""
    found: dict[str, list[cst.ClassDef]] = {}
    for node in module.body:
        if isinstance(node, cst.ClassDef):
            model = model_of(module, node, names)
            found.setdefault((scopes(model) if model else "") or node.name.value, []).append(node)
    return {
        scope: next((one for one in nodes if one.name.value == prefer.get(scope)), nodes[0])
        for scope, nodes in found.items()
    }


def model_of(module: cst.Module, node: cst.ClassDef, names: Mapping[str, str]) -> str:
    """What its ``Meta.model`` stands for, "" if it has none."""
    for inner in node.body.body:
        if isinstance(inner, cst.ClassDef) and inner.name.value == "Meta":
            for line in _lines(inner):
                if "model" in names_bound(line):
                    return _value(module, line, names)
    return ""


def _lines(node: cst.ClassDef) -> Sequence[cst.CSTNode]:
    """The statements of a class, be it on one line."""
    if isinstance(node.body, cst.IndentedBlock):
        return node.body.body
    return [cst.SimpleStatementLine([one]) for one in node.body.body if isinstance(one, cst.BaseSmallStatement)]


def _value(module: cst.Module, line: cst.CSTNode, names: Mapping[str, str]) -> str:
    return value_of(tree_of(module.code_for_node(line).strip()).body[0], names)


def value_of(line: ast.stmt, names: Mapping[str, str]) -> str:
    """What stands on the right of an assignment, by what its names stand for."""
    value = line.value if isinstance(line, ast.Assign | ast.AnnAssign) else None
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value
    return "".join(ast.unparse(meaning(deepcopy(value), names)).split()) if value is not None else ""


@dataclass(frozen=True)
class _Reader:
    """Walks through the statements of a module."""

    module: cst.Module
    words: Words
    chosen: Mapping[int, str]

    def block(self, statements: Sequence[cst.CSTNode], scope: str, prefix: str, depth: int) -> Iterator[Element]:
        """The elements of a module or a class."""
        seen: Counter[str] = Counter()
        for number, node in enumerate(statements):
            if not isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
                continue
            yield self._element(node, scope, prefix + counted(_name(node, number == 0), seen), depth)

    def _element(self, node: Statement, scope: str, name: str, depth: int) -> Element:
        if depth < 2 and isinstance(node, cst.ClassDef) and isinstance(node.body, cst.IndentedBlock):
            scope, name = (self.chosen.get(id(node), name), "") if depth == 0 else (scope, name)
            prefix = f"{name}." if name else ""
            inner = tuple(self.block(node.body.body, scope, prefix, depth + 1))
            mark = self.words.mark(self._text(_first_line(node)))
            return Element(scope, name, lambda: node, mark, inner, True, node.name.value)
        mark = "" if depth == 0 and import_of(node) else self.words.mark(self._text(node))
        return Element(scope, name, lambda: node, mark, called=_class_name(node))

    def _text(self, node: Statement) -> str:
        """The code of a statement with the comments above it."""
        comments = tuple(line for line in node.leading_lines if line.comment)
        if len(comments) != len(node.leading_lines):
            node = node.with_changes(leading_lines=comments)
        return self.module.code_for_node(node)


def _class_name(node: Statement) -> str:
    return node.name.value if isinstance(node, cst.ClassDef) else ""


def _first_line(node: cst.ClassDef) -> cst.ClassDef:
    """The class without its name and its members."""
    body = cst.IndentedBlock([cst.SimpleStatementLine([cst.Pass()])])
    if isinstance(node.body, cst.IndentedBlock):
        body = body.with_changes(header=node.body.header)
    return node.with_changes(name=cst.Name("_"), body=body)


def counted(name: str, seen: Counter[str]) -> str:
    """A name that is the only one of its kind in a block."""
    seen[name] += 1
    return f"{name}#{seen[name]}" if seen[name] > 1 or not name.isidentifier() else name


def _name(node: cst.CSTNode, first: bool) -> str:
    """What a statement binds; else its kind, which is no name."""
    if first and is_text(node):
        return DOCSTRING
    found = import_of(node)
    if found is not None:
        return f"import:{module_of(found) if isinstance(found, cst.ImportFrom) else dotted(found.names[0].name)}"
    kind = type(node.body[0] if isinstance(node, cst.SimpleStatementLine) else node).__name__.lower()
    return next(names_bound(node), f"{kind}:")


def is_text(node: cst.CSTNode) -> bool:
    """Whether a statement is only a text."""
    inner = node.body[0] if isinstance(node, cst.SimpleStatementLine) else None
    return isinstance(inner, cst.Expr) and isinstance(inner.value, cst.SimpleString | cst.ConcatenatedString)
