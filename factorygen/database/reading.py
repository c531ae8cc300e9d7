"""Reads a database without changing it: a transaction that can't write, and no statement without an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import Connection

from factorygen.database.address import Address
from factorygen.database.connection import connected, engine_of, told

SECONDS = 120
"""How long one statement may take."""

Setting = Callable[[Connection], object]


def _run(*statements: str) -> Setting:
    def run(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    return run


def _mysql(connection: Connection) -> None:
    limit = f"max_statement_time={SECONDS}"
    if not getattr(connection.dialect, "is_mariadb", False):
        limit = f"max_execution_time={SECONDS * 1000}"
    _run(f"SET SESSION {limit}", "SET SESSION TRANSACTION READ ONLY", "START TRANSACTION READ ONLY")(connection)


READ_ONLY: dict[str, Setting] = {
    "postgresql": _run("SET TRANSACTION READ ONLY", f"SET LOCAL statement_timeout = '{SECONDS}s'"),
    "mysql": _mysql,
    "mariadb": _mysql,
    "sqlite": _run("PRAGMA query_only = ON"),
}
"""What makes a connection's transaction one that can't write; databases that are not here have no such thing."""


@contextmanager
def reading(address: Address) -> Iterator[Connection]:
    """A connection whose transaction changes nothing, and is rolled back.

    Raises FactorygenError if there is no way in, and if the way is lost while the block runs.
    """
    engine = engine_of(address)
    try:
        with connected(engine, address) as connection, told(address, "can not be read"):
            READ_ONLY.get(connection.dialect.name, partial(_run()))(connection)
            try:
                yield connection
            finally:
                if not connection.invalidated:
                    connection.rollback()
    finally:
        engine.dispose()
