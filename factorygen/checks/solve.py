"""Which declarations satisfy a model's CHECKs? As they are where they do, else with as few changes as it takes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from factorygen.checks.candidates import candidates
from factorygen.checks.nodes import ANYTHING, Unknown
from factorygen.checks.options import Broken, Option
from factorygen.checks.predicate import Predicate, parse
from factorygen.checks.replay import Replayed, unlike
from factorygen.checks.rows import Rows, State
from factorygen.checks.search import BUDGET, Search
from factorygen.checks.solution import Given, Solution, Unsolved
from factorygen.column_rules.answer import Answer
from factorygen.column_rules.chance import by_chance, hangs_on_now
from factorygen.column_rules.columns import ENOUGH, fits
from factorygen.column_rules.state import is_state
from factorygen.decisions import Declaration
from factorygen.expression import Argument, Call, code, literal
from factorygen.imports import SEQUENCE
from factorygen.schema import Check, Column, Default, Model

WIDTH = 12
"""How many values are considered for one column."""


@dataclass(frozen=True)
class _Condition:
    """One conjunct of a CHECK."""

    check: Check
    predicate: Predicate


def satisfy(
    model: Model,
    declarations: tuple[Declaration, ...],
    checks: tuple[Check, ...],
    dialect: str,
    differ: frozenset[str],
    movable: frozenset[str],
    given: tuple[Given, ...] = (),
    steady: bool = False,
    budget: int = BUDGET,
) -> Solution:
    """Declarations whose values all CHECKs accept.

    ``differ`` are the attributes of which no two rows may share a value, ``movable`` those that may be changed:
    declared or not, foreign keys that may be filled or left empty included. ``given`` tells what is known of
    attributes without a declaration; of the others it is assumed that nobody fills them, or the database does.
    What is ``steady`` leaves nothing to chance that it changes; ``budget`` are the states that are looked at.
    """
    conditions, problems = _conditions(checks, dialect)
    solving = _Solving(model, declarations, differ, movable, given, steady, budget)
    for group in solving.groups(conditions):
        problems += solving.solve(group)
    return solving.solution(tuple(dict.fromkeys(problems)))


def _conditions(checks: Iterable[Check], dialect: str) -> tuple[list[_Condition], list[Unsolved]]:
    """What can be evaluated of the CHECKs, and what can't."""
    conditions: list[_Condition] = []
    problems: list[Unsolved] = []
    for check in checks:
        try:
            predicate = parse(check.text, dialect)
        except Unknown:
            problems.append(Unsolved(check, "can't be read"))
            continue
        arms = predicate.arms()
        for part in arms[0] if len(arms) == 1 else (predicate,):
            stranger = part.stranger()
            if stranger:
                problems.append(Unsolved(check, f"{stranger} is unknown"))
            if not stranger or len(part.arms()) > 1:
                conditions.append(_Condition(check, part))
    return conditions, problems


