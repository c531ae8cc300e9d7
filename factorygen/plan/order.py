"""In which order do the factories stand? Parents first, and the same in every run."""

from __future__ import annotations

import graphlib
import heapq
import re
from collections.abc import Mapping

from factorygen.references import Reference
from factorygen.schema import Model, PythonName, Schema

References = Mapping[PythonName, tuple[Reference, ...]]


def foreign_key_order(schema: Schema, references: References) -> tuple[tuple[PythonName, ...], tuple[Reference, ...]]:
    """The models, parents before children, else as they were defined; and the references cut to get there.

    What is cut is part of a cycle of required foreign keys: rows that can only be inserted together.
    """
    cut: list[Reference] = [
        one for refs in references.values() for one in refs if one.required and one.target == one.model
    ]
    while True:
        sorter = graphlib.TopologicalSorter(_graph(schema, references, cut))
        try:
            sorter.prepare()
        except graphlib.CycleError as error:
            cut.append(_reference_on(error.args[1], references, cut))
            continue
        return _in_definition_order(_with_wishes(schema, references, cut), schema), tuple(cut)


def _graph(schema: Schema, references: References, cut: list[Reference]) -> dict[PythonName, list[PythonName]]:
    graph = {}
    for model in schema.models:
        needed = [one.target for one in references[model.id] if one.required and one not in cut]
        graph[model.id] = needed + ([model.parent] if model.parent else [])
    return graph


def _reference_on(cycle: list[PythonName], references: References, cut: list[Reference]) -> Reference:
    """One of the references along a cycle: the last by name, so that the choice does not depend on its start."""
    steps = set(zip(cycle[1:], cycle, strict=False))  # graphlib lists each model after one that it is needed by
    found = [
        one
        for refs in references.values()
        for one in refs
        if one.required and one not in cut and ((one.model, one.target) in steps or (one.target, one.model) in steps)
    ]
    return max(found, key=lambda one: (one.model, one.name))


def _with_wishes(
    schema: Schema, references: References, cut: list[Reference]
) -> graphlib.TopologicalSorter[PythonName]:
    """The order by required references; parents that a CHECK may ask for come first too, where that makes no cycle."""
    graph = _graph(schema, references, cut)
    for model in schema.models:
        for one in references[model.id]:
            wished = {**graph, model.id: [*graph[model.id], one.target]}
            if not one.required and _is_checked(one, model) and _has_order(wished):
                graph = wished
    sorter = graphlib.TopologicalSorter(graph)
    sorter.prepare()
    return sorter


def _is_checked(reference: Reference, model: Model) -> bool:
    names = [column.name for column in model.columns if column.key in reference.columns]
    return any(re.search(rf"\b{re.escape(name)}\b", check.text) for check in model.checks for name in names)


def _has_order(graph: Mapping[PythonName, list[PythonName]]) -> bool:
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError:
        return False
    return True


def _in_definition_order(sorter: graphlib.TopologicalSorter[PythonName], schema: Schema) -> tuple[PythonName, ...]:
    position = {model.id: number for number, model in enumerate(schema.models)}
    ready: list[int] = []
    ordered: list[PythonName] = []
    while sorter.is_active():
        for id in sorter.get_ready():
            heapq.heappush(ready, position[id])
        done = schema.models[heapq.heappop(ready)].id
        ordered.append(done)
        sorter.done(done)
    return tuple(ordered)
