"""``session`` in the configuration: where factories save to if nobody has called ``set_session()``."""

from __future__ import annotations

import asyncio

import pytest
from generated import wired
from servers import database
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

DB = """
from sqlalchemy import create_engine
from sqlalchemy.orm import scoped_session, sessionmaker
from sqlalchemy.pool import StaticPool

from {package}.factories import UserFactory  # which imports the base, which imports this

engine = create_engine("sqlite://", poolclass=StaticPool)
Session = scoped_session(sessionmaker(engine))
one = Session()


def get_session():
    return Session()


class extensions:
    session = Session
"""
ASYNC_DB = """
from asyncio import current_task

from sqlalchemy.ext.asyncio import async_scoped_session, async_sessionmaker, create_async_engine
from sqlalchemy.pool import StaticPool

engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
Session = async_scoped_session(async_sessionmaker(engine, expire_on_commit=False), current_task)


def get_session():
    return Session()
"""


@pytest.mark.parametrize("told", ["Session", "one", "get_session()", "Session()", "extensions.session"])
def test_it_is_where_factories_save_to(told: str) -> None:
    made, db = wired("own_session", f'session = "{{package}}.db:{told}"', DB)
    made.models.Base.metadata.create_all(db.engine)
    user = made.UserFactory(clients=2)
    assert user in db.Session and len(user.clients) == 2
    db.Session.remove()


def test_set_session_wins_and_gives_way_again() -> None:
    made, db = wired("own_session", 'session = "{package}.db:Session"', DB)
    made.models.Base.metadata.create_all(db.engine)
    with database("sqlite") as engine, Session(engine) as session:
        made.models.Base.metadata.create_all(engine)
        made.base.set_session(session)
        assert made.UserFactory() in session
        made.base.set_session(None)
    assert made.UserFactory() in db.Session
    db.Session.remove()


def test_a_session_on_the_factory_wins_as_well() -> None:
    made, _ = wired("own_session", 'session = "{package}.db:Session"', DB)
    with database("sqlite") as engine, Session(engine) as session:
        made.models.Base.metadata.create_all(engine)
        made.UserFactory._meta.sqlalchemy_session = session
        assert made.UserFactory() in session
        made.UserFactory._meta.sqlalchemy_session = None


@pytest.mark.parametrize("told", ["Session", "get_session()"])
def test_an_async_session(told: str) -> None:
    made, db = wired("own_session", f'async = true\nsession = "{{package}}.db:{told}"', ASYNC_DB)

    async def story() -> None:
        async with db.engine.begin() as connection:
            await connection.run_sync(made.models.Base.metadata.create_all)
        user = await made.base.acreate(made.UserFactory, clients=3)
        assert user in db.Session() and [client.user_id for client in user.clients] == [user.id] * 3
        with pytest.raises(RuntimeError, match="use await acreate"):
            made.UserFactory()
        await db.Session.remove()
        other = create_async_engine("sqlite+aiosqlite://")
        async with AsyncSession(other) as session:
            await session.run_sync(lambda sync: made.models.Base.metadata.create_all(sync.connection()))
            made.base.set_session(session)
            assert await made.base.acreate(made.UserFactory) in session
            made.base.set_session(None)
        await other.dispose()
        await db.engine.dispose()

    asyncio.run(story())
