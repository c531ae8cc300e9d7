"""``factorygen init``: configuration and session fixture for a project that has neither; nothing of its own changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Outcome, contents, factorygen
from projects import FLASK, PROJECTS, USER_AND_CLIENTS, pytest_says, write

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[1]
STORIES = """
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from {where}factories import UserFactory

User = UserFactory._meta.model


def count(session):
    return session.scalar(select(func.count()).select_from(User))


@pytest.mark.parametrize("turn", [1, 2])
def test_a_commit_stays_inside(session, turn):
    assert count(session) == 0
    UserFactory(email="a@example.com")
    session.commit()
    assert count(session) == 1


@pytest.mark.parametrize("turn", [1, 2])
def test_a_rollback_goes_back_to_the_commit(session, turn):
    UserFactory(email="a@example.com")
    session.commit()
    with pytest.raises(IntegrityError):
        UserFactory(email="a@example.com")
    session.rollback()
    assert count(session) == 1
    UserFactory.create_batch(3)


def test_a_savepoint(session):
    UserFactory(email="a@example.com")
    with pytest.raises(IntegrityError), session.begin_nested():
        UserFactory(email="a@example.com")
    assert count(session) == 1
"""
ASYNC_STORIES = """
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from .factories import UserFactory
from .factory_base import acreate, acreate_batch

User = UserFactory._meta.model
pytestmark = pytest.mark.{runner}


async def count(session):
    return await session.scalar(select(func.count()).select_from(User))


@pytest.mark.parametrize("turn", [1, 2])
async def test_a_commit_stays_inside(session, turn):
    assert await count(session) == 0
    user = await acreate(UserFactory, email="a@example.com", clients=3)
    await session.commit()
    assert [client.user_id for client in user.clients] == [user.id] * 3


@pytest.mark.parametrize("turn", [1, 2])
async def test_a_rollback_goes_back_to_the_commit(session, turn):
    await acreate(UserFactory, email="a@example.com")
    await session.commit()
    with pytest.raises(IntegrityError):
        await acreate(UserFactory, email="a@example.com")
    await session.rollback()
    assert await count(session) == 1
    await acreate_batch(UserFactory, 3)


async def test_a_savepoint(session):
    await acreate(UserFactory, email="a@example.com")
    with pytest.raises(IntegrityError):
        async with session.begin_nested():
            await acreate(UserFactory, email="a@example.com")
    assert await count(session) == 1
