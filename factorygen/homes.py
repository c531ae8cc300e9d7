"""In which module of a package does each factory stand? In one that is called after the module of its model."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factorygen.decisions import FactoryPlan
from factorygen.expression import docstring
from factorygen.import_lines import GENERIC_MODULES

COLLECTED = re.compile(r"test_.*|.*_test|conftest|__init__")
"""Modules that pytest takes for tests, and the package's own."""
UNFIT = re.compile(r"\W")


def homes(factories: Sequence[FactoryPlan]) -> Mapping[str, str]:
    """The modules by the factories' names."""
    names = module_names(one.model.module for one in factories)
    return {name: names[one.model.module] for one in factories for name in one.names}


def docstrings(factories: Sequence[FactoryPlan]) -> Mapping[str, str]:
    """What each module says of itself, as code."""
    names = module_names(one.model.module for one in factories)
    return {name: _said(f"Factories for the models in ``{module.lstrip('.')}``.") for module, name in names.items()}


def _said(text: str) -> str:
    return f'"""{docstring(text)}"""\n'


def module_names(modules: Iterable[str]) -> Mapping[str, str]:
    """A name for each module of models: the last part of its own, with more of it where others are called so."""
    every = sorted(set(modules))
    first = {module: next(_candidates(module)) for module in every}
    shared = Counter(name.lower() for name in first.values())
    taken: dict[str, str] = {}
    for module in every:
        used = {name.lower() for name in taken.values()} | shared.keys()
        alone = shared[first[module].lower()] == 1
        taken[module] = first[module] if alone else next(one for one in _candidates(module) if one.lower() not in used)
    return taken


def _candidates(module: str) -> Iterator[str]:
    parts = [part for part in module.split(".") if part]
    yield _possible(parts[-1])
    for count in range(2, len(parts) + 1):
        telling = [part for part in parts[-count:] if part.strip("_") not in GENERIC_MODULES]
        if telling:
            yield _possible("_".join(telling))
    yield from (f"{_possible(parts[-1])}{number}" for number in range(2, 10_000))


def _possible(name: str) -> str:
    plain = name.isidentifier() and not keyword.iskeyword(name) and not COLLECTED.fullmatch(name)
    return name if plain else f"{UNFIT.sub('_', name)}_factories"
