"""Which declarations satisfy the CHECKs of their model, and which CHECKs does nothing satisfy?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from factorygen.checks.nodes import ANYTHING
from factorygen.checks.predicate import known
from factorygen.checks.search import BUDGET
from factorygen.checks.solution import Given, Solution, Unsolved
from factorygen.checks.solve import satisfy
from factorygen.decisions import Declaration, FactoryPlan
from factorygen.diagnostics import Level
from factorygen.expression import literal
from factorygen.plan.own_declarations import SKIPPED
from factorygen.plan.problems import Problem
from factorygen.references import Reference
from factorygen.schema import Default, Model, PythonName

PATIENCE = 1500
"""States that are looked at for what one can do without: a trait of an optional parent."""


@dataclass(frozen=True)
class Setting:
    """A model whose CHECKs are to hold, and what stands around it.

    Only foreign keys to models ``above`` may be filled: others might come back to this one. ``fixed`` are the
    attributes that the user decides on; ``made`` are values of foreign keys, row by row. What is ``steady`` leaves
    nothing to chance that it changes.
    """

    model: Model
    dialect: str
    differ: frozenset[str]
    fixed: frozenset[str] = frozenset()
    references: tuple[Reference, ...] = ()
    inherited: tuple[Declaration, ...] = ()
    above: Set[PythonName] = frozenset()
    made: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    steady: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """The attributes of foreign keys."""
        return frozenset(column for one in self.references for column in one.columns)

    @property
    def fillable(self) -> frozenset[str]:
        """The foreign keys that may be filled or left empty."""
        optional = [one for one in self.references if one.target in self.above and not one.required]
        return frozenset(column for one in optional for column in one.columns)


@dataclass(frozen=True)
class Checked:
    """Own declarations, the nullable foreign keys that have to be filled, and what could not be satisfied."""

    declarations: tuple[Declaration, ...]
    filled: frozenset[str] = frozenset()
    unsolved: tuple[Unsolved, ...] = ()

    def problems(self, model: Model) -> tuple[Problem, ...]:
        """What is to be said of the model."""
        return tuple(_problem(one, model) for one in self.unsolved)


@dataclass(frozen=True)
class Besides:
    """What has to change: other declarations, attributes to be emptied, foreign keys to be filled."""

    declarations: tuple[Declaration, ...] = ()
    emptied: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()


def checked(setting: Setting, declarations: Sequence[Declaration]) -> Checked:
    """What the CHECKs leave of a model's own declarations."""
    if not setting.model.checks:
        return Checked(tuple(declarations))
    solution = _solution(setting, declarations)
    others = _others(setting, declarations)
    mine = [one for one in solution.declarations if one not in others]
    aside = [one for one in declarations if one.attribute in setting.keys or one.expression == SKIPPED]
    return Checked(
        (*mine, *_emptied(others, solution), *aside),
        frozenset(one.key for one in solution.given if one.value is ANYTHING),
        solution.problems,
    )


def _emptied(inherited: Sequence[Declaration], solution: Solution) -> Iterator[Declaration]:
    """What the factories above declare, and what has to stay empty here."""
    declared = {one.attribute for one in solution.declarations}
    for one in inherited:
        if one.attribute not in declared:
            yield Declaration(one.attribute, literal(None), "check: empty, unlike in the factory above")


def rechecked(factory: FactoryPlan, setting: Setting) -> FactoryPlan:
    """A factory whose pairs were made to agree afterwards: where that broke a CHECK it is put right again."""
    present = {one.attribute for one in factory.parents}
    filled = tuple(replace(one, required=one.required or one.name in present) for one in setting.references)
    renamed = frozenset(attribute for _, attribute in factory.rename)
    again = replace(setting, references=filled, above=frozenset(), fixed=renamed | setting.fixed)
    after = {one.attribute: one for one in checked(again, factory.scalars).declarations}
    kept = [after.pop(one.attribute) for one in factory.scalars if one.attribute in after]
    return replace(factory, scalars=(*kept, *after.values()))


