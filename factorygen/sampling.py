"""What does a declaration give? A hundred seeded values of it, made by factory_boy itself."""

from __future__ import annotations

import functools
import importlib

from factory.base import DictFactory
from factory.helpers import make_factory
from factory.random import get_random_state, reseed_random, set_random_state

from factorygen.expression import Expression, flat, names_in
from factorygen.imports import BASE_MODULE

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
    sampler = make_factory(dict, FACTORY_CLASS=DictFactory, value=declaration)
    state = get_random_state()
    try:
        reseed_random(0)
        return tuple(sampler.build(__sequence=number)["value"] for number in SEQUENCE_NUMBERS)
    finally:
        set_random_state(state)
