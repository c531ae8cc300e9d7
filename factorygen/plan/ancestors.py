"""Which ancestors of a model are one row, although several foreign keys lead to them?

Foreign keys with a column in common have to agree. Ancestors of one name are what a reader would expect to be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from factorygen.references import Reference
from factorygen.schema import Model, PythonName, Schema

Way = tuple[Reference, ...]
"""The references that lead from a model to one of its ancestors."""
References = Mapping[PythonName, Sequence[Reference]]
Wanted = Callable[[Model, str], bool]
"""Whether a model's parent is to share ancestors where nothing but their name says so."""


@dataclass(frozen=True)
class Row:
    """A row, and the ways that lead to it: the first one makes it."""

    first: Way
    others: list[Way] = field(default_factory=list)
    within: list[Way] = field(default_factory=list)
    """Those of which the factories of its parents take care."""

    @property
    def ways(self) -> list[Way]:
        """All that this model's factory takes care of."""
        return [self.first, *self.others]


@dataclass(frozen=True)
class Agreement:
    """Two ways that end at the same value: they have a column of the model in common."""

    one: Way
    key: str
    other: Way
    other_key: str

    @property
    def is_of_rows(self) -> bool:
        """Whether it is one row that they lead to; else only the values are the same."""
        return self.one[-1].target == self.other[-1].target and self.key == self.other_key


@dataclass(frozen=True)
class Tree:
    """A model's ancestors as far as one ``create()`` makes them, nearest first."""

    schema: Schema
    model: Model
    agreements: tuple[Agreement, ...]
    wanted: Wanted
    rows: list[Row] = field(default_factory=list)

    def grow(self, parents: Iterable[Reference], trees: Mapping[PythonName, Tree]) -> None:
        """Add parents with all their ancestors; those that are not made by default only find what is there."""
        found: list[tuple[Way, list[Way]]] = []
        for parent in parents:
            found += [((parent,), [])]
            above = trees[parent.target].rows
            found += [((parent, *row.first), [(parent, *one) for one in (*row.others, *row.within)]) for row in above]
        for way, within in sorted(found, key=lambda one: len(one[0])):
            if not self._is_known(way):
                self._add(way, [one for one in within if not self._is_known(one)])

    def _is_known(self, way: Way) -> bool:
        """Whether it leads through a row that is made on another way."""
        return any(way[: len(other)] == other for row in self.rows for other in row.others)

    def _add(self, way: Way, within: list[Way]) -> None:
        """Put it to the row that it leads to, if that can be passed on without a parent waiting for itself."""
        for number, row in enumerate(self.rows):
            if self._leads_to(way, within, row):
                if self._can_pass(row.first, [way]):
                    row.others.append(way)
                    row.within.extend(within)
                    return
                if way[0].required and len(way) == len(row.first) and self._can_pass(way, row.ways):
                    self.rows[number] = Row(way, row.ways, [*row.within, *within])
                    return
        if way[0].required:
            self.rows.append(Row(way, [], within))

    def _leads_to(self, way: Way, within: Sequence[Way], row: Row) -> bool:
        if len(way) == 1 or way[-1].target != row.first[-1].target:
            return False
        pairs = [{one.one, one.other} for one in self.agreements if one.is_of_rows]
        if any({way, other} in pairs for other in row.ways):
            return True
        alike = way[0].required and way[-1].name == row.first[-1].name and self.wanted(self.model, way[0].name)
        there = (*row.ways, *row.within)
        return alike and not any(
            _is_exclusive(one, other) or self._repeats(one, other) or self._tells_apart(one, other)
            for one in (way, *within)
            for other in there
        )

    def _can_pass(self, first: Way, others: Iterable[Way]) -> bool:
        """Whether the row can be read off the objects along one way, and be told along the others."""
        last = first[-1]
        readable = all(one.relationship for one in first[1:-1])
        return readable and all(
            (last.relationship is not None or set(last.target_columns) == set(way[-1].target_columns))
            and not self.waits_for(first[0].name, way[0].name)
            for way in others
        )

    def waits_for(self, parent: str, other: str) -> bool:
        """Whether a parent needs what another one has, directly or not."""
        needs = {(way[0].name, row.first[0].name) for row in self.rows for way in row.others}
        reached, waiting = set(), [parent]
        while waiting:
            name = waiting.pop()
            reached.add(name)
            waiting += [there for here, there in needs if here == name and there not in reached]
        return other in reached

    def _tells_apart(self, way: Way, other: Way) -> bool:
        """Whether the class of the child is part of the key, so that rows of two classes have parents of their own."""
        model = self.schema.model(way[-1].model)
        return other[-1].model != model.id and any(model.column(key).discriminator for key in way[-1].columns)

    def _repeats(self, way: Way, other: Way) -> bool:
        """Whether two rows of one table would have a whole unique key in common."""
        if _root(way[-1].model, self.schema) != _root(other[-1].model, self.schema) or self._is_one(way, other):
            return False
        shared = set(way[-1].columns)
        for row in self.rows:
            here = {one[-1].columns for one in row.ways if one[:-1] == way[:-1]}
            there = {one[-1].columns for one in row.ways if one[:-1] == other[:-1]}
            shared.update(column for columns in here & there for column in columns)
        return any(shared.issuperset(one.columns) for one in self.schema.model(way[-1].model).uniques)

    def _is_one(self, way: Way, other: Way) -> bool:
        """Whether it is one row from which the last step of both starts."""
        return any(other[:-1] in row.ways and self._leads_to(way[:-1], (), row) for row in self.rows)


def trees(schema: Schema, made: References, order: Iterable[PythonName], wanted: Wanted) -> dict[PythonName, Tree]:
    """The ancestors of all models, which come parents first; ``made`` are the references that factories fill."""
    grown: dict[PythonName, Tree] = {}
    for id in order:
        tree = Tree(schema, schema.model(id), tuple(_agreements(id, made)), wanted)
        tree.grow([one for one in made[id] if one.required and one.target in grown], grown)
        grown[id] = tree
    return grown


def _is_exclusive(*ways: Way) -> bool:
    """Whether a row at the end of one of them is another object's alone."""
    return any(way[-1].relationship is not None and way[-1].relationship.exclusive for way in ways)


def rows_of(model: Model, schema: Schema) -> int:
    """How many rows an object of a model is: one, but for joined inheritance."""
    tables, parent = _tables(model), model.parent
    while parent is not None:
        above = schema.model(parent)
        if not tables.isdisjoint(_tables(above)):
            tables |= _tables(above)
        parent = above.parent
    return len(tables)


def _tables(model: Model) -> set[str]:
    return {column.table for column in model.columns} | {model.table}


def _root(id: PythonName, schema: Schema) -> PythonName:
    parent = schema.model(id).parent
    return id if parent is None else _root(parent, schema)


def _agreements(id: PythonName, made: References) -> Iterator[Agreement]:
    for one, other in combinations(made[id], 2):
        for column in one.columns:
            if column in other.columns and one.columns != other.columns:
                yield Agreement(*_end(one, column, made), *_end(other, column, made))


def _end(reference: Reference, column: str, made: References) -> tuple[Way, str]:
    """Where the value of a foreign key's column comes from in the end: the way there, and its attribute."""
    way: Way = (reference,)
    key = reference.target_columns[reference.columns.index(column)]
    while True:
        seen = {one.target for one in way}
        further = [one for one in made.get(way[-1].target, ()) if key in one.columns and one.target not in seen]
        if not further:
            return way, key
        step = min(further, key=lambda one: (len(one.columns), not one.required))
        way, key = (*way, step), step.target_columns[step.columns.index(key)]