"""


def begun(project: Path, *arguments: str) -> Outcome:
    """``factorygen init``, then ``generate``, where all went well."""
    first = factorygen("init", *arguments, folder=project)
    assert first.code == 0, first.err
    then = factorygen("generate", folder=project)
    assert then.code == 0, then.err
    return first


def settings(project: Path) -> dict[str, object]:
    return dict(tomllib.loads((project / "pyproject.toml").read_text())["tool"]["factorygen"])


# ---- from nothing to a test that passes


@pytest.mark.parametrize("name", [name for name in PROJECTS if name != "asyncio"])
def test_a_test_passes_without_an_edit(name: str, tmp_path: Path) -> None:
    project = write(PROJECTS[name], tmp_path)
    begun(project)
    where = "." if (project / "tests/__init__.py").exists() else ""
    (project / "tests/test_stories.py").write_text(STORIES.format(where=where))
    assert "5 passed" in pytest_says(project, "-p", "no:asyncio", "-W", "error", "tests/test_stories.py")


def test_a_test_with_an_async_session_passes(tmp_path: Path) -> None:
    project = write(PROJECTS["asyncio"], tmp_path)
    begun(project)
    assert settings(project) == {"source": "shop.models", "async": True}
    (project / "tests/test_stories.py").write_text(ASYNC_STORIES.format(runner="asyncio"))
    assert "5 passed" in pytest_says(project, "-p", "no:anyio", "-o", "asyncio_default_fixture_loop_scope=function")


def test_so_it_does_with_anyio(tmp_path: Path) -> None:
    requirements = "sqlalchemy[asyncio]\nanyio>=4\n"
    project = write({**PROJECTS["asyncio"], "requirements-test.txt": requirements}, tmp_path)
    begun(project)
    (project / "tests/test_stories.py").write_text(ASYNC_STORIES.format(runner="anyio"))
    assert "5 passed" in pytest_says(project, "-p", "no:asyncio")


def test_the_example_has_the_fixture_that_is_written(tmp_path: Path) -> None:
    example = ROOT / "generated_example"
    models = (example / "invoicing/models.py").read_text()
    project = write({"invoicing/__init__.py": "", "invoicing/models.py": models}, tmp_path)
    begun(project)
    assert (project / "tests/conftest.py").read_text() == (example / "tests/conftest.py").read_text()


@pytest.mark.parametrize(
    ("name", "runner"), [("plain", ""), ("src_layout", ""), ("flask", ""), ("asyncio", ""), ("asyncio", "anyio")]
)
def test_what_is_written_is_as_an_expert_would_have_it(name: str, runner: str, tmp_path: Path) -> None:
    for server in ("", "from sqlalchemy.dialects.postgresql import JSONB as JSONB\n"):
        folder = tmp_path / f"with_server_{bool(server)}"
        project = write({**PROJECTS[name], "requirements.txt": runner, "types_of_server.py": server}, folder)
        begun(project)
        conftest = str(project / "tests/conftest.py")
        ruff = (sys.executable, "-m", "ruff")
        says_nothing(*ruff, "check", "--isolated", "--select=E4,E7,E9,F,I", "--no-cache", conftest, folder=project)
        says_nothing(*ruff, "format", "--isolated", "--check", "--no-cache", conftest, folder=project)
        says_nothing(sys.executable, "-m", "mypy", "--strict", "--no-incremental", conftest, folder=project)
        says_nothing(sys.executable, "-m", "pyright", "--pythonpath", sys.executable, conftest, folder=project)


def says_nothing(*command: str, folder: Path) -> None:
    """It has nothing to complain of; mypy is told where the sources are, and of factory_boy, which has no types."""
    places = ["src"] if (folder / "tests/__init__.py").exists() else ["src", "tests"]
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(places)}
    ours = (
        "--follow-imports=silent",
        "--config-file=",
        "--explicit-package-bases",
        "--disable-error-code=import-untyped",
    )
    command = (*command, *ours, f"--cache-dir={os.devnull}") if "mypy" in command else command
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


# ---- what is found


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("plain", "shop.models"),
        ("one_file", "models"),
        ("src_layout", "shop.models"),
        ("many_modules", ["app.items.models", "app.users.models"]),
    ],
)
def test_the_sources_are_found(name: str, source: object, tmp_path: Path) -> None:
    project = write(PROJECTS[name], tmp_path)
    assert factorygen("init", folder=project).code == 0
    assert settings(project) == {"source": source}


def test_models_beside_other_things_are_told_by_what_has_them(tmp_path: Path) -> None:
    project = write({"shop/__init__.py": FLASK, "shop/wsgi.py": "raise SystemExit"}, tmp_path)
    begun(project)
    assert settings(project) == {"source": "shop:db"}
    (project / "tests/test_stories.py").write_text(STORIES.format(where="."))
    assert "5 passed" in pytest_says(project)


def test_tests_environments_and_migrations_are_no_sources(tmp_path: Path) -> None:
    files = {f"{folder}/models.py": USER_AND_CLIENTS for folder in ("tests", "env", "alembic", "node_modules", ".tox")}
    project = write({**PROJECTS["plain"], **files, "env/pyvenv.cfg": "", "broken.py": "class ("}, tmp_path)
    assert factorygen("init", folder=project).code == 0
    assert settings(project) == {"source": "shop.models"}


def test_sources_and_output_can_be_given(tmp_path: Path) -> None:
    project = write(PROJECTS["many_modules"], tmp_path)
    begun(project, "app.users.models", "-o", "checks/factories.py")
    assert settings(project) == {"source": "app.users.models", "output": "checks/factories.py"}
    (project / "checks/test_stories.py").write_text(STORIES.format(where="."))
    assert "5 passed" in pytest_says(project)


def test_types_of_a_server_take_its_url(tmp_path: Path) -> None:
    models = USER_AND_CLIENTS.replace("\nfrom", "\nfrom sqlalchemy.dialects.postgresql import JSONB\nfrom", 1)
    project = write({"shop/__init__.py": "", "shop/models.py": models}, tmp_path)
    begun(project)
    (project / "tests/test_stories.py").write_text(STORIES.format(where="."))
    given = {"TEST_DATABASE_URL": f"sqlite:///{tmp_path}/test.db"}
    assert "passed" in pytest_says(project, "-k", "commit", environment=given)


# ---- what is there already


@pytest.mark.parametrize("name", PROJECTS)
def test_a_second_time_changes_nothing_and_says_so(name: str, tmp_path: Path) -> None:
    project = write(PROJECTS[name], tmp_path)
    begun(project)
    before = contents(project)
    again = factorygen("init", folder=project)
    assert (again.code, again.out) == (0, "")
    assert again.err.splitlines()[-1] == "nothing to do"
    assert contents(project) == before


@pytest.mark.parametrize("name", PROJECTS)
def test_a_dry_run_writes_nothing_and_shows_all(name: str, tmp_path: Path) -> None:
    project = write(PROJECTS[name], tmp_path)
    before = contents(project)
    outcome = factorygen("init", "--dry-run", folder=project)
    assert outcome.code == 0 and contents(project) == before
    assert "+[tool.factorygen]" in outcome.out and "+++ b/tests/conftest.py" in outcome.out


def test_what_stands_in_pyproject_stays(tmp_path: Path) -> None:
    project = write(PROJECTS["src_layout"], tmp_path)
    before = (project / "pyproject.toml").read_text()
    begun(project)
    after = (project / "pyproject.toml").read_text()
    added = '\n[tool.factorygen]\nsource = "shop.models"\n\n[tool.pytest.ini_options]\npythonpath = ["src"]\n'
    assert after == before + added


def test_the_table_that_is_there_counts(tmp_path: Path) -> None:
    table = '[tool.factorygen]\nsource = "shop.models"\noutput = "checks/factories.py"\n'
    project = write({**PROJECTS["plain"], "pyproject.toml": table}, tmp_path)
    begun(project)
    assert (project / "pyproject.toml").read_text() == table
    assert (project / "checks/conftest.py").exists()


CONFTEST = '''"""Ours."""
import os   # as we like it
import pytest


@pytest.fixture
def answer():
    return  42
'''


def test_a_conftest_that_is_there_gets_the_fixture(tmp_path: Path) -> None:
    files = {"tests/conftest.py": CONFTEST, "tests/__init__.py": ""}
    project = write({**PROJECTS["plain"], **files}, tmp_path)
    begun(project)
    text = (project / "tests/conftest.py").read_text()
    assert [line for line in CONFTEST.splitlines() if line not in text.splitlines()] == []
    (project / "tests/test_stories.py").write_text(STORIES.format(where="."))
    assert "5 passed" in pytest_says(project)


THEIRS = """
import pytest


