"""How many rows a table can hold at most, by its keys, CHECKs, enums and the tables it points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod

from sqlalchemy import Boolean, CheckConstraint, Column, DefaultClause, Enum, Index, Table, UniqueConstraint
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlglot import exp

from factorygen.verify.sql import parsed

LONGEST_RANGE = 100_000
Columns = frozenset[Column[object]]


@dataclass(frozen=True)
class Limit:
    """At most so many rows, or values, and why."""

    rows: int
    reason: str

    def __str__(self) -> str:
        return f"admits {self.rows} row{'s' if self.rows != 1 else ''}: {self.reason}"


def limit_of(tables: Iterable[Table], declared: Columns) -> Limit | None:
    """The tightest limit of the tables that a row of a model stands in; None if there is none.

    ``declared`` are the columns that the factory gives a value. The others hold their default, or NULL, which a
    unique key admits any number of times.
    """
    limits = [limit for table in tables for limit in _limits(table, declared, frozenset())]
    return min(limits, key=lambda limit: limit.rows, default=None)


def _limits(table: Table, declared: Columns, seen: frozenset[Table]) -> Iterator[Limit]:
    if table in seen:
        return
    for words, columns in _keys(table):
        members = [_values(column, declared, seen | {table}) for column in columns]
        finite = [member for member in members if member is not None]
        if len(finite) == len(members):
            alone = len(finite) == 1 and finite[0].reason.startswith("CHECK")
            reasons = "; ".join(member.reason for member in finite)
            yield Limit(prod(member.rows for member in finite), reasons if alone else f"{words}: {reasons}")
    yield from (Limit(1, f"unique index {index.name}") for index in table.indexes if _of_a_constant(index))


def _keys(table: Table) -> Iterator[tuple[str, list[Column[object]]]]:
    """Each set of columns that no two rows share, and how it is called."""
    uniques = [list(item.columns) for item in table.constraints if isinstance(item, UniqueConstraint)]
    uniques += [list(index.columns) for index in table.indexes if _plainly_unique(index)]
    if list(table.primary_key.columns):
        yield _called("PRIMARY KEY", list(table.primary_key.columns))
    for columns in sorted(uniques, key=lambda columns: [column.name for column in columns]):
        yield _called("UNIQUE", columns)


def _called(kind: str, columns: list[Column[object]]) -> tuple[str, list[Column[object]]]:
    return f"{kind} ({', '.join(column.name for column in columns)})", columns


def _plainly_unique(index: Index) -> bool:
    whole = all(not name.endswith("_where") or value is None for name, value in index.dialect_kwargs.items())
    return bool(index.unique) and whole and all(isinstance(part, Column) for part in index.expressions)


def _of_a_constant(index: Index) -> bool:
    """Whether it is of the kind ``UNIQUE ((true))``, which admits one row."""
    texts = [parsed(str(part)) for part in index.expressions if not isinstance(part, Column)]
    constant = all(text is not None and isinstance(_bare(text), exp.Boolean | exp.Literal) for text in texts)
    return bool(index.unique) and len(texts) == len(index.expressions) and constant and not index.dialect_kwargs


# ---- the values of one column


def _values(column: Column[object], declared: Columns, seen: frozenset[Table]) -> Limit | None:
    constant = "" if column in declared else _constant(column)
    if column.nullable and column not in declared and not constant:
        return None
    limits = [*_by_checks(column), *_by_type(column), *_by_parents(column, declared, seen)]
    if constant:
        limits.append(Limit(1, f"{column.name} is always {constant}"))
    return min(limits, key=lambda limit: limit.rows, default=None)


def _constant(column: Column[object]) -> str:
    if column.default is not None and column.default.is_scalar:
        return repr(getattr(column.default, "arg", None))
    server = column.server_default
    return repr(server.arg) if isinstance(server, DefaultClause) and isinstance(server.arg, str) else ""


def _by_type(column: Column[object]) -> Iterator[Limit]:
    type_: TypeEngine[object] = column.type
    while isinstance(type_, TypeDecorator):
        type_ = type_.impl if isinstance(type_.impl, TypeEngine) else type_.impl()
    if isinstance(type_, Enum) and type_.enums:
        yield Limit(len(type_.enums), f"{column.name} is one of {len(type_.enums)}")
    elif isinstance(type_, Boolean):
        yield Limit(2, f"{column.name} is true or false")


def _by_parents(column: Column[object], declared: Columns, seen: frozenset[Table]) -> Iterator[Limit]:
    for key in column.foreign_keys:
        constraint = key.constraint
        target = constraint.referred_table if constraint is not None else None
        # The parent's factory is another one: what it declares is not known, so its defaults are not counted.
        for limit in _limits(target, frozenset(target.columns), seen) if target is not None else ():
            yield Limit(limit.rows, f"{target.name} {limit}" if target is not None else "")


# ---- CHECKs


def _by_checks(column: Column[object]) -> Iterator[Limit]:
    texts = [text for text in _check_texts(column.table) if column.name.lower() in text.lower()]
    conditions = [condition for text in texts for condition in _conjuncts(text)]
    values = [found for condition in conditions if (found := _listed(condition, column.name)) is not None]
    between = _between(conditions, column)
    values += [between] if between is not None else []
    if values:
        found = frozenset.intersection(*values)
        yield Limit(max(1, len(found)), " and ".join(f"CHECK ({text})" for text in texts))


def _check_texts(table: Table) -> list[str]:
    everywhere = [*table.constraints, *(item for column in table.c for item in column.constraints)]
    checks = [item for item in everywhere if isinstance(item, CheckConstraint)]
    return sorted(str(check.sqltext.compile(compile_kwargs={"literal_binds": True})) for check in checks)


def _conjuncts(text: str) -> list[exp.Expr]:
    expression = parsed(text)
    return [] if expression is None else _flat(expression, exp.And)


def _flat(expression: exp.Expr, kind: type[exp.Expr]) -> list[exp.Expr]:
    bare = _bare(expression)
    return [*_flat(bare.this, kind), *_flat(bare.expression, kind)] if isinstance(bare, kind) else [bare]


def _bare(expression: exp.Expr) -> exp.Expr:
    return _bare(expression.this) if isinstance(expression, exp.Paren) else expression


def _listed(condition: exp.Expr, name: str) -> frozenset[str] | None:
    """The values that a condition leaves to a column, where it lists them."""
    if isinstance(condition, exp.Or):
        parts = [_listed(part, name) for part in _flat(condition, exp.Or) if not _is_null(part, name)]
        known = [part for part in parts if part is not None]
        return frozenset().union(*known) if known and len(known) == len(parts) else None
    if isinstance(condition, exp.EQ) and _is_column(condition.left, name):
        value = _literal(condition.right)
        return None if value is None else frozenset({value})
    if isinstance(condition, exp.In) and _is_column(condition.this, name):
        values = [_literal(item) for item in condition.expressions]
        return frozenset(value for value in values if value is not None) if values and None not in values else None
    return frozenset({"TRUE"}) if _is_column(condition, name) else None


def _between(conditions: list[exp.Expr], column: Column[object]) -> frozenset[str] | None:
    """The whole numbers between the bounds that some conditions set together."""
    try:
        whole = issubclass(column.type.python_type, int)
    except NotImplementedError:
        whole = False
    bounds = [bound for condition in conditions for bound in _bounds(condition, column.name)]
    lows = [value for side, value in bounds if side > 0]
    highs = [value for side, value in bounds if side < 0]
    if not (whole and lows and highs) or min(highs) - max(lows) > LONGEST_RANGE:
        return None
    return frozenset(str(value) for value in range(max(lows), min(highs) + 1))


def _bounds(condition: exp.Expr, name: str) -> Iterator[tuple[int, int]]:
    """The numbers a column may not fall below (1, number) or rise above (-1, number)."""
    if isinstance(condition, exp.Between) and _is_column(condition.this, name):
        yield from _bound(1, condition.args["low"], 0)
        yield from _bound(-1, condition.args["high"], 0)
    for kind, (side, strict) in COMPARISONS.items():
        if type(condition) is kind and _is_column(condition.this, name):
            yield from _bound(side, condition.expression, strict)
        elif type(condition) is kind and _is_column(condition.expression, name):
            yield from _bound(-side, condition.this, strict)


COMPARISONS: dict[type[exp.Expr], tuple[int, int]] = {
    exp.GTE: (1, 0),
    exp.GT: (1, 1),
    exp.LTE: (-1, 0),
    exp.LT: (-1, 1),
}


def _bound(side: int, expression: exp.Expr, strict: int) -> Iterator[tuple[int, int]]:
    value = _literal(expression)
    if value is not None and value.lstrip("-").isdigit():
        yield side, int(value) + side * strict


def _is_column(expression: exp.Expr, name: str) -> bool:
    bare = _bare(expression)
    return isinstance(bare, exp.Column) and bare.name.lower() == name.lower()


def _is_null(expression: exp.Expr, name: str) -> bool:
    return isinstance(expression, exp.Is) and _is_column(expression.this, name)


def _literal(expression: exp.Expr) -> str | None:
    bare = _bare(expression)
    if isinstance(bare, exp.Neg):
        inner = _literal(bare.this)
        return None if inner is None else f"-{inner}"
    return bare.name or bare.sql() if isinstance(bare, exp.Literal | exp.Boolean) else None
