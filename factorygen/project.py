"""What does a command work on? The configuration and the options, brought together."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from factorygen import config, lock, sources
from factorygen.config import Config
from factorygen.decisions import Plan
from factorygen.diagnostics import FactorygenError
from factorygen.generated import Generated
from factorygen.generation import Result, base_with, generate, generate_single
from factorygen.own_words import Told
from factorygen.selection import Selection, names_of
from factorygen.subjects import subjects


@dataclass(frozen=True)
class Project:
    """A project's root, and its settings with the options of this call in their place."""

    root: Path
    config: Config
    partly: bool = False
    """Whether the sources are not those of the settings, but given for this call."""
    options: frozenset[str] = frozenset()
    """The settings for which options were given."""

    @property
    def output(self) -> Path:
        """The factories' file."""
        return self.root / self.config.output

    def classes(self) -> tuple[type, ...]:
        """The mapped classes of its sources; FactorygenError if there are no sources."""
        if not self.config.sources:
            way_out = "name one (app.models, app.models:Base, path/to/models.py) or set source in [tool.factorygen]"
            raise FactorygenError("", "no source of models given", way_out)
        return sources.load(self.config.sources, self.root)

    def first_party(self) -> frozenset[str]:
        """The project's own top-level modules, as ruff and isort tell them: what lies in its root and in src."""
        folders = (folder for folder in (self.root, self.root / "src") if folder.is_dir())
        entries = (entry for folder in folders for entry in folder.iterdir())
        return frozenset(entry.stem for entry in entries if entry.is_dir() or entry.suffix == ".py")

    def generate(self, folder: Path) -> Result:
        """The texts of its factories, for a folder they are to stand in."""
        is_package = (folder / "__init__.py").is_file()
        classes = self.classes()
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
        )

    def generated(self) -> tuple[Result, Generated]:
        """Its factories for where they are to stand, and what their regeneration has to know."""
        result, folder = self.generate(self.output.parent), self.output.parent
        files = {self.output: result.factories, folder / "factory_base.py": result.base}
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
        return Selection(self.config.include, self.config.exclude, self.options, self.partly).of(classes)

    def _told(self, excluded: Sequence[type]) -> Told:
        names = tuple(name for cls in excluded for name in names_of(cls))
        return Told(self.config.columns, self.config.types, names, self.partly, self.config.share)

    def _require_not_a_source(self, classes: Iterable[type]) -> None:
        """``--force`` overwrites what others wrote, but never the models."""
        files = {getattr(sys.modules.get(cls.__module__), "__file__", None) or "" for cls in classes}
        if os.path.realpath(self.output) in {os.path.realpath(file) for file in files if file}:
            raise FactorygenError(str(self.output), "is where the models stand", "choose another file with -o")

    def generate_single(self) -> tuple[Plan, str]:
        """The plan, and base and factories as one module."""
        selected, excluded = self._selected(self.classes())
        return generate_single(
            selected,
            self.config.dialect,
            self.config.nullable,
            self.first_party(),
            config.oldest_python(self.root),
            excluded,
            self._told(excluded),
            self.config.locale,
        )


def _output(option: str) -> Path:
    try:
        return Path.cwd() / config.read_python_file(option)
    except config.WrongValue as wrong:
        raise FactorygenError("-o", wrong.problem, wrong.way_out) from None


def project(
    source: Sequence[str],
    output: str = "",
    dialect: str = "",
    nullable: str = "",
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
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
        ),
        partly=bool(source and settings.sources and tuple(source) != settings.sources),
        options=frozenset(name for name, given in (("include", include), ("exclude", exclude)) if given),
    )
