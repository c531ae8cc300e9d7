"""Which mapped classes does ``app.models:Base`` mean? Imports it and configures the mappers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from sqlalchemy import MetaData
from sqlalchemy.orm import registry

from factorygen import mapped
from factorygen.diagnostics import FactorygenError, closest
from factorygen.import_failure import said
from factorygen.importing import Project, import_name, import_path, project_at, user_code, with_submodules
from factorygen.module_names import is_path


@dataclass(frozen=True)
class Target:
    """What a source has led to: modules, or the object that an attribute holds."""

    source: str
    found: object


def load(sources: Sequence[str], root: Path) -> tuple[type, ...]:
    """The mapped classes that the sources mean and those that these need, their mappers configured.

    A source is a module or package (``app.models``: with all submodules), an attribute of one
    (``app.models:Base``: a declarative base, registry, MetaData, Flask-SQLAlchemy ``db``, mapped class, or a list of
    those), or the path of either (``app/models.py``), seen from ``root``. They are ordered by module, then as their
    tables were defined, then by name. Raises FactorygenError for a source that does not lead to one.
    """
    if not sources:
        way_out = 'pass one, such as app.models, or set source = "app.models" in [tool.factorygen]'
        raise FactorygenError("", "no source says where the models are", way_out)
    project = project_at(root)
    targets = [_target(source, project) for source in sources]  # all are imported before one is looked at
    selected = [cls for target in targets for cls in _classes(target, project)]
    return _with_needed(selected, project)


# ---- source -> object


def _target(source: str, project: Project) -> Target:
    place, attribute = _parts(source)
    module = (import_path if is_path(place) else import_name)(place, source, project)
    if attribute:
        return Target(source, _attribute(module, attribute, source, project))
    return Target(source, with_submodules(module, source, project))


def _parts(source: str) -> tuple[str, str]:
    """The module or path, and the attribute, "" if there is none (a colon may stand in a path too)."""
    place, colon, attribute = source.strip().rpartition(":")
    if colon and all(part.isidentifier() for part in attribute.split(".")):
        return place, attribute
    return source.strip(), ""


def _attribute(module: ModuleType, attribute: str, source: str, project: Project) -> object:
    value: object = module
    with user_code(source, project):
        for name in attribute.split("."):
            value = _member(value, name, source)
    return value


def _member(value: object, name: str, source: str) -> object:
    try:
        return getattr(value, name)
    except AttributeError:
        names = [known for known in dir(value) if not known.startswith("_")]
        useful = [known for known in names if _leads_to_classes(value, known)]
        way_out = closest(name, names) or closest(name, useful) or "pass the module alone, without the colon"
        problem = f"there is no {name!r} in {getattr(value, '__name__', type(value).__name__)}"
        raise FactorygenError(source, problem, way_out) from None


def _leads_to_classes(value: object, name: str) -> bool:
    try:
        return bool(mapped.classes_of(getattr(value, name)))
    except Exception:  # a proxy with nothing behind it, such as Flask's current_app
        return False


# ---- object -> classes


def _classes(target: Target, project: Project) -> tuple[type, ...]:
    with user_code(target.source, project):
        found = tuple(cls for cls in mapped.classes_of(target.found) if mapped.is_model(cls))
        if not found:
            raise FactorygenError(target.source, f"has no mapped class; {_seen(target.found)}", _way_out(target))
    return found


def _seen(found: object) -> str:
    """What is there instead of a mapped class."""
    values = _values(found)
    tables = {table for value in values for table in _tables(value)}
    if tables:
        return f"it has a MetaData with {_counted(len(tables), 'table')} but no class is mapped to them"
    if any(isinstance(value, registry | MetaData) or hasattr(value, "registry") for value in values):
        return "it has a declarative base, but no module has been imported that maps a class on it"
    if not isinstance(found, tuple):
        return f"it is a {type(found).__name__}"
    own = {module.__name__ for module in found if isinstance(module, ModuleType)}
    defined = {value for value in values if isinstance(value, type) and value.__module__ in own}
    return f"it has {_counted(len(defined), 'class', 'es')}, none of them mapped" if defined else "it has no class"


def _way_out(target: Target) -> str:
    if _parts(target.source)[1]:
        return "pass the modules that define the models, alone or before this one"
    return "pass the module or package that defines the models"


def _values(found: object) -> tuple[object, ...]:
    """The object itself, or the classes, registries and MetaDatas that stand in the modules."""
    if not isinstance(found, tuple):
        return (found,)
    values = (value for module in found for value in list(vars(module).values()))
    return tuple(value for value in values if issubclass(type(value), type | registry | MetaData))


def _tables(value: object) -> Iterable[object]:
    metadata = value if isinstance(value, MetaData) else getattr(value, "metadata", None)
    return metadata.tables.values() if isinstance(metadata, MetaData) else ()


def _counted(number: int, noun: str, plural: str = "s") -> str:
    return f"{number} {noun}{'' if number == 1 else plural}"


# ---- classes -> all that they need


def _with_needed(selected: Sequence[type], project: Project) -> tuple[type, ...]:
    """The classes and the models that they need, configured and in order."""
    with user_code("the mappers", project):
        try:
            return mapped.with_needed(selected)
        except mapped.NotConfigured as failed:
            raise _not_configured(failed) from failed.error


def _not_configured(failed: mapped.NotConfigured) -> FactorygenError:
    place = f"{failed.cls.__module__}.{failed.cls.__qualname__}" if failed.cls else "mappers"
    unknown = re.search(r"failed to locate a name \('([^']+)'\)", str(failed.error))
    way_out = "correct that model"
    if unknown:
        there = closest(unknown[1], failed.names)
        way_out = there if there.startswith("did") else f"pass the module that defines {unknown[1]} as well"
    return FactorygenError(place, f"the mappers do not configure: {said(failed.error)}", way_out)
