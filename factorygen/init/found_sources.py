"""Which sources do the modules with models come to?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factorygen.diagnostics import FactorygenError
from factorygen.init.survey import Holder, Survey

CONTAINERS = ("model", "entit", "orm", "tables", "domain")
"""What packages of models are called, or begin with."""


def found_sources(found: Survey) -> tuple[str, ...]:
    """The modules and packages that ``source`` names; FactorygenError if there is no model anywhere."""
    if not found.models:
        way_out = "name them: factorygen init app.models, or app.models:Base"
        raise FactorygenError("", "no models found in the project's files", way_out)
    sources = dict.fromkeys(_source(found, module, holder) for module, holder in found.models.items())
    return tuple(one for one in sources if not any(one.startswith((f"{other}.", f"{other}:")) for other in sources))


def _source(found: Survey, module: str, holder: Holder) -> str:
    """The package of models around a module, or itself; of a package that has other things too, what knows them."""
    container = next(_containers(module), "")
    if container in found.modules and found.modules[container].is_package:
        return container
    if not found.modules[module].is_package:
        return module
    return f"{module}:{holder.name}" if holder.name in found.modules[module].names else module


def _containers(module: str) -> Iterator[str]:
    parts = module.split(".")
    for number, part in enumerate(parts):
        if part.lower().startswith(CONTAINERS):
            yield ".".join(parts[: number + 1])


def holders(found: Survey, sources: Sequence[str]) -> tuple[Holder, ...]:
    """What knows the tables of the models in these sources, each once."""
    starts = tuple((source.partition(":")[0], f"{source.partition(':')[0]}.") for source in sources)
    inside = (
        holder
        for module, holder in found.models.items()
        if any(module == name or module.startswith(below) for name, below in starts)
    )
    return tuple(dict.fromkeys(inside))


def exposed(found: Survey, holder: Holder, sources: Sequence[str]) -> tuple[str, bool]:
    """The module to import it from, and whether that alone brings along all models."""
    name = sources[0].partition(":")[0]
    module = found.modules.get(name)
    if len(sources) > 1 or module is None or module.is_package:
        return holder.module, False
    is_there = holder.name in module.names and found.origin(name, holder.name) == found.origin(*_pair(holder))
    return (name, True) if is_there else (holder.module, False)


def _pair(holder: Holder) -> tuple[str, str]:
    return holder.module, holder.name
