"""What stands in one model's factory? Its columns, its foreign keys and its ``__init__`` are asked in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factorygen.decisions import Declaration, FactoryPlan
from factorygen.diagnostics import FactorygenError
from factorygen.expression import Code, Name, code, literal, splice
from factorygen.imports import ANY, BASE_MODULE
from factorygen.plan.checked import Checked, checked
from factorygen.plan.columns import declare
from factorygen.plan.construction import Construction, construction
from factorygen.plan.drawing import NOTHING, Made, Spot
from factorygen.plan.lookup_keys import Lookups, lookups, with_rows
from factorygen.plan.member_traits import member_traits
from factorygen.plan.meta import excluded, renamed
from factorygen.plan.order import can_share
from factorygen.plan.own_declarations import taken_back
from factorygen.plan.problems import Problem, foreign_keys, refused
from factorygen.plan.traits import traits
from factorygen.plan.wires import placed, together, wires
from factorygen.relationship_rules import Wires
from factorygen.schema import Model

MAPPED_CLASS = Name(BASE_MODULE, "mapped_class")


def one_factory(spot: Spot) -> Made:
    """Decide what stands in the factory of a model."""
    columns = _columns(spot)
    solved = _solved(columns, spot)
    rows = _rows(solved, spot)
    wiring = replace(spot.wiring, besides=traits(spot.setting, solved, spot.wiring))
    declared = placed(spot.model, wires(spot, wiring, solved.filled, rows), with_rows(solved.declarations, rows))
    asked = construction(spot.model, declared, _passed_above(spot), wiring, spot.differ)
    places = _constructed(declared, asked, spot)
    members = member_traits(spot, solved, places, asked.filled)
    places = replace(places, params=(*places.params, *members))
    problems = [*_of_columns(columns, rows), *solved.problems(spot.model), *_of_keys(rows, spot), *_of_init(asked)]
    return _made(_factory(places, asked, problems, spot), places, asked, problems, spot)


def _columns(spot: Spot) -> list[Declaration | Problem]:
    """What its rules have for each column that no foreign key fills and no model above has."""
    taken = spot.keys | spot.of_parent
    return list(declare(spot.model, taken, spot.drawing.fill, spot.drawing.own, spot.parent))


def _solved(columns: Sequence[Declaration | Problem], spot: Spot) -> Checked:
    """What the CHECKs leave of it."""
    declared = [one for one in columns if isinstance(one, Declaration)]
    back = taken_back(spot.drawing.own.left_out(spot.model), spot.inherited.scalars)
    return checked(spot.setting, [*declared, *back])


def _rows(solved: Checked, spot: Spot) -> Lookups:
    """The rows that foreign keys lead to which have no factory."""
    drawing = spot.drawing
    return lookups(spot.model, solved.declarations, spot.references, spot.of_parent, drawing.schema, drawing.own)


def _passed_above(spot: Spot) -> Wires:
    return spot.base.passed if spot.base else NOTHING


def _constructed(declared: Wires, asked: Construction, spot: Spot) -> Wires:
    """The declarations, with what ``__init__`` wants besides and without what it fills in."""
    scalars = (one for one in declared.scalars if one.attribute not in asked.filled)
    wanted = {one.attribute for one in asked.parents}
    return replace(
        declared,
        params=tuple(one for one in declared.params if one.attribute not in wanted),
        parents=declared.parents + asked.parents,
        scalars=(*_regained(asked, spot), *asked.arguments, *scalars),
    )


def _regained(asked: Construction, spot: Spot) -> Iterator[Declaration]:
    """What the ``__init__`` of the classes above fills in, for an object that is made without one."""
    if spot.base and asked.complaint:
        taken = (spot.keys | spot.of_parent) - spot.base.filled
        for one in declare(spot.model, taken, spot.drawing.fill, spot.drawing.own):
            if isinstance(one, Declaration) and one.attribute in spot.base.filled:
                yield one


# ---- what is to be said


def _of_columns(columns: Sequence[Declaration | Problem], rows: Lookups) -> Iterator[Problem]:
    of_rows = {one.attribute for one in rows.declarations}
    return (one for one in columns if isinstance(one, Problem) and one.place not in of_rows)


def _of_keys(rows: Lookups, spot: Spot) -> Iterator[Problem]:
    drawing = spot.drawing
    cut = [one for one in spot.references if one in drawing.cut and not can_share(one, drawing.schema)]
    return foreign_keys(spot.model, cut, rows.unfilled, drawing.references, drawing.schema, drawing.own)


def _of_init(asked: Construction) -> Iterator[Problem]:
    if asked.complaint:
        yield refused(asked.complaint)


# ---- what comes of it


def _factory(places: Wires, asked: Construction, problems: Sequence[Problem], spot: Spot) -> FactoryPlan:
    model, drawing = spot.model, spot.drawing
    model_code = _model_code(model)
    return FactoryPlan(
        name=drawing.factories[model.id],
        isolation=drawing.isolations.get(model.id),
        model=model.id,
        model_code=model_code,
        model_type=model_code if model.import_name == model.id else code(ANY),  # a variable is no type
        inherits=drawing.root(model.parent) if model.parent else "",
        exclude=tuple(excluded(model, spot.inherited, places)),
        params=places.params,
        parents=places.parents,
        scalars=places.scalars,
        children=(*spot.inherited.children, *places.children) if drawing.isolations else places.children,
        rename=asked.rename,
        late=asked.late,
        filled=asked.filled,
        without_init=asked.complaint,
        left_out=drawing.own.left_out(model),
        todos=tuple(problem.todo for problem in problems if problem.in_factory),
    )


def _made(factory: FactoryPlan, places: Wires, asked: Construction, problems: Sequence[Problem], spot: Spot) -> Made:
    return Made(
        factory=renamed(factory),
        wires=together(spot.inherited, places),
        passed=together(_passed_above(spot), _as_passed(places, asked)),
        diagnostics=tuple(problem.diagnostic(spot.model) for problem in problems),
        filled=asked.filled | (spot.base.filled if spot.base else frozenset()),
    )


def _as_passed(places: Wires, asked: Construction) -> Wires:
    names = dict(asked.rename)
    parents = tuple(replace(one, attribute=names.get(one.attribute, one.attribute)) for one in places.parents)
    return replace(places, parents=parents)


def _model_code(model: Model) -> Code:
    if model.import_name is not None:
        return code(Name(model.import_name.module, model.import_name.qualname))
    if model.found_through is None:
        raise FactorygenError(str(model.id), "no module has this class in a variable", "assign it to one")
    base = code(Name(model.found_through.module, model.found_through.qualname))
    return splice(MAPPED_CLASS, "(", base, ", ", literal(model.name), ")")
