"""What are factories called, and what must not be used as a name inside them?"""

from __future__ import annotations

import keyword
from collections.abc import Iterable

from factory.alchemy import SQLAlchemyModelFactory

from factorygen.expression import Name
from factorygen.schema import PythonName

RESERVED = frozenset(dir(SQLAlchemyModelFactory)) | {"Meta", "Params", "_make", "_flushed", "_has_hooks"}
"""Names that factory_boy and the base have for themselves."""
GENERIC_MODULES = frozenset({"model", "models", "orm", "schema", "schemas", "entities", "tables", "db", "database"})
"""Names of modules that say nothing about what is in them."""


def factory_names(models: Iterable[PythonName]) -> dict[PythonName, str]:
    """A name for each model's factory; models of one name get their module's name before it."""
    names: dict[PythonName, str] = {}
    for model in models:
        candidates = _candidates(model)
        free = (name for name in candidates if f"{name}Factory" not in names.values())
        names[model] = f"{next(free)}Factory"
    return names


def declared_name(attribute: str) -> str:
    """The name under which an attribute is declared: another one where factory_boy would stumble over it."""
    clean = attribute.replace("__", "_") if "__" in attribute.strip("_") else attribute
    return f"{clean}_" if clean in RESERVED or keyword.iskeyword(clean) else clean


def local_names(names: Iterable[Name], taken: Iterable[str]) -> dict[Name, str]:
    """How each imported name is called in the module: as it is, or another way where that is taken."""
    used = set(taken)
    found: dict[Name, str] = {}
    for name in sorted({name.root for name in names}, key=_precedence):
        free = (one for one in _local_candidates(name) if one not in used)
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


def _candidates(model: PythonName) -> Iterable[str]:
    yield model.name
    prefix = ""
    for part in reversed([*model.module.split("."), *model.qualname.split(".")[:-1]]):
        prefix = "".join(word.capitalize() for word in part.split("_")) + prefix
        yield f"{prefix}{model.name}"
    yield from _numbered(model.name)


def _numbered(name: str) -> Iterable[str]:
    return (f"{name}{number}" for number in range(2, 10_000))
