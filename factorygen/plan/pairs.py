"""Values that belong together agree: the second half of a pair follows the first, a period lies in its parent's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from operator import add

from factorygen.column_rules.columns import fits, takes
from factorygen.decisions import Declaration, FactoryPlan
from factorygen.expression import Argument, Expression, call, code, literal
from factorygen.imports import FAKER, FROM_PARENT, PLUS, UTC
from factorygen.plan.gaps import Gap, Halves, gap, is_sequence
from factorygen.plan.pair_table import EVENTS
from factorygen.plan.pairing import Paired, kind, paired
from factorygen.plan.texts_of_row import texts_of_row
from factorygen.references import Reference
from factorygen.sampling import needs_base, samples
from factorygen.schema import Column, Default, Model, PythonName, Schema

DAYS = (180, 30, 7, 1)
"""How long a period is, by the number of periods around it."""
HOPS = 2
"""How far up a parent is looked for that has a period."""

PRESENT = (Default.CALLABLE, Default.CONTEXT, Default.SERVER)
LATER = {"date": "date_between", "datetime": "date_time_between"}

References = Mapping[PythonName, tuple[Reference, ...]]


@dataclass(frozen=True)
class _Outer:
    """A parent's period: the way to it, and how many are around it."""

    path: tuple[str, ...]
    period: Paired
    depth: int


@dataclass(frozen=True)
class _Seen:
    """The factories so far, with inherited declarations, and the periods of each with how many are around them."""

    schema: Schema
    references: References
    declared: dict[PythonName, dict[str, Declaration]]
    periods: dict[PythonName, tuple[tuple[Paired, int], ...]]
    renamed: dict[PythonName, dict[str, str]]
    """Of attributes that are declared by another name, that name."""

    def own(self, factory: FactoryPlan) -> Model:
        """The model of a factory, whose declarations are noted."""
        model = self.schema.model(factory.model)
        inherited = self.declared[model.parent] if model.parent else {}
        own = (*factory.params, *factory.parents, *factory.scalars)
        self.declared[model.id] = {**inherited, **{one.attribute: one for one in own}}
        renamed = self.renamed[model.parent] if model.parent else {}
        self.renamed[model.id] = {**renamed, **{attribute: name for name, attribute in factory.rename}}
        self.periods[model.id] = self.periods[model.parent] if model.parent else ()
        return model


def with_pairs(factories: tuple[FactoryPlan, ...], schema: Schema, references: References) -> tuple[FactoryPlan, ...]:
    """The factories, with the pairs and texts of each row made to agree."""
    seen = _Seen(schema, references, {}, {}, {})
    return tuple(_agreeing(factory, seen) for factory in factories)


def _agreeing(factory: FactoryPlan, seen: _Seen) -> FactoryPlan:
    model = seen.own(factory)
    own = {one.attribute: one for one in factory.scalars}
    own.update((one.attribute, one) for one in texts_of_row(model, own))
    for pair in paired(model, _firsts(model, seen), own):
        if _is_settled(own[pair.second.key]):
            continue
        if pair.first.key not in seen.declared[model.id]:
            own = _after_default(pair, own)
            continue
        outer = _outer(pair, model, seen) if pair.is_period and pair.first.key in own else None
        apart = {pair.first.key, pair.second.key} in [set(unique.disjoint) for unique in model.uniques]
        changed = _halves(pair, outer, {**seen.declared[model.id], **own}, apart)
        if not {one.attribute for one in changed}.issubset(own):
            continue
        own.update((one.attribute, one) for one in changed)
        if changed and pair.is_period:
            seen.periods[model.id] += ((pair, outer.depth + 1 if outer else 0),)
    return replace(factory, scalars=tuple(own[one.attribute] for one in factory.scalars if one.attribute in own))


def _firsts(model: Model, seen: _Seen) -> frozenset[str]:
    """What may be the first half: what is declared, and dates with a default, which is the present as a rule."""
    filled = {one.key for one in model.columns if one.default in PRESENT and kind(one) in LATER}
    return frozenset(seen.declared[model.id]) | filled


def _after_default(pair: Paired, own: dict[str, Declaration]) -> dict[str, Declaration]:
    """A second half in the future; none for what has not happened to a new row."""
    key = pair.second.key
    if pair.second.nullable and pair.pair in EVENTS:
        return {name: one for name, one in own.items() if name != key}
    later = next((one for one in _later(pair.second) if fits(pair.second, one)), None)
    if later is None:
        return own
    return {**own, key: Declaration(key, later, f"after the default of {pair.first.key}")}


