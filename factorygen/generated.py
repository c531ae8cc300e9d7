"""What was generated now, before anything on the disk is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from factorygen.diagnostics import FactorygenError
from factorygen.merge import Subject, parsed

BASE = "factory_base.py"


@dataclass(frozen=True)
class Package:
    """The same factories as modules of a package."""

    modules: Mapping[str, str]
    """Where each factory stands, by its name."""
    docstrings: Mapping[str, str]
    """What each module says of itself, as code."""
    init: Callable[[Mapping[str, Sequence[str]], Set[str]], str]
    """Its own module, which hands on these names of these modules, and others that it has."""


@dataclass(frozen=True)
class Generated:
    """Python files by their path, the factories among them, and what is known of the models."""

    files: Mapping[Path, str]
    factories: Path
    base: frozenset[str]
    """The parts of the base that they call for."""
    subjects: tuple[Subject, ...]
    base_with: Callable[[frozenset[str]], str]
    """The text of the base with these parts besides those it has to have."""
    package: Package | None = None
    """Whether they are to be a package, and how; its folder is called as their file would be."""

    stubs: bool = False
    """Whether stubs stand beside them."""

    @property
    def folder(self) -> Path:
        """Where the modules of a package stand."""
        return self.factories.with_suffix("")

    @property
    def base_file(self) -> Path:
        """Where their base stands."""
        return self.factories.with_name(BASE)

    def require_python(self, path: Path, text: str) -> None:
        """A file that does not parse is never touched."""
        try:
            path.read_bytes().decode("utf-8")
            parsed(text)
        except (SyntaxError, ValueError, RecursionError) as error:
            place = f"{path}:{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else str(path)
            problem = f"cannot be read as Python: {getattr(error, 'msg', '') or error}"
            raise FactorygenError(place, problem, "repair it, or delete it; nothing was written") from None
