"""Which declarations satisfy the CHECKs of their model, and which CHECKs does nothing satisfy?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from factorygen.checks.nodes import ANYTHING
from factorygen.checks.predicate import known
from factorygen.checks.solution import Given, Unsolved
from factorygen.checks.solve import satisfy
from factorygen.decisions import Declaration, FactoryPlan
from factorygen.diagnostics import Level
from factorygen.plan.problems import Problem
from factorygen.references import Reference
from factorygen.schema import Default, Model, PythonName

NOTHING_MADE: Mapping[str, tuple[object, ...]] = {}


@dataclass(frozen=True)
class Checked:
    """Own declarations, the nullable foreign keys that have to be filled, and what could not be satisfied."""

    declarations: tuple[Declaration, ...]
    filled: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def checked(
    model: Model,
    declarations: Sequence[Declaration],
    inherited: Sequence[Declaration],
    references: Sequence[Reference],
    above: Set[PythonName],
    differ: frozenset[str],
    dialect: str,
    fixed: frozenset[str] = frozenset(),
    made: Mapping[str, tuple[object, ...]] = NOTHING_MADE,
) -> Checked:
    """What the CHECKs leave of a model's own declarations; ``fixed`` are those that the user wrote.

    ``made`` are values of foreign keys, row by row.
    Only foreign keys to models ``above`` may be filled: others might come back to this one.
    """
    if not model.checks:
        return Checked(tuple(declarations))
    keys = {column for reference in references for column in reference.columns}
    fillable = {column for one in references if one.target in above and not one.required for column in one.columns}
    own = {one.attribute for one in declarations}
    others = [one for one in inherited if one.attribute not in own and one.attribute not in keys]
    fixed = fixed | {one.attribute for one in others}
    movable = frozenset(
        column.key
        for column in model.columns
        if column.key in fillable
        or (column.key not in keys | fixed and column.default is not Default.GENERATED and not column.discriminator)
    )
    scalars = [one for one in declarations if one.attribute not in keys]
    given = tuple(_given(model, references, own | fixed, dialect, made))
    solution = satisfy(model, (*others, *scalars), model.checks, dialect, differ, movable, given)
    mine = [one for one in solution.declarations if one.attribute not in {other.attribute for other in others}]
    return Checked(
        (*mine, *(one for one in declarations if one.attribute in keys)),
        frozenset(one.key for one in solution.given if one.value is ANYTHING),
        tuple(_problem(one, model) for one in solution.problems),
    )


def rechecked(
    factory: FactoryPlan,
    model: Model,
    inherited: Sequence[Declaration],
    references: Sequence[Reference],
    differ: frozenset[str],
    dialect: str,
    fixed: frozenset[str],
    made: Mapping[str, tuple[object, ...]],
) -> FactoryPlan:
    """A factory whose pairs were made to agree afterwards: where that broke a CHECK it is put right again."""
    present = {one.attribute for one in factory.parents}
    filled = [replace(one, required=one.required or one.name in present) for one in references]
    renamed = frozenset(attribute for _, attribute in factory.rename)
    solved = checked(model, factory.scalars, inherited, filled, frozenset(), differ, dialect, renamed | fixed, made)
    after = {one.attribute: one for one in solved.declarations}
    kept = [after.pop(one.attribute) for one in factory.scalars if one.attribute in after]
    return replace(factory, scalars=(*kept, *after.values()))


def _given(
    model: Model,
    references: Sequence[Reference],
    declared: Set[str],
    dialect: str,
    made: Mapping[str, tuple[object, ...]],
) -> Iterator[Given]:
    """Whether foreign keys are filled, and what constants and the database fill in."""
    keys = {column for one in references for column in one.columns}
    required = {column for one in references if one.required for column in one.columns}
    for column in model.columns:
        if column.key in keys:
            value = ANYTHING if column.key in required else None
            yield Given(column.key, value, made.get(column.key, ()))
        elif column.key not in declared and column.default_text:
            yield Given(column.key, known(column.default_text, dialect))


def _problem(unsolved: Unsolved, model: Model) -> Problem:
    check = unsolved.check
    text = " ".join(check.text.split())
    place = ", ".join(check.columns) or check.name or "CHECK"
    named = (
        f"the CHECK {check.name} of {model.table} ({text})" if check.name else f"the CHECK of {model.table} ({text})"
    )
    return Problem(Level.WARNING, place, f"{named}: {unsolved.why}", "declare a value that it accepts")
