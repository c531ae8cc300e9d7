"""The import statements of a generated module: which names, called how, in which order."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from factorygen.expression import LINE_LENGTH, Name

GENERIC_MODULES = frozenset(
    {"model", "models", "orm", "schema", "schemas", "entities", "tables", "db", "database", "declarations", "faker"}
)
"""Names of modules that say nothing about what is in them."""


def local_names(
    names: Iterable[Name], taken: Iterable[str], namesakes: Collection[Name] = frozenset()
) -> dict[Name, str]:
    """How each imported name is called in the module: as it is, or another way where that is taken.

    ``namesakes`` are models that are called as their own factories are.
    """
    used = set(taken)
    found: dict[Name, str] = {}
    for name in sorted({name.root for name in names}, key=_precedence):
        first = (f"{name.name}Model",) if name in namesakes else ()
        free = (one for one in chain(first, _local_candidates(name)) if one not in used)
        found[name] = next(free)
        used.add(found[name])
    return found


def _local_candidates(name: Name) -> Iterable[str]:
    yield name.name
    if name.name[:1].isupper():
        yield f"{_module_prefix(name.module)}{name.name}" if _module_prefix(name.module) else f"{name.name}Model"
    yield f"{name.name}_"
    yield from _numbered(name.name)


def _module_prefix(module: str) -> str:
    """The last part of a module's name that says something."""
    parts = [part for part in module.split(".") if part.strip("_") not in GENERIC_MODULES]
    return "".join(word.capitalize() for word in parts[-1].split("_")) if parts else ""


def _precedence(name: Name) -> tuple[bool, Name]:
    """factory_boy's words keep their names, whatever the models are called."""
    return (name.module.partition(".")[0] not in ("factory", ""), name)


def _numbered(name: str) -> Iterable[str]:
    return (f"{name}{number}" for number in range(2, 10_000))


def import_sections(
    names: Iterable[tuple[Name, str]], modules: Mapping[str, str], first_party: frozenset[str]
) -> tuple[tuple[str, ...], ...]:
    """Import statements in the order of isort: standard library, libraries, the project, beside us.

    Each name comes with what it is called; the same one may be called by two names. A module without a name in it is
    imported whole.
    """
    by_module: dict[str, list[str]] = {}
    for name, called in sorted(set(names)):
        alias = "" if called == name.name else f" as {called}"
        by_module.setdefault(modules.get(name.module, name.module), []).append(name.name + alias)
    sections: dict[int, list[str]] = {}
    for module in sorted(by_module, key=lambda one: ("" not in by_module[one], one)):
        sections.setdefault(_section(module, first_party), []).append(
            lines_of(module, sorted(by_module[module], key=isort_key))
        )
    return tuple(tuple(sections[number]) for number in sorted(sections))


def _section(module: str, first_party: frozenset[str]) -> int:
    top = module.partition(".")[0]
    if not top:
        return 4
    if top == "__future__":
        return 0
    if top in sys.stdlib_module_names:
        return 1
    return 3 if top in first_party else 2


def isort_key(name: str) -> tuple[int, str]:
    """Constants, classes, the rest."""
    own = name.partition(" ")[0]
    return (0 if own.isupper() and len(own) > 1 else 1 if own[:1].isupper() else 2, name.lower())


def lines_of(module: str, names: Sequence[str]) -> str:
    """A module's import; isort gives each renamed name a line of its own."""
    if "" in names:
        return f"import {module}"
    plain = [name for name in names if " as " not in name]
    renamed = [(isort_key(name), f"from {module} import {name}") for name in names if " as " in name]
    together = [(isort_key(plain[0]), import_line(module, plain))] if plain else []
    return "\n".join(line for _, line in sorted([*together, *renamed]))


def import_line(module: str, names: Sequence[str]) -> str:
    """``from module import names``, over several lines where one would be too long."""
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= LINE_LENGTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"
