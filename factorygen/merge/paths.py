"""How do the factories of several modules name each other? By a path, so that their modules need not import each other.

``SubFactory(UserFactory)`` where the factory stands above, ``f"{__name__}.UserFactory"`` where it stands below, and
``f"{__package__}.UserFactory"`` where it stands in another module of the package, which has all of them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TypeVar

import libcst as cst

from factorygen.fingerprint import tree_of
from factorygen.merge.bindings import dotted

Node = TypeVar("Node", bound=cst.CSTNode)
DIRECT = frozenset({"SubFactory", "FirstRow"})
"""Declarations that name a factory directly where it stands above."""
BY_PATH = DIRECT | {"Children", "RelatedFactory", "RelatedFactoryList"}
"""Declarations that take a factory by its path as well."""
MODULE, PACKAGE = "__name__", "__package__"


@dataclass(frozen=True)
class Reach:
    """Where factories stand, seen from a module: in it, in others of its package; and above a statement."""

    here: Set[str] = frozenset()
    elsewhere: Set[str] = frozenset()
    above: Set[str] = frozenset()
    """Those that had stood elsewhere and are to be named directly."""


def reached(node: Node, reach: Reach) -> Node:
    """The same code, with factories named as they can be reached."""
    return node.visit(_Paths(reach))  # type: ignore[return-value]


def path_to(name: str, module: str = PACKAGE) -> cst.FormattedString:
    """The path of a factory."""
    found = cst.parse_expression(f'f"{{{module}}}.{name}"')
    assert isinstance(found, cst.FormattedString)
    return found


class _Paths(cst.CSTTransformer):
    """Puts paths in the place of names and of other paths."""

    def __init__(self, reach: Reach) -> None:
        super().__init__()
        self.reach = reach

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        called = dotted(original_node.func).rpartition(".")[2]
        if called not in BY_PATH or not updated_node.args or updated_node.args[0].keyword is not None:
            return updated_node
        first, *others = updated_node.args
        value = first.value
        if isinstance(value, cst.Name) and value.value in self.reach.elsewhere:
            return updated_node.with_changes(args=[first.with_changes(value=path_to(value.value)), *others])
        before = _target(original_node.args[0].value)
        if called in DIRECT and before and before[0] == PACKAGE and before[1] in self.reach.above:
            return updated_node.with_changes(args=[first.with_changes(value=cst.Name(before[1])), *others])
        return updated_node

    def leave_FormattedString(
        self, original_node: cst.FormattedString, updated_node: cst.FormattedString
    ) -> cst.FormattedString:
        _, name = _target(original_node) or ("", "")
        if name not in self.reach.here | self.reach.elsewhere:
            return updated_node
        parts = path_to(name, MODULE if name in self.reach.here else PACKAGE).parts
        return updated_node.with_changes(parts=parts)


def _target(node: cst.CSTNode) -> tuple[str, str] | None:
    """What a path begins with, and the factory that it leads to."""
    if not isinstance(node, cst.FormattedString) or len(node.parts) != 2:
        return None
    first, last = node.parts
    if not isinstance(first, cst.FormattedStringExpression) or not isinstance(last, cst.FormattedStringText):
        return None
    start = dotted(first.expression)
    path = start in (MODULE, PACKAGE) and last.value.startswith(".")
    return (start, last.value.rpartition(".")[2]) if path else None


def looked_up(text: str) -> frozenset[str]:
    """The names that code looks up at any time, but for those that a path can stand for."""
    tree = tree_of(text)
    spared = {id(node) for node in _by_path(tree)}
    return frozenset(one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and id(one) not in spared)


def _by_path(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in BY_PATH:
                yield node.args[0]
