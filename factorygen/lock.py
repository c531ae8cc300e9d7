"""What did factorygen last generate here? The lock file beside the factories, a fact a line.

``tests/factories.py`` has ``tests/factories.lock``::

    # Written by factorygen; commit it together with the factories.
    base: children defaults
    file: factories.py 1f0c...
    file: factory_base.py 77ab...

Sorted lines, so that git merges two branches' locks. A ``file`` line holds the fingerprint of a file as it was
generated; ``base`` names the parts of ``factory_base.py`` that these factories call for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from factorygen.diagnostics import FactorygenError
from factorygen.fingerprint import fingerprint

SUFFIX = ".lock"
HEADER = "# Written by factorygen; commit it together with the factories."


@dataclass(frozen=True, order=True)
class Generated:
    """A file as it was generated."""

    name: str
    fingerprint: str


@dataclass(frozen=True)
class Lock:
    """The facts of one lock file."""

    base: frozenset[str] = frozenset()
    files: frozenset[Generated] = frozenset()


def path_of(factories: Path) -> Path:
    """The lock file of a factories file."""
    return factories.with_suffix(SUFFIX)


def with_lock(files: Mapping[Path, str], factories: Path, base: Iterable[str]) -> Mapping[Path, str]:
    """The files to write and, besides, the lock file that knows them.

    ``factories`` is the one whose lock it is; ``base`` are the parts of the base that it calls for.
    """
    generated = frozenset(Generated(path.name, fingerprint(text)) for path, text in files.items())
    return {**files, path_of(factories): text(Lock(frozenset(base), generated))}


def base_features(folder: Path, besides: Path | None = None) -> frozenset[str]:
    """All parts of the base that the factories files of a folder call for.

    A lock whose factories file is gone counts for nothing. ``besides`` is a factories file that is not asked.
    """
    unasked = path_of(besides).name if besides else ""
    paths = (path for path in _locks(folder) if path.name != unasked and path.with_suffix(".py").exists())
    return frozenset(word for path in paths for word in read(path).base)


def fingerprints(path: Path) -> frozenset[str]:
    """What factorygen last generated as ``path``: nothing if the file is not ours.

    A factories file is known to its own lock; any other, the base, to each lock in the folder.
    """
    own = path_of(path)
    paths = [own] if is_lock(own) else _locks(path.parent)
    files = (file for lock in paths for file in read(lock).files)
    return frozenset(file.fingerprint for file in files if file.name == path.name)


def is_lock(path: Path) -> bool:
    """Whether this is a lock file of ours; other tools' files end in .lock as well."""
    try:
        with path.open("rb") as file:
            return file.readline().strip() == HEADER.encode()
    except OSError:
        return False


# ---- the text


def text(lock: Lock) -> str:
    """The lock as a file."""
    base = " ".join(["base:", *sorted(lock.base)])
    files = (f"file: {file.name} {file.fingerprint}" for file in lock.files)
    return "\n".join([HEADER, *sorted([base, *files]), ""])


def read(path: Path) -> Lock:
    """The facts of a lock file; FactorygenError for a line that is none."""
    base: set[str] = set()
    files: set[Generated] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        match line.split():
            case ["base:", *words]:
                base.update(words)
            case ["file:", *name, hashed] if name:
                files.add(Generated(" ".join(name), hashed))
            case [first, *_] if not first.startswith("#"):
                raise _unreadable(path, number)
    return Lock(frozenset(base), frozenset(files))


def _unreadable(path: Path, number: int) -> FactorygenError:
    return FactorygenError(
        f"{path}:{number}",
        "is no line of a lock file",
        "restore the file from version control; of a merge conflict keep the lines of both sides",
    )


def _locks(folder: Path) -> Iterator[Path]:
    """The lock files of a folder, by name."""
    return filter(is_lock, sorted(folder.glob(f"*{SUFFIX}")))
