"""Which attributes of its model does a declaration name besides its own?

The keywords of a Trait, what a ``SelfAttribute`` reads, and what a lambda or a method reads of the object it is given.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TypeVar

import libcst as cst

from factorygen.merge.bindings import dotted

Node = TypeVar("Node", bound=cst.CSTNode)


def mentions(node: cst.CSTNode) -> frozenset[str]:
    """The attributes that are named."""
    if isinstance(node, cst.ClassDef):
        return frozenset()
    follower = _Follower({})
    node.visit(follower)
    return frozenset(follower.found)


def followed(node: Node, names: Mapping[str, str]) -> Node:
    """The same with attributes under their new names."""
    return node.visit(_Follower(names)) if names else node  # type: ignore[return-value]


class _Follower(cst.CSTTransformer):
    """Finds attributes, and puts new names in the place of old ones."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self.names = names
        self.found: set[str] = set()
        self.objects: list[str] = []

    def _new(self, name: str) -> str:
        self.found.add(name)
        return self.names.get(name, name)

    def visit_Lambda(self, node: cst.Lambda) -> None:
        params = node.params.params
        self.objects.append(params[0].name.value if params else "")

    def leave_Lambda(self, original_node: cst.Lambda, updated_node: cst.Lambda) -> cst.Lambda:
        self.objects.pop()
        return updated_node

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        params = node.params.params
        self.objects.append(params[0].name.value if params else "")

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        self.objects.pop()
        return updated_node

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:
        if not isinstance(original_node.value, cst.Name) or original_node.value.value not in self.objects:
            return updated_node
        name = self._new(original_node.attr.value)
        return updated_node if name == original_node.attr.value else updated_node.with_changes(attr=cst.Name(name))

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        called = dotted(original_node.func).rpartition(".")[2]
        if called == "Trait":
            return updated_node.with_changes(args=[self._keyword(one) for one in updated_node.args])
        if called == "SelfAttribute" and updated_node.args:
            first = updated_node.args[0]
            return updated_node.with_changes(args=[self._path(first), *updated_node.args[1:]])
        return updated_node

    def _keyword(self, argument: cst.Arg) -> cst.Arg:
        if argument.keyword is None:
            return argument
        name, mark, rest = argument.keyword.value.partition("__")
        new = self._new(name)
        return argument if new == name else argument.with_changes(keyword=cst.Name(new + mark + rest))

    def _path(self, argument: cst.Arg) -> cst.Arg:
        """``SelfAttribute("user.name")``; what begins with a dot is another object's."""
        value = argument.value
        if not isinstance(value, cst.SimpleString) or not isinstance(ast.literal_eval(value.value), str):
            return argument
        path: str = ast.literal_eval(value.value)
        if path.startswith("."):
            return argument
        name, dot, rest = path.partition(".")
        new = self._new(name)
        if new == name:
            return argument
        text = value.value.replace(path, new + dot + rest, 1)
        return argument.with_changes(value=value.with_changes(value=text))
