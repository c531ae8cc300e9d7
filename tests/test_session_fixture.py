"""The README's fixture, which is the example's own: what a test does, fails in or commits is gone before the next."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "generated_example"

STORIES = """
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from invoicing.models import Client, User

from .factories import ClientFactory, UserFactory


@pytest.fixture(autouse=True)
def nothing_is_left(session):
    assert session.scalar(select(func.count()).select_from(User)) == 0


def test_a_flush_fails(session):
    UserFactory(email="a@example.com")
    UserFactory(email="a@example.com")


def test_after_a_failed_flush(session):
    assert ClientFactory().user.id


def test_a_flush_fails_at_the_end_of_a_batch(session):
    ClientFactory.create_batch(3, user__email="a@example.com")


def test_a_query_fails_with_its_flush(session):
    session.add(Client(name="nobody's"))
    session.query(User).all()


def test_an_object_is_refused(session):
    ClientFactory(nonsense=1)


def test_what_was_only_added_is_not_saved_by_the_next_test(session):
    session.add(UserFactory.build())


def test_a_commit_stays_inside(session):
    UserFactory()
    session.commit()
    UserFactory()
    session.commit()


def test_after_a_commit(session):
    assert UserFactory().id


def test_a_flush_fails_after_a_commit(session):
    UserFactory(email="a@example.com")
    session.commit()
    UserFactory(email="a@example.com")


def test_the_code_under_test_rolls_back(session):
    UserFactory(email="a@example.com")
    session.commit()
    with pytest.raises(IntegrityError):
        UserFactory(email="a@example.com")
    session.rollback()
    assert session.scalars(select(User)).one().email == "a@example.com"
    UserFactory()


def test_the_code_under_test_uses_a_savepoint(session):
    UserFactory(email="a@example.com")
    with pytest.raises(IntegrityError), session.begin_nested():
        UserFactory(email="a@example.com")
    assert session.scalars(select(User)).one()


def test_the_code_under_test_closes_the_session(session):
    UserFactory()
    session.commit()
    session.close()
    UserFactory()
"""

FAILING = [
    "test_a_flush_fails",
    "test_a_flush_fails_after_a_commit",
    "test_a_flush_fails_at_the_end_of_a_batch",
    "test_a_query_fails_with_its_flush",
    "test_an_object_is_refused",
]


@pytest.mark.parametrize("database", ["memory", pytest.param("file", marks=pytest.mark.long)])
def test_no_test_disturbs_another(tmp_path: Path, database: str) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("test_*.py", "__pycache__"))
    (tmp_path / "tests" / "test_stories.py").write_text(STORIES)
    if database == "file":
        conftest = tmp_path / "tests" / "conftest.py"
        in_memory = '"sqlite://", poolclass=StaticPool'
        assert in_memory in conftest.read_text()
        conftest.write_text(conftest.read_text().replace(in_memory, f'"sqlite:///{tmp_path}/test.db"'))
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "--tb=line", "-rA", "tests"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTEST_ADDOPTS": "-p no:asyncio"},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = sorted(line.split("::")[1].split()[0] for line in run.stdout.splitlines() if line.startswith("FAILED"))
    assert failed == FAILING, run.stdout
    assert not [line for line in run.stdout.splitlines() if line.startswith("ERROR")], run.stdout
    assert "PendingRollbackError" not in run.stdout
