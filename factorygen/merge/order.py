"""Does each statement of a module stand below what it needs?

Where something new needs what stands further down, that is brought up; else the order is the user's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence, Set
from typing import TypeVar

import libcst as cst

from factorygen.fingerprint import tree_of
from factorygen.merge.bindings import names_bound

Statement = TypeVar("Statement", bound=cst.CSTNode)
LATER = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)


def in_order(body: list[Statement], before: Sequence[cst.CSTNode], added: Set[str]) -> list[Statement]:
    """The statements, moved only if one of them would otherwise look up a name too early.

    ``added`` are the names of classes that are new, which move first.
    """
    known = {id(one) for one in before}
    if all(id(one) in known for one in body):
        return body
    if _satisfied(_needs(body)):
        return body
    body = _with_new_ones_below(body, added)
    needs = _needs(body)
    if _satisfied(needs):
        return body
    return [body[number] for number in _sorted(needs)]


def _satisfied(needs: Sequence[set[int]]) -> bool:
    return all(below < number for number, wanted in enumerate(needs) for below in wanted)


def _with_new_ones_below(body: list[Statement], added: Set[str]) -> list[Statement]:
    """What is new stands below what it needs, if it does not do so anyway."""
    for name in sorted(added):
        needs = _needs(body)
        number = next((at for at, one in enumerate(body) if name in names_bound(one)), 0)
        last = max(needs[number], default=-1)
        if last > number and body[number] is not body[last]:
            moved = body[number]
            body = [*body[:number], *body[number + 1 : last + 1], moved, *body[last + 1 :]]
    return body


def _needs(body: Sequence[cst.CSTNode]) -> list[set[int]]:
    """The places of the statements that each one needs."""
    places = {name: number for number, one in reversed(list(enumerate(body))) for name in names_bound(one)}
    return [{places[name] for name in _looked_up(one) if name in places} - {number} for number, one in enumerate(body)]


def _sorted(needs: Sequence[set[int]]) -> list[int]:
    done: dict[int, None] = {}
    for number in range(len(needs)):
        _visit(number, needs, done, set())
    return list(done)


def _visit(number: int, needs: Sequence[set[int]], done: dict[int, None], open_: set[int]) -> None:
    if number in done or number in open_:
        return
    open_.add(number)
    for wanted in sorted(needs[number]):
        _visit(wanted, needs, done, open_)
    done[number] = None


def _looked_up(node: cst.CSTNode) -> set[str]:
    """The names that a statement needs when the module is imported."""
    return set(_names(tree_of(cst.Module([]).code_for_node(node))))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in _at_once(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        yield from _names(node)


def _at_once(tree: ast.AST) -> Iterator[ast.AST]:
    """What of a node is evaluated when its statement runs: of a function, not its body."""
    if not isinstance(tree, LATER):
        yield from ast.iter_child_nodes(tree)
        return
    yield from getattr(tree, "decorator_list", ())
    yield from tree.args.defaults
    yield from (default for default in tree.args.kw_defaults if default is not None)
