"""Pairs of a start and an end: the end follows the start, and a period lies inside its parent's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from factorygen.decisions import Declaration, FactoryPlan
from factorygen.expression import Code, Expression, call, code, literal, splice
from factorygen.imports import DATE, DATETIME, FAKER, LAZY_ATTRIBUTE, TIMEDELTA, TIMEZONE
from factorygen.references import Reference
from factorygen.schema import Column, Model, PythonName, Schema
from factorygen.words import words

PAIRS: tuple[tuple[str, str], ...] = (
    ("start", "end"),
    ("starts", "ends"),
    ("begin", "end"),
    ("from", "to"),
    ("from", "until"),
    ("since", "until"),
    ("started", "ended"),
    ("started", "finished"),
    ("opened", "closed"),
    ("start", "stop"),
    ("start", "finish"),
)
DAYS = (180, 30, 7, 1)
"""How long a period is, by the number of periods around it."""

References = Mapping[PythonName, tuple[Reference, ...]]


@dataclass(frozen=True)
class _Period:
    start: Column
    end: Column


def with_periods(factories: tuple[FactoryPlan, ...], schema: Schema, references: References) -> tuple[FactoryPlan, ...]:
    """The factories, with their pairs of dates made to agree."""
    depth: dict[PythonName, int] = {}
    done: list[FactoryPlan] = []
    for factory in factories:
        model = schema.model(factory.model)
        period = next(_periods(model, factory), None)
        if period is None:
            done.append(factory)
            continue
        around = _around(period, references[model.id], done, schema) if factory.parents else None
        depth[model.id] = depth.get(around[0].target, 0) + 1 if around else 0
        done.append(_agreeing(factory, period, around, DAYS[min(depth[model.id], len(DAYS) - 1)]))
    return tuple(done)


def _periods(model: Model, factory: FactoryPlan) -> Iterator[_Period]:
    declared = {one.attribute for one in factory.scalars}
    dates = [column for column in model.columns if column.type.python in ("date", "datetime") and not column.unique]
    for start in dates:
        for end in dates:
            if {start.key, end.key} <= declared and start.type.python == end.type.python and _is_pair(start, end):
                yield _Period(start, end)


def _is_pair(start: Column, end: Column) -> bool:
    here, there = words(start.key), words(end.key)
    return len(here) == len(there) and any(
        tuple(second if word == first else word for word in here) == there and first in here for first, second in PAIRS
    )


def _around(
    period: _Period, references: tuple[Reference, ...], above: list[FactoryPlan], schema: Schema
) -> tuple[Reference, str] | None:
    """A required parent with a period of the same kind, and where that starts."""
    for reference in references:
        parent = next((one for one in above if one.model == reference.target), None)
        if parent is None or not reference.required or reference.relationship is None:
            continue
        outer = next(_periods(schema.model(reference.target), parent), None)
        if outer is not None and not outer.start.nullable and outer.start.type == period.start.type:
            return reference, outer.start.key
    return None


def _agreeing(factory: FactoryPlan, period: _Period, around: tuple[Reference, str] | None, days: int) -> FactoryPlan:
    follows = call(LAZY_ATTRIBUTE, code(f"lambda o: o.{period.start.key} + ", TIMEDELTA, f"(days={days})"))
    end = Declaration(period.end.key, follows, f"follows {period.start.key}")
    if around is None:
        start = Declaration(period.start.key, _long_ago(period.start), "start of a period")
    else:
        reference, key = around
        otherwise = _fallback(period.start)  # no parent, or in build() only its key
        start = Declaration(
            period.start.key,
            call(LAZY_ATTRIBUTE, splice(f"lambda o: o.{reference.name}.{key} if o.{reference.name} else ", otherwise)),
            f"inside the period of {reference.name}",
            reads_parent=True,
            comment=f"Inside the {reference.name.replace('_', ' ')}'s period.",
        )
    changed = {start.attribute: start, end.attribute: end}
    return replace(factory, scalars=tuple(changed.get(one.attribute, one) for one in factory.scalars))


def _long_ago(column: Column) -> Expression:
    provider = "date_between" if column.type.python == "date" else "date_time_between"
    zone = {"tzinfo": code(TIMEZONE, ".utc")} if column.type.timezone else {}
    return call(FAKER, literal(provider), start_date=literal("-2y"), end_date=literal("-1y"), **zone)


def _fallback(column: Column) -> Code:
    zone = (", tzinfo=", TIMEZONE, ".utc") if column.type.timezone else ()
    return code(DATE if column.type.python == "date" else DATETIME, "(2024, 1, 1", *zone, ")")
