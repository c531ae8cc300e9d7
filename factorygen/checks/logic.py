"""How are truth values put together? SQL's three-valued logic, and the nodes that choose between values."""

from __future__ import annotations

from sqlglot import exp

from factorygen.checks.nodes import ANYTHING, Scope, Unknown, rule

TRUE_WORDS = frozenset({"t", "true", "yes", "y", "on", "1"})


def truth(value: object) -> object:
    """True, False, None (NULL) or ``ANYTHING``."""
    if value is None or value is ANYTHING:
        return value
    return value.lower() in TRUE_WORDS if isinstance(value, str) else bool(value)


def folded(verdicts: list[object], decisive: bool) -> object:
    """AND (False decides) or OR (True decides) of truth values."""
    for verdict in (decisive, ANYTHING, None):
        if any(one is verdict for one in verdicts):
            return verdict
    return not decisive


def _connected(node: exp.Expr, scope: Scope, decisive: bool) -> object:
    """What can't be evaluated does not matter where the other side decides."""
    verdicts: list[object] = []
    error: Unknown | None = None
    for part in (node.this, node.expression):
        try:
            verdicts.append(truth(scope.value(part)))
        except Unknown as unknown:
            error = unknown
            continue
        if verdicts[-1] is decisive:
            return decisive
    if error is not None:
        raise error
    return folded(verdicts, decisive)


@rule(exp.And)
def _and(node: exp.Expr, scope: Scope) -> object:
    return _connected(node, scope, decisive=False)


@rule(exp.Or)
def _or(node: exp.Expr, scope: Scope) -> object:
    return _connected(node, scope, decisive=True)


@rule(exp.Not)
def _not(node: exp.Expr, scope: Scope) -> object:
    return negated(truth(scope.value(node.this)))


def negated(verdict: object) -> object:
    """NOT of a truth value."""
    return not verdict if isinstance(verdict, bool) else verdict


@rule(exp.Xor)
def _xor(node: exp.Expr, scope: Scope) -> object:
    verdicts = [truth(scope.value(part)) for part in (node.this, node.expression)]
    if None in verdicts:
        return None
    return ANYTHING if ANYTHING in verdicts else verdicts[0] is not verdicts[1]


@rule(exp.Is)
def _is(node: exp.Expr, scope: Scope) -> object:
    """``IS [NOT] NULL``, ``TRUE``, ``FALSE``."""
    wanted = node.expression
    turned = isinstance(wanted, exp.Not)
    wanted = wanted.this if turned else wanted
    value = scope.value(node.this)
    if isinstance(wanted, exp.Null):
        verdict: object = value is None
    elif isinstance(wanted, exp.Boolean):
        found = truth(value)
        verdict = ANYTHING if found is ANYTHING else found is bool(wanted.this)
    else:
        raise Unknown(node.sql())
    return negated(verdict) if turned != bool(node.args.get("negate")) else verdict


@rule(exp.Paren)
def _paren(node: exp.Expr, scope: Scope) -> object:
    return scope.value(node.this)


@rule(exp.Case)
def _case(node: exp.Expr, scope: Scope) -> object:
    subject = node.this
    for branch in node.args["ifs"]:
        test = exp.EQ(this=subject.copy(), expression=branch.this.copy()) if subject else branch.this
        met = truth(scope.value(test))
        if met is ANYTHING:
            return ANYTHING
        if met:
            return scope.value(branch.args["true"])
    default = node.args.get("default")
    return scope.value(default) if default else None


@rule(exp.If)
def _if(node: exp.Expr, scope: Scope) -> object:
    met = truth(scope.value(node.this))
    if met is ANYTHING:
        return ANYTHING
    chosen = node.args["true"] if met else node.args.get("false")
    return scope.value(chosen) if chosen else None


@rule(exp.Coalesce)
def _coalesce(node: exp.Expr, scope: Scope) -> object:
    for part in (node.this, *node.expressions):
        value = scope.value(part)
        if value is not None:
            return value
    return None
