"""The databases that tests run on: SQLite in memory, PostgreSQL and MariaDB where they answer."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import registry
from sqlalchemy.pool import StaticPool

POSTGRESQL = os.environ.get("FACTORYGEN_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
MARIADB = os.environ.get("FACTORYGEN_TEST_MARIADB", "mysql+pymysql://root@127.0.0.1:3306/test")
URLS = {"postgresql": POSTGRESQL, "mysql": MARIADB}


@contextmanager
def database(dialect: str) -> Iterator[sa.Engine]:
    """An empty database of its own, gone afterwards; skips where no server answers, but not in CI."""
    if dialect == "sqlite":
        yield _sqlite()
        return
    admin = sa.create_engine(URLS[dialect], isolation_level="AUTOCOMMIT")
    name = f"factorygen_test_{uuid.uuid4().hex[:12]}"
    _require(admin)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine = sa.create_engine(admin.url.set(database=name))
    try:
        yield engine
    finally:
        engine.dispose()
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name}")
        admin.dispose()


def metadatas(models: ModuleType) -> list[sa.MetaData]:
    """The catalogues that its bases, registries and models have; of a database that was read, nothing is missing."""
    holders = (value for value in vars(models).values() if issubclass(type(value), type | registry))
    found = [getattr(holder, "metadata", None) for holder in holders]
    return list({id(one): one for one in found if isinstance(one, sa.MetaData)}.values())


def _require(admin: sa.Engine) -> None:
    try:
        with admin.connect():
            return
    except sa.exc.OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no server at {admin.url}")


def _sqlite() -> sa.Engine:
    """In memory, with foreign keys on and transactions as SQLAlchemy documents them."""
    engine = sa.create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def connect(connection: object, record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[attr-defined]

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine
