"""Imports the user's modules, as they are imported from the project's root, without a word on stdout."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

from factorygen import config
from factorygen.diagnostics import FactorygenError, closest
from factorygen.import_failure import failure, siblings
from factorygen.module_names import beside, imported_as, locate

NOT_MODELS = ("tests", "test", "conftest", "migrations", "alembic")


@dataclass(frozen=True)
class Project:
    """Where the user's modules are: the root and the folders that they are imported from."""

    root: Path
    folders: tuple[Path, ...]


def project_at(root: Path) -> Project:
    """The project, whose modules can be imported from here on."""
    root = root.absolute()
    project = Project(root, config.import_folders(root))
    _put_first(project.folders)
    return project


def import_name(name: str, place: str, project: Project) -> ModuleType:
    """The module of a dotted name; ``place`` is what the user calls it."""
    if not all(part.isidentifier() for part in name.split(".")):
        raise FactorygenError(place, "is no module's name", "pass app.models, app.models:Base or app/models.py")
    with user_code(place, project):
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if not _lookup_failed(error, name):
                raise
            raise _misspelt(place, error.name or name, project) from None


def import_path(path: str, place: str, project: Project) -> ModuleType:
    """The module of a file or of a package's folder; ``place`` is what the user calls it."""
    found = locate(path, project.root, project.folders)
    known = imported_as(found.file)
    if found.folder not in project.folders:
        _put_first([found.folder])
    module = import_name(known or found.name, place, project)
    file = getattr(module, "__file__", None) or os.devnull
    if not found.file.samefile(file):
        problem = f"would be imported as {found.name!r}, which another module is called that is imported already"
        raise FactorygenError(place, problem, "rename it, or put an __init__.py beside it")
    return module


def with_submodules(module: ModuleType, place: str, project: Project) -> tuple[ModuleType, ...]:
    """A module and, if it is a package, all below it: models are known once their modules are imported.

    Tests, migrations and the like are left out. One that does not import is an error, because its models would be
    missing without a word.
    """
    found = [module]
    for info in pkgutil.iter_modules(getattr(module, "__path__", ())):
        if not _is_left_out(info.name):
            submodule = _submodule(f"{module.__name__}.{info.name}", place, project)
            found += with_submodules(submodule, place, project)
    return tuple(found)


def _submodule(name: str, place: str, project: Project) -> ModuleType:
    try:
        return import_name(name, place, project)
    except FactorygenError as error:
        told = error.diagnostic
        way_out = f"{told.way_out}; or pass the modules that define the models instead of the whole package"
        raise FactorygenError(told.place, told.problem, way_out, error.details) from error


@contextmanager
def user_code(place: str, project: Project) -> Iterator[None]:
    """Around code of the user's: what it prints goes to stderr, what it raises becomes an error of ours."""
    with stdout_to_stderr():
        try:
            yield
        except (KeyboardInterrupt, FactorygenError):
            raise
        except BaseException as error:
            raise failure(place, error, project.root, project.folders) from error


@contextmanager
def stdout_to_stderr() -> Iterator[None]:
    """What is printed goes to stderr, from Python and, below it, from C and from child processes."""
    with redirect_stdout(sys.stderr), _descriptor_to_stderr():
        yield


@contextmanager
def _descriptor_to_stderr() -> Iterator[None]:
    try:
        kept = os.dup(1)
    except OSError:  # there is none: a service, a closed stream
        yield
        return
    try:
        _flush()
        with suppress(OSError):
            os.dup2(2, 1)
        yield
    finally:
        _flush()
        os.dup2(kept, 1)
        os.close(kept)


def _flush() -> None:
    if sys.__stdout__ is not None:
        with suppress(OSError, ValueError):
            sys.__stdout__.flush()


def _put_first(folders: Sequence[Path]) -> None:
    paths = [str(folder) for folder in folders]
    sys.path[:] = [*paths, *(path for path in sys.path if path not in paths)]
    importlib.invalidate_caches()


def _is_left_out(name: str) -> bool:
    plain = name.lstrip("_")
    return name == "__main__" or plain in NOT_MODELS or plain.startswith("test_") or plain.endswith("_test")


def _lookup_failed(error: ModuleNotFoundError, name: str) -> bool:
    """Whether it is the name itself that was not found, and not one that the module imports."""
    own = bool(error.name) and (name + ".").startswith(f"{error.name}.")
    trace = error.__traceback__
    while own and trace is not None:
        file = trace.tb_frame.f_code.co_filename
        own = file == __file__ or file.startswith("<frozen importlib") or file == importlib.__file__
        trace = trace.tb_next
    return own


def _misspelt(place: str, name: str, project: Project) -> FactorygenError:
    parent, _, missing = name.rpartition(".")
    if parent and not hasattr(sys.modules.get(parent), "__path__"):
        return FactorygenError(place, f"there is no module {name!r}: {parent!r} is no package", f"pass {parent}")
    there = siblings(parent, project.folders)
    way_out = closest(missing, there if parent or get_close_matches(missing, there) else beside(sys.path))
    return FactorygenError(place, f"there is no module {name!r}", way_out or "it is looked for in the project's root")
