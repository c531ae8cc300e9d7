"""All decisions, factory by factory, in foreign key order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from factorygen.decisions import Declaration, FactoryPlan, Plan
from factorygen.diagnostics import Diagnostic, FactorygenError
from factorygen.expression import Code, Name, code, literal, splice
from factorygen.imports import ANY, BASE_MODULE
from factorygen.own_words import NOTHING_SAID, OwnWords
from factorygen.plan.checked import Setting, checked, rechecked
from factorygen.plan.circles import circle, said_once, with_first_rows
from factorygen.plan.columns import declare
from factorygen.plan.construction import Construction, construction
from factorygen.plan.docstrings import module_docstring
from factorygen.plan.features import features
from factorygen.plan.lookup_keys import Lookups, lookups, told, unfilled, with_rows
from factorygen.plan.lookup_rows import judged
from factorygen.plan.lookups import with_lookups
from factorygen.plan.meta import excluded, inheriting, renamed
from factorygen.plan.naming import factory_names
from factorygen.plan.order import can_share, foreign_key_order
from factorygen.plan.own_declarations import kept, taken_back
from factorygen.plan.pairs import with_pairs
from factorygen.plan.parent_keys import parent_keys
from factorygen.plan.problems import Problem, foreign_keys, refused
from factorygen.plan.sharing import Sharing, filled, sharing
from factorygen.plan.traits import traits
from factorygen.plan.uniques import avoided, differing
from factorygen.references import Reference, references
from factorygen.relationship_rules import Wires, Wiring, collection_wires, reference_wires
from factorygen.schema import Direction, Model, PythonName, Schema

MAPPED_CLASS = Name(BASE_MODULE, "mapped_class")


@dataclass(frozen=True)
class _Drawing:
    """What every factory of one plan is made from."""

    schema: Schema
    references: dict[PythonName, tuple[Reference, ...]]
    factories: dict[PythonName, str]
    cut: tuple[Reference, ...]
    fill: bool
    own: OwnWords
    sharing: Sharing


@dataclass(frozen=True)
class _Made:
    """A factory, all declarations that it and the factories above it have, and what is to be said of it."""

    factory: FactoryPlan
    wires: Wires
    passed: Wires
    """The same, with parents by the names under which ``__init__`` takes them."""
    diagnostics: tuple[Diagnostic, ...]
    filled: frozenset[str]
    """What its ``__init__`` and those above fill in."""


def plan(schema: Schema, fill: bool = True, own: OwnWords = NOTHING_SAID) -> Plan:
    """Decide what stands in the factories of all models.

    ``fill`` gives nullable columns a value too; ``own`` are the user's words on columns.
    """
    found = {model.id: references(model, schema) for model in schema.models}
    order, cut = foreign_key_order(schema, found)
    shared = sharing(schema, filled(schema, found, cut, own), order, own.shares)
    drawing = _Drawing(schema, found, factory_names(order), cut, fill, own, shared)
    made: dict[PythonName, _Made] = {}
    for id in order:
        model = schema.model(id)
        made[id] = _factory(model, drawing, made)
    drawn = tuple(one.factory for one in made.values())
    paired = kept(with_pairs(drawn, schema, found), drawn)
    factories = with_lookups([_rechecked(factory, made, drawing) for factory in paired], schema, found)
    factories = tuple(replace(one, rows=shared.rows[one.model]) for one in factories)
    return Plan(
        factories=tuple(inheriting(factories)),
        base=features(factories, schema),
        docstring=module_docstring(factories, schema, found),
        diagnostics=tuple(diagnostic for one in made.values() for diagnostic in one.diagnostics),
    )


def _factory(model: Model, drawing: _Drawing, made: Mapping[PythonName, _Made]) -> _Made:
    base, above = made.get(model.parent) if model.parent else None, frozenset(made)
    inherited = base.wires if base else Wires()
    wiring = Wiring(drawing.schema, drawing.references, drawing.factories, above, shares=drawing.sharing.shares)
    parent = drawing.schema.model(model.parent) if model.parent else None
    of_parent = parent.attributes if parent else frozenset()
    found = drawing.references[model.id]
    taken = _filled_elsewhere(model, drawing) | of_parent
    columns = list(declare(model, taken, drawing.fill, drawing.own, parent))
    setting = _setting(model, inherited, made, drawing)
    declared = [one for one in columns if isinstance(one, Declaration)]
    solved = checked(setting, [*declared, *taken_back(drawing.own.left_out(model), inherited.scalars)])
    wiring = replace(wiring, besides=traits(setting, solved, wiring))
    rows = lookups(model, solved.declarations, found, of_parent, drawing.schema, drawing.own)
    empty = list(unfilled(model, rows, found, of_parent, drawing.own))
    scalars = with_rows(solved.declarations, rows, empty)
    places = _placed(model, _wires(model, drawing, wiring, of_parent, solved.filled, rows), scalars)
    differ = differing(model, _filled_elsewhere(model, drawing), drawing.own)
    asked = construction(model, places, base.passed if base else Wires(), wiring, differ)
    places = _constructed(places, asked)
    if base and asked.complaint:
        places = replace(places, scalars=(*_regained(model, base.filled, taken, drawing), *places.scalars))
    factory = FactoryPlan(
        name=drawing.factories[model.id],
        model=model.id,
        model_code=_model_code(model),
        model_type=_model_code(model) if model.import_name == model.id else code(ANY),  # a variable is no type
        inherits=drawing.factories[model.parent] if model.parent else "",
        exclude=tuple(excluded(model, inherited, places)),
        params=places.params,
        parents=places.parents,
        scalars=places.scalars,
        children=places.children,
        rename=asked.rename,
        late=asked.late,
        filled=asked.filled,
        without_init=asked.complaint,
        left_out=drawing.own.left_out(model),
    )
    cut = [one for one in found if one in drawing.cut and not can_share(one, drawing.schema)]
    of_rows = {one.attribute for one in rows.declarations}
    problems = [one for one in columns if isinstance(one, Problem) and one.place not in of_rows]
    problems += solved.problems(model)
    problems += foreign_keys(model, cut, empty, drawing.references, drawing.schema, drawing.own)
    factory = replace(factory, todos=tuple(problem.todo for problem in problems if problem.in_factory))
    problems += [refused(asked.complaint)] if asked.complaint else []
    diagnostics = tuple(problem.diagnostic(model) for problem in problems)
    passed = _together(base.passed if base else Wires(), _as_passed(places, asked))
    fills = frozenset(asked.filled) | (base.filled if base else frozenset())
    return _Made(renamed(factory), _together(inherited, places), passed, diagnostics, fills)


def _regained(model: Model, lost: frozenset[str], taken: frozenset[str], drawing: _Drawing) -> Iterator[Declaration]:
    """What the ``__init__`` of the classes above fills in, for an object that is made without one."""
    for one in declare(model, taken - lost, drawing.fill, drawing.own):
        if isinstance(one, Declaration) and one.attribute in lost:
            yield one


def _constructed(places: Wires, asked: Construction) -> Wires:
    """The declarations, with what ``__init__`` wants besides and without what it fills in."""
    scalars = (one for one in places.scalars if one.attribute not in asked.filled)
    wanted = {one.attribute for one in asked.parents}
    return replace(
        places,
        params=tuple(one for one in places.params if one.attribute not in wanted),
        parents=places.parents + asked.parents,
        scalars=(*asked.arguments, *scalars),
    )


def _as_passed(places: Wires, asked: Construction) -> Wires:
    names = dict(asked.rename)
    parents = tuple(replace(one, attribute=names.get(one.attribute, one.attribute)) for one in places.parents)
    return replace(places, parents=parents)


def _setting(model: Model, inherited: Wires, made: Mapping[PythonName, _Made], drawing: _Drawing) -> Setting:
    """What a model's CHECKs depend on; what the user wrote stays."""
    found, taken = drawing.references[model.id], _filled_elsewhere(model, drawing)
    declared = {id: one.wires.scalars for id, one in made.items() if id != model.id}
    unlike = differing(model, taken, drawing.own)
    constrained = replace(model, checks=model.checks + avoided(model, unlike, taken))
    return Setting(
        model=constrained,
        references=found,
        inherited=inherited.scalars,
        above=declared.keys(),
        differ=unlike,
        dialect=drawing.schema.dialect,
        fixed=_said(model, drawing),
        made=parent_keys(found, drawing.schema, declared) if constrained.checks else {},
    )


def _rechecked(factory: FactoryPlan, made: Mapping[PythonName, _Made], drawing: _Drawing) -> FactoryPlan:
    model = drawing.schema.model(factory.model)
    inherited = made[model.parent].wires if model.parent else Wires()
    rows = {one.attribute: one for one in factory.scalars if judged(one) != one}
    judging = replace(factory, scalars=tuple(judged(one) for one in factory.scalars))
    setting = _setting(model, inherited, made, drawing)
    done = rechecked(judging, replace(setting, fixed=setting.fixed | rows.keys()))
    return replace(done, scalars=tuple(rows.get(one.attribute, one) for one in done.scalars))


def _said(model: Model, drawing: _Drawing) -> frozenset[str]:
    """The columns that the user has words of his own for."""
    words = ((column, drawing.own.of(model, column) or drawing.own.of_type(column.type)) for column in model.columns)
    return frozenset(column.key for column, word in words if word is not None)


def _together(inherited: Wires, own: Wires) -> Wires:
    return Wires(
        inherited.params + own.params,
        inherited.parents + own.parents,
        inherited.scalars + own.scalars,
        inherited.children + own.children,
    )


def _filled_elsewhere(model: Model, drawing: _Drawing) -> frozenset[str]:
    """The attributes of foreign key columns."""
    return frozenset(column for reference in drawing.references[model.id] for column in reference.columns)


