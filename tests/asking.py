"""Columns made by hand, what their names suggest, and values of it."""

from __future__ import annotations

import importlib
from dataclasses import replace

import factory

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.names import named
from factorygen.expression import Expression, flat, names_in
from factorygen.schema import Column, ColumnType, Model, PythonName

KINDS = {
    "str": "String",
    "int": "Integer",
    "Decimal": "Numeric",
    "float": "Float",
    "date": "Date",
    "datetime": "DateTime",
    "time": "Time",
    "bytes": "LargeBinary",
    "bool": "Boolean",
}


def asked(place: str, kind: str = "str", **facts: object) -> tuple[Column, Model]:
    """The column and model of ``Model.key``; ``facts`` are those of the type."""
    name, key = place.split(".")
    column = Column(key, key, "t", replace(ColumnType((KINDS[kind],), kind), **facts))  # type: ignore[arg-type]
    return column, Model(PythonName("m", name), "t", columns=(column,))


def answers(place: str, kind: str = "str", **facts: object) -> list[Answer]:
    return list(named(*asked(place, kind, **facts)))


def best(place: str, kind: str = "str", **facts: object) -> str:
    """The first answer as it would be written, "" if there is none."""
    return next((flat(answer.value) for answer in answers(place, kind, **facts)), "")


def evaluated(expression: Expression, **names: object) -> object:
    roots = {name.root for name in names_in(expression)}
    return eval(
        flat(expression), {**names, **{n.name: getattr(importlib.import_module(n.module), n.name) for n in roots}}
    )


def drawn(value: Expression, count: int) -> list[object]:
    maker = factory.make_factory(dict, FACTORY_CLASS=factory.DictFactory, value=evaluated(value))
    return [maker.build()["value"] for _ in range(count)]
