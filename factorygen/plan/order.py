"""In which order do the factories stand? Parents first, and the same in every run."""

from __future__ import annotations

import graphlib
import heapq
import re
from collections import Counter
from collections.abc import Mapping

from factorygen.references import Reference
from factorygen.schema import Model, PythonName, Schema

References = Mapping[PythonName, tuple[Reference, ...]]


def foreign_key_order(schema: Schema, references: References) -> tuple[tuple[PythonName, ...], tuple[Reference, ...]]:
    """The models, parents before children, else as they were defined; and the references cut to get there.

    What is cut is part of a circle of required foreign keys: rows that can only be inserted together.
    """
    cut = [one for refs in references.values() for one in refs if one.required and one.target == one.model]
    while True:
        sorter = graphlib.TopologicalSorter(_graph(schema, references, cut))
        try:
            sorter.prepare()
        except graphlib.CycleError as error:
            cut.append(_weakest(error.args[1], schema, references, cut))
            continue
        return _in_definition_order(_with_wishes(schema, references, cut), schema), tuple(cut)


def can_share(reference: Reference, schema: Schema) -> bool:
    """Whether several rows may refer to the same one."""
    uniques = schema.model(reference.model).uniques
    return not any(set(unique.columns) <= set(reference.columns) for unique in uniques)


def way_back(reference: Reference, references: References, schema: Schema) -> tuple[Reference, ...]:
    """The shortest chain of required references that leads from the target back to the model."""
    ways: dict[PythonName, tuple[Reference, ...]] = {reference.target: ()}
    waiting = [reference.target]
    while waiting and reference.model not in ways:
        id = waiting.pop(0)
        steps = [(one.target, (one,)) for one in references[id] if one.required]
        parent = schema.model(id).parent
        for target, step in [*steps, *([(parent, ())] if parent else [])]:
            if target not in ways:
                ways[target] = (*ways[id], *step)
                waiting.append(target)
    return ways.get(reference.model, ())


def reachable(id: PythonName, schema: Schema, references: References) -> frozenset[PythonName]:
    """A model, and all whose rows it requires."""
    found, waiting = {id}, [id]
    while waiting:
        here = waiting.pop()
        parent = schema.model(here).parent
        targets = {one.target for one in references[here] if one.required} | ({parent} if parent else set())
        waiting += sorted(targets - found)
        found |= targets
    return frozenset(found)


def _graph(schema: Schema, references: References, cut: list[Reference]) -> dict[PythonName, list[PythonName]]:
    graph = {}
    for model in schema.models:
        needed = [one.target for one in references[model.id] if one.required and one not in cut]
        graph[model.id] = needed + ([model.parent] if model.parent else [])
    return graph


def _weakest(cycle: list[PythonName], schema: Schema, references: References, cut: list[Reference]) -> Reference:
    """The reference to cut: one that rows may share, of the model that most others need.

    Each of these then comes with one row of that model, instead of with its parents too.
    """
    steps = set(zip(cycle[1:], cycle, strict=False))  # graphlib lists each model after one that it needs
    position = {model.id: number for number, model in enumerate(schema.models)}
    needed = Counter(one.target for refs in references.values() for one in refs if one.required)
    found = [
        one
        for refs in references.values()
        for one in refs
        if one.required and one not in cut and (one.model, one.target) in steps
    ]
    return max(found, key=lambda one: (can_share(one, schema), needed[one.model], -position[one.model], one.name))


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
