"""How does a column follow others? SQL over other columns, as the Python of a LazyAttribute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

from sqlglot import exp

from factorygen.checks.constants import constant, span_code
from factorygen.checks.intervals import Span
from factorygen.checks.nodes import Scope, Unknown
from factorygen.checks.suggestions import bare
from factorygen.checks.values import column_name
from factorygen.column_rules.answer import Answer
from factorygen.expression import Code, call, code, literal, splice
from factorygen.imports import LAZY_ATTRIBUTE, PLUS
from factorygen.schema import Column, Model

UNITS = {
    "date": span_code(timedelta(days=1)),
    "datetime": span_code(timedelta(days=1)),
    "timedelta": span_code(timedelta(minutes=1)),
    "int": code("1"),
    "Decimal": code("1"),
    "float": code("1"),
}
ORDERS: dict[type[exp.Expr], str] = {
    exp.GT: "+ -",
    exp.GTE: "+ -",
    exp.LT: "- +",
    exp.LTE: "- +",
    exp.NEQ: "+ -",
    exp.NullSafeNEQ: "+ -",
}


def following(
    column: Column, follows: tuple[tuple[exp.Expr, type[exp.Expr]], ...], model: Model, dialect: str
) -> Iterator[Answer]:
    """LazyAttributes that take what the column is compared with, or one unit more or less."""
    for other, kind in follows:
        try:
            value = written(other, column, model, dialect)
        except Unknown:
            continue
        unit = UNITS.get(column.type.python)
        if unit and kind in (exp.GT, exp.GTE) and isinstance(bare(other), exp.Column):
            yield Answer(call(PLUS, literal(_key(bare(other), model)), unit))
        signs = ORDERS.get(kind, "").split() if unit else []
        ahead = [splice(value, f" {sign} ", unit or code("")) for sign in signs]
        for body in (*ahead[:1], value, *ahead[1:]):
            yield Answer(call(LAZY_ATTRIBUTE, splice("lambda o: ", body)))


def written(node: exp.Expr, column: Column, model: Model, dialect: str) -> Code:
    """Python for a piece of SQL, its constants in the column's type; ``Unknown`` if there is no rule for it."""
    if isinstance(node, exp.Column):
        key = _key(node, model)
        if key == column.key:
            raise Unknown(node.sql())
        return code(f"o.{key}")
    if node.find(exp.Column) is None:
        return _constant(Scope({}, dialect).value(node), column, node)
    form = FORMS.get(type(node))
    if form is None:
        raise Unknown(node.sql())
    return form(*(written(part, column, model, dialect) for part in _operands(node)))


def _key(node: exp.Expr, model: Model) -> str:
    """The attribute of a column."""
    name = column_name(node, [one.name for one in model.columns])
    for column in model.columns:
        if column.name == name:
            return column.key
    raise Unknown(node.sql())


def _operands(node: exp.Expr) -> list[exp.Expr]:
    return [node.args[key] for key in ("this", "expression") if isinstance(node.args.get(key), exp.Expr)]


def _constant(value: object, column: Column, node: exp.Expr) -> Code:
    found = None if value is None else _written_constant(value, column)
    if found is None:
        raise Unknown(node.sql())
    return found


def _written_constant(value: object, column: Column) -> Code | None:
    if isinstance(value, Span):
        return span_code(value.length)
    if not isinstance(value, Decimal) or value != int(value):
        return constant(value, column)
    days = column.type.python in ("date", "datetime")
    return span_code(timedelta(days=int(value))) if days else code(str(int(value)))


def _binary(operator: str) -> Callable[[Code, Code], Code]:
    return lambda left, right: splice(left, f" {operator} ", right)


FORMS: dict[type[exp.Expr], Callable[..., Code]] = {
    exp.Paren: lambda inside: (
        inside if len(inside.parts) == 1 and " " not in str(inside.parts[0]) else splice("(", inside, ")")
    ),
    exp.Cast: lambda inside: inside,
    exp.Add: _binary("+"),
    exp.Sub: _binary("-"),
    exp.Mul: _binary("*"),
    exp.Div: _binary("/"),
    exp.Neg: lambda inside: splice("-", inside),
    exp.Lower: lambda inside: splice(inside, ".lower()"),
    exp.Upper: lambda inside: splice(inside, ".upper()"),
}
