"""Workers of pytest-xdist that commit to one database: what has to be unique is, short columns included."""

from __future__ import annotations

import os
import runpy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from command_line import factorygen
from generated import inline
from projects import pytest_says, write
from servers import database
from sqlalchemy.orm import Session

MODELS = """
from sqlalchemy import ForeignKey, SmallInteger, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(80), unique=True)
    initials: Mapped[str] = mapped_column(String(2), unique=True)
    place: Mapped[int] = mapped_column(SmallInteger, unique=True)


class Account(Base):
    __tablename__ = "account"
    iban: Mapped[str] = mapped_column(String(30), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    user: Mapped[User] = relationship()
"""
CONFTEST = """
import os

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from .factory_base import set_session


@pytest.fixture
def session():
    waits = {"timeout": 60} if "sqlite" in os.environ["URL"] else {}
    engine = create_engine(os.environ["URL"], poolclass=NullPool, connect_args=waits)
    with Session(engine) as session:
        set_session(session)
        yield session
        set_session(None)
    engine.dispose()
"""
TESTS = """
import pytest

from .factories import AccountFactory, UserFactory


@pytest.mark.parametrize("turn", range(40))
def test_it_is_saved_for_good(session, turn):
    UserFactory.create_batch(3)
    AccountFactory()
    AccountFactory.create_batch(2)
    session.commit()
"""


@contextmanager
def url_of(dialect: str, folder: Path) -> Iterator[str]:
    """A database that several processes can write to."""
    if dialect == "sqlite":
        yield f"sqlite:///{folder / 'shared.db'}"
        return
    with database(dialect) as engine:
        yield engine.url.render_as_string(hide_password=False)


@pytest.mark.long
@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_workers_on_one_database_do_not_collide(dialect: str, tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/models.py": MODELS, "tests/__init__.py": "", "tests/conftest.py": CONFTEST}
    project = write({**files, "tests/test_commits.py": TESTS}, tmp_path)
    assert factorygen("generate", "shop.models", folder=project).code == 0
    metadata = runpy.run_path(str(project / "shop/models.py"))["Base"].metadata
    with url_of(dialect, tmp_path) as url:
        engine = sa.create_engine(url)
        metadata.create_all(engine)
        assert "40 passed" in pytest_says(project, "-n4", "-p", "no:randomly", environment={"URL": url})
        with Session(engine) as session:
            users, accounts = (session.scalar(sa.text(f'SELECT count(*) FROM "{n}"')) for n in ("user", "account"))
            places = session.scalars(sa.text('SELECT place FROM "user"')).all()
        engine.dispose()
    assert (users, accounts) == (240, 120)
    assert len({place % 7 for place in places}) == 4, "four workers had something to do"


COUNTED = """
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)


class Admin(User):
    pass


class Plain(Base):
    __tablename__ = "plain"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""


def numbers(monkeypatch: pytest.MonkeyPatch, workers: int, worker: int, rows: int) -> list[int]:
    """The first numbers that the sequences of a worker give."""
    file = str(inline(COUNTED).base.__file__)
    monkeypatch.setenv("PYTEST_XDIST_WORKER_COUNT", str(workers))
    monkeypatch.setenv("PYTEST_XDIST_WORKER", f"gw{worker}")
    base = runpy.run_path(file)
    return [number * base["_STEP"] + base["_FIRST"] for number in range(rows)]


@pytest.mark.parametrize("workers", [1, 2, 3, 4, 8, 12, 16, 32, 64])
def test_each_worker_has_numbers_of_its_own(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [number for worker in range(workers) for number in numbers(monkeypatch, workers, worker, 50)]
    assert len(set(told)) == len(told)
    assert max(told) < 50 * (workers + 7)


@pytest.mark.parametrize("workers", [2, 3, 4, 6, 8, 10, 12, 16])
@pytest.mark.parametrize("reach", [2, 3, 4, 5, 6, 10, 36, 100, 1296])
def test_a_worker_with_a_database_of_its_own_has_all_values(
    workers: int, reach: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where few values are possible and repeat, as members of an enum or texts of two characters."""
    assert len({number % reach for number in numbers(monkeypatch, workers, 1, reach)}) == reach


def test_outside_of_it_sequences_start_at_zero_and_count_by_one() -> None:
    assert "PYTEST_XDIST_WORKER" not in os.environ
    made = inline(COUNTED)
    made.UserFactory.reset_sequence(0)
    emails = [user.email for user in made.UserFactory.build_batch(2)]
    assert [*emails, made.AdminFactory.build().email] == ["user0@example.com", "user1@example.com", "user2@example.com"]
    assert made.UserFactory.build(__sequence=7).email == "user7@example.com"


def test_what_counts_nothing_has_no_part_for_it() -> None:
    made = inline(
        'class Plain(Base):\n    __tablename__ = "p"\n    id: Mapped[int] = mapped_column(primary_key=True)\n'
    )
    assert not hasattr(made.base, "_STEP")
