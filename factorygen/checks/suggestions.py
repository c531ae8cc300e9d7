"""What does the text of a CHECK suggest for one of its columns? Bounds, literals, lengths, patterns."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlglot import exp

from factorygen.checks.comparisons import array
from factorygen.checks.nodes import ANYTHING, Scope, Unknown
from factorygen.checks.patterns import LIKES, REGEXES, glob_regex
from factorygen.checks.predicate import Predicate, constants, parse
from factorygen.checks.values import column_name

SIZES = (exp.Length, exp.ByteLength, exp.ArraySize)
SIZE_NAMES = {"octet_length", "cardinality", "jsonb_array_length", "json_array_length", "json_length", "bit_length"}
COMPARED = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.NullSafeEQ, exp.NullSafeNEQ)
KEYS = (exp.JSONBContainsTopKey, exp.JSONExtract, exp.JSONExtractScalar, exp.JSONBExtract, exp.JSONBExtractScalar)


@dataclass(frozen=True)
class Suggestions:
    """Constants that stand beside a column; ``listed`` are those that it is to equal, ``apart`` all in the text."""

    listed: tuple[object, ...] = ()
    apart: tuple[object, ...] = ()
    lengths: tuple[int, ...] = ()
    regexes: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    follows: tuple[tuple[exp.Expr, type[exp.Expr]], ...] = ()
    """What it is compared with that has other columns in it, and how: ``column op expression``."""

    def __add__(self, other: Suggestions) -> Suggestions:
        return Suggestions(
            tuple(dict.fromkeys((*self.listed, *other.listed))),
            tuple(dict.fromkeys((*self.apart, *other.apart))),
            tuple(dict.fromkeys((*self.lengths, *other.lengths))),
            (*self.regexes, *other.regexes),
            (*self.likes, *other.likes),
            tuple(dict.fromkeys((*self.keys, *other.keys))),
            (*self.follows, *other.follows),
        )


def suggestions(predicates: Iterable[Predicate], name: str) -> Suggestions:
    """What some CHECKs suggest for the column of this name, those that are about it alone first."""
    ordered = sorted(predicates, key=lambda one: len(one.columns))
    return functools.reduce(Suggestions.__add__, (_suggested(one, name) for one in ordered), Suggestions())


def listed(text: str, name: str) -> tuple[object, ...]:
    """The values that a condition in SQL wants the column of this name to have; none if it can't be read."""
    try:
        return _suggested(parse(text, ""), name).listed
    except Unknown:
        return ()


@functools.cache
def _suggested(predicate: Predicate, name: str) -> Suggestions:
    scope = Scope({}, predicate.dialect)
    nodes = list(predicate.tree.walk(bfs=False))
    likes = list(_patterns(nodes, name, scope, LIKES))
    classes = [one for one in _patterns(nodes, name, scope, (exp.Glob,)) if "[" in one]
    return Suggestions(
        listed=tuple(_hashable(value for node in nodes for value in _listed(node, name, scope))),
        apart=tuple(_hashable(_flat(value for _, value in constants(predicate)))),
        lengths=tuple(_lengths(nodes, name, scope)),
        regexes=(*_patterns(nodes, name, scope, REGEXES), *map(glob_regex, classes)),
        likes=tuple(one for one in likes if one not in classes),
        keys=tuple(_keys(nodes, scope)),
        follows=tuple(found for node in nodes for found in _follows(node, name)),
    )


def about(node: exp.Expr | None, name: str) -> bool:
    """Whether a piece of SQL mentions the column."""
    return node is not None and any(column_name(one, [name]) for one in node.find_all(exp.Column))


def bare(node: exp.Expr) -> exp.Expr:
    """What stands inside parentheses, casts and changes of case, and before a subscript."""
    while isinstance(node, exp.Paren | exp.Cast | exp.Lower | exp.Upper | exp.Trim | exp.Bracket):
        node = node.this
    return node


def _is(node: exp.Expr, name: str) -> bool:
    found = bare(node)
    return isinstance(found, exp.Column) and column_name(found, [name]) is not None


def _value(node: exp.Expr, scope: Scope) -> object:
    if node.find(exp.Column) is not None and not _quoted_text(node, scope):
        return ANYTHING
    try:
        return scope.value(node)
    except Unknown:
        return ANYTHING


def _quoted_text(node: exp.Expr, scope: Scope) -> bool:
    return scope.dialect != "postgres" and isinstance(node, exp.Column) and bool(node.this.args.get("quoted"))


