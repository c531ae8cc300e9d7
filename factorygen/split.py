"""Which of the factories has the user moved to other files of the folder?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factorygen import lock
from factorygen.fingerprint import tree_of
from factorygen.merge import Baseline, Moved, Part, factories_in


@dataclass(frozen=True)
class Split:
    """Where the factories stand: the scopes and names of those in each file besides the main one."""

    main: Path
    files: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)
    here: Mapping[str, str] = field(default_factory=dict)
    """Those in the main file, and those that are to be added there."""

    def part(self, path: Path) -> Part:
        """What a file has of the factories."""
        others = {other: names for other, names in {self.main: self.here, **self.files}.items() if other != path}
        moved = tuple(_moved(other, scope, name) for other, names in others.items() for scope, name in names.items())
        if path == self.main:
            return Part(None, moved)
        return Part(frozenset(self.files[path]), moved)


def _moved(path: Path, scope: str, name: str) -> Moved:
    package = (path.parent / "__init__.py").is_file()
    return Moved(scope, name, f'f"{{__package__}}.{path.stem}.{name}"' if package else f'"{path.stem}.{name}"')


def split(main: Path, text: str, new: str, known: Baseline, names: Mapping[str, str]) -> Split:
    """Looks for factories that were generated into ``main`` and are no longer there.

    ``text`` is what it has now, ``new`` what was generated, ``names`` what the factories of each scope were called.
    """
    if all(re.search(rf"^class {name}\b", text, re.MULTILINE) for name in names.values()):
        return Split(main)
    here = factories_in(text, new, known)
    missing = names.keys() - here.keys()
    files: dict[Path, Mapping[str, str]] = {}
    for path, other in _others(main):
        found = {scope: name for scope, name in factories_in(other, new, known).items() if scope in missing}
        if found:
            files[path] = found
            missing -= found.keys()
    fresh = {scope: name for scope, name in factories_in(new, new, known).items() if scope not in names}
    return Split(main, files, {**fresh, **here}) if files else Split(main)


def _others(main: Path) -> Iterator[tuple[Path, str]]:
    """The modules of the folder that may hold factories, and that are no others' generated ones."""
    for path in sorted(main.parent.glob("*.py")):
        if path == main or lock.is_lock(lock.path_of(path)):
            continue
        try:
            text = path.read_bytes().decode("utf-8")
            tree_of(text)
        except (OSError, UnicodeDecodeError, SyntaxError, ValueError):
            continue
        if "class " in text and "Meta" in text:
            yield path, text
