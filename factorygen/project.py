"""What does a command work on? The configuration and the options, brought together."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from factorygen import config, live, lock, readers, sources
from factorygen.config import Config
from factorygen.database.address import address
from factorygen.database.wanted import Wanted
from factorygen.decisions import Plan
from factorygen.diagnostics import FactorygenError
from factorygen.enrichment import Live
from factorygen.generated import Generated
from factorygen.generation import Result, base_with, generate, generate_single
from factorygen.own_words import Told
from factorygen.plan.naming import Naming
from factorygen.selection import Selection, names_of
from factorygen.subjects import subjects

Progress = Callable[[], AbstractContextManager[Callable[[str], None]]]
"""Around the reading of a database: what it gives is told what is read next."""


@dataclass(frozen=True)
class DatabaseOptions:
    """What the command line says of a database."""

    url: str = ""
    url_env: str = ""
    schemas: Sequence[str] = ()
    models: str = ""
    progress: Progress = lambda: nullcontext(lambda name: None)

    def settings(self) -> Mapping[str, Any]:
        """What replaces the settings: of the two ways to name a database, one that is given replaces both."""
        told: dict[str, Any] = {}
        if self.url or self.url_env:
            told = {"url": self.url, "url_env": self.url_env}
        if self.schemas:
            told["schemas"] = tuple(self.schemas)
        if self.models:
            told["models"] = _models(self.models)
        return told


NO_DATABASE = DatabaseOptions()


def _models(option: str) -> str:
    try:
        return readers.read_module_file(option)
    except readers.WrongValue as wrong:
        raise FactorygenError("--models", wrong.problem, wrong.way_out) from None


@dataclass(frozen=True)
class Project:
    """A project's root, and its settings with the options of this call in their place."""

    root: Path
    config: Config
    partly: bool = False
    """Whether the sources are not those of the settings, but given for this call."""
    options: frozenset[str] = frozenset()
    """The settings for which options were given."""
    progress: Progress = field(default=NO_DATABASE.progress, compare=False)
    """Is told what is read of a database."""

    @property
    def output(self) -> Path:
        """The factories' file."""
        return self.root / self.config.output

    def classes(self) -> tuple[type, ...]:
        """The mapped classes of its sources; FactorygenError if there are no sources."""
        if not self.config.sources:
            way_out = "name one (app.models, app.models:Base, path/to/models.py) or a database with --url"
            raise FactorygenError("", "no source of models given", way_out)
        return sources.load(self.config.sources, self.root)

    def _origin(self, folder: Path) -> tuple[tuple[type, ...], Live | None]:
        """The classes, those of a database if there are no sources, and what a database says of their tables."""
        found = address(self.config.url, self.config.url_env)
        if found is None:
            return self.classes(), None
        patterns = ((), ()) if self.config.sources else (self.config.include, self.config.exclude)
        wanted = Wanted(self.config.schemas, *patterns)
        classes = self.classes() if self.config.sources else ()
        if not classes and self.config.models == self.output.name:
            problem = f"can't be {self.output.name}, the factories' file"
            raise FactorygenError("--models", problem, "choose another name")
        name = Path(self.config.models).stem
        dot = "." if (folder / "__init__.py").is_file() else ""
        with self.progress() as progress:
            if classes:
                return classes, live.besides(classes, found, wanted, progress)
            return live.instead(found, wanted, f"{dot}{name}", progress)

    def first_party(self) -> frozenset[str]:
        """The project's own top-level modules, as ruff and isort tell them: what lies in its root and in src."""
        folders = [folder for folder in (self.root, self.root / "src") if folder.is_dir()]
        entries = (entry for folder in folders for entry in folder.iterdir())
        found = frozenset(entry.stem for entry in entries if entry.is_dir() or entry.suffix == ".py")
        ours = {"factory_base", Path(self.config.models).stem}  # which may be still to be written
        return found | ours if self.output.parent in folders else found

    def generate(self, folder: Path) -> Result:
        """The texts of its factories, for a folder they are to stand in."""
        is_package = (folder / "__init__.py").is_file()
        classes, database = self._origin(folder)
        self._require_not_a_source(classes)
        selected, excluded = self._selected(classes)
        return generate(
            selected,
            dialect=self.config.dialect,
            nullable=self.config.nullable,
            base_module=".factory_base" if is_package else "factory_base",
            other_features=lock.base_features(folder, besides=self.output),
            first_party=self.first_party(),
            python=config.oldest_python(self.root),
            excluded=excluded,
            told=self._told(excluded),
            locale=self.config.locale,
            live=database,
            naming=self._naming(),
            asyncio=self.config.asyncio,
        )

    def generated(self) -> tuple[Result, Generated]:
        """Its factories for where they are to stand, and what their regeneration has to know."""
        result, folder = self.generate(self.output.parent), self.output.parent
        files = {self.output: result.factories, folder / "factory_base.py": result.base}
        if result.models:
            files[folder / self.config.models] = result.models
        others = lock.base_features(folder, besides=self.output)
        locale = self.config.locale
        return result, Generated(
            files,
            self.output,
            result.plan.base.words,
            subjects(result.schema, result.plan),
            lambda words: base_with(words | others, locale),
        )

    def _selected(self, classes: Sequence[type]) -> tuple[tuple[type, ...], tuple[type, ...]]:
        """The models that get factories, and those that the user has left out."""
        if not self.config.sources:  # the patterns are of tables, and have been heeded
            return tuple(classes), ()
        return Selection(self.config.include, self.config.exclude, self.options, self.partly).of(classes)

    def _told(self, excluded: Sequence[type]) -> Told:
        names = tuple(name for cls in excluded for name in names_of(cls))
        return Told(self.config.columns, self.config.types, names, self.partly, self.config.share)

    def _naming(self) -> Naming:
        return Naming(self.config.factory_name, self.config.strip)

    def _require_not_a_source(self, classes: Iterable[type]) -> None:
        """``--force`` overwrites what others wrote, but never the models."""
        files = {getattr(sys.modules.get(cls.__module__), "__file__", None) or "" for cls in classes}
        if os.path.realpath(self.output) in {os.path.realpath(file) for file in files if file}:
            raise FactorygenError(str(self.output), "is where the models stand", "choose another file with -o")

    def generate_single(self) -> tuple[Plan, str]:
        """The plan, and base and factories as one module."""
        if not self.config.sources and (self.config.url or self.config.url_env):
            raise FactorygenError("-o", "the models of a database need a file too", "name one for the factories")
        classes, database = self._origin(self.output.parent)
        selected, excluded = self._selected(classes)
        return generate_single(
            selected,
            self.config.dialect,
            self.config.nullable,
            self.first_party(),
            config.oldest_python(self.root),
            excluded,
            self._told(excluded),
            self.config.locale,
            database,
            self._naming(),
            self.config.asyncio,
        )


def _output(option: str) -> Path:
    try:
        return Path.cwd() / readers.read_python_file(option)
    except readers.WrongValue as wrong:
        raise FactorygenError("-o", wrong.problem, wrong.way_out) from None


def project(
    source: Sequence[str],
    output: str = "",
    dialect: str = "",
    nullable: str = "",
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    database: DatabaseOptions = NO_DATABASE,
) -> Project:
    """The project around the working directory; options that are given replace its settings."""
    root = config.find_root(Path.cwd())
    settings = config.read(root)
    return Project(
        root,
        replace(
            settings,
            sources=tuple(source) or settings.sources,
            output=_output(output) if output else settings.output,
            dialect=dialect or settings.dialect,
            nullable=nullable or settings.nullable,
            include=tuple(include) or settings.include,
            exclude=tuple(exclude) or settings.exclude,
            **database.settings(),
        ),
        partly=bool(source and settings.sources and tuple(source) != settings.sources),
        options=frozenset(name for name, given in (("include", include), ("exclude", exclude)) if given),
        progress=database.progress,
    )
