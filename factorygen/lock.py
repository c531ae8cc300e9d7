"""What did factorygen last generate here? The lock file beside the factories, a declaration a line.

``tests/factories.py`` has ``tests/factories.lock``::

    # Written by factorygen; commit it together with the factories.
    base: children defaults
    declaration: app.models.User class 1f0c9a33/UserFactory 77ab01c2d3e4f506
    declaration: app.models.User email 8f1c22d0.77aa01b2.required 9a7706e1d3c4b5a6
    import: factories.py factory.faker Faker
    text: factory_base.py BaseFactory create_batch 0c9a331f77ab01c2

Sorted lines, so that git merges two branches' locks as it merges the factories; several lines for one declaration are
welcome. A declaration has its model, its name, what is known of its column and the mark of what was generated (``-``
if nothing was), and, as long as a report about it is pending, the mark of the user's version. ``import`` lines are the
imports that are ours; ``base`` names the parts of ``factory_base.py`` that these factories call for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factorygen.diagnostics import FactorygenError
from factorygen.merge import Baseline, Line, united

SUFFIX = ".lock"
HEADER = "# Written by factorygen; commit it together with the factories."
EMPTY = "-"


@dataclass(frozen=True)
class Lock:
    """The facts of one lock file: what its factories call for, and what was generated as each file."""

    base: frozenset[str] = frozenset()
    adopted: bool = False
    """Whether the factories were written by others, in whose style they go on."""
    files: Mapping[str, Baseline] = field(default_factory=dict)


def path_of(factories: Path) -> Path:
    """The lock file of a factories file."""
    return factories.with_suffix(SUFFIX)


def base_features(folder: Path, besides: Path | None = None) -> frozenset[str]:
    """All parts of the base that the factories files of a folder call for.

    A lock whose factories file is gone counts for nothing. ``besides`` is a factories file that is not asked.
    """
    unasked = path_of(besides).name if besides else ""
    paths = (path for path in _locks(folder) if path.name != unasked and is_there(path.with_suffix(".py")))
    return frozenset(word for path in paths for word in read(path).base)


def is_there(factories: Path) -> bool:
    """Whether there is a factories file, or the package of that name."""
    return factories.exists() or (factories.with_suffix("") / "__init__.py").exists()


def name_of(path: Path, factories: Path) -> str:
    """How a lock calls a file; one that the factories' package has, with its folder."""
    return path.relative_to(factories.parent).as_posix()


def is_of_package(known: Lock) -> bool:
    """Whether the factories were a package when they were generated last."""
    return any("/" in name for name in known.files)


def baseline(path: Path, factories: Path) -> Baseline:
    """What was last generated as ``path``: by the factories file it belongs to or, of a base, by any in the folder."""
    own = path_of(factories)
    if path == factories:
        return read(own).files.get(path.name, Baseline()) if is_lock(own) else Baseline()
    return united(read(lock).files.get(path.name, Baseline()) for lock in _locks(path.parent))


def is_lock(path: Path) -> bool:
    """Whether this is a lock file of ours; other tools' files end in .lock as well."""
    try:
        with path.open("rb") as file:
            return file.readline().strip() == HEADER.encode()
    except OSError:
        return False


# ---- the text


def text(lock: Lock, factories: str) -> str:
    """The lock as a file; ``factories`` is the name of the factories file."""
    lines = {" ".join(["base:", *sorted(lock.base)]), *(["adopted: yes"] if lock.adopted else [])}
    for name, known in lock.files.items():
        lines.update(f"import: {name} {module or EMPTY} {word or EMPTY}" for module, word in known.imports)
        lines.update(_written(name, line, name == factories) for line in known.lines)
    return "\n".join([HEADER, *sorted(lines), ""])


def _written(file: str, line: Line, declared: bool) -> str:
    if declared and line.scope:
        return " ".join(["declaration:", line.scope, line.name, line.fact, line.mark, line.seen]).rstrip()
    return " ".join(["text:", file, line.scope or EMPTY, line.name, line.mark])


def read(path: Path) -> Lock:
    """The facts of a lock file; FactorygenError for a line that is none."""
    base: set[str] = set()
    adopted = False
    lines: dict[str, set[Line]] = {}
    imports: dict[str, set[tuple[str, str]]] = {}
    own = path.with_suffix(".py").name
    for number, written in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), start=1):
        match written.split():
            case ["base:", *words]:
                base.update(words)
            case ["adopted:", _]:
                adopted = True
            case ["declaration:", scope, name, fact, mark, *seen] if len(seen) < 2:
                lines.setdefault(own, set()).add(Line(scope, name, fact, mark, *seen))
            case ["text:", file, scope, name, mark]:
                lines.setdefault(file, set()).add(Line(_filled(scope), name, EMPTY, mark))
            case ["import:", file, module, name]:
                imports.setdefault(file, set()).add((_filled(module), _filled(name)))
            case ["file:", *_]:
                pass  # of a version that knew whole files
            case [first, *_] if not first.startswith("#"):
                raise _unreadable(path, number)
    files = {
        file: Baseline(frozenset(lines.get(file, ())), frozenset(imports.get(file, ())))
        for file in lines.keys() | imports.keys()
    }
    return Lock(frozenset(base), adopted, files)


def _filled(word: str) -> str:
    return "" if word == EMPTY else word


def _unreadable(path: Path, number: int) -> FactorygenError:
    return FactorygenError(
        f"{path}:{number}",
        "is no line of a lock file",
        "restore the file from version control; of a merge conflict keep the lines of both sides",
    )


def _locks(folder: Path) -> Iterator[Path]:
    """The lock files of a folder, by name."""
    return filter(is_lock, sorted(folder.glob(f"*{SUFFIX}")))
