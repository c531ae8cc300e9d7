"""Under which name can generated code import a class?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Mapper

from factorygen.schema import PythonName


def python_name(cls: type) -> PythonName:
    """The name that a class gives itself."""
    return PythonName(cls.__module__, cls.__qualname__)


def import_name(cls: type, *modules: str) -> PythonName | None:
    """The name that leads to this very class: its own, or a variable of its module or of ``modules``."""
    if _found(cls.__module__, cls.__qualname__) is cls:
        return python_name(cls)
    for module in (cls.__module__, *modules):
        for name, value in vars(sys.modules.get(module, object)).items():
            if value is cls and not name.startswith("__"):
                return PythonName(module, name)
    return None


def modules_of(mapper: Mapper[Any], mappers: Sequence[Mapper[Any]]) -> list[str]:
    """The modules that may have a model in a variable: its own, those of its bases, those of the other models."""
    return list(dict.fromkeys(cls.__module__ for each in (mapper, *mappers) for cls in each.class_.__mro__))


def found_through(mapper: Mapper[Any], mappers: Sequence[Mapper[Any]]) -> PythonName | None:
    """An importable class with the registry that a model is in: a base of its own, else any model."""
    modules = modules_of(mapper, mappers)
    bases = [cls for cls in mapper.class_.__mro__[1:] if getattr(cls, "registry", None) is mapper.registry]
    others = [each.class_ for each in mappers if getattr(each.class_, "registry", None) is mapper.registry]
    return next((name for cls in (*bases, *others) if (name := import_name(cls, *modules))), None)


def _found(module: str, qualname: str) -> object:
    found: object = sys.modules.get(module)
    for part in qualname.split("."):
        found = getattr(found, part, None)
    return found
