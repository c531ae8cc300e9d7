"""What does a declaration give? A hundred seeded values of it, made by factory_boy itself."""

from __future__ import annotations

import functools
import importlib

import factory
import factory.random

from factorygen.column_rules.imports import BASE_MODULE
from factorygen.expression import Expression, flat, names_in

SEQUENCE_NUMBERS = (*range(98), 999_999, 1_000_000)


@functools.cache
def samples(expression: Expression) -> tuple[object, ...]:
    """Values of a declaration or constant that reads no other attribute; none where it needs the generated base.

    What making a value raises comes through.
    """
    names = {name.root for name in names_in(expression)}
    if any(name.module == BASE_MODULE for name in names):
        return ()
    namespace = {name.name: getattr(importlib.import_module(name.module), name.name) for name in names}
    declaration = eval(flat(expression), namespace)  # our own code, quoted by `expression`
    sampler = factory.make_factory(dict, FACTORY_CLASS=factory.DictFactory, value=declaration)
    state = factory.random.get_random_state()
    try:
        factory.random.reseed_random(0)
        return tuple(sampler.build(__sequence=number)["value"] for number in SEQUENCE_NUMBERS)
    finally:
        factory.random.set_random_state(state)
