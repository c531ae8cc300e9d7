"""Why does each factory look as it does? The order of the models, and a reason for every attribute."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from factorygen.decisions import Declaration, FactoryPlan, Plan
from factorygen.diagnostics import FactorygenError, closest
from factorygen.expression import flat
from factorygen.references import references
from factorygen.schema import Column, Default, Model, PythonName, Schema

LEFT = {
    Default.GENERATED: "left to the database, which always fills it",
    Default.SERVER: "left to the database's default",
    Default.CONTEXT: "left to its Python default",
    Default.CALLABLE: "left to its Python default",
    Default.CONSTANT: "left to its Python default",
}


@dataclass(frozen=True)
class Attribute:
    """One attribute of a model: what stands in the factory, who decided, and what it had to satisfy."""

    name: str
    code: str
    """"" if it is not declared."""
    reason: str
    satisfies: str = ""


@dataclass(frozen=True)
class Explained:
    """One model; ``rows`` are inserted by one ``create()``, its own and those of the parents it requires."""

    model: str
    factory: str
    table: str
    parents: tuple[str, ...]
    rows: int
    attributes: tuple[Attribute, ...]
    todos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """How the declared columns came by their values."""

    rules: int
    fallbacks: int
    humans: int

    def __str__(self) -> str:
        return f"{self.rules} declarations by a rule, {self.fallbacks} by a fallback, {self.humans} want a human"


@dataclass(frozen=True)
class Explanation:
    """All models in foreign key order."""

    models: tuple[Explained, ...]
    summary: Summary

    def only(self, wanted: str) -> Explanation:
        """The models and attributes of ``Model`` or ``Model.attribute`` (globs); FactorygenError if there are none."""
        model, _, attribute = wanted.partition(".")
        found = [one for one in self.models if fnmatchcase(one.model, model)]
        if not found:
            raise FactorygenError(f"--only {wanted}", "there is no such model", closest(model, self._names()))
        if attribute:
            found = [dataclasses.replace(one, attributes=_matching(one, attribute)) for one in found]
            if not any(one.attributes for one in found):
                known = [one.name for explained in self.models for one in explained.attributes]
                raise FactorygenError(f"--only {wanted}", "there is no such attribute", closest(attribute, known))
        return dataclasses.replace(self, models=tuple(found))

    def _names(self) -> list[str]:
        return [one.model for one in self.models]


def explain(schema: Schema, plan: Plan) -> Explanation:
    """The reasons behind a plan."""
    declared: dict[str, frozenset[str]] = {}
    explained = []
    seen: set[PythonName] = set()
    for factory in plan.factories:
        model = schema.model(factory.model)
        parents = [one for one in references(model, schema) if one.required and one.target in seen]
        seen.add(model.id)
        names = tuple(dict.fromkeys(schema.model(one.target).name for one in parents))
        above = declared.get(factory.inherits, frozenset())
        declared[factory.root] = above | set(_declared(factory))
        attributes = tuple(_attributes(model, factory, above))
        explained.append(
            Explained(model.name, factory.name, model.table, names, factory.rows, attributes, factory.todos)
        )
    return Explanation(tuple(explained), _summary(plan))


def as_text(explanation: Explanation) -> str:
    """For people."""
    lines = []
    for number, one in enumerate(explanation.models, start=1):
        parents = f" after {', '.join(one.parents)}" if one.parents else ""
        rows = f"; {one.rows} rows for one create()" if one.rows > 1 else ""
        lines.append(f"{number}. {one.model} ({one.table}){parents}{rows}")
        for attribute in one.attributes:
            code = f" = {attribute.code}" if attribute.code else ":"
            satisfies = f" [{attribute.satisfies}]" if attribute.satisfies else ""
            lines.append(f"   {attribute.name}{code}")
            lines.append(f"      {attribute.reason}{satisfies}")
        lines += [f"   TODO {todo}" for todo in one.todos]
    return "\n".join([*lines, "", str(explanation.summary)])


def as_json(explanation: Explanation) -> str:
    """For machines: an object with ``models`` and ``summary``."""
    return json.dumps(dataclasses.asdict(explanation), indent=2, ensure_ascii=False)


def as_mermaid(explanation: Explanation) -> str:
    """The models as a graph, an arrow from each to the parents it requires."""
    arrows = [f"    {one.model} --> {parent}" for one in explanation.models for parent in one.parents]
    alone = [f"    {one.model}" for one in explanation.models if not one.parents]
    return "\n".join(["graph TD", *alone, *arrows])


def _matching(explained: Explained, pattern: str) -> tuple[Attribute, ...]:
    return tuple(one for one in explained.attributes if fnmatchcase(one.name, pattern))


def _declared(factory: FactoryPlan) -> dict[str, Declaration]:
    """The declarations by the attributes' own names."""
    real = dict(factory.rename)
    return {real.get(one.attribute, one.attribute): one for one in factory.declarations}


def _attributes(model: Model, factory: FactoryPlan, inherited: frozenset[str]) -> Iterator[Attribute]:
    declared = _declared(factory)
    columns = {column.key: column for column in model.columns}
    for name, declaration in declared.items():
        column = columns.get(name)
        yield Attribute(
            name, flat(declaration.expression), declaration.reason, _satisfies(model, column) if column else ""
        )
    left_out = {key: f"left out: {where}" for key, where in factory.left_out}
    covered = {key for reference in references(model, Schema((model,))) for key in reference.columns}
    for column in model.columns:
        if column.key not in declared:
            filled = "filled by its relationship" if column.key in covered else _left(column, factory, inherited)
            reason = left_out.get(column.key, filled)
            yield Attribute(column.key, "", reason, _satisfies(model, column))


def _left(column: Column, factory: FactoryPlan, inherited: frozenset[str]) -> str:
    if column.key in factory.filled:
        return "filled by __init__"
    if column.key in inherited:
        return "declared by the parent's factory"
    if column.discriminator:
        return "left to SQLAlchemy: it tells the class"
    if column.default in LEFT:
        return LEFT[column.default]
    if column.foreign_key:
        return "a foreign key, filled by its parent"
    return "nullable, and a value would be another state"


def _satisfies(model: Model, column: Column) -> str:
    size = ", ".join(
        str(one) for one in (column.type.length, column.type.precision, column.type.scale) if one is not None
    )
    kind = (column.type.lineage or ("no type",))[0].rpartition(".")[2] + (f"({size})" if size else "")
    facts = [kind, "nullable" if column.nullable else "NOT NULL", *(["unique"] if column.unique else [])]
    shared = [one for one in model.uniques if column.key in one.columns and len(one.columns) > 1]
    facts += [f"unique with {', '.join(key for key in one.columns if key != column.key)}" for one in shared]
    facts += [f"CHECK ({check.text})" for check in model.checks if column.key in check.columns]
    return ", ".join(facts)


def _summary(plan: Plan) -> Summary:
    scalars = [one for factory in plan.factories for one in factory.scalars]
    fallbacks = sum(_is_fallback(one) for one in scalars)
    return Summary(len(scalars) - fallbacks, fallbacks, sum(len(factory.todos) for factory in plan.factories))


def _is_fallback(declaration: Declaration) -> bool:
    return declaration.reason.startswith(("fallback", "nullable, no rule"))
