"""Each folder of ``cases/``: what is generated is what is expected, and what is expected saves."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import sys
import warnings
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import factory.random
import pytest
import sqlalchemy as sa
from factory.declarations import Trait
from servers import database, metadatas
from sqlalchemy.orm import Session

from factorygen.cli import main
from factorygen.verify import factories_in

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = sorted(path.parent for path in Path(__file__).with_name("cases").glob("*/models.py"))
DIALECTS = ("sqlite", "postgresql", "mysql")
ROWS = int(os.environ.get("FACTORYGEN_TEST_ROWS", "250"))
"""How many of each factory are saved to SQLite at once; a tenth to the servers."""
SEEDS = {"sqlite": (1, 2, 3)}
"""For batches: the first has all the rows, those of the others are a few."""
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
MOMENT_OR_ID = re.compile(
    r"gAAAA|UUID\(|[0-9a-f]{8}-?[0-9a-f]{4}-?4|date\(|datetime|time\(|Arrow|Timestamp|\d{4}-\d\d-\d\d"
)


def about(case: Path) -> dict[str, Any]:
    """What a case says of itself: ``dialects`` it runs on, ``limits`` of its models' rows, libraries it ``requires``.

    ``rows`` are how many are enough where values are not what it is about; ``application`` is the function that makes
    the application in whose context they live; ``settings`` are what the project says in ``[tool.factorygen]``, as
    text; ``setup`` are statements, by dialect, that come before the tables; ``extensions`` are those of PostgreSQL that
    it needs (``vector>=0.7``): it is skipped where the server lacks one.
    """
    path = case / "case.toml"
    return tomllib.loads(path.read_text()) if path.exists() else {}


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def project(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with the case's models in a package of their own, which is the working directory."""
    if not os.environ.get("CI"):  # where all of them have to be there
        for library in about(request.param).get("requires", ()):
            pytest.importorskip(library)
    package = tmp_path / f"case_{request.param.name}"
    package.mkdir()
    (package / "__init__.py").touch()
    head = '[project]\nname = "case"\nversion = "0"\nrequires-python = ">=3.10"\n\n[tool.factorygen]\n'
    (tmp_path / "pyproject.toml").write_text(head + about(request.param).get("settings", ""))
    for module in request.param.glob("*.py"):
        shutil.copy(module, package)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return Project(request.param, package)


@dataclass(frozen=True)
class Project:
    """A case, and the package that is made of it."""

    case: Path
    package: Path

    def module(self, name: str) -> ModuleType:
        """A module of the package; the models stay imported, their classes are the same all through a run."""
        full_name = f"{self.package.name}.{name}"
        importlib.invalidate_caches()
        if name != "models":
            sys.modules.pop(full_name, None)
        return importlib.import_module(full_name)


def files(folder: Path) -> dict[str, str]:
    """What is generated there, by path: ``factories.py`` or the package in its place, and what stands beside."""
    beside = ["factory_base.py", "factories.lock", "factories.py", "factories.pyi", "test_factories.py"]
    found = [*(folder / name for name in beside), *folder.glob("factories/*.py*")]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found if path.is_file()}


def test_generated_is_expected(project: Project, record: bool) -> None:
    expected = project.case / "expected"
    generate(project)
    generated = files(project.package)
    if record:
        shutil.rmtree(expected, ignore_errors=True)
        for name, text in generated.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_text(text)
    assert generated == files(expected), "python -m pytest tests/test_cases.py --record"
    before = {name: (project.package / name).stat().st_mtime_ns for name in generated}
    generate(project)
    assert {name: (project.package / name).stat().st_mtime_ns for name in files(project.package)} == before


def generate(project: Project) -> None:
    with pytest.raises(SystemExit) as end:
        main(["generate", f"{project.package.name}.models", "-o", f"{project.package.name}/factories.py"])
    assert end.value.code == 0


def test_expected_builds(project: Project) -> None:
    """Also where no database is at hand that could create its tables."""
    factories, _ = expected(project)
    with application(project):
        for made in factories_in(factories):
            assert isinstance(made.build(), made._meta.model)


def test_a_seed_repeats_what_is_expected(project: Project) -> None:
    """But for ids (``uuid4()``), moments, which Faker counts from now, and ciphertexts, which have both in them."""
    factories, _ = expected(project)
    made = [*factories_in(factories)]
    with application(project):
        runs = [[seeded(one, made) for one in made] for _ in range(2)]
    assert runs[0] == runs[1]


