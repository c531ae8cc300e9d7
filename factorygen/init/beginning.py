"""What is to be written that a project can begin, and what is its owner told?"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.machinery import PathFinder
from pathlib import Path

from factorygen import config, write
from factorygen.config import Config
from factorygen.diagnostics import Diagnostic, FactorygenError, Level
from factorygen.expression import Name
from factorygen.init.fixtures import FIXTURE, Needs, conftest, fixture_line, uses_base, with_fixture
from factorygen.init.found_sources import exposed, found_sources, holders
from factorygen.init.pyproject import with_pythonpath, with_settings
from factorygen.init.runner import ANYIO, missing, runner
from factorygen.init.survey import Holder, Survey, survey
from factorygen.project import Project
from factorygen.write import Action, Change

PYTEST_ELSEWHERE = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini")
"""Files that pytest reads instead of pyproject.toml."""


@dataclass(frozen=True)
class Beginning:
    """The files that change, and what is to be seen to besides."""

    changes: tuple[Change, ...]
    notes: tuple[Diagnostic, ...]

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return any(one.action is not Action.UNCHANGED for one in self.changes)


def beginning(project: Project, sources: Sequence[str]) -> Beginning:
    """What ``init`` comes to in a project; the disk is only read.

    ``sources`` are those of the command line, if there are any. FactorygenError where no models are found, or a file
    that is there can't be read.
    """
    start = _Start(project, tuple(sources))
    files, notes = start.pyproject()
    others, more = start.tests()
    return Beginning(write.changes({**files, **others}), (*notes, *more))


@dataclass(frozen=True)
class _Start:
    project: Project
    given: tuple[str, ...]

    @property
    def root(self) -> Path:
        """The project's."""
        return self.project.root

    @property
    def config(self) -> Config:
        """Its settings."""
        return self.project.config

    @property
    def folder(self) -> Path:
        """Where the tests are."""
        return self.project.output.parent

    @cached_property
    def survey(self) -> Survey:
        """What the project's files say."""
        return survey(config.import_folders(self.root), self.folder)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Where the models are: as the command says, or the configuration, or the files."""
        return self.given or self.config.sources or found_sources(self.survey)

    @cached_property
    def asyncio(self) -> bool:
        """Whether the fixture is an AsyncSession."""
        if config.is_configured(self.root):
            return self.config.asyncio
        return self.survey.asynchronous

    @property
    def is_package(self) -> bool:
        """Whether the tests are, or become, a package: where there are none yet, they do."""
        return (self.folder / "__init__.py").is_file() or not any(self.folder.glob("*.py"))

    # ---- pyproject.toml

    def pyproject(self) -> tuple[Mapping[Path, str], tuple[Diagnostic, ...]]:
        """The configuration, and where pytest finds the models."""
        path = self.root / config.FILE
        text = before = write.on_disk(path) or ""
        notes: tuple[Diagnostic, ...] = ()
        if not config.is_configured(self.root):
            text = with_settings(text, self._settings())
        folder = self._folder_to_add()
        if folder and self._pytest_file():
            notes = (
                _note(self._pytest_file(), f"pytest does not find the models in {folder}/", "add it to pythonpath"),
            )
        elif folder:
            text = with_pythonpath(text, folder)
        return {path: text} if text != before or before else {}, notes

    def _settings(self) -> Mapping[str, object]:
        one = len(self.sources) == 1
        told: dict[str, object] = {"source": self.sources[0] if one else list(self.sources)}
        if self.project.output != self.root / Config().output:
            told["output"] = Path(os.path.relpath(self.project.output, self.root)).as_posix()
        return {**told, "async": True} if self.asyncio else told

    def _folder_to_add(self) -> str:
        """The folder that pytest has to be told of to find the models; "" if it finds them."""
        module = self.survey.modules.get(self.sources[0].partition(":")[0])
        if module is None or module.folder in config.pythonpath(self.root):
            return ""
        found = module.folder == self.root and self.is_package and self.folder.parent == self.root
        if found or _is_installed(module.name.partition(".")[0]):
            return ""
        return module.folder.relative_to(self.root).as_posix()

    def _pytest_file(self) -> str:
        """The file that pytest is configured by, if it is another one."""
        there = (name for name in PYTEST_ELSEWHERE if (self.root / name).is_file())
        texts = {name: write.on_disk(self.root / name) or "" for name in ("tox.ini", "setup.cfg")}
        other = (name for name, text in texts.items() if "[pytest]" in text or "[tool:pytest]" in text)
        return next(there, "") or next(other, "")

    # ---- tests

    def tests(self) -> tuple[Mapping[Path, str], tuple[Diagnostic, ...]]:
        """The fixture, in a package where there were no tests."""
        path = self.folder / "conftest.py"
        files: dict[Path, str] = {}
        if self.is_package:
            init = self.folder / "__init__.py"
            files[init] = write.on_disk(init) or ""
        text = write.on_disk(path)
        if text is None:
            theirs = self._fixture_above()
            if theirs is not None:
                return files, (theirs,)
            return {**files, path: conftest(self._needs())}, self._to_install()
        self._require_python(path, text)
        files[path] = text
        if uses_base(text):
            return files, ()
        theirs = self._fixture(path, text) or self._fixture_above()
        if theirs is not None:
            return files, (theirs,)
        return {**files, path: with_fixture(text, self._needs())}, self._to_install()

    def _to_install(self) -> tuple[Diagnostic, ...]:
        wanted = missing(runner(self.root), self.survey.needs_server) if self.asyncio else ()
        way_out = f"pip install {' '.join(wanted)}"
        return (_note("", f"the fixture needs {' and '.join(wanted)}", way_out),) if wanted else ()

    def _fixture_above(self) -> Diagnostic | None:
        above = (one / "conftest.py" for one in self.folder.parents if one.is_relative_to(self.root))
        texts = ((path, write.on_disk(path)) for path in above)
        return next((told for path, text in texts if text and (told := self._fixture(path, text))), None)

    def _fixture(self, path: Path, text: str) -> Diagnostic | None:
        """What is told of a fixture of theirs that has the name of ours."""
        self._require_python(path, text)
        line = fixture_line(text)
        if not line:
            return None
        place = f"{path.relative_to(self.root).as_posix()}:{line}"
        return _note(
            place, f"has a fixture {FIXTURE!r} already", "call set_session() in it, and set_session(None) after"
        )

    def _require_python(self, path: Path, text: str) -> None:
        try:
            fixture_line(text)
        except (SyntaxError, ValueError) as error:
            place = f"{path}:{getattr(error, 'lineno', None) or 1}"
            raise FactorygenError(place, "cannot be read as Python", "repair it; nothing was written") from None

    def _needs(self) -> Needs:
        found = self._holders()
        at = [exposed(self.survey, one, self.sources) for one in found]
        return Needs(
            tables=tuple(Name(module, one.name) for one, (module, _) in zip(found, at, strict=True)),
            models_are_known=all(known for _, known in at),
            base_module=".factory_base" if self.is_package else "factory_base",
            first_party=self.project.first_party(),
            flask=any(map(self.survey.is_of_flask, found)),
            asyncio=self.asyncio,
            anyio=self.asyncio and runner(self.root) == ANYIO,
            server=self.survey.needs_server,
        )

    def _holders(self) -> tuple[Holder, ...]:
        """What knows the tables; of a source that was not found in the files, what it names itself."""
        found = holders(self.survey, self.sources)
        named = (one.rpartition(":") for one in self.sources if ":" in one)
        found = found or tuple(Holder(module, name) for module, _, name in named)
        if not found:
            way_out = "name it: factorygen init app.models:Base"
            raise FactorygenError(self.sources[0], "no declarative base of its models found in the project", way_out)
        return found


def _is_installed(top: str) -> bool:
    """Whether a package is found from anywhere, and not only because the working directory is on sys.path."""
    paths = [path for path in sys.path if path and Path(path).absolute() != Path.cwd()]
    others = (one for one in sys.meta_path if one is not PathFinder)
    return PathFinder.find_spec(top, paths) is not None or any(one.find_spec(top, None) for one in others)


def _note(place: str, problem: str, way_out: str) -> Diagnostic:
    return Diagnostic(Level.WARNING, place, problem, way_out)
