"""Which module is meant: the import name of a path, and the modules there are beside a misspelt one."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factorygen.diagnostics import FactorygenError, closest

PACKAGE = "__init__.py"


def is_path(source: str) -> bool:
    """Whether a source is a path rather than a dotted name."""
    return source.endswith(".py") or source in (".", "..") or any(mark in source for mark in {"/", os.sep})


@dataclass(frozen=True)
class Location:
    """A module's file, the folder that has to stand on sys.path, and the name it is then imported by."""

    file: Path
    folder: Path
    name: str


def locate(path: str, root: Path, folders: Sequence[Path]) -> Location:
    """Where the module of a path is: a Python file or the folder of a package.

    ``path`` is seen from ``root``, else from the current folder. ``folders`` are those the project's modules are
    imported from anyway. Raises FactorygenError for a path that leads to no module.
    """
    file = _existing(path, root)
    if file.is_dir():
        _require_package(path, file)
        file /= PACKAGE
    if file.suffix != ".py":
        raise FactorygenError(path, "is no Python file", "pass a .py file, a package's folder or a module's name")
    module = file.parent if file.name == PACKAGE else file.with_suffix("")
    folder = _import_folder(file, module, folders)
    parts = module.relative_to(folder).parts
    for part in parts:
        if not part.isidentifier():
            raise FactorygenError(path, f"cannot be imported: {part!r} is no Python name", "rename it")
    return Location(file, folder, ".".join(parts))


def imported_as(file: Path) -> str:
    """The name under which a file has already been imported, "" if it has not been."""
    modules = ((name, module.__dict__.get("__file__")) for name, module in list(sys.modules.items()) if module)
    return next((name for name, place in modules if place == str(file) and name != "__main__"), "")


def beside(parents: Iterable[str | Path]) -> frozenset[str]:
    """The modules and packages in these folders."""
    return frozenset(name for folder in parents for name in _modules_in(Path(folder)))


def _modules_in(folder: Path) -> Iterator[str]:
    for path in folder.iterdir() if folder.is_dir() else ():
        name = path.stem if path.suffix == ".py" else path.name
        if name.isidentifier() and not name.startswith("__") and (path.suffix == ".py" or any(path.glob("*.py"))):
            yield name


def _existing(path: str, root: Path) -> Path:
    places = [Path(os.path.abspath(folder / path)) for folder in (root, Path.cwd())]
    found = next((place for place in places if place.exists()), None)
    if found is None:
        raise FactorygenError(path, "does not exist", _closest_path(path, places[0]))
    return found


def _closest_path(path: str, place: Path) -> str:
    """What there is in the nearest folder that is there."""
    folder = next(parent for parent in place.parents if parent.is_dir())
    missing = place.relative_to(folder).parts[0]
    names = [item.name for item in folder.iterdir() if item.suffix == ".py" or (item.is_dir() and item.name[0] != ".")]
    if "/" not in path and os.sep not in path and path.count(".") > 1:
        return f"a module is passed without the ending: {path.removesuffix('.py')}"
    return closest(missing, names) or "the path is seen from the project's root"


def _require_package(path: str, folder: Path) -> None:
    if (folder / PACKAGE).is_file():
        return
    files = sorted(folder.glob("*.py"), key=lambda file: ("model" not in file.stem, file.name))
    packages = sorted(item.parent for item in folder.glob(f"*/{PACKAGE}"))
    example = next((f", for example {Path(path, item.name).as_posix()}" for item in (*files, *packages)), "")
    raise FactorygenError(path, f"is a folder without {PACKAGE}", f"pass a module or package in it{example}")


def _import_folder(file: Path, module: Path, folders: Sequence[Path]) -> Path:
    """The nearest folder above that is no package.

    A folder may be a package without saying so in an ``__init__.py``. Then the file's own imports tell: they start
    with its name, or with a dot.
    """
    nearest = next(folder for folder in module.parents if not (folder / PACKAGE).is_file())
    if nearest in folders:
        return nearest
    above = sorted((folder for folder in folders if nearest.is_relative_to(folder)), key=lambda folder: folder.parts)
    starts = _import_starts(file) if above else frozenset()
    if file.name != PACKAGE and module.parent == nearest and "" in starts:
        return above[-1]
    spoken = (folder for folder in reversed(above) if nearest.relative_to(folder).parts[0] in starts)
    return next(spoken, nearest)


def _import_starts(file: Path) -> frozenset[str]:
    """What the file's imports start with; "" is a relative one."""
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):
        return frozenset()  # importing it will tell
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += ["" if node.level else node.module or "" for node in froms]
    return frozenset(name.partition(".")[0] for name in names)
