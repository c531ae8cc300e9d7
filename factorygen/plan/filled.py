"""What does ``__init__`` fill in by itself, and what does it keep under another name? It is watched at work."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from factorygen.decisions import Declaration
from factorygen.expression import Expression
from factorygen.sampling import needs_base, row
from factorygen.schema import Model, PythonName

SEEDS = (0, 1)
Values = Mapping[str, object]


@dataclass(frozen=True)
class Filled:
    """Attributes that have a value without being declared, and parameters that are kept as an attribute."""

    attributes: frozenset[str] = frozenset()
    kept_as: tuple[tuple[str, str], ...] = ()
    """Parameter, attribute."""
    overwritten: frozenset[str] = frozenset()
    """Attributes whose values it takes, and replaces by its own."""


def filled(
    model: Model,
    passed: Mapping[str, Expression],
    parents: Mapping[str, PythonName],
    arguments: Sequence[Declaration],
    differ: Collection[str],
) -> Filled:
    """Watch ``__init__`` make two objects of no more than it demands.

    ``passed`` is all that it is given, ``arguments`` are those of it that are no columns of the factory; of the
    attributes that ``differ`` no two rows may share a value.
    """
    names = [one.attribute for one in arguments]
    demanded = _demanded(model, passed, parents, names)
    given = [sampled({name: passed[name] for name in demanded}, seed) for seed in SEEDS]
    made = [_made(model, values, parents) for values in given]
    there = {key for key in model.attributes - demanded if all(one.get(key) is not None for one in made)}
    named = {column.key for column in model.columns if column.foreign_key}  # of rows that are not there
    kept_as = [(name, key) for name in names for key in sorted(there) if _is_kept(name, key, given, made)]
    again = _made(model, given[0], parents)
    new_each_time = {key for key in there if again.get(key) != made[0][key]}
    copies = {key for _, key in kept_as}
    all_given = sampled(passed)
    kept = _made(model, all_given, parents)
    overwritten = frozenset(key for key in there if key in all_given and kept.get(key) != all_given[key])
    return Filled(frozenset(there.difference(differ, named) | new_each_time | copies), tuple(kept_as), overwritten)


def sampled(expressions: Mapping[str, Expression], seed: int = 0) -> dict[str, object]:
    """Values of declarations; 1 for keys that only a session can give."""
    free = {name: one for name, one in expressions.items() if not needs_base(one)}
    try:
        values = row(free, seed)
    except Exception:  # one of them reads a parent, of which there is none
        values = {name: _single(one, seed) for name, one in free.items()}
    return {name: values.get(name, 1) for name in expressions}


def _single(expression: Expression, seed: int) -> object:
    try:
        return row({"value": expression}, seed)["value"]
    except Exception:  # it reads another attribute
        return None


def _made(model: Model, values: Values, parents: Mapping[str, PythonName]) -> Values:
    """The columns' values of an object that was made from these."""
    attempt = model.constructor.attempt
    assert attempt is not None
    collections: dict[str, object] = {key: [] for key in model.constructor.collections}
    return attempt({**collections, **values}, parents).made


def _is_kept(name: str, key: str, given: Sequence[Values], made: Sequence[Values]) -> bool:
    """Whether an attribute always has the value of a parameter."""
    differ = given[0][name] != given[1][name]
    return differ and all(values[name] == one[key] for values, one in zip(given, made, strict=True))


def _demanded(
    model: Model, passed: Mapping[str, Expression], parents: Mapping[str, PythonName], arguments: Collection[str]
) -> set[str]:
    """What has to be passed: without it there is no object, or one without that value."""
    values = sampled(passed)
    demanded = set(passed)
    for name in sorted(demanded.difference(arguments)):
        others = {other: values[other] for other in demanded if other != name}
        if _made(model, others, parents).get(name) is not None:
            demanded.remove(name)
    return demanded
