"""The way into a database: an engine, a connection, and one line for whatever keeps us out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from factorygen.database.address import EXAMPLE, Address
from factorygen.diagnostics import FactorygenError
from factorygen.silence import silent

FAILURES = (SQLAlchemyError, OSError, TypeError, ValueError, RuntimeError)
"""What drivers raise where there is no way in, or the way is lost."""


def engine_of(address: Address) -> Engine:
    """An engine, which has not connected yet; FactorygenError if there is no such driver."""
    try:
        engine = create_engine(address.url)
    except ModuleNotFoundError as error:
        way_out = "install it, or name another after the +"
        problem = f"needs a driver that is not installed: {error.name}"
        raise FactorygenError(address.place, problem, way_out) from None
    except (NoSuchModuleError, ArgumentError, TypeError) as error:
        raise FactorygenError(address.place, one_line(error, address), EXAMPLE) from None
    if engine.dialect.is_async:
        way_out = "name a synchronous one: postgresql+psycopg://"
        raise FactorygenError(address.place, "is an asynchronous driver", way_out)
    return engine


@contextmanager
def connected(engine: Engine, address: Address) -> Iterator[Connection]:
    """A connection for as long as the block runs; FactorygenError if the server lets nobody in."""
    try:
        connection = engine.connect()
    except FAILURES as error:
        problem = f"can't connect: {one_line(error, address)}"
        raise FactorygenError(address.place, problem, "start the server, or correct the URL") from None
    with connection, silent("psycopg"):  # it logs what it could not send
        yield connection


@contextmanager
def told(address: Address, problem: str) -> Iterator[None]:
    """What fails while a database is used is one line; the way out depends on whether we are still in."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        end = end_of_connection(error)
        if end is not None:
            said, way_out = f"the connection is lost: {one_line(end, address)}", "try again when the server is there"
        else:
            said = f"{problem}: {one_line(error, address)}"
            way_out = "correct the database, or the rights of the user"
        raise FactorygenError(address.place, said, way_out) from None


def end_of_connection(error: BaseException | None) -> DBAPIError | None:
    """The error that ended a connection, if it is this one or one that it followed."""
    while error is not None:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            return error
        error = error.__cause__ or error.__context__
    return None


def one_line(error: Exception, address: Address) -> str:
    """What an error says first, without the secrets of the URL."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines() or [type(error).__name__]
    return address.without_secrets(said[0])
