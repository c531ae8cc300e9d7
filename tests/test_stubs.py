"""Stubs and tests beside the factories: what type checkers see with them and without, and what becomes of edits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Outcome
from test_layouts import PACKAGE, Project, project

__all__ = ["project"]

pytestmark = pytest.mark.long
STUBS = "stubs = true"
TESTS = "tests = true"
OWN = """

LIMIT = 7
UserAlias = User


class AdminFactory(UserFactory):
    email = Sequence(lambda n: f"admin{n}@example.com")

    @post_generation
    def greeted(obj, create, extracted, **kwargs):
        pass

    @classmethod
    def boss(cls) -> User:
        return cls.create(phone="1")


def helper(n: int) -> str:
    return str(n)
"""
USAGE = """\
from typing_extensions import assert_type

from app.models.orders import Customer, Order
from app.models.users import User
from tests.factories import AdminFactory, CustomerFactory, OrderFactory, UserFactory, LIMIT, UserAlias, helper

assert_type(UserFactory(), User)
assert_type(UserFactory.create(email="x", with_last_order=True, orders=3, orders__total=1), User)
assert_type(UserFactory.build(), User)
assert_type(UserFactory.create_batch(3), list[User])
assert_type(UserFactory.build_batch(3, email="x"), list[User])
assert_type(OrderFactory(user__email="z"), Order)
assert_type(OrderFactory.build().user, User)
assert_type(OrderFactory.create_batch(3, user__phone="1"), list[Order])
assert_type(CustomerFactory.create(card="x").email, str)
assert_type(AdminFactory(), User)
assert_type(AdminFactory.boss(), User)
assert_type(helper(LIMIT), str)
assert_type(UserAlias(), User)
"""
NARROW = """\
assert_type(CustomerFactory(), Customer)
assert_type(CustomerFactory.build(card="x"), Customer)
assert_type(CustomerFactory.create_batch(3, email="x", card="y"), list[Customer])
"""
USAGE_OF_TRAIT = 'from tests.factories import UserFactory\n\nUserFactory(with_last_order="yes")\n'


def own(project: Project, name: str) -> None:
    faker = "from factory.faker import Faker\n"
    text = project.read(name).replace(faker, f"{faker}from factory.helpers import post_generation\n")
    project.write(text + OWN, name)


def checked(project: Project, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(project.folder), *filter(None, sys.path)])}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project.folder,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )


MYPY = ("mypy", "--config-file=", f"--cache-dir={os.devnull}")
PYRIGHT = ("pyright", "--pythonpath", sys.executable)


@pytest.mark.parametrize("lines", [(), (PACKAGE,), (STUBS,), (PACKAGE, STUBS)], ids=" ".join)
def test_what_factories_make_is_known_to_type_checkers(project: Project, lines: tuple[str, ...]) -> None:
    project.generate(*lines)
    own(project, "factories/users.py" if PACKAGE in lines else "factories.py")
    project.generate(*lines)
    usage = USAGE + (NARROW if STUBS in lines else "")
    (project.folder / "usage.py").write_text(usage)
    for command in ((*MYPY, "--strict", "--follow-imports=silent", "usage.py"), (*PYRIGHT, "usage.py", "tests")):
        done = checked(project, *command)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_stub_lets_a_wrong_keyword_be_found(project: Project) -> None:
    project.generate(STUBS)
    (project.folder / "usage.py").write_text(USAGE_OF_TRAIT)
    done = checked(project, *MYPY, "usage.py")
    assert done.returncode == 1
    assert "with_last_order" in done.stdout


@pytest.mark.parametrize("lines", [(STUBS,), (PACKAGE, STUBS)], ids=" ".join)
def test_a_stub_names_all_keywords_and_is_clean(project: Project, lines: tuple[str, ...]) -> None:
    project.generate(*lines)
    name = "factories/users" if PACKAGE in lines else "factories"
    own(project, f"{name}.py")
    check = project.run("check")
    assert check.code == 1
    assert f"+++ b/tests/{name}.pyi" in check.out
    project.generate(*lines)
    text = project.read(f"{name}.pyi")
    for keyword in ("email: Any = ...", "with_last_order: bool = ...", "orders: Any = ...", "last_order_id: Any = ..."):
        assert text.count(keyword) >= 5
    assert "def helper(n: int) -> str: ..." in text
    stubs = [str(path.relative_to(project.folder)) for path in (project.folder / "tests").rglob("*.pyi")]
    assert checked(project, "ruff", "check", "--isolated", *stubs).stdout == "All checks passed!\n"
    assert checked(project, "ruff", "format", "--check", "--isolated", *stubs).returncode == 0


def test_stubs_that_nobody_wants_any_more_go(project: Project) -> None:
    project.generate(STUBS)
    module = project.tests
    outcome = project.generate(STUBS, PACKAGE)
    assert "removed tests/factories.pyi" in outcome.err
    assert "created tests/factories/users.pyi" in outcome.err
    outcome = project.generate(STUBS)
    assert "removed tests/factories/users.pyi" in outcome.err
    assert project.tests == module
    project.generate()
    assert "factories.pyi" not in project.tests


def test_a_stub_that_is_not_ours_is_not_overwritten(project: Project) -> None:
    project.setting(STUBS)
    project.write("X: int\n", "factories.pyi")
    outcome = project.run("generate")
    assert outcome == Outcome(
        2,
        "",
        "error: tests/factories.pyi: exists and was not generated by factorygen"
        " (--force overwrites it, or move it away)\n",
    )


# ---- tests

CONFTEST = """\
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.models.base import Base

