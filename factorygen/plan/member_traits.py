"""Which members of its enums can an object be told by name, ``UserFactory(admin=True)``?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from keyword import iskeyword

from factorygen.checks.predicate import known
from factorygen.column_rules.columns import fits
from factorygen.column_rules.enum_members import labelled
from factorygen.decisions import Declaration
from factorygen.expression import Argument, Call, code
from factorygen.imports import TRAIT
from factorygen.plan.checked import Checked, besides_value
from factorygen.plan.drawing import Spot
from factorygen.plan.naming import RESERVED, declared_name
from factorygen.plan.traits import arguments
from factorygen.relationship_rules import Wires
from factorygen.schema import Column, Default, Model
from factorygen.words import HUMP

FEW = 5
"""Of an enum with more members a factory would have more traits than anybody reads."""
HANDFUL = 5
"""The traits for members that one factory has: each of them costs time in every build."""
SIMPLE = re.compile(r"[A-Za-z]\w*(?:[ -]\w+)*", re.ASCII)
SAY_NOTHING = frozenset({"yes", "no", "on", "off", "true", "false", "none", "null"})
"""Members that mean something only together with the name of their column."""


def member_traits(spot: Spot, solved: Checked, places: Wires, filled: frozenset[str]) -> tuple[Declaration, ...]:
    """A trait for each member that is not the default of an enum column of its own.

    A column gets none where the name of one of its members is taken. ``filled`` are attributes that ``__init__`` sees
    to, so that nobody knows their default.
    """
    columns = (column for column in spot.model.columns if _is_choice(column, spot) and column.key not in filled)
    each = [list(_of_column(column, spot, solved, places)) for column in columns]
    names = Counter(one.attribute for traits in each for one in traits)
    taken = _taken(spot, places)
    found: list[Declaration] = []
    for traits in each:
        clear = all(names[one.attribute] == 1 and one.attribute not in taken for one in traits)
        if clear and len(found) + len(traits) <= HANDFUL:
            found += traits
    return tuple(found)


def _is_choice(column: Column, spot: Spot) -> bool:
    """Whether an enum of few members is the object's own, and free to be any of them."""
    if not 2 <= len(column.type.labels) <= FEW or column.type.is_a("mysql.SET"):
        return False
    told = any(one.key == column.key and one.discriminator for model in _family(spot) for one in model.columns)
    free = not (told or column.primary_key or column.key in spot.of_parent | spot.keys | spot.differ)
    named = [_name(label) for label in column.type.labels]
    speaking = len(set(named)) == len(named) and all(named) and declared_name(column.key, "_") == column.key
    return free and speaking


def _name(label: str | int) -> str:
    """A member as a keyword, ``InProgress`` as ``in_progress``; "" where that is none."""
    if not isinstance(label, str) or not SIMPLE.fullmatch(label):
        return ""
    parts = (part for piece in re.split(r"[\W_]+", label) for part in HUMP.split(piece) if part)
    name = "_".join(parts).lower()
    return "" if iskeyword(name) or name in RESERVED | SAY_NOTHING or len(name) < 2 else name


def _of_column(column: Column, spot: Spot, solved: Checked, places: Wires) -> Iterator[Declaration]:
    default = _default(column, spot, places)
    for label in column.type.labels if default is not None else ():
        value = labelled(column.type, label)
        if label != default and fits(column, value):
            member = Declaration(column.key, value, "member of an enum")
            changes = besides_value(spot.setting, solved, member)
            others = arguments(spot.setting, changes, spot.wiring) if changes else None
            if others is not None:
                trait = Call(code(TRAIT), (Argument.named(column.key, value), *others))
                yield Declaration(_name(label), trait, f"a member of {column.key}'s enum")


def _default(column: Column, spot: Spot, places: Wires) -> str | int | None:
    """The member that an object has if nothing is said; None if nobody can tell."""
    declared = next((one for one in places.scalars if one.attribute == column.key), None)
    if declared is not None:
        labels = (one for one in column.type.labels if labelled(column.type, one) == declared.expression)
        return None if declared.own else next(labels, None)
    if spot.drawing.own.of(spot.model, column) or column.default not in (Default.CONSTANT, Default.SERVER):
        return None
    stored = known(column.default_text, spot.drawing.schema.dialect) if column.default_text else None
    return column.type.label_of(stored)


def _taken(spot: Spot, places: Wires) -> frozenset[str]:
    """The names that this factory, those above it and those below it have for something else."""
    family, references = _family(spot), spot.drawing.references
    declared = (*places.params, *spot.inherited.params, *places.parents, *places.scalars, *places.children)
    return frozenset(one.attribute for one in declared).union(
        *(model.attributes for model in family), *((one.name for one in references[model.id]) for model in family)
    )


def _family(spot: Spot) -> tuple[Model, ...]:
    """The model, and those that inherit from it."""
    return (spot.model, *spot.drawing.schema.below(spot.model))