def _wires(
    model: Model, drawing: _Drawing, wiring: Wiring, inherited: frozenset[str], filled: frozenset[str], rows: Lookups
) -> list[Wires]:
    """The declarations of its own foreign keys, then of collections, without those that its parent's factory has."""
    own = [
        replace(one, required=one.required or not filled.isdisjoint(one.columns))
        for one in drawing.references[model.id]
        if (rows.arguments(one) or not _is_inherited(one, inherited))
        and not rows.fill(one.columns)
        and not drawing.own.decide(model, one.columns)
    ]
    collections = [
        one
        for one in model.relationships
        if one.direction is not Direction.MANYTOONE and one.target in drawing.factories and one.key not in inherited
    ]
    wires = [(one, _reference_wires(one, model, drawing, wiring, rows)) for one in own]
    return [
        *(_with_own_keys(made, one, wires) for one, made in wires),
        *(collection_wires(one, model, wiring) for one in collections),
    ]


def _reference_wires(reference: Reference, model: Model, drawing: _Drawing, wiring: Wiring, rows: Lookups) -> Wires:
    wires = told(reference_wires(reference, model, wiring), reference.name, rows.arguments(reference))
    if not any(one.name == reference.name and one.model == reference.model for one in drawing.cut):
        return wires
    if not can_share(reference, drawing.schema):
        return Wires()
    members = circle(reference, drawing.schema, drawing.references)
    return with_first_rows(wires, reference.name, members)


def _with_own_keys(wires: Wires, reference: Reference, all_wires: list[tuple[Reference, Wires]]) -> Wires:
    """The wires, without the keys that another parent has as well, and is the better one to take them from."""

    def owner(key: str) -> Reference:
        having_it = [one for one, made in all_wires if any(key == scalar.attribute for scalar in made.scalars)]
        return min(having_it, key=lambda one: (not one.required, len(one.columns)))

    return replace(wires, scalars=tuple(one for one in wires.scalars if owner(one.attribute) is reference))


def _model_code(model: Model) -> Code:
    if model.import_name is not None:
        return code(Name(model.import_name.module, model.import_name.qualname))
    if model.found_through is None:
        raise FactorygenError(str(model.id), "no module has this class in a variable", "assign it to one")
    base = code(Name(model.found_through.module, model.found_through.qualname))
    return splice(MAPPED_CLASS, "(", base, ", ", literal(model.name), ")")


def _placed(model: Model, wires: list[Wires], scalars: Collection[Declaration]) -> Wires:
    """All declarations by the place where they stand; keys and columns in the model's order."""
    position = {column.key: number for number, column in enumerate(model.columns)}
    told = {one.attribute for one in scalars if one.own}
    keys = [one for wire in wires for one in wire.scalars if one.attribute not in told]
    return Wires(
        params=said_once(one for wire in wires for one in wire.params),
        parents=said_once(one for wire in wires for one in wire.parents),
        scalars=tuple(sorted((*keys, *scalars), key=lambda one: position[one.attribute])),
        children=tuple(one for wire in wires for one in wire.children),
    )


def _is_inherited(reference: Reference, inherited: frozenset[str]) -> bool:
    return reference.name in inherited if reference.relationship else inherited.issuperset(reference.columns)