from {dot}factory_base import set_session


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        set_session(session)
        yield session
        set_session(None)
"""


@pytest.mark.parametrize(("lines", "is_package"), [((TESTS,), False), ((TESTS, PACKAGE), True)])
def test_each_factory_is_saved_by_a_test_of_its_own(project: Project, lines: tuple[str, ...], is_package: bool) -> None:
    if not is_package:
        (project.folder / "tests/__init__.py").unlink()
    project.write(CONFTEST.format(dot="." if is_package else ""), "conftest.py")
    project.generate(*lines)
    name = "factories/users.py" if PACKAGE in lines else "factories.py"
    own(project, name)
    project.generate(*lines)
    done = checked(project, "pytest", "-v", "-p", "no:cacheprovider", "tests")
    for factory in ("AddressFactory", "AdminFactory", "CustomerFactory", "OrderFactory", "UserFactory"):
        assert f"test_saves[{factory}] PASSED" in done.stdout, done.stdout
    assert "5 passed" in done.stdout
    project.write(project.read(name).replace('f"admin{n}@example.com"', "None"), name)
    done = checked(project, "pytest", "-v", "-p", "no:cacheprovider", "tests")
    assert "test_saves[AdminFactory] FAILED" in done.stdout
    assert "4 passed" in done.stdout
    assert checked(project, "ruff", "check", "--isolated", "tests/test_factories.py").returncode == 0


def test_edits_of_the_tests_are_kept(project: Project) -> None:
    project.generate(TESTS)
    project.edit(
        ("    assert inspect(factory()).persistent\n", "    assert inspect(factory()).persistent  # mine\n"),
        name="test_factories.py",
    )
    project.write(
        project.read("test_factories.py") + "\n\ndef test_of_mine() -> None:\n    pass\n", "test_factories.py"
    )
    before = project.read("test_factories.py")
    assert project.run("check") == Outcome(0, "", "")
    project.generate(TESTS, PACKAGE)
    assert project.read("test_factories.py") == before
    (project.folder / Path("tests/test_factories.py")).unlink()
    project.generate(TESTS, PACKAGE)
    assert "mine" not in project.read("test_factories.py")
