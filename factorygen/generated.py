"""What was generated now, before anything on the disk is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from factorygen.diagnostics import FactorygenError
from factorygen.merge import Subject, parsed

BASE = "factory_base.py"


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