def besides(setting: Setting, solved: Checked, reference: Reference) -> Besides | None:
    """What else has to change for the CHECKs to hold when an optional foreign key is filled; None: they can't."""
    columns = frozenset(reference.columns)
    return _changes(setting, solved, solved.declarations, solved.filled | columns, columns)


def besides_value(setting: Setting, solved: Checked, value: Declaration) -> Besides | None:
    """What else has to change for the CHECKs to hold when an attribute has this value; None: they can't."""
    others = (one for one in solved.declarations if one.attribute != value.attribute)
    return _changes(setting, solved, (*others, value), solved.filled, frozenset({value.attribute}))


def _changes(
    setting: Setting,
    solved: Checked,
    declarations: Sequence[Declaration],
    filled: frozenset[str],
    pinned: frozenset[str],
) -> Besides | None:
    if not any(pinned.intersection(check.columns) for check in setting.model.checks):
        return Besides()
    solution = _solution(setting, declarations, filled, pinned, PATIENCE)
    if not {one.check for one in solution.problems} <= {one.check for one in solved.unsolved}:
        return None
    before = {one.attribute: one for one in solved.declarations if one.attribute not in setting.keys}
    before.update((one.attribute, one) for one in _others(setting, solved.declarations))
    after = {one.attribute: one for one in solution.declarations}
    gone = [key for key in before if key not in after]
    return Besides(
        tuple(one for key, one in after.items() if before.get(key) != one and key not in pinned),
        (*gone, *(one.key for one in solution.given if one.value is None)),
        tuple(one.key for one in solution.given if one.value is ANYTHING),
    )


def _solution(
    setting: Setting,
    declarations: Sequence[Declaration],
    filled: frozenset[str] = frozenset(),
    pinned: frozenset[str] = frozenset(),
    budget: int = BUDGET,
) -> Solution:
    """How the CHECKs hold with these optional foreign keys ``filled``; those that are ``pinned`` stay as they are."""
    model, keys = setting.model, setting.keys
    others = _others(setting, declarations)
    fixed = setting.fixed | {one.attribute for one in others if one.own}
    movable = frozenset(
        column.key
        for column in model.columns
        if column.key in setting.fillable
        or (column.key not in keys | fixed and column.default is not Default.GENERATED and not column.discriminator)
    )
    scalars = [one for one in declarations if one.attribute not in keys and one.expression != SKIPPED]
    given = tuple(_given(setting, {one.attribute for one in (*declarations, *others)}, filled))
    return satisfy(
        model,
        (*others, *scalars),
        model.checks,
        setting.dialect,
        setting.differ,
        movable - pinned,
        given,
        setting.steady,
        budget,
    )


def _others(setting: Setting, declarations: Sequence[Declaration]) -> list[Declaration]:
    """What the factory inherits and does not declare itself."""
    own = {one.attribute for one in declarations}
    told = {column.key for column in setting.model.columns if column.discriminator}  # by its own class
    return [one for one in setting.inherited if one.attribute not in own | setting.keys | told]


def _given(setting: Setting, declared: Set[str], filled: Set[str]) -> Iterator[Given]:
    """Whether foreign keys are filled, and what constants and the database fill in."""
    required = {column for one in setting.references if one.required for column in one.columns}
    for column in setting.model.columns:
        if column.key in setting.keys:
            value = ANYTHING if column.key in required | filled else None
            yield Given(column.key, value, setting.made.get(column.key, ()))
        elif column.key not in declared and column.default_text:
            yield Given(column.key, known(column.default_text, setting.dialect))


def _problem(unsolved: Unsolved, model: Model) -> Problem:
    check = unsolved.check
    text = " ".join(check.text.split())
    place = ", ".join(check.columns) or check.name or "CHECK"
    named = " ".join(["the CHECK", *([check.name] if check.name else []), "of", model.table])
    return Problem(Level.WARNING, place, f"{named} ({text}): {unsolved.why}", "declare a value that it accepts")
