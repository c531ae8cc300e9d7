"""Under which name can generated code import a class?"""

from __future__ import annotations

import sys

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


def base_name(cls: type) -> PythonName | None:
    """An importable base class of a model, through whose registry the model can be found."""
    modules = [base.__module__ for base in cls.__mro__]
    bases = (base for base in cls.__mro__[1:] if hasattr(base, "registry"))
    return next((name for base in bases if (name := import_name(base, *modules))), None)


def _found(module: str, qualname: str) -> object:
    found: object = sys.modules.get(module)
    for part in qualname.split("."):
        found = getattr(found, part, None)
    return found