def _later(column: Column) -> Iterator[Expression]:
    """A date or moment of the next month; where it has a time zone against all appearances, with one."""
    for aware in (column.type.timezone, not column.type.timezone):
        zone = {"tzinfo": code(UTC)} if aware else {}
        yield call(FAKER, literal(LATER[kind(column)]), start_date=literal("+1d"), end_date=literal("+30d"), **zone)


def _is_settled(second: Declaration) -> bool:
    """Whether its own values have to be kept, since no two rows may share one; or it is None for a reason."""
    return is_sequence(second.expression) or second.expression == literal(None)


def _halves(
    pair: Paired, outer: _Outer | None, declared: Mapping[str, Declaration], apart: bool
) -> tuple[Declaration, ...]:
    """The declarations of a pair that change; none where nothing is known that agrees."""
    first = declared[pair.first.key]
    depth = outer.depth + 1 if outer else 0
    days = DAYS[min(depth, len(DAYS) - 1)] if pair.pair.days is None else pair.pair.days
    between = gap(Halves(pair.first, pair.second, first.expression, days, apart))
    if between is None or first.expression == literal(None) or not _has_room(pair, between):
        return ()
    if pair.first.override and between.first != first.expression:
        return ()
    if outer is not None and not is_sequence(first.expression) and not pair.first.override:
        return _inside(pair, outer, first, between)
    second = _second(pair, call(PLUS, literal(pair.first.key), between.code))
    if between.first == first.expression:
        return (second,)
    return replace(first, expression=between.first, reason=f"{first.reason}; before {pair.second.key}"), second


def _second(pair: Paired, expression: Expression) -> Declaration:
    return Declaration(pair.second.key, expression, f"follows {pair.first.key}")


def _has_room(pair: Paired, between: Gap) -> bool:
    if needs_base(between.first) or kind(pair.first) == "time":  # the second half of another; within a day
        return True
    try:
        firsts = samples(between.first)
    except AttributeError:  # it follows another attribute already, as a CHECK has it
        return False
    try:
        seconds = [add(one, between.value) for one in firsts]
    except TypeError:  # objects of the project's own
        return False
    return takes(pair.first, firsts) and takes(pair.second, seconds)


def _inside(pair: Paired, outer: _Outer, first: Declaration, between: Gap) -> tuple[Declaration, ...]:
    way = ".".join(outer.path)
    start, end = (f"{way}.{half.key}" for half in (outer.period.first, outer.period.second))
    until = Argument.named("until", literal(end))
    second = call(PLUS, literal(pair.first.key), between.code)
    name = outer.path[-1].replace("_", " ")
    return (
        Declaration(
            pair.first.key,
            call(FROM_PARENT, literal(start), first.expression),
            f"inside the period of {way}",
            reads_parent=True,
            comment=f"Inside the {name}'s period.",
        ),
        replace(
            _second(pair, replace(second, arguments=(*second.arguments, until))),
            reads_parent=True,
        ),
    )


def _outer(pair: Paired, model: Model, seen: _Seen) -> _Outer | None:
    """The nearest required parent with a period of the same kind."""
    ways: list[tuple[tuple[str, ...], PythonName]] = [((), model.id)]
    for _ in range(HOPS):
        ways = [((*path, name), above) for path, id in ways for name, above in _parents(id, seen, bool(path))]
        for path, id in ways:
            for period, depth in seen.periods[id]:
                if _same_kind(period, pair):
                    return _Outer(path, period, depth)
    return None


def _parents(id: PythonName, seen: _Seen, from_object: bool) -> Iterator[tuple[str, PythonName]]:
    """The required parents that a factory declares, or those of an object, by their names."""
    for reference in seen.references[id]:
        name = seen.renamed[id].get(reference.name, reference.name)
        reachable = reference.relationship is not None or not from_object
        if reference.required and reference.target in seen.declared and name in seen.declared[id] and reachable:
            yield reference.name if from_object else name, reference.target


def _same_kind(one: Paired, other: Paired) -> bool:
    here, there = one.first, other.first
    return kind(here) == kind(there) and here.type.timezone == there.type.timezone
