"""What might be passed for a parameter of ``__init__``? A parent, a column's value, what annotation or name say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factorygen.column_rules.annotations import annotated
from factorygen.column_rules.columns import answer, guesses, type_of
from factorygen.expression import Expression, call, code, literal
from factorygen.imports import KEY
from factorygen.relationship_rules import Wiring
from factorygen.schema import AnnotationKind, Column, ColumnType, Direction, Model, PythonName

TEXT = ColumnType(("String",), "str")


def parent_of(model: Model, parameter: str, wiring: Wiring) -> PythonName | None:
    """The model that a parameter wants an object of: by relationship, by the name of a foreign key, by annotation."""
    annotation = model.constructor.annotation(parameter)
    candidates = [
        *(one.target for one in model.relationships if _is_parent(one.key, one.direction, parameter)),
        *(one.target for one in wiring.references[model.id] if one.name == parameter),
        *([annotation.name] if annotation and annotation.name and parameter not in model.attributes else []),
    ]
    return next((target for target in candidates if target in wiring.factories), None)


def _is_parent(key: str, direction: Direction, parameter: str) -> bool:
    return key == parameter and direction is Direction.MANYTOONE


def values(model: Model, parameter: str, wiring: Wiring) -> Iterator[Expression]:
    """What might be passed for a parameter that is no parent, best first."""
    column = next((one for one in model.columns if one.key == parameter), None)
    if column is not None:
        yield from _of_column(model, column, wiring)
    relationship = next((one for one in model.relationships if one.key == parameter), None)
    if relationship is not None:
        yield call(code("list")) if relationship.uselist else literal(None)
        return
    named = column or Column(parameter, parameter, model.table, TEXT, nullable=False)
    annotation = model.constructor.annotation(parameter)
    if annotation is not None and annotation.kind is AnnotationKind.PLAIN and annotation.name and not column:
        yield from guesses(replace(named, type=type_of(annotation.name.name) or TEXT), model)
    if annotation is not None:
        yield from (one.value for one in annotated(annotation))
    yield from guesses(named, model)


def _of_column(model: Model, column: Column, wiring: Wiring) -> Iterator[Expression]:
    if column.discriminator and model.identity is not None:
        yield literal(model.identity)
        return
    for reference in wiring.references[model.id]:
        if column.key in reference.columns and reference.required:
            key = reference.target_columns[reference.columns.index(column.key)] if reference.target_columns else "id"
            yield call(KEY, literal(f"{reference.name}.{key}"))
            return
    if column.nullable:
        yield literal(None)
    found = answer(column, model, column.unique)
    if found is not None:
        yield found[0]