class _Solving:
    """The state of one model's columns, on its way to a solution."""

    def __init__(
        self,
        model: Model,
        declarations: tuple[Declaration, ...],
        differ: frozenset[str],
        movable: frozenset[str],
        given: tuple[Given, ...],
        steady: bool,
        budget: int,
    ) -> None:
        self._budget = budget
        self._model = model
        self._declared = {one.attribute: one for one in declarations}
        self._differ = differ
        self._steady = steady
        self._movable = [column.key for column in model.columns if column.key in movable]
        self._rows = Rows(model)
        self._given = {one.key: one for one in given}
        self._start = {column.key: self._initial(column) for column in model.columns}
        self._state: State = self._start
        self._reasons: dict[str, str] = {}
        self._domains: dict[tuple[str, tuple[Predicate, ...]], Replayed] = {}

    def _initial(self, column: Column) -> Option:
        declaration = self._declared.get(column.key)
        if declaration is not None:
            return Option(declaration.expression, given=True)
        known = self._given.get(column.key) or Given(column.key, _assumed(column, self._model))
        return self._undeclared(column, known.value)

    def _undeclared(self, column: Column, value: object) -> Option:
        """What nobody declares, with the values that are known of it where it is filled."""
        known = self._given.get(column.key)
        made = known.made if known is not None and value is ANYTHING else ()
        return Option(value=value, made=made, given=True)

    # ---- groups of CHECKs that hang together

    def groups(self, conditions: Sequence[_Condition]) -> Iterator[list[_Condition]]:
        """CHECKs that share columns, in their order."""
        waiting = list(conditions)
        while waiting:
            group = [waiting.pop(0)]
            keys = set(self._rows.keys(group[0].predicate))
            grown = True
            while grown:
                near = [one for one in waiting if keys & set(self._rows.keys(one.predicate))]
                group += near
                waiting = [one for one in waiting if one not in near]
                keys.update(key for one in near for key in self._rows.keys(one.predicate))
                grown = bool(near)
            yield group

    def solve(self, group: list[_Condition]) -> list[Unsolved]:
        """Take over what satisfies the group, or as much of it as can be satisfied."""
        movable = [key for key in self._movable if any(key in self._rows.keys(one.predicate) for one in group)]
        search = Search(self._rows, movable, self._domain, self._budget)
        found = search.solve(self._state, tuple(one.predicate for one in group))
        if found is not None:
            self._take(found, group)
            return []
        if len(group) == 1:
            return [Unsolved(group[0].check, "no value found that satisfies it")]
        kept: list[_Condition] = []
        problems = []
        for one in group:
            found = search.solve(self._state, tuple(other.predicate for other in (*kept, one)))
            if found is None:
                problems.append(Unsolved(one.check, "no value found that satisfies it"))
            else:
                kept.append(one)
                self._take(found, kept)
        return problems

    def _take(self, found: State, group: list[_Condition]) -> None:
        for key, option in found.items():
            if option is not self._state[key]:
                about = [one.check for one in group if key in self._rows.keys(one.predicate)]
                failing = [one.check for one in group if not self._rows.hold(one.predicate, self._state)]
                first = next((check for check in about if check in failing), about[0])
                self._reasons[key] = " ".join(first.text.split())
        self._state = found

    # ---- what a column can get

    def _domain(self, key: str, predicates: tuple[Predicate, ...]) -> Iterable[Option]:
        token = (key, predicates)
        if token not in self._domains:
            self._domains[token] = Replayed(self._options(self._model.column(key), predicates))
        return self._domains[token]

    def _options(self, column: Column, predicates: tuple[Predicate, ...]) -> Iterator[Option]:
        """Some values that the CHECKs of this column alone accept; NULL first where that is its neutral state."""
        if column.foreign_key and column.key not in self._declared:
            yield from (self._undeclared(column, value) for value in (ANYTHING, None) if column.nullable)
            return
        alone = [one for one in predicates if self._rows.keys(one) == (column.key,)]
        empty = [Option(literal(None))] if column.nullable else []
        offered = itertools.chain([self._start[column.key]], self._offered(column, predicates))
        suiting = (one for one in unlike(offered) if self._suits(one, column, alone))
        yield from empty if is_state(column) else ()
        few = itertools.islice(suiting, WIDTH)
        yield from sorted(few, key=lambda one: -_reach_of(one)) if column.key in self._differ else few
        yield from () if is_state(column) else empty

    def _offered(self, column: Column, predicates: tuple[Predicate, ...]) -> Iterator[Option]:
        differ = column.key in self._differ
        for one in candidates(column, self._model, predicates, differ):
            if differ or (self._steady and by_chance(one.value)):
                yield from self._counted(one)
            else:
                yield Option(one.value, answer=one)

    def _counted(self, answer: Answer) -> Iterator[Option]:
        if answer.unique is not None and not self._steady:
            yield Option(answer.unique, answer=answer)
        elif answer.nth is not None and not (self._steady and hangs_on_now(answer.value)):
            yield Option(Call(code(SEQUENCE), (Argument(answer.nth, "lambda n: "),)), answer=answer)

    def _suits(self, option: Option, column: Column, alone: list[Predicate]) -> bool:
        if option.expression is None or option.reads:
            return True
        if not option.given and not fits(column, option.expression):
            return False
        try:
            return bool(option.values) and all(
                self._rows.hold(one, {**self._state, column.key: option}) for one in alone
            )
        except Broken:
            return False

    # ---- what comes of it

    def solution(self, problems: tuple[Unsolved, ...]) -> Solution:
        """The declarations of the state, in the model's order; those of no column come first."""
        keys = [column.key for column in self._model.columns]
        others = [one for key, one in self._declared.items() if key not in keys]
        made = [one for key in keys if (one := self._declaration(key)) is not None]
        changed = [key for key in keys if self._changed(key) and self._state[key].expression is None]
        return Solution((*others, *made), problems, tuple(Given(key, self._state[key].value) for key in changed))

    def _changed(self, key: str) -> bool:
        return self._state[key] is not self._start[key]

    def _declaration(self, key: str) -> Declaration | None:
        option, old = self._state[key], self._declared.get(key)
        if not self._changed(key) or option.expression is None:
            return old
        column = self._model.column(key)
        if option.expression == literal(None) and column.default is Default.NONE:
            return None
        reason = f"check: {self._reasons[key]}"
        reach = _reach_of(option) if key in self._differ else ENOUGH
        few = reach if reach < ENOUGH else None
        if old is None:
            return Declaration(key, option.expression, reason, reach=few)
        return replace(old, expression=option.expression, reason=reason, comment="", reads_parent=False, reach=few)


def _assumed(column: Column, model: Model) -> object:
    """What an undeclared column holds if nobody tells: NULL where nobody fills it."""
    if column.discriminator and model.identity is not None:
        return model.identity
    return None if column.default is Default.NONE and column.nullable else ANYTHING


def _reach_of(option: Option) -> int:
    """How many different values it has; what was declared before is taken to have enough."""
    found = option.answer
    return ENOUGH if found is None or found.unique is not None or found.reach is None else min(found.reach, ENOUGH)
