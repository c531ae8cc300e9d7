"""What is the value of a piece of SQL for a row? One function a kind of node, one a named function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlglot import exp

Row = Mapping[str, object]
"""Values by the name of the database's column."""


class Unknown(Exception):
    """A piece of SQL that nobody here can evaluate; ``what`` is its text."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


class Anything:
    """The value of a column that is not null, and of which nobody knows more."""

    def __repr__(self) -> str:
        return "ANYTHING"


ANYTHING = Anything()


@dataclass(frozen=True)
class Scope:
    """A row, and the dialect whose rules hold."""

    row: Row
    dialect: str

    def value(self, node: exp.Expr) -> object:
        """What a node comes to: None for NULL, ``ANYTHING`` where that hangs on an unknown value."""
        for cls in type(node).__mro__:
            if cls in NODES:
                return NODES[cls](node, self)
        raise Unknown(node.sql(dialect=self.dialect or None))


Rule = Callable[[exp.Expr, Scope], object]
NODES: dict[type, Rule] = {}
FUNCTIONS: dict[str, Rule] = {}


def rule(*kinds: type[exp.Expr]) -> Callable[[Rule], Rule]:
    """Register how nodes of these kinds are evaluated."""

    def register(function: Rule) -> Rule:
        NODES.update(dict.fromkeys(kinds, function))
        return function

    return register


def strict(kind: type[exp.Expr], *arguments: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Register a function of a node's operands that is NULL where one of them is; those left out are not passed."""

    def register(function: Callable[..., object]) -> Callable[..., object]:
        def evaluate(node: exp.Expr, scope: Scope) -> object:
            operands = [node.args[name] for name in arguments if isinstance(node.args.get(name), exp.Expr)]
            return applied(function, [scope.value(operand) for operand in operands], node)

        NODES[kind] = evaluate
        return function

    return register


def named(*names: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Register a database function by its name; it is NULL where an argument is."""

    def register(function: Callable[..., object]) -> Callable[..., object]:
        def evaluate(node: exp.Expr, scope: Scope) -> object:
            return applied(function, [scope.value(argument) for argument in node.expressions], node)

        FUNCTIONS.update(dict.fromkeys(names, evaluate))
        return function

    return register


def applied(function: Callable[..., object], values: list[object], node: exp.Expr) -> object:
    """The function's value for these; what it can't take is unknown."""
    if any(value is None for value in values):
        return None
    if ANYTHING in values:
        return ANYTHING
    try:
        return function(*values)
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise Unknown(node.sql()) from error


@rule(exp.Anonymous)
def _function(node: exp.Expr, scope: Scope) -> object:
    """A function that sqlglot has no class for."""
    name = str(node.this).lower()
    if name not in FUNCTIONS:
        raise Unknown(node.sql(dialect=scope.dialect or None))
    return FUNCTIONS[name](node, scope)
