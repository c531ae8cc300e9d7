"""pytest-factoryboy's ``register()`` on each factory of each case: a fixture for it, its model and its attributes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
CASES = sorted(path.parent for path in (TESTS / "cases").glob("*/models.py"))

BEYOND = {
    "factory_names": "factories that are called as their models are: the plugin wants names that differ",
    "required_cycles": "a fixture can't depend on itself",
    "deferrable_cycles": "the same",
    "checks_of_keys": "two parents of one model are one fixture",
    "tenants": "the same for what a SubFactory is told: the fixture of its model knows nothing of it",
    "tenants_by_key": "the same",
    "several_bases": "two models of one name are one fixture",
    "classes_of_one_name": "the same",
    "types_postgresql": "factory_boy's List is taken for the factory of a model that is called list",
    "types_decorated": "the same",
    "types_domain": "the same",
    "isolated": "the fixture of a parent is a whole object, with children of its own where one is admitted",
}
"""What the plugin can't do, whoever writes the factories: in these cases it is enough that their factories register."""

CONFTEST = """
from contextlib import ExitStack

import inflection
import pytest
from pytest_factoryboy import register
from servers import database, metadatas
from sqlalchemy.orm import Session
from test_cases import CASES, DIALECTS, about, create_extensions

from factorygen.verify import factories_in

from . import factories, factory_base, models

FACTS = about(next(case for case in CASES if case.name == {case!r}))
NAMES = {{}}
for one in factories_in(factories):
    name = inflection.underscore(one._meta.model.__name__)
    name += "_row" if inflection.underscore(one.__name__) == name else ""
    register(one, name)
    NAMES[name] = one


@pytest.fixture(scope="module")
def its_engine():
    dialect = FACTS.get("dialects", DIALECTS)[0]
    with ExitStack() as stack:
        if FACTS.get("application"):
            stack.enter_context(getattr(models, FACTS["application"])().app_context())
        engine = stack.enter_context(database(dialect))
        with engine.begin() as connection:
            for statement in FACTS.get("setup", {{}}).get(dialect, ()):
                connection.exec_driver_sql(statement)
            if dialect == "postgresql":
                create_extensions(connection, FACTS.get("extensions", ()))
            for metadata in metadatas(models):
                metadata.create_all(connection)
        yield engine


@pytest.fixture
def its_session(its_engine):
    with its_engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            factory_base.set_session(session)
            yield session
            factory_base.set_session(None)
        transaction.rollback()
"""
FIXTURES = """
import inflection
import pytest
from sqlalchemy import inspect

from .conftest import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_factory(its_session, request, name):
    factory = request.getfixturevalue(inflection.underscore(NAMES[name].__name__))
    assert isinstance(factory(), NAMES[name]._meta.model)
"""
OF_MODELS = """

@pytest.mark.parametrize("name", NAMES)
def test_model(its_session, request, name):
    made = request.getfixturevalue(name)
    assert type(made) is NAMES[name]._meta.model
    assert made in its_session and inspect(made).persistent


@pytest.mark.parametrize("name", NAMES)
def test_attributes(its_session, request, name):
    declared = NAMES[name]._meta.declarations
    assert all([request.getfixturevalue(f"{name}__{attribute}") is not request for attribute in declared])
"""


@pytest.mark.long
def test_every_generated_factory_registers(tmp_path: Path) -> None:
    for case in CASES:
        package = tmp_path / f"case_{case.name}"
        package.mkdir()
        (package / "__init__.py").touch()
        for module in case.glob("*.py"):
            shutil.copy(module, package)
        shutil.copytree(case / "expected", package, ignore=shutil.ignore_patterns("test_*"), dirs_exist_ok=True)
        (package / "conftest.py").write_text(CONFTEST.format(case=case.name))
        (package / "test_fixtures.py").write_text(FIXTURES + ("" if case.name in BEYOND else OF_MODELS))
    options = ("-q", "-p", "no:randomly", "-p", "no:asyncio", "-p", "no:xdist", "-p", "no:cacheprovider", "--tb=short")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(TESTS)]), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr
    assert "passed" in done.stdout


def test_what_is_beyond_the_plugin_is_a_case() -> None:
    assert {*BEYOND} <= {case.name for case in CASES}
