"""Which factories are saved, where, and how is the outcome told?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TextIO

from factorygen import application, importing
from factorygen.database.address import Address, address
from factorygen.diagnostics import FactorygenError
from factorygen.project import Project
from factorygen.verify import Report, factories_in, load_factories, verify

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Verification:
    """What the user asked of ``verify``."""

    project: Project
    fresh: bool = False
    size: int = 25
    url: str = ""
    url_env: str = ""
    seed: int = 0

    def load(self) -> tuple[type, ...]:
        """The factories on disk or, with ``fresh``, those that would be generated."""
        factories = factories_in(self._fresh() if self.fresh else self._on_disk())
        if not factories:
            raise FactorygenError(str(self.project.output), "there is no factory in it", "run factorygen generate")
        return factories

    def run(self, factories: tuple[type, ...], progress: Progress, chatter: TextIO) -> Report:
        """Save each factory; what the user's code prints goes to ``chatter``."""
        models = [getattr(one, "_meta").model for one in factories]  # noqa: B009  the factories of any base
        with application.context_of(models):
            return verify(factories, self.size, self._database(), seed=self.seed, progress=progress, chatter=chatter)

    def _on_disk(self) -> ModuleType:
        importing.project_at(self.project.root)
        if self.project.config.sources:
            self.project.classes()  # finds the folders that the factories import their models from
        with importing.stdout_to_stderr():
            return load_factories(self.project.output)

    def _fresh(self) -> ModuleType:
        with tempfile.TemporaryDirectory(prefix="factorygen-") as folder:
            result = self.project.generate(Path(folder))
            Path(folder, "factory_base.py").write_text(result.base, encoding="utf-8")
            if result.models:
                Path(folder, self.project.config.models).write_text(result.models, encoding="utf-8")
            output = Path(folder, self.project.output.name)
            output.write_text(result.factories, encoding="utf-8")
            with importing.stdout_to_stderr():
                return load_factories(output)

    def _database(self) -> Address | None:
        return address(self.url, self.url_env)