@pytest.fixture
def session():
    return "theirs"
"""


@pytest.mark.parametrize("place", ["tests/conftest.py", "conftest.py"])
def test_a_session_fixture_that_is_there_stays(place: str, tmp_path: Path) -> None:
    project = write({**PROJECTS["plain"], place: THEIRS}, tmp_path)
    outcome = begun(project)
    assert f"{place}:6: has a fixture 'session' already (call set_session() in it" in outcome.err
    assert (project / place).read_text() == THEIRS
    assert place == "tests/conftest.py" or not (project / "tests/conftest.py").exists()


def test_one_that_sets_the_session_is_all_that_is_needed(tmp_path: Path) -> None:
    theirs = THEIRS.replace("    return", "    set_session(None)\n    return")
    project = write({**PROJECTS["plain"], "tests/conftest.py": theirs}, tmp_path)
    assert "warning" not in begun(project).err


def test_where_pytest_is_configured_elsewhere_it_is_told(tmp_path: Path) -> None:
    project = write({**PROJECTS["src_layout"], "pytest.ini": "[pytest]\n"}, tmp_path)
    outcome = begun(project)
    assert "pytest.ini: pytest does not find the models in src/ (add it to pythonpath)" in outcome.err
    assert "pythonpath" not in (project / "pyproject.toml").read_text()


def test_a_base_by_another_name_is_no_flask_because_others_use_it(tmp_path: Path) -> None:
    models = """
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Model = declarative_base()


class User(Model):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
"""
    extensions = "from flask_sqlalchemy import SQLAlchemy\n\ndb = SQLAlchemy()\n"
    project = write({"app/__init__.py": "", "app/models.py": models, "app/extensions.py": extensions}, tmp_path)
    begun(project)
    conftest = (project / "tests/conftest.py").read_text()
    assert "Model.metadata.create_all(engine)" in conftest and "Flask" not in conftest
