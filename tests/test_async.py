"""Sessions of asyncio: every declaration does what it does in a Session."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from generated import Generated, case, inline
from servers import database, metadatas
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session, async_sessionmaker, create_async_engine
from sqlalchemy.pool import NullPool

from factorygen.verify import factories_in

ASYNC = "async = true"
EVERY_KIND = (
    *("collections", "cycles_nullable", "dataclasses", "inheritance", "keys", "keys_of_several_parents"),
    *("lookup_tables", "lookups", "pairs", "parents", "required_cycles", "shared_ancestors", "tenants"),
)
DATABASES = ("sqlite", "postgresql")


@contextmanager
def url_of(dialect: str, generated: Generated, folder: Path) -> Iterator[sa.URL]:
    """Where an asynchronous driver finds a database with the tables of the models."""
    if dialect == "sqlite":
        engine = sa.create_engine(f"sqlite:///{folder / 'async.db'}", poolclass=NullPool)
        create_tables(generated, engine)
        yield engine.url.set(drivername="sqlite+aiosqlite")
        return
    with database(dialect) as engine:
        create_tables(generated, engine)
        yield engine.url


def create_tables(generated: Generated, engine: sa.Engine) -> None:
    for metadata in metadatas(generated.models):
        metadata.create_all(engine)


@asynccontextmanager
async def session_at(url: sa.URL, generated: Generated) -> AsyncIterator[AsyncSession]:
    """A session to which the factories save."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with AsyncSession(engine, expire_on_commit=False) as session:
        generated.base.set_session(session)
        try:
            yield session
        finally:
            generated.base.set_session(None)
    await engine.dispose()


def run(story: Callable[[Generated, AsyncSession], Awaitable[None]], dialect: str, name: str, folder: Path) -> None:
    generated = case(name, ASYNC)

    async def told(url: sa.URL) -> None:
        async with session_at(url, generated) as session:
            await story(generated, session)

    with url_of(dialect, generated, folder) as url:
        asyncio.run(told(url))


async def count(session: AsyncSession, model: Any) -> int:
    return await session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


async def assert_read_back(objects: list[Any], session: AsyncSession) -> None:
    """They are rows of their own, which another session reads; then they are gone."""
    keys = {sa.inspect(one).identity for one in objects}
    assert len(keys) == len(objects)
    async with AsyncSession(await session.connection()) as fresh:
        assert all([await fresh.get(type(objects[0]), key) for key in keys])
    await session.rollback()


@pytest.mark.parametrize("dialect", DATABASES)
@pytest.mark.parametrize("name", EVERY_KIND)
def test_every_factory_saves(name: str, dialect: str, tmp_path: Path) -> None:
    async def story(generated: Generated, session: AsyncSession) -> None:
        for made in factories_in(generated.factories):
            await assert_read_back([await generated.base.acreate(made)], session)
            await assert_read_back(await generated.base.acreate_batch(made, 2), session)

    run(story, dialect, name, tmp_path)


@pytest.mark.parametrize("dialect", DATABASES)
def test_children_parents_traits_and_keys(dialect: str, tmp_path: Path) -> None:
    async def story(made: Generated, session: AsyncSession) -> None:
        acreate = made.base.acreate
        user = await acreate(made.UserFactory, clients=3, clients__name="Ann")
        assert [client.name for client in user.clients] == ["Ann"] * 3
        assert {client.user_id for client in user.clients} == {user.id}
        assert (await acreate(made.ClientFactory, user=user)).user is user
        assert (await acreate(made.ClientFactory, user_id=user.id)).user_id == user.id
        assert (await acreate(made.UserFactory, with_manager=True)).manager_id is not None
        notes = await made.base.acreate_batch(made.NoteFactory, 2, client__user=user)
        assert len({note.client_id for note in notes}) == 2
        assert await count(session, made.models.User) == 3
        await session.rollback()
        assert await count(session, made.models.User) == 0

    run(story, dialect, "async_sessions", tmp_path)


def test_tasks_have_sessions_of_their_own(tmp_path: Path) -> None:
    generated = case("async_sessions", ASYNC)

    async def task(url: sa.URL, name: str) -> tuple[str, AsyncSession]:
        async with session_at(url, generated) as session:
            await asyncio.sleep(0)
            user = await generated.base.acreate(generated.UserFactory, name=name)
            assert user in session
            return (await session.scalars(sa.select(generated.models.User.name))).one(), session

    async def both(url: sa.URL) -> None:
        ann, bob = await asyncio.gather(task(url, "Ann"), task(url, "Bob"))
        assert (ann[0], bob[0]) == ("Ann", "Bob")
        assert ann[1] is not bob[1]

    with url_of("postgresql", generated, tmp_path) as url:
        asyncio.run(both(url))


def test_a_scoped_session(tmp_path: Path) -> None:
    generated = case("async_sessions", ASYNC)

    async def story(url: sa.URL) -> None:
        engine = create_async_engine(url, poolclass=NullPool)
        scoped = async_scoped_session(async_sessionmaker(engine), asyncio.current_task)
        generated.base.set_session(scoped)
        assert await generated.base.acreate(generated.UserFactory) in scoped()
        generated.base.set_session(None)
        await scoped.remove()
        await engine.dispose()

    with url_of("sqlite", generated, tmp_path) as url:
        asyncio.run(story(url))


def test_what_is_forgotten_is_told(tmp_path: Path) -> None:
    async def story(made: Generated, session: AsyncSession) -> None:
        with pytest.raises(RuntimeError, match=r"the session is an AsyncSession: use await acreate\(...\)"):
            made.UserFactory()
        made.base.set_session(None)
        with pytest.raises(RuntimeError, match=r"acreate\(\) needs an AsyncSession"):
            await made.base.acreate(made.UserFactory)

    run(story, "sqlite", "async_sessions", tmp_path)


def test_a_plain_session_works_beside_it() -> None:
    made = case("async_sessions", ASYNC)
    with database("sqlite") as engine, sa.orm.Session(engine) as session:
        create_tables(made, engine)
        made.base.set_session(session)
        assert made.UserFactory(clients=2).id
        made.base.set_session(None)


def test_without_being_asked_for_there_is_none() -> None:
    made = inline(
        'class Plain(Base):\n    __tablename__ = "plain"\n    id: Mapped[int] = mapped_column(primary_key=True)\n'
    )
    assert not hasattr(made.base, "acreate")
