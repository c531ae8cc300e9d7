"""All decisions, factory by factory, in foreign key order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from factorygen.column_rules.imports import BASE_MODULE
from factorygen.decisions import BaseFeatures, Declaration, FactoryPlan, Plan
from factorygen.diagnostics import Diagnostic, Level
from factorygen.expression import Code, Name, code, literal, names_in, splice
from factorygen.plan.columns import Undeclared, declare
from factorygen.plan.docstrings import module_docstring
from factorygen.plan.naming import declared_name, factory_names
from factorygen.plan.order import foreign_key_order
from factorygen.plan.periods import with_periods
from factorygen.references import Reference, references, unmapped
from factorygen.relationship_rules import Wires, Wiring, collection_wires, reference_wires
from factorygen.schema import Default, Direction, Model, PythonName, Schema

ANY = Name("typing", "Any")
MAPPED_CLASS = Name(BASE_MODULE, "mapped_class")


@dataclass(frozen=True)
class _Drawing:
    """What every factory of one plan is made from."""

    schema: Schema
    references: dict[PythonName, tuple[Reference, ...]]
    factories: dict[PythonName, str]
    cut: tuple[Reference, ...]
    fill: bool


def plan(schema: Schema, fill: bool = True) -> Plan:
    """Decide what stands in the factories of all models; ``fill`` gives nullable columns a value too."""
    found = {model.id: references(model, schema) for model in schema.models}
    order, cut = foreign_key_order(schema, found)
    drawing = _Drawing(schema, found, factory_names(order), cut, fill)
    made: list[tuple[FactoryPlan, tuple[Diagnostic, ...]]] = []
    for number, id in enumerate(order):
        made.append(_factory(schema.model(id), drawing, frozenset(order[:number])))
    factories = with_periods(tuple(factory for factory, _ in made), schema, found)
    return Plan(
        factories=factories,
        base=_features(factories, schema),
        docstring=module_docstring(factories, schema, found),
        diagnostics=tuple(diagnostic for _, diagnostics in made for diagnostic in diagnostics),
    )


def _factory(model: Model, drawing: _Drawing, above: frozenset[PythonName]) -> tuple[FactoryPlan, tuple[Diagnostic, ...]]:
    inherited = drawing.schema.model(model.parent).attributes if model.parent else frozenset()
    wiring = Wiring(drawing.schema, drawing.references, drawing.factories, above)
    own = [one for one in drawing.references[model.id] if not _is_inherited(one, inherited)]
    wires = [reference_wires(one, model, wiring) for one in own if one not in drawing.cut]
    wires += [
        collection_wires(one, model, wiring)
        for one in model.relationships
        if one.direction is not Direction.MANYTOONE and one.target in drawing.factories and one.key not in inherited
    ]
    taken = inherited | {key for one in drawing.references[model.id] for key in one.columns}
    taken |= {key for one in unmapped(model) for key in one.columns}
    columns = list(declare(model, taken, drawing.fill))
    problems = [*_columns_in_want(model, columns), *_foreign_keys_in_want(model, drawing)]
    factory = FactoryPlan(
        name=drawing.factories[model.id],
        model=model.id,
        model_code=_model_code(model),
        model_type=code(ANY) if model.import_name is None else _model_code(model),
        inherits=drawing.factories[model.parent] if model.parent else "",
        **_placed(model, wires, [one for one in columns if isinstance(one, Declaration)]),
        todos=tuple(todo for todo, _ in problems),
    )
    return _renamed(factory), tuple(diagnostic for _, diagnostic in problems)


def _model_code(model: Model) -> Code:
    if model.import_name is not None or model.found_through is None:
        name = model.import_name or model.id
        return code(Name(name.module, name.qualname))
    base = code(Name(model.found_through.module, model.found_through.qualname))
    return splice(MAPPED_CLASS, "(", base, ", ", literal(model.name), ")")


def _placed(model: Model, wires: Iterable[Wires], scalars: Iterable[Declaration]) -> dict[str, tuple[Declaration, ...]]:
    """Declarations by the place where they stand; keys and columns in the model's order."""
    position = {column.key: number for number, column in enumerate(model.columns)}
    keys = [one for wire in wires for one in wire.scalars]
    return {
        "params": tuple(one for wire in wires for one in wire.params),
        "parents": tuple(one for wire in wires for one in wire.parents),
        "scalars": tuple(sorted((*keys, *scalars), key=lambda one: position[one.attribute])),
        "children": tuple(one for wire in wires for one in wire.children),
    }


def _is_inherited(reference: Reference, inherited: frozenset[str]) -> bool:
    return reference.name in inherited if reference.relationship else inherited.issuperset(reference.columns)


def _columns_in_want(
    model: Model, columns: Iterable[Declaration | Undeclared]
) -> Iterator[tuple[str, Diagnostic]]:
    for one in columns:
        if isinstance(one, Undeclared):
            yield one.todo, Diagnostic(Level.WARNING, f"{model.name}.{one.column.key}", *one.todo.split(": ", 1)[1].split("; "))


def _foreign_keys_in_want(model: Model, drawing: _Drawing) -> Iterator[tuple[str, Diagnostic]]:
    for reference in drawing.references[model.id]:
        if reference in drawing.cut:
            here = ", ".join(f"{model.table}.{model.column(key).name}" for key in reference.columns)
            there = drawing.schema.model(reference.target).table
            problem = f"{here} and {there} require each other" if reference.target != model.id else f"{here} requires a row of its own table"
            yield (
                f"{reference.name}: {problem}; pass one",
                Diagnostic(Level.ERROR, f"{model.name}.{reference.name}", problem, "make one of these columns nullable, or pass the row"),
            )
    for key in unmapped(model):
        columns = ", ".join(key.columns)
        problem = f"no class is mapped to the table {key.target_table}"
        yield (
            f"{columns}: {problem}; pass the key of a row",
            Diagnostic(Level.WARNING, f"{model.name}.{columns}", problem, "map one, or pass the key of a row"),
        )


def _renamed(factory: FactoryPlan) -> FactoryPlan:
    """The factory with other names for the attributes that factory_boy has itself."""

    def renamed(declarations: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
        return tuple(replace(one, attribute=declared_name(one.attribute)) for one in declarations)

    changed = [(declared_name(one.attribute), one.attribute) for one in (*factory.parents, *factory.scalars)]
    return replace(
        factory,
        rename=tuple(pair for pair in changed if pair[0] != pair[1]),
        parents=renamed(factory.parents),
        scalars=renamed(factory.scalars),
        children=renamed(factory.children),
    )


def _features(factories: tuple[FactoryPlan, ...], schema: Schema) -> BaseFeatures:
    base = {
        name.name
        for factory in factories
        for declaration in factory.declarations
        for name in names_in(declaration.expression)
        if name.module == BASE_MODULE
    }
    return BaseFeatures(
        children="Children" in base,
        declared_keys=any("foreign key without relationship" in one.reason for f in factories for one in f.params),
        defaults=any(c.default in (Default.CONSTANT, Default.CALLABLE) for m in schema.models for c in m.columns),
        key="Key" in base,
        late=any(model.constructor.refuses & model.attributes for model in schema.models),
        short_code="short_code" in base,
        mapped_class=any(model.import_name is None for model in schema.models),
        reads=any(one.reason.startswith("inside") for factory in factories for one in factory.scalars),
        relationships=any(
            r.direction is Direction.MANYTOONE for model in schema.models for r in model.relationships
        ),
    )
