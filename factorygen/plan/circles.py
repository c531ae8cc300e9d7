"""Circles of rows that require each other: which parents are there before the object that needs them?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from factorygen.decisions import Declaration
from factorygen.expression import Call, code
from factorygen.imports import FIRST_ROW
from factorygen.plan.order import References, reachable
from factorygen.references import Reference
from factorygen.relationship_rules import Wires
from factorygen.schema import PythonName, Schema

MANY = 4
"""How many models a comment names."""


def circle(reference: Reference, schema: Schema, references: References) -> tuple[PythonName, ...]:
    """The models whose rows require each other, the reference's own first."""
    there = reachable(reference.target, schema, references)
    members = {id for id in there if reference.model in reachable(id, schema, references)}
    return (reference.model, *sorted(members - {reference.model}))


def with_first_rows(wires: Wires, name: str, members: Sequence[PythonName]) -> Wires:
    """The wires of a reference that was cut out of a circle of these models: its parent is a first row."""
    return replace(
        wires,
        params=tuple(_first(one, name, members) for one in wires.params),
        parents=tuple(_first(one, name, members) for one in wires.parents),
    )


def said_once(declarations: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """The declarations, of which several that stand together need their comment only once."""
    found: list[Declaration] = []
    before = ""
    for one in declarations:
        found.append(replace(one, comment="") if one.comment == before else one)
        before = one.comment
    return tuple(found)


def _first(declaration: Declaration, name: str, members: Sequence[PythonName]) -> Declaration:
    if declaration.attribute != name or not isinstance(declaration.expression, Call):
        return declaration
    names = [one.name for one in members]
    return replace(
        declaration,
        expression=replace(declaration.expression, function=code(FIRST_ROW)),
        reason=f"{declaration.reason}, in a circle: {_listed(names)} require each other",
        comment=_comment(names),
    )


def _comment(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"A {names[0]} requires another: the first one is its own, later ones have it too."
    shown = names if len(names) <= MANY else [names[0], f"{len(names) - 1} other models"]
    return f"{_listed(shown)} require each other: their first rows come together."


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
