"""Which of the models get a factory? Those that ``include`` names and ``exclude`` does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from factorygen.diagnostics import FactorygenError, closest

PLACE = "pyproject.toml: [tool.factorygen]"


@dataclass(frozen=True)
class Selection:
    """Patterns of ``Model`` or ``package.module.Model``; those that ``include`` names, or all if it names none."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    options: frozenset[str] = frozenset()
    """Which of the two were given on the command line."""
    partly: bool = False
    """Whether only some of the project's models are asked for, so that a pattern may well match none of them."""

    def of(self, classes: Sequence[type]) -> tuple[tuple[type, ...], tuple[type, ...]]:
        """The classes that are selected, and the others; FactorygenError for a pattern that matches none."""
        for setting, patterns in (("include", self.include), ("exclude", self.exclude)):
            for pattern in patterns:
                self._require_match(setting, pattern, classes)
        chosen = [cls for cls in classes if not self.include or _is_meant(cls, self.include)]
        kept = tuple(cls for cls in chosen if not _is_meant(cls, self.exclude))
        if classes and not kept:
            raise FactorygenError(PLACE, "include and exclude leave no model", "take a pattern away")
        return kept, tuple(cls for cls in classes if cls not in kept)

    def _require_match(self, setting: str, pattern: str, classes: Sequence[type]) -> None:
        if not self.partly and not any(_is_meant(cls, (pattern,)) for cls in classes):
            way_out = closest(pattern, {names_of(cls)["." in pattern] for cls in classes})
            place = f"--{setting}" if setting in self.options else f"{PLACE}: {setting}"
            raise FactorygenError(place, f"no model is called {pattern!r}", way_out)


def names_of(cls: type) -> tuple[str, str]:
    """What a pattern may match: the class's name, alone and with its module."""
    return cls.__name__, f"{cls.__module__}.{cls.__qualname__}"


def _is_meant(cls: type, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names_of(cls) for pattern in patterns)
