"""What well-known write-ups on factory_boy and SQLAlchemy test, with the sessions that people have."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from generated import Generated, case, invoicing
from servers import database
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from test_async import ASYNC, run

from factorygen.verify import factories_in

SERVERS = ("sqlite", "postgresql")


@contextmanager
def set_once(made: Generated, session: Any) -> Iterator[None]:
    """``set_session()``, in a fixture."""
    made.base.set_session(session)
    yield
    made.base.set_session(None)


@contextmanager
def set_on_each(made: Generated, session: Any) -> Iterator[None]:
    """On each factory, in a loop, as many a conftest does."""
    for one in factories_in(made.factories):
        one._meta.sqlalchemy_session = session  # type: ignore[attr-defined]
    yield
    for one in factories_in(made.factories):
        one._meta.sqlalchemy_session = None  # type: ignore[attr-defined]


@contextmanager
def plain(engine: sa.Engine) -> Iterator[Any]:
    """A Session in a transaction that is rolled back."""
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


@contextmanager
def scoped(engine: sa.Engine) -> Iterator[Any]:
    """The same through a registry."""
    with engine.connect() as connection, connection.begin() as transaction:
        session = scoped_session(sessionmaker(connection, join_transaction_mode="create_savepoint"))
        yield session
        session.remove()
        transaction.rollback()


@pytest.mark.parametrize("dialect", SERVERS)
@pytest.mark.parametrize("wired", [set_once, set_on_each])
@pytest.mark.parametrize("kind", [plain, scoped])
def test_three_clients_handed_a_user_are_his_three_clients(kind: Any, wired: Any, dialect: str) -> None:
    made = invoicing()
    with database(dialect) as engine:
        made.models.Base.metadata.create_all(engine)
        with kind(engine) as session, wired(made, session):
            user = made.UserFactory()
            clients = made.ClientFactory.create_batch(3, user=user)
            assert user.clients == clients
            assert [client.user_id for client in clients] == [user.id] * 3
            session.commit()
            others = made.UserFactory(clients=[*made.ClientFactory.create_batch(2), made.ClientFactory.build()]).clients
            assert len({client.user_id for client in others}) == 1
            session.commit()
            assert session.scalar(sa.select(sa.func.count()).select_from(made.models.Client)) == 6
        with Session(engine) as fresh:
            assert fresh.scalar(sa.select(sa.func.count()).select_from(made.models.User)) == 0


@pytest.mark.parametrize("dialect", SERVERS)
def test_three_clients_handed_a_user_in_an_async_session(dialect: str, tmp_path: Path) -> None:
    async def story(made: Generated, session: Any) -> None:
        user = await made.base.acreate(made.UserFactory, clients=0)
        clients = await made.base.acreate_batch(made.ClientFactory, 3, user=user)
        assert [client.user_id for client in clients] == [user.id] * 3
        await session.refresh(user, ["clients"])
        assert {*user.clients} == {*clients}
        await session.rollback()

    run(story, dialect, "async_sessions", tmp_path)


def test_tasks_run_side_by_side() -> None:
    """Each has what was set in it, and nothing of the others."""
    made = case("async_sessions", ASYNC)

    async def task(session: Session) -> Session | None:
        made.base.set_session(session)
        await asyncio.sleep(0)
        return made.base.get_session()  # type: ignore[no-any-return]

    async def all_of_them(sessions: list[Session]) -> list[Session | None]:
        return await asyncio.gather(*map(task, sessions))

    sessions = [Session(), Session()]
    assert asyncio.run(all_of_them(sessions)) == sessions
