"""What people use beside factory_boy: pytest-factoryboy, pytest-randomly, sessions that a conftest hands out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from generated import inline, invoicing
from servers import database
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from factorygen.verify import factories_in

EXAMPLE = Path(__file__).resolve().parents[1] / "generated_example"

REGISTERED = """
from pytest_factoryboy import register

from invoicing.models import Client, Contract, Invoice, User

from . import factories

register(factories.UserFactory)
register(factories.ClientFactory)
register(factories.ContractFactory)
register(factories.InvoiceFactory)
register(factories.UserFactory, "ann", name="Ann")
"""
WITH_FIXTURES = """
import pytest

from invoicing.models import Client, Invoice, User


def test_the_model(session, client):
    assert isinstance(client, Client)
    assert client in session and client.id


def test_the_whole_graph_is_one(session, invoice, contract, client, user):
    assert invoice.contract is contract
    assert contract.client is client
    assert client.user is user
    assert session.query(User).count() == 1


def test_the_factory(session, user_factory):
    assert len(user_factory(clients=2).clients) == 2


@pytest.mark.parametrize(("user__name", "user__email"), [("Eve", "eve@example.com")])
def test_declared_attributes(session, user, user__phone, client__company_name):
    assert (user.name, user.email) == ("Eve", "eve@example.com")
    assert user__phone and client__company_name


@pytest.mark.parametrize("user__name", ["Bob"])
def test_an_attribute_of_a_parent(session, client):
    assert client.user.name == "Bob"


@pytest.mark.parametrize("user__clients", [2])
def test_children(session, user):
    assert [client.user_id for client in user.clients] == [user.id] * 2


def test_under_another_name(session, ann):
    assert ann.name == "Ann"


def test_pairs(session, contract, invoice):
    assert contract.start_date <= invoice.period_start <= invoice.period_end <= contract.end_date
"""
VALUES = """
from pathlib import Path

from .factories import InvoiceFactory


def test_values():
    built = InvoiceFactory.build()
    seen = (built.amount, built.contract.client.name, built.contract.client.company_name, built.contract.summary)
    Path("values.txt").write_text(repr(seen))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example, in a folder of its own."""
    shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns("__pycache__", "test_*.py"))
    return tmp_path / "example"


def outcome(project: Path, *options: str) -> str:
    """What pytest says of the project's tests."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": ""}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *options, "tests"],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


# ---- plugins


@pytest.mark.long
def test_pytest_factoryboy_registers_the_factories(project: Path) -> None:
    with (project / "tests/conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(REGISTERED)
    (project / "tests/test_fixtures.py").write_text(WITH_FIXTURES)
    assert "8 passed" in outcome(project, "-p", "no:randomly")


@pytest.mark.long
def test_pytest_randomly_seeds_the_values(project: Path) -> None:
    (project / "tests/conftest.py").write_text("")
    (project / "tests/test_values.py").write_text(VALUES)

    def values(*options: str) -> str:
        assert "1 passed" in outcome(project, *options)
        return (project / "values.txt").read_text()

    first = values("--randomly-seed=1")
    assert first == values("--randomly-seed=1")
    assert first != values("--randomly-seed=2")


# ---- sessions


def test_a_session_on_each_factory_is_all_that_they_need() -> None:
    """As many a conftest does."""
    made = invoicing()
    with database("sqlite") as engine, Session(engine) as session:
        made.models.Base.metadata.create_all(engine)
        try:
            for one in factories_in(made.factories):
                one._meta.sqlalchemy_session = session  # type: ignore[attr-defined]
            invoice = made.InvoiceFactory(contract__client__user__clients=1)
            assert invoice in session and invoice.contract.client.user in session
            assert len(made.UserFactory(clients=2).clients) == 2
        finally:
            for one in factories_in(made.factories):
                one._meta.sqlalchemy_session = None  # type: ignore[attr-defined]


def test_several_databases() -> None:
    """A session that has a bind for each model."""
    made = inline(
        """
class Here(Base):
    __tablename__ = "here"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class There(Base):
    __tablename__ = "there"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""
    )
    with database("sqlite") as here, database("sqlite") as there:
        made.Here.__table__.create(here)
        made.There.__table__.create(there)
        with Session(binds={made.Here: here, made.There: there}) as session:
            made.base.set_session(session)
            made.HereFactory()
            made.ThereFactory.create_batch(2)
            session.commit()
            made.base.set_session(None)
        with here.connect() as one, there.connect() as other:
            assert one.scalar(sa.text("SELECT count(*) FROM here")) == 1
            assert other.scalar(sa.text("SELECT count(*) FROM there")) == 2


def test_threads_with_a_scoped_session(tmp_path: Path) -> None:
    """Each thread sets the registry, and has its own session of it."""
    made = invoicing()
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'threads.db'}", connect_args={"timeout": 30})
    made.models.Base.metadata.create_all(engine)
    registry = scoped_session(sessionmaker(engine))
    failures: list[BaseException] = []

    def work() -> None:
        made.base.set_session(registry)
        try:
            for _ in range(10):
                made.ClientFactory()
                registry.commit()
        except BaseException as error:
            failures.append(error)
        finally:
            registry.remove()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Session(engine) as session:
        clients = session.scalars(sa.select(made.models.Client)).all()
        assert len(clients) == len({client.user_id for client in clients}) == 40
    engine.dispose()
