"""What do the modules around the base import from it, generated or not?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from factorygen.merge import imports_of


def imported_names(base: Path, texts: Mapping[Path, str]) -> frozenset[str]:
    """The names; ``texts`` are what modules in its folder, or in folders beside it, are about to become."""
    folders = {base.parent, *(path.parent for path in texts)}
    found = {path: text for folder in folders for path, text in _modules(folder) if path != base} | dict(texts)
    return frozenset(name for text in found.values() for name in _names(text, base.stem))


def _modules(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in folder.glob("*.py"):
        try:
            yield path, path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue


def _names(text: str, base: str) -> Iterator[str]:
    if base not in text:
        return
    try:
        imports = imports_of(text)
    except (SyntaxError, ValueError, RecursionError):
        return  # somebody else's file, which says nothing for now
    for module, name in imports:
        if module.rpartition(".")[2] == base:
            yield name