def seeded(one: Any, factories: Sequence[Any]) -> dict[str, str]:
    """What a factory declares for the columns of its model, after the same seed."""
    for other in factories:
        other.reset_sequence(0, force=True)
    factory.random.reseed_random(1)
    built = one.build()
    declared = [one._meta.rename.get(name, name) for name in one._meta.pre_declarations.declarations]
    columns = sa.inspect(one._meta.model).columns.keys()
    values = {key: getattr(built, key) for key in columns if key in declared}
    return {key: ADDRESS.sub("", repr(value)) for key, value in values.items() if not MOMENT_OR_ID.search(repr(value))}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_expected_saves(project: Project, dialect: str) -> None:
    facts = about(project.case)
    if dialect not in facts.get("dialects", DIALECTS):
        pytest.skip(f"the case is bound to {facts['dialects']}")
    factories, base = expected(project)
    models = project.module("models")
    rows = min(ROWS, facts.get("rows", ROWS))
    with database(dialect) as engine, engine.connect() as connection, application(project):
        for statement in facts.get("setup", {}).get(dialect, ()):
            connection.exec_driver_sql(statement)
        if dialect == "postgresql":
            create_extensions(connection, facts.get("extensions", ()))
        for metadata in metadatas(models):
            metadata.create_all(connection)
        for made in factories_in(factories):
            limit = facts.get("limits", {}).get(made._meta.model.__name__)
            assert_saves(made, base, connection, limit or (rows if dialect == "sqlite" else ROWS // 10))


def create_extensions(connection: sa.Connection, wanted: Sequence[str]) -> None:
    """Skips, with the reason, where the server has no such extension: it is not everywhere that it can be installed."""
    query = sa.text("SELECT name, default_version FROM pg_available_extensions")
    available = {name: version for name, version in connection.execute(query)}
    for name, _, oldest in (one.partition(">=") for one in wanted):
        version = available.get(name, "none")
        if version == "none" or _numbers(version) < _numbers(oldest):
            pytest.skip(f"PostgreSQL has {name} {version}, not {oldest or 'any'}")
        connection.exec_driver_sql(f"CREATE EXTENSION {name}")


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdigit()]


def expected(project: Project) -> tuple[ModuleType, ModuleType]:
    """The case's expected factories and their base, imported."""
    shutil.copytree(project.case / "expected", project.package, dirs_exist_ok=True)
    project.module("models")
    for name in [name for name in sys.modules if name.startswith(f"{project.package.name}.factories.")]:
        sys.modules.pop(name)
    sys.modules.pop(f"{project.package.name}.factory_base", None)
    factories = project.module("factories")
    return factories, sys.modules[f"{project.package.name}.factory_base"]


def application(project: Project) -> AbstractContextManager[Any]:
    """The context that models, and tests of theirs, need where a case names a function that makes an application."""
    make = about(project.case).get("application")
    return getattr(project.module("models"), make)().app_context() if make else nullcontext()


def assert_saves(made: Any, base: ModuleType, connection: sa.Connection, size: int) -> None:
    """``build()`` without a session, ``create()``, a large batch, more under other seeds, all read back; each trait."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", "'crypt' is deprecated", DeprecationWarning)
        made.build()
        batches = [(seed, min(size, 20) if seed > 1 else size) for seed in SEEDS.get(connection.dialect.name, (1,))]
        for seed, number in [(0, 1), *batches]:
            factory.random.reseed_random(seed)
            outer = connection.begin_nested()
            keys = saved(made, base, connection, number)
            assert len(keys) == number
            with Session(connection) as fresh:
                there = fresh.scalars(sa.select(made._meta.model)).unique()
                assert keys <= {sa.inspect(one).identity for one in there}
            outer.rollback()
        for trait in (name for name, one in made._meta.parameters.items() if isinstance(one, Trait)):
            outer = connection.begin_nested()
            assert saved(made, base, connection, 1, trait)
            outer.rollback()


def saved(made: Any, base: ModuleType, connection: sa.Connection, number: int, *traits: str) -> set[Any]:
    """The identities of so many new rows, made with these traits."""
    told = dict.fromkeys(traits, True)
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        base.set_session(session)
        try:
            objects = [made.create(**told)] if number == 1 else made.create_batch(number, **told)
            keys = {sa.inspect(one).identity for one in objects}
            session.commit()
        finally:
            base.set_session(None)
    return keys
