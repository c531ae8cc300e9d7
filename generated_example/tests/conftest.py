"""One database for the run, one transaction for each test."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from invoicing.models import Base

from .factory_base import set_session


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    # Only SQLite's driver needs to be told to leave transactions alone.
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"isolation_level": None}
    )
    event.listen(
        engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN")
    )
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            set_session(session)
            yield session
            set_session(None)
        transaction.rollback()
