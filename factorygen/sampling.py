"""What does a declaration give? A hundred seeded values of it, made by factory_boy itself."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from factory.base import DictFactory
from factory.builder import BuildStep, StepBuilder
from factory.enums import BUILD_STRATEGY
from factory.faker import Faker
from factory.helpers import make_factory
from factory.random import get_random_state, reseed_random, set_random_state
from faker.config import AVAILABLE_LOCALES

from factorygen.diagnostics import FactorygenError, closest
from factorygen.expression import Expression, flat, names_in
from factorygen.imports import BASE_MODULE

SEQUENCE_NUMBERS = (*range(98), 999_999, 1_000_000)
MANY = 2000

_locale: ContextVar[str] = ContextVar("locale", default="")
"""The one that the user asks for, "" if he does not."""


@functools.cache
def samples(expression: Expression) -> tuple[object, ...]:
    """Values of a declaration or constant that reads no other attribute; none where it needs the generated base.

    What making a value raises comes through.
    """
    if needs_base(expression):
        return ()
    made = _maker(expression)
    with _seeded():
        return tuple(made(number) for number in SEQUENCE_NUMBERS)


def row(expressions: Mapping[str, Expression], seed: int = 0) -> dict[str, object]:
    """One value of each declaration, made together, so that one may read another; what it raises comes through."""
    declarations = {name: _evaluated(expression) for name, expression in expressions.items()}
    with _seeded(seed):
        made: dict[str, object] = make_factory(dict, FACTORY_CLASS=DictFactory, **declarations).build(__sequence=seed)
        return made


def needs_base(expression: Expression) -> bool:
    """Whether it can only be evaluated with the generated base beside it."""
    return any(name.module == BASE_MODULE for name in names_in(expression))


def _maker(expression: Expression) -> Callable[[int], object]:
    """What makes the value of a number, without an object around it."""
    meta = make_factory(dict, FACTORY_CLASS=DictFactory, value=_evaluated(expression))._meta
    builder = StepBuilder(meta, {}, BUILD_STRATEGY)

    def made(number: int) -> object:
        step = BuildStep(builder, number)
        step.resolve(meta.pre_declarations)
        return step.attributes["value"]

    return made


def _evaluated(expression: Expression) -> object:
    names = {name.root for name in names_in(expression)}
    namespace = {name.name: getattr(importlib.import_module(name.module), name.name) for name in names}
    return eval(flat(expression), namespace)  # our own code, quoted by `expression`


@contextmanager
def in_locale(locale: str) -> Iterator[None]:
    """All values are made in this locale meanwhile; "" is factory_boy's own. FactorygenError if Faker has no such."""
    if not locale:
        yield
        return
    if locale not in AVAILABLE_LOCALES:
        problem = f"Faker has no locale {locale!r}"
        raise FactorygenError("pyproject.toml: [tool.factorygen]", problem, closest(locale, AVAILABLE_LOCALES))
    _forget()
    token = _locale.set(locale)
    try:
        with Faker.override_default_locale(locale):
            yield
    finally:
        _locale.reset(token)
        _forget()


def locale() -> str:
    """The locale in which values are made at present; "" is factory_boy's own."""
    return _locale.get()


@functools.cache
def longest_in_locale(text: Expression) -> int:
    """The length of the longest of many texts that a declaration makes in the locale asked for.

    0 if none is asked for, and where Faker has no such provider in it.
    """
    if not _locale.get():
        return 0
    made = _maker(text)
    try:
        with _seeded():
            return max(len(str(made(number))) for number in range(MANY))
    except AttributeError:
        return 0


def _forget() -> None:
    samples.cache_clear()
    longest_in_locale.cache_clear()


@contextmanager
def _seeded(seed: int = 0) -> Iterator[None]:
    state = get_random_state()
    try:
        reseed_random(seed)
        yield
    finally:
        set_random_state(state)
