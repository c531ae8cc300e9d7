"""Which few changes make all CHECKs of some columns true? One bounded search over what the columns can get."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from factorygen.checks.options import Option
from factorygen.checks.predicate import Predicate
from factorygen.checks.rows import Rows, State

Domain = Callable[[str, tuple[Predicate, ...]], Iterable[Option]]
"""What a column can get, given the CHECKs it has to meet; the least surprising first."""

BUDGET = 4000
"""States that are looked at where nothing else is said."""
ARMS = 64
"""Combinations of the CHECKs' disjuncts that are tried."""


class Search:
    """Changes as few columns as it can, the later ones first."""

    def __init__(self, rows: Rows, movable: Sequence[str], domain: Domain, budget: int = BUDGET) -> None:
        self._budget = budget
        self._rows = rows
        self._movable = movable
        self._domain = domain
        self._left = self._budget

    def solve(self, state: State, predicates: tuple[Predicate, ...]) -> State | None:
        """A state in which all hold; None if none was found."""
        self._left = self._budget
        for changes in (0, 1, 2):
            found = self._repaired(state, predicates, changes, frozenset())
            if found is not None:
                return found
        return self._by_arms(state, predicates)

    def _failing(self, state: State, predicates: Sequence[Predicate]) -> list[Predicate]:
        self._left -= 1
        return [one for one in predicates if not self._rows.hold(one, state)]

    def _repaired(
        self, state: State, predicates: tuple[Predicate, ...], changes: int, changed: frozenset[str]
    ) -> State | None:
        failing = self._failing(state, predicates)
        if not failing:
            return state
        if changes == 0 or self._left < 0 or self._is_hopeless(failing, state, changes):
            return None
        for key, option in self._moves(failing[0], state, predicates, changed):
            moved = {**state, key: option}
            if changes == 1 and not self._rows.hold(failing[0], moved):
                continue
            found = self._repaired(moved, predicates, changes - 1, changed | {key})
            if found is not None:
                return found
        return None

    def _is_hopeless(self, failing: list[Predicate], state: State, changes: int) -> bool:
        """Whether so many changes can't be enough."""
        too_many = len(failing) > 2 * changes and len(failing) > self._reach(failing, changes)
        return too_many or self._rows.wanted(failing[0], state, frozenset(self._movable)) > changes

    def _reach(self, failing: list[Predicate], changes: int) -> int:
        """How many of these that many columns could repair at most."""
        counts = [sum(key in self._rows.keys(one) for one in failing) for key in self._movable]
        return sum(sorted(counts)[-changes:])

    def _moves(
        self, failing: Predicate, state: State, predicates: tuple[Predicate, ...], changed: frozenset[str]
    ) -> Iterator[tuple[str, Option]]:
        concerned = self._rows.keys(failing)
        for key in self._latest_first(state):
            if key in concerned and key not in changed:
                about = tuple(one for one in predicates if key in self._rows.keys(one))
                yield from ((key, option) for option in self._domain(key, about))

    def _latest_first(self, state: State) -> list[str]:
        """What stands below follows what stands above; but of empty foreign keys it is the first that is filled."""
        empty = [key for key in self._movable if state[key].expression is None and state[key].value is None]
        return [*(key for key in reversed(self._movable) if key not in empty), *empty]

    # ---- where two changes are not enough

    def _by_arms(self, state: State, predicates: tuple[Predicate, ...]) -> State | None:
        """Chooses for each failing CHECK one of its disjuncts, and then what is NULL, or values for its columns."""
        failing = self._failing(state, predicates)
        choices = [sorted(one.arms(), key=lambda arm: self._distance(state, arm)) for one in failing]
        for everywhere, options in ((True, self._empty_or_not), (False, self._domain)):
            for chosen in itertools.islice(itertools.product(*choices), ARMS):
                atoms = tuple(atom for arm in chosen for atom in arm)
                concerned = (*atoms, *predicates) if everywhere else atoms
                keys = [key for key in self._movable if any(key in self._rows.keys(one) for one in concerned)]
                self._left = max(self._left, self._budget // ARMS)
                found = self._assigned(state, keys, atoms, predicates, options)
                if found is not None:
                    return found
        return None

    def _empty_or_not(self, key: str, predicates: tuple[Predicate, ...]) -> list[Option]:
        """One value and NULL: whether a column is filled often hangs on many others."""
        kinds: dict[bool, Option] = {}
        for option in self._domain(key, predicates):
            kinds.setdefault(not option.reads and option.values == (None,), option)
        return list(kinds.values())

    def _distance(self, state: State, arm: tuple[Predicate, ...]) -> int:
        return sum(not self._rows.hold(atom, state) for atom in arm)

    def _assigned(
        self,
        state: State,
        keys: list[str],
        atoms: tuple[Predicate, ...],
        predicates: tuple[Predicate, ...],
        options: Domain,
    ) -> State | None:
        if self._left < 0:
            return None
        if not keys:
            return None if self._failing(state, predicates) else state
        key, rest = keys[0], keys[1:]
        ripe = [
            one
            for one in (*atoms, *predicates)
            if key in self._rows.keys(one) and not set(rest) & set(self._rows.keys(one))
        ]
        about = tuple(one for one in (*atoms, *predicates) if key in self._rows.keys(one))
        for option in (state[key], *options(key, about)):
            moved = {**state, key: option}
            self._left -= 1
            if all(self._rows.hold(one, moved) for one in ripe):
                found = self._assigned(moved, rest, atoms, predicates, options)
                if found is not None:
                    return found
        return None
