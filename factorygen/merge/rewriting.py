"""Code under other names: imports that are called differently, factories and attributes that were renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import libcst as cst

Node = TypeVar("Node", bound=cst.CSTNode)


def renamed(node: Node, names: Mapping[str, str], dotted: Mapping[str, str]) -> Node:
    """A node with other names in it.

    ``names`` may be any code; ``dotted`` are names of classes, which may also be the end of a dotted string.
    """
    changed = {old: new for old, new in {**names, **dotted}.items() if old != new}
    if not changed:
        return node
    found = node.visit(_Names(changed, {old for old in dotted if old in changed}))
    return found  # type: ignore[return-value]


class _Names(cst.CSTTransformer):
    """Names that are looked up; not those of attributes, keywords and parameters."""

    def __init__(self, names: Mapping[str, str], dotted: set[str]) -> None:
        super().__init__()
        self.names = names
        self.dotted = dotted

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        name = self.names.get(original_node.value)
        return updated_node if name is None else cst.parse_expression(name)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)

    def leave_Param(self, original_node: cst.Param, updated_node: cst.Param) -> cst.Param:
        return updated_node.with_changes(name=original_node.name)

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        return updated_node.with_changes(name=original_node.name)

    def leave_SimpleString(self, original_node: cst.SimpleString, updated_node: cst.SimpleString) -> cst.BaseExpression:
        body = updated_node.value[:-1]
        return self._elsewhere(body) or updated_node.with_changes(value=self._ending(body) + updated_node.value[-1:])

    def leave_FormattedString(
        self, original_node: cst.FormattedString, updated_node: cst.FormattedString
    ) -> cst.BaseExpression:
        last = updated_node.parts[-1] if updated_node.parts else None
        if not isinstance(last, cst.FormattedStringText):
            return updated_node
        text = last.with_changes(value=self._ending(last.value))
        return self._elsewhere(last.value) or updated_node.with_changes(parts=[*updated_node.parts[:-1], text])

    def _elsewhere(self, text: str) -> cst.BaseExpression | None:
        """The path of a class that stands in another module."""
        _, dot, last = text.rpartition(".")
        name = self.names.get(last, "") if dot and last in self.dotted else ""
        return cst.parse_expression(name) if name and not name.isidentifier() else None

    def _ending(self, text: str) -> str:
        before, dot, last = text.rpartition(".")
        return f"{before}.{self.names[last]}" if dot and last in self.dotted else text


def retargeted(node: Node, name: str) -> Node:
    """An assignment or a function under another name."""
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        return node.with_changes(name=cst.Name(name))  # type: ignore[return-value]
    if isinstance(node, cst.SimpleStatementLine):
        first = node.body[0]
        if isinstance(first, cst.Assign):
            targets = [first.targets[0].with_changes(target=cst.Name(name)), *first.targets[1:]]
            return node.with_changes(body=[first.with_changes(targets=targets), *node.body[1:]])
        if isinstance(first, cst.AnnAssign):
            return node.with_changes(body=[first.with_changes(target=cst.Name(name)), *node.body[1:]])
    return node