def _flat(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        yield from _flat(value) if isinstance(value, list) else (value,)


def _hashable(values: Iterable[object]) -> Iterator[object]:
    return (
        value
        for value in dict.fromkeys(one for one in values if not isinstance(one, dict | list))
        if value is not None and value is not ANYTHING
    )


def _listed(node: exp.Expr, name: str, scope: Scope) -> Iterator[object]:
    """The values of ``IN``, ``= ANY``, ``=``."""
    if isinstance(node, exp.In) and about(node.this, name):
        yield from (_value(item, scope) for item in node.expressions)
    if isinstance(node, exp.EQ | exp.NullSafeEQ):
        for one, other in ((node.this, node.expression), (node.expression, node.this)):
            if _is(one, name):
                found = _value(other.this if isinstance(other, exp.Any) else other, scope)
                values = array(found) if isinstance(other, exp.Any) and isinstance(found, str) else found
                yield from _flat([values])


def _lengths(nodes: list[exp.Expr], name: str, scope: Scope) -> Iterator[int]:
    """What its length is compared with."""
    for node in nodes:
        sides = [
            node.args[key] for key in ("this", "expression", "low", "high") if isinstance(node.args.get(key), exp.Expr)
        ]
        if isinstance(node, (*COMPARED, exp.Between)) and any(_measures(side, name) for side in sides):
            for value in (_value(side, scope) for side in sides):
                if isinstance(value, Decimal) and 0 <= value < 100_000:
                    yield int(value)
        if isinstance(node, exp.In) and _measures(node.this, name):
            yield from (
                int(value) for value in (_value(item, scope) for item in node.expressions) if isinstance(value, Decimal)
            )


def _measures(side: exp.Expr, name: str) -> bool:
    found = side.find(*SIZES, exp.Anonymous)
    size = isinstance(found, SIZES) or (found is not None and str(found.this).lower() in SIZE_NAMES)
    return size and about(found, name)


def _patterns(nodes: list[exp.Expr], name: str, scope: Scope, kinds: tuple[type[exp.Expr], ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, kinds) and about(node.this, name):
            right = node.expression
            found = _value(right.this if isinstance(right, exp.Any) else right, scope)
            yield from (str(one) for one in (found if isinstance(found, list) else [found]) if isinstance(one, str))


def _keys(nodes: list[exp.Expr], scope: Scope) -> Iterator[str]:
    """The keys of a JSON document that are asked for."""
    for node in nodes:
        if isinstance(node, exp.JSONPathKey):
            yield str(node.this)
        elif isinstance(node, KEYS) and not isinstance(node.expression, exp.JSONPath):
            found = _value(node.expression, scope)
            yield from [found] if isinstance(found, str) else []


TURNED: dict[type[exp.Expr], type[exp.Expr]] = {exp.LT: exp.GT, exp.GT: exp.LT, exp.LTE: exp.GTE, exp.GTE: exp.LTE}


def _follows(node: exp.Expr, name: str) -> Iterator[tuple[exp.Expr, type[exp.Expr]]]:
    if isinstance(node, exp.Between) and _is(node.this, name):
        ends = ((node.args["low"], exp.GTE), (node.args["high"], exp.LTE))
        yield from ((end, kind) for end, kind in ends if end.find(exp.Column))
    if not isinstance(node, COMPARED):
        return
    kind = type(node)
    for one, other, operator in (
        (node.this, node.expression, kind),
        (node.expression, node.this, TURNED.get(kind, kind)),
    ):
        yield from _solved(one, other, operator, name)


def _solved(
    one: exp.Expr, other: exp.Expr, operator: type[exp.Expr], name: str
) -> Iterator[tuple[exp.Expr, type[exp.Expr]]]:
    """``one op other`` with the column alone on its left: out of sums and differences too."""
    inner = one.this if isinstance(one, exp.Paren) else one
    if _is(inner, name):
        if other.find(exp.Column) is not None and not about(other, name):
            yield other, operator
    elif isinstance(inner, exp.Add | exp.Sub) and about(inner, name):
        left, right, known = inner.this, inner.expression, exp.Paren(this=other.copy())
        opposite = exp.Sub if isinstance(inner, exp.Add) else exp.Add
        if not about(right, name):
            yield from _solved(left, opposite(this=known, expression=exp.Paren(this=right.copy())), operator, name)
        elif isinstance(inner, exp.Add):
            yield from _solved(right, exp.Sub(this=known, expression=exp.Paren(this=left.copy())), operator, name)
        else:
            turned = TURNED.get(operator, operator)
            yield from _solved(right, exp.Sub(this=exp.Paren(this=left.copy()), expression=known), turned, name)
