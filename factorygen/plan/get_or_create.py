"""By what is a row known that is to be created only once? The user says whose rows are; unique keys say by what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from factorygen.checks.constants import constant
from factorygen.checks.predicate import known
from factorygen.decisions import Declaration, FactoryPlan
from factorygen.diagnostics import Diagnostic, FactorygenError, Level, closest
from factorygen.plan.drawing import Drawing
from factorygen.plan.uniques import is_constant
from factorygen.references import Reference
from factorygen.schema import Column, Default, Model, PythonName, Schema

PLACE = "pyproject.toml: [tool.factorygen]: get_or_create"
ANEW = (Default.CALLABLE, Default.CONTEXT, Default.GENERATED)
"""Whose values nobody knows before the row is there."""
PATTERN = frozenset("*?[")


def with_keys(factories: Sequence[FactoryPlan], drawing: Drawing) -> tuple[FactoryPlan, ...]:
    """The factories, which come parents first; those whose rows the user wants looked up know by what.

    FactorygenError for a model that he names and that has no such key, or several.
    """
    keys: dict[str, tuple[str, ...]] = {}
    found = []
    for one in factories:
        model = drawing.schema.model(one.model)
        key = _key(model, drawing)
        inherited = keys.get(one.inherits, ())
        keys[one.root] = key or inherited
        found.append(_looked_up(one, model, key, drawing.schema) if key and key != inherited else one)
    return tuple(found)


def unguarded(
    factories: Iterable[FactoryPlan], schema: Schema, references: Mapping[PythonName, Sequence[Reference]]
) -> Iterator[Diagnostic]:
    """A word on keys that no unique constraint keeps from occurring twice."""
    for one in factories:
        model = schema.model(one.model)
        columns = _columns(one.lookup, references[one.model])
        if one.lookup and columns not in [set(unique.columns) for unique in model.uniques if not unique.where]:
            problem = f"rows are looked up by {_listed(one.lookup)}, and no unique constraint is over these"
            yield Diagnostic(Level.WARNING, model.name, problem, "two processes may save the same one twice")


def _key(model: Model, drawing: Drawing) -> tuple[str, ...]:
    """The attributes by which a model's rows are looked up; () if they are not."""
    word = drawing.own.looked_up_by(model)
    if word is None:
        return ()
    pattern, told = word
    references = drawing.references[model.id]
    if told:
        _require_attributes(told, model, references)
        return _with_parents(_columns(told, references), told, references)
    keys = [_with_parents(set(one), one, references) for one in _unique_keys(model)]
    if len(keys) == 1:
        return keys[0]
    if PATTERN.intersection(pattern):
        return ()
    raise _undecided(model, keys)


def _undecided(model: Model, keys: Sequence[tuple[str, ...]]) -> FactorygenError:
    if not keys:
        way_out = f'say by what: get_or_create = {{ {model.name} = ["..."] }}'
        return FactorygenError(PLACE, f"{model.name} has no unique constraint to look its rows up by", way_out)
    several = ", ".join(f"({_listed(key)})" for key in keys)
    written = ", ".join(f'"{name}"' for name in keys[0])
    way_out = f"name one: get_or_create = {{ {model.name} = [{written}] }}"
    return FactorygenError(PLACE, f"{model.name} has several unique constraints: {several}", way_out)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _unique_keys(model: Model) -> list[tuple[str, ...]]:
    """What no two rows have together, as far as it is known before they are there; a natural primary key is one too."""
    found = []
    for unique in model.uniques:
        columns = [model.column(key) for key in unique.columns]
        if columns and all(map(_is_known, columns)) and not (unique.where or unique.disjoint):
            found.append(unique.columns)
    return [one for columns, one in {frozenset(one): one for one in found}.items() if not _follows(columns, found)]


def _follows(columns: frozenset[str], keys: Iterable[Iterable[str]]) -> bool:
    """Whether part of it is a key already, so that the whole says nothing new."""
    return any(columns > set(key) for key in keys)


def _is_known(column: Column) -> bool:
    """Whether anybody can tell what stands in it before the row is there."""
    return column.default not in ANEW and (column.default is not Default.SERVER or is_constant(column))


# ---- keys of parents


def _columns(names: Iterable[str], references: Iterable[Reference]) -> set[str]:
    """The attributes of columns that these names stand for, be they those of parents."""
    parents = {one.name: one.columns for one in references}
    return {column for name in names for column in parents.get(name, (name,))}


def _with_parents(columns: set[str], order: Sequence[str], references: Sequence[Reference]) -> tuple[str, ...]:
    """A key in which relationships stand for their columns; the parents of most columns come first to it."""
    found: dict[str, str] = {}
    for one in sorted(references, key=lambda one: -len(one.columns)):
        free = columns.issuperset(one.columns) and not found.keys() & set(one.columns)
        if one.relationship is not None and free:
            found.update(dict.fromkeys(one.columns, one.name))
    parents = {one.name: one.columns for one in references}
    ordered = [column for name in order for column in parents.get(name, (name,))]
    return tuple(dict.fromkeys(found.get(column, column) for column in ordered))


def _require_attributes(names: Sequence[str], model: Model, references: Sequence[Reference]) -> None:
    """FactorygenError for what is neither a column nor a parent."""
    known = {column.key for column in model.columns} | {one.name for one in references}
    for name in names:
        if name not in known:
            raise FactorygenError(PLACE, f"{model.name} has no column or parent {name!r}", closest(name, known))


# ---- what comes of it


def _looked_up(factory: FactoryPlan, model: Model, key: tuple[str, ...], schema: Schema) -> FactoryPlan:
    scalars = list(factory.scalars)
    for one in _defaults(factory, model, key, schema):
        scalars.insert(_place(one, scalars, model), one)
    return replace(factory, lookup=key, scalars=tuple(scalars))


def _defaults(factory: FactoryPlan, model: Model, key: tuple[str, ...], schema: Schema) -> Iterator[Declaration]:
    """The constants that the database would give members of the key: one has to know them to find the row."""
    declared = {one.attribute for one in factory.declarations}
    for column in model.columns:
        if column.key in key and column.key not in declared and is_constant(column):
            value = constant(known(column.default_text, schema.dialect), column)
            if value is not None:
                yield Declaration(column.key, value, "the database's default, told because it is part of the key")


def _place(declaration: Declaration, scalars: Sequence[Declaration], model: Model) -> int:
    """Where it stands among the others: before the first that comes after it in the model."""
    order = [column.key for column in model.columns]
    later = order[order.index(declaration.attribute) :]
    return next((number for number, one in enumerate(scalars) if one.attribute in later), len(scalars))
