"""What does a command work on? The configuration and the options, brought together."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from factorygen import config, live, lock, readers, sources
from factorygen.config import Config
from factorygen.database.address import address
from factorygen.database.wanted import Wanted
from factorygen.decisions import Plan
from factorygen.diagnostics import FactorygenError
from factorygen.enrichment import Live
from factorygen.generated import Generated, Package
from factorygen.generation import Origin, Result, Surroundings, Wishes, base_with, generate, generate_single
from factorygen.homes import docstrings, homes
from factorygen.own_session import own_session
from factorygen.own_words import Told
from factorygen.plan.naming import Naming
from factorygen.render import package_text, tests_text
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

    def _origin(self, folder: Path) -> Origin:
        """The models that get factories and those that do not, and what a database says of their tables."""
        classes, database = self._found(folder)
        selected, excluded = self._selected(classes)
        return Origin(selected, excluded, self.config.dialect, database)

    def _found(self, folder: Path) -> tuple[tuple[type, ...], Live | None]:
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

    def _import_folders(self) -> tuple[Path, ...]:
        """Where modules are looked for: the tests' folder is one of them where it is no package."""
        folders = config.import_folders(self.root)
        return folders if (self.output.parent / "__init__.py").is_file() else (*folders, self.output.parent)

    def first_party(self) -> frozenset[str]:
        """The project's own top-level modules, as ruff and isort tell them: what lies in its root and in src."""
        folders = [folder for folder in (self.root, self.root / "src") if folder.is_dir()]
        entries = (entry for folder in folders for entry in folder.iterdir())
        found = frozenset(entry.stem for entry in entries if entry.is_dir() or entry.suffix == ".py")
        ours = {"factory_base", self.output.stem, Path(self.config.models).stem}  # which may be still to be written
        return found | ours if self.output.parent in folders else found

    def generate(self, folder: Path) -> Result:
        """The texts of its factories, for a folder they are to stand in."""
        origin = self._origin(folder)
        self._require_not_a_source((*origin.classes, *origin.excluded))
        around = Surroundings(
            base_module=_base_module(folder),
            other_features=lock.base_features(folder, besides=self.output),
            first_party=self.first_party(),
            python=config.oldest_python(self.root),
        )
        return generate(origin, self._wishes(origin.excluded), around)

    def generated(self) -> tuple[Result, Generated]:
        """Its factories for where they are to stand, and what their regeneration has to know."""
        result, folder = self.generate(self.output.parent), self.output.parent
        files = {self.output: result.factories, folder / "factory_base.py": result.base}
        if result.models:
            files[folder / self.config.models] = result.models
        if self.config.tests:
            text = tests_text(self.output.stem, _base_module(folder), self.first_party())
            files[folder / f"test_{self.output.name}"] = text
        others = lock.base_features(folder, besides=self.output)
        settings = self._wishes(()).base
        return result, Generated(
            files,
            self.output,
            result.plan.base.words,
            subjects(result.schema, result.plan),
            lambda words: base_with(words | others, settings),
            self._package(result.plan),
            self.config.stubs,
        )

    def _package(self, plan: Plan) -> Package | None:
        """Where the factories stand if they are to be a package."""
        if self.config.layout != "package":
            return None
        return Package(homes(plan.factories), docstrings(plan.factories), partial(package_text, plan.docstring))

    def _selected(self, classes: Sequence[type]) -> tuple[tuple[type, ...], tuple[type, ...]]:
        """The models that get factories, and those that the user has left out."""
        if not self.config.sources:  # the patterns are of tables, and have been heeded
            return tuple(classes), ()
        return Selection(self.config.include, self.config.exclude, self.options, self.partly).of(classes)

    def _told(self, excluded: Sequence[type]) -> Told:
        settings, names = self.config, tuple(name for cls in excluded for name in names_of(cls))
        return Told(
            settings.columns,
            settings.types,
            names,
            self.partly,
            settings.share,
            settings.children,
            settings.get_or_create,
        )

    def _wishes(self, excluded: Sequence[type]) -> Wishes:
        settings = self.config
        return Wishes(
            nullable=settings.nullable,
            told=self._told(excluded),
            locale=settings.locale,
            naming=Naming(settings.factory_name, settings.strip, isolated=settings.style == "isolated"),
            asyncio=settings.asyncio,
            session=own_session(settings.session, self._import_folders()) if settings.session else None,
            lookup_cache=settings.get_or_create_cache,
        )

    def _require_not_a_source(self, classes: Iterable[type]) -> None:
        """``--force`` overwrites what others wrote, but never the models."""
        files = {getattr(sys.modules.get(cls.__module__), "__file__", None) or "" for cls in classes}
        if os.path.realpath(self.output) in {os.path.realpath(file) for file in files if file}:
            raise FactorygenError(str(self.output), "is where the models stand", "choose another file with -o")

    def generate_single(self) -> tuple[Plan, str]:
        """The plan, and base and factories as one module."""
        if not self.config.sources and (self.config.url or self.config.url_env):
            raise FactorygenError("-o", "the models of a database need a file too", "name one for the factories")
        origin = self._origin(self.output.parent)
        around = Surroundings(first_party=self.first_party(), python=config.oldest_python(self.root))
        return generate_single(origin, self._wishes(origin.excluded), around)


def _base_module(folder: Path) -> str:
    """How modules in a folder import the base that stands there."""
    return ".factory_base" if (folder / "__init__.py").is_file() else "factory_base"


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
