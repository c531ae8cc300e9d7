"""A factories module on disk, imported as its project would import it, and the factories it defines."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from factorygen.diagnostics import FactorygenError


def factories_in(module: ModuleType) -> tuple[type, ...]:
    """The SQLAlchemy factories that a module or package defines and that have a model, in the order of the file."""
    from factory.alchemy import SQLAlchemyModelFactory

    found = dict.fromkeys(
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, SQLAlchemyModelFactory)
        and f"{value.__module__}.".startswith(f"{module.__name__}.")
        and not value._meta.abstract
        and value._meta.model is not None
    )
    return tuple(found)


def load_factories(path: Path) -> ModuleType:
    """The module in a file, run anew: part of its package if its folder is one, else by its bare name.

    Where there is a package of that name instead of the file, it is that.

    The module is registered under its name, so that ``SubFactory(f"{__name__}.UserFactory")`` finds it. A module of
    another place that holds the name, or that of a neighbour it imports, gives way to it. Raises FactorygenError if
    there is no such file or if it does not import.
    """
    path = path.resolve()
    name, inside = path.stem, path.with_suffix("") / "__init__.py"
    if not path.is_file() and inside.is_file():
        return _loaded(inside, path.parent, name)
    if not path.is_file():
        raise FactorygenError(str(path), "there is no such file", "run factorygen generate first")
    return _loaded(path, path.parent, name)


def _loaded(path: Path, folder: Path, stem: str) -> ModuleType:
    root, package = _home(folder)
    name = f"{package}.{stem}" if package else stem
    with _importable(root), _right_names(root, package, path):
        try:
            return _executed(name, package, path)
        except Exception as error:
            raise _not_importable(path, error) from error


def _home(folder: Path) -> tuple[Path, str]:
    """The folder to import from, and the dotted name of the package on the way to ``folder``, "" if there is none."""
    names: list[str] = []
    while (folder / "__init__.py").is_file():
        names.insert(0, folder.name)
        folder = folder.parent
    return folder, ".".join(names)


def _executed(name: str, package: str, path: Path) -> ModuleType:
    parent = importlib.import_module(package) if package else None
    for loaded in [one for one in sys.modules if one.startswith(f"{name}.")]:
        del sys.modules[loaded]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path.name} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    if parent is not None:
        setattr(parent, name.rpartition(".")[2], module)
    return module


@contextmanager
def _importable(root: Path) -> Iterator[None]:
    """The folder comes first on the path while the module runs; it stays last, for what it imports later."""
    entry = str(root)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    present = entry in sys.path
    sys.path.insert(0, entry)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.dont_write_bytecode = writes
        sys.path.remove(entry)
        if not present:
            sys.path.append(entry)


@contextmanager
def _right_names(root: Path, package: str, path: Path) -> Iterator[None]:
    """Modules of other places step aside; those whose names were not needed come back."""
    is_package = path.stem == "__init__"
    beside = {file.stem for file in (path.parent.parent if is_package else path.parent).glob("*.py")}
    local = {package.partition(".")[0]} if package else beside | ({path.parent.name} if is_package else set())
    local -= sys.stdlib_module_names
    aside = {
        name: module
        for name, module in sys.modules.items()
        if name.partition(".")[0] in local and not _stands_in(sys.modules.get(name.partition(".")[0]), root)
    }
    for name in aside:
        del sys.modules[name]
    try:
        yield
    finally:
        for name, module in aside.items():
            if name.partition(".")[0] not in sys.modules or name == name.partition(".")[0]:
                sys.modules.setdefault(name, module)


def _stands_in(module: ModuleType | None, root: Path) -> bool:
    """Whether a top-level module or package lies directly in a folder."""
    file = getattr(module, "__file__", None)
    places = list(getattr(module, "__path__", ())) or ([file] if file else [])
    return any(Path(place).resolve().parent == root for place in places)


def _not_importable(path: Path, error: Exception) -> FactorygenError:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not _ours_or_imports(frame.filename)]
    details = tuple("".join(traceback.format_list(frames)).splitlines())
    lines = str(error).splitlines() or [""]
    numbers = [frame.lineno for frame in frames if Path(frame.filename) == path]
    if isinstance(error, SyntaxError) and error.filename == str(path):
        numbers.append(error.lineno)
    place = f"{path}:{numbers[-1]}" if numbers else str(path)
    problem = f"does not import: {type(error).__name__}: {lines[0]}"
    return FactorygenError(place, problem, "correct that line, or run factorygen generate again", details)


def _ours_or_imports(filename: str) -> bool:
    return filename == __file__ or filename.startswith("<frozen importlib") or "importlib/" in filename
