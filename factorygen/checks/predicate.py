"""What does a CHECK say? Its text, parsed in its dialect, and its verdict on a row."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

# The modules that register how nodes are evaluated.
from factorygen.checks import comparisons, documents, functions, logic, patterns, values  # noqa: F401
from factorygen.checks.logic import truth
from factorygen.checks.nodes import ANYTHING, FUNCTIONS, NODES, Row, Scope, Unknown
from factorygen.checks.patterns import LIKES, REGEXES
from factorygen.checks.values import column_name

DIALECTS = {"postgresql": "postgres", "mariadb": "mysql", "mssql": "tsql"}
"""sqlglot's names, where they are not SQLAlchemy's."""


@dataclass(frozen=True)
class Predicate:
    """A parsed condition; made by ``parse``."""

    tree: exp.Expr = field(compare=False)
    text: str
    dialect: str

    @functools.cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns it mentions, as its author wrote them, each once."""
        return tuple(dict.fromkeys(node.name for node in self.tree.find_all(exp.Column, bfs=False)))

    @functools.cached_property
    def sees_padding(self) -> bool:
        """Whether the blanks that fill up a CHAR matter to it: PostgreSQL shows them to patterns alone."""
        return self.dialect == "postgres" and self.tree.find(*REGEXES, *LIKES) is not None

    def evaluate(self, row: Row) -> bool | None:
        """True, False, or None for NULL and for what hangs on an ``ANYTHING``; ``Unknown`` if nobody can tell.

        ``row`` has the values as they are stored, by the name of the database's column; names differing only in
        case are the same, unless the row has both.
        """
        verdict = self.verdict(row)
        return verdict if isinstance(verdict, bool) else None

    def verdict(self, row: Row) -> object:
        """As ``evaluate``, but ``ANYTHING`` where the verdict hangs on one."""
        try:
            return truth(Scope(row, self.dialect).value(self.tree))
        except RecursionError as error:
            raise Unknown(self.text) from error

    def mentions(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of ``names`` that it mentions."""
        known = list(names)
        found = (column_name(node, known) for node in self.tree.find_all(exp.Column, bfs=False))
        return tuple(dict.fromkeys(name for name in found if name is not None))

    def stranger(self) -> str:
        """The first function or query in it that nobody here knows; "" if there is none."""
        found = (node for node in self.tree.walk(bfs=False) if _is_strange(node))
        return next((node.sql(dialect=self.dialect or None) for node in found), "")

    @functools.cache  # noqa: B019  (predicates are few, and live as long as the program)
    def arms(self, most: int = 64) -> tuple[tuple[Predicate, ...], ...]:
        """Its ways to be true, each a conjunction of simpler conditions; itself alone where there are too many."""
        found = list(_arms(self.tree, True, most))
        if not 0 < len(found) <= most:
            return ((self,),)
        return tuple(tuple(self._part(node) for node in arm) for arm in found)

    def _part(self, node: exp.Expr) -> Predicate:
        return Predicate(node, node.sql(dialect=self.dialect or None), self.dialect)


def _is_strange(node: exp.Expr) -> bool:
    if isinstance(node, exp.Anonymous):
        return str(node.this).lower() not in {*FUNCTIONS, "any", "all", "some"}
    known = any(cls in NODES for cls in type(node).__mro__)
    return isinstance(node, exp.Func | exp.Dot | exp.Query) and not known


@functools.cache
def parse(text: str, dialect: str) -> Predicate:
    """The condition in ``text``, in one of SQLAlchemy's dialects; ``Unknown`` if it can't be read."""
    name = DIALECTS.get(dialect, dialect)
    try:
        tree = sqlglot.parse_one(text, into=exp.Condition, dialect=name)
    except (SqlglotError, ValueError, RecursionError) as error:
        raise Unknown(text) from error
    return Predicate(tree, " ".join(text.split()), name)


def _arms(node: exp.Expr, wanted: bool, most: int) -> list[tuple[exp.Expr, ...]]:
    """The disjuncts of a condition (``wanted``) or of its negation, each as its conjuncts."""
    if isinstance(node, exp.Paren):
        return _arms(node.this, wanted, most)
    if isinstance(node, exp.Not):
        return _arms(node.this, not wanted, most)
    if isinstance(node, exp.And | exp.Or):
        left, right = _arms(node.this, wanted, most), _arms(node.expression, wanted, most)
        if isinstance(node, exp.Or) == wanted:
            return [*left, *right]
        pairs = [(*one, *other) for one in left for other in right]
        return pairs[: most + 1]
    return [(node if wanted else exp.Not(this=exp.Paren(this=node.copy())),)]


def constants(predicate: Predicate) -> Iterator[tuple[exp.Expr, object]]:
    """The largest parts that mention no column, with their values."""
    yield from _constants(predicate.tree, Scope({}, predicate.dialect))


def _constants(node: exp.Expr, scope: Scope) -> Iterator[tuple[exp.Expr, object]]:
    if isinstance(node, exp.DataType | exp.Identifier | exp.Column):
        return
    if node.find(exp.Column) is None:
        try:
            value = scope.value(node)
        except Unknown:
            value = ANYTHING
        if value is not ANYTHING:
            yield node, value
            return
    for child in node.iter_expressions():
        yield from _constants(child, scope)


def known(text: str, dialect: str) -> object:
    """The value of SQL without columns, of a server default for example; ``ANYTHING`` where nobody can tell."""
    try:
        predicate = parse(text, dialect)
        return Scope({}, predicate.dialect).value(predicate.tree)
    except Unknown:
        return ANYTHING
