"""Factories as the command writes them, imported, with a session on an empty database: what a user has in his tests."""

from __future__ import annotations

import importlib
import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import sqlalchemy as sa
from servers import database, metadatas
from sqlalchemy.orm import Session

from factorygen.cli import main

TESTS = Path(__file__).parent
FOLDER = tempfile.TemporaryDirectory(prefix="factorygen-generated-")
NUMBERS = itertools.count()

PRELUDE = """
from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship


class Base(DeclarativeBase):
    pass


"""


@dataclass(frozen=True)
class Generated:
    """A package of models, factories and their base; ``generated.User`` and ``generated.UserFactory`` are in it."""

    models: ModuleType
    factories: ModuleType
    base: ModuleType

    def __getattr__(self, name: str) -> Any:
        return getattr(self.factories if name.endswith("Factory") else self.models, name)


@dataclass(frozen=True)
class Saving(Generated):
    """The same, with the session that its factories save to."""

    session: Session = field(kw_only=True)

    def count(self, *names: str) -> int | tuple[int, ...]:
        """How many rows the models of these names have."""
        counted = [self.session.scalar(sa.select(sa.func.count()).select_from(getattr(self.models, n))) for n in names]
        return counted[0] if len(counted) == 1 else tuple(counted)

    def read(self, saved: Any) -> Any:
        """The row of a saved object, as another session reads it."""
        with Session(self.session.connection()) as fresh:
            return fresh.get(type(saved), sa.inspect(saved).identity)

    @contextmanager
    def flushes(self) -> Iterator[list[str]]:
        """One entry for each flush that had something to do."""
        seen: list[str] = []

        def flushed(session: Session, context: object) -> None:
            seen.append("flush")

        sa.event.listen(self.session, "after_flush", flushed)
        try:
            yield seen
        finally:
            sa.event.remove(self.session, "after_flush", flushed)


def case(name: str, settings: str = "") -> Generated:
    """What is generated for the models of ``cases/<name>`` in a project with these settings."""
    return of_text((TESTS / "cases" / name / "models.py").read_text(), settings=settings)


def wired(name: str, settings: str, db: str) -> tuple[Generated, ModuleType]:
    """The same, with a module ``db`` beside the models; ``{package}`` stands for where they are."""
    models = (TESTS / "cases" / name / "models.py").read_text()
    made = of_text(models, settings=settings, db=db)
    return made, importlib.import_module(f"{made.models.__package__}.db")


def invoicing() -> Generated:
    """What is generated for the models of ``generated_example``."""
    return of_text((TESTS.parent / "generated_example/invoicing/models.py").read_text())


def inline(classes: str, locale: str = "") -> Generated:
    """What is generated for classes that need no more than the prelude."""
    return of_text(PRELUDE + classes, locale)


@cache
def of_text(models: str, locale: str = "", settings: str = "", db: str = "") -> Generated:
    """What is generated for a module of models; made once in a process. The rest is what the configuration says."""
    package = Path(FOLDER.name) / f"generated_{next(NUMBERS)}"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "models.py").write_text(models)
    (package / "db.py").write_text(db.replace("{package}", package.name))
    told = f'locale = "{locale}"\n' if locale else ""
    (package.parent / "pyproject.toml").write_text(
        f"[tool.factorygen]\n{told}{settings.replace('{package}', package.name)}\n"
    )
    with _working_in(package.parent):
        with pytest.raises(SystemExit) as end:
            main(["generate", f"{package.name}.models", "-o", f"{package.name}/factories.py"])
        assert end.value.code == 0
        importlib.invalidate_caches()
        return Generated(*(importlib.import_module(f"{package.name}.{name}") for name in MODULES))


MODULES = ("models", "factories", "factory_base")


@contextmanager
def saving(generated: Generated) -> Iterator[Saving]:
    """Its factories save to a session on an empty SQLite database, with foreign keys on."""
    with database("sqlite") as engine, Session(engine) as session:
        for metadata in metadatas(generated.models):
            metadata.create_all(engine)
        generated.base.set_session(session)
        try:
            yield Saving(generated.models, generated.factories, generated.base, session=session)
        finally:
            generated.base.set_session(None)


@contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    before, path = Path.cwd(), list(sys.path)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        os.chdir(before)
        sys.path[:] = path
