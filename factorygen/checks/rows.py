"""Which rows do the columns' declarations make together?"""

from __future__ import annotations

import enum
import functools
import itertools
import math
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal

from factorygen.checks.nodes import Unknown
from factorygen.checks.options import Broken, Option
from factorygen.checks.predicate import Predicate
from factorygen.column_rules.answer import Answer
from factorygen.expression import Expression
from factorygen.sampling import locale
from factorygen.schema import Column, ColumnType, Model, PythonName

State = Mapping[str, Option]
"""What each attribute gets."""
CORNERS = 48
"""How many combinations of extreme values are tried."""
STRIDE = 37
"""Rows of one column are moved against the next: all are sampled with the same seed, and must not go in step."""


class Rows:
    """The rows of a model, for any state; verdicts are kept."""

    def __init__(self, model: Model) -> None:
        self._columns = {column.name: column for column in model.columns}
        empty = {name: Column("", name, "", ColumnType((), "")) for name in model.empty}
        self._with_empty = {**empty, **self._columns}
        self._alone = {column.key: Column(column.key, column.name, "", column.type) for column in model.columns}
        self._position = {column.key: number for number, column in enumerate(model.columns)}
        self._keys: dict[Predicate, tuple[str, ...]] = {}
        self._verdicts: dict[tuple[object, ...], bool] = {}

    def keys(self, predicate: Predicate) -> tuple[str, ...]:
        """The attributes of the columns that a CHECK mentions."""
        if predicate not in self._keys:
            self._keys[predicate] = tuple(self._columns[name].key for name in predicate.mentions(self._columns))
        return self._keys[predicate]

    def hold(self, predicate: Predicate, state: State) -> bool:
        """Whether the CHECK is not False in any row; what can't be evaluated counts as False."""
        involved = self._involved(predicate, state)
        token = (predicate, *(state[key] for key in involved))
        if token not in self._verdicts:
            self._verdicts[token] = self._judge(predicate, involved, state)
        return self._verdicts[token]

    def _judge(self, predicate: Predicate, involved: list[str], state: State) -> bool:
        alone = len(involved) == 1 and involved[0] in self._alone and not self._has_empty(predicate)
        option = state[involved[0]] if alone else None
        if option is not None and option.expression is not None:
            column = self._alone[involved[0]]
            return _judge_alone(predicate, option.expression, option.answer, option.given, column, locale())
        try:
            return all(predicate.verdict(row) is not False for row in self._rows(involved, predicate, state))
        except (Unknown, Broken, RecursionError):
            return False

    def _has_empty(self, predicate: Predicate) -> bool:
        """Whether it mentions what is another class's."""
        return len(self._with_empty) > len(self._columns) and any(
            name not in self._columns for name in predicate.mentions(self._with_empty)
        )

    def _involved(self, predicate: Predicate, state: State) -> list[str]:
        return sorted(self._closure(self.keys(predicate), state), key=lambda key: self._position.get(key, -1))

    def wanted(self, failing: Predicate, state: State, movable: Set[str]) -> float:
        """How many columns at least have to change for the CHECK to hold in the first row that breaks it."""
        involved = self._involved(failing, state)
        try:
            rows = (row for row in self._rows(involved, failing, state) if failing.verdict(row) is False)
            row = next(rows, None)
            return 1 if row is None else min(self._apart(arm, row, state, movable) for arm in failing.arms())
        except (Unknown, Broken, RecursionError):
            return 1

    def _apart(self, arm: tuple[Predicate, ...], row: _Row, state: State, movable: Set[str]) -> float:
        """How many conditions of an arm fail in a row that no column has in common."""
        seen: set[str] = set()
        count = 0
        for atom in arm:
            keys = self._closure(self.keys(atom), state)
            if atom.verdict(row) is False:
                if movable.isdisjoint(keys):
                    return math.inf
                count += seen.isdisjoint(keys)
                seen |= keys
        return count

    def _closure(self, keys: tuple[str, ...], state: State) -> set[str]:
        found: set[str] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key in state and key not in found:
                found.add(key)
                waiting += state[key].reads
        return found

    def _rows(self, involved: list[str], predicate: Predicate, state: State) -> Iterator[_Row]:
        sampled = {key: state[key].values for key in involved if not state[key].reads}
        count = max((len(values) for values in sampled.values()), default=1)
        for number in range(count):
            values = {key: made[(number + self._stride(key, state)) % len(made)] for key, made in sampled.items()}
            yield _Row(self._with_empty, predicate, state, values)
        ends = {key: state[key].ends for key in sampled if state[key].ends}
        first = {key: made[0] for key, made in sampled.items()}
        for corner in itertools.islice(itertools.product(*ends.values()), CORNERS if ends else 0):
            yield _Row(self._with_empty, predicate, state, first | dict(zip(ends, corner, strict=True)))

    def _stride(self, key: str, state: State) -> int:
        """How far ahead of the row's number a column is; what others make does go in step."""
        return 0 if state[key].made else STRIDE * self._position[key]


@functools.cache
def _judge_alone(
    predicate: Predicate, expression: Expression, answer: Answer | None, given: bool, column: Column, _locale: str
) -> bool:
    """The verdict on a single column: many tables have the same CHECK of the same column."""
    rows = Rows(Model(PythonName("", ""), "", (column,)))
    rows._alone.clear()
    return rows.hold(predicate, {column.key: Option(expression, answer=answer, given=given)})


class _Row(Mapping[str, object]):
    """One row by the names of the database's columns; what follows from others is made when it is asked for."""

    def __init__(
        self, columns: Mapping[str, Column], predicate: Predicate, state: State, values: dict[str, object]
    ) -> None:
        self._columns = columns
        self._predicate = predicate
        self._state = state
        self._values = values

    def __getitem__(self, name: str) -> object:
        column = self._columns[name]
        return stored(self.attribute(column.key), column.type, self._predicate)

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def attribute(self, key: str) -> object:
        """The value of an attribute, in Python's form; None for what is no column."""
        if key not in self._values:
            option = self._state.get(key)
            self._values[key] = option.computed(_Attributes(self)) if option else None
        return self._values[key]

    def undeclared(self, key: str) -> bool:
        """Whether a factory has nothing to tell of a column."""
        return key in self._state and self._state[key].expression is None


class _Attributes:
    """The ``o`` of ``lambda o: ...``."""

    def __init__(self, row: _Row) -> None:
        self._row = row

    def __getattr__(self, key: str) -> object:
        if self._row.undeclared(key):
            raise AttributeError(key)
        return self._row.attribute(key)


def stored(value: object, type_: ColumnType, predicate: Predicate) -> object:
    """A value as the database sees it: SQLite has no decimals, and of an enum's member it has the name or the value."""
    if isinstance(value, str) and type_.is_padded and predicate.sees_padding:
        if len(value) != type_.length:
            raise Unknown(value)  # other parts of the CHECK may see it without its blanks
        return value
    if isinstance(value, Decimal) and predicate.dialect == "sqlite":
        return float(value)
    if isinstance(value, enum.Enum):
        return _stored_member(value, type_)
    if isinstance(value, list):
        return [stored(one, type_.item or type_, predicate) for one in value]
    return value


def _stored_member(value: enum.Enum, type_: ColumnType) -> object:
    """What its type says; the value where a column of text or numbers takes members."""
    if type_.stored and value.name in type_.labels:
        return type_.stored[type_.labels.index(value.name)]
    return value.value
