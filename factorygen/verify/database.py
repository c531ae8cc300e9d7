"""Where the rows are saved: a scratch SQLite database, or a transaction on the user's that is rolled back."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, MetaData, RootTransaction, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from factorygen.diagnostics import FactorygenError
from factorygen.verify import scratch, tables
from factorygen.verify.portable import Gap

IN_MEMORY = make_url("sqlite://")
MYSQL = ("mysql", "mariadb")
EXAMPLE = "it looks like postgresql+psycopg://user@host/name"
COMMITS = ("COMMIT", "END")
COMMITS_ON_MYSQL = (*COMMITS, "ALTER", "CREATE", "DROP", "RENAME", "TRUNCATE", "LOCK", "GRANT", "REVOKE", "BEGIN")


class WouldCommitError(RuntimeError):
    """User code tried to make its rows permanent."""


@dataclass(frozen=True)
class Database:
    """An open transaction, and what the database lacks; ``scratch``: it is ours, and SQLite."""

    connection: Connection
    transaction: RootTransaction
    gaps: tuple[Gap, ...]
    scratch: bool

    @property
    def dialect(self) -> str:
        """ "sqlite", "postgresql", "mysql" or another of SQLAlchemy's names."""
        return self.connection.dialect.name

    @property
    def intact(self) -> bool:
        """Whether the transaction is still open; user code may end it, though it can't commit."""
        return self.transaction.is_active


@contextmanager
def opened(metadatas: Sequence[MetaData], url: str | None) -> Iterator[Database]:
    """A database with the tables of these, for as long as the block runs; nothing of it remains.

    No ``url``: SQLite in memory. Raises FactorygenError if there is no way in.
    """
    parsed = _parsed(url) if url else IN_MEMORY
    ours = parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:")
    engine = _scratch_engine(metadatas) if ours else _engine(parsed)
    try:
        with _connected(engine, parsed) as connection, _quiet_driver():
            transaction = connection.begin()
            try:
                gaps = scratch.created(connection, metadatas) if ours else tables.present(connection, metadatas)
                yield Database(connection, transaction, gaps, ours)
            finally:
                transaction.rollback()
    finally:
        engine.dispose()


@contextmanager
def _quiet_driver() -> Iterator[None]:
    """psycopg logs, besides raising, what it could not send."""
    logger = logging.getLogger("psycopg")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise FactorygenError("--url", "is not a database URL", EXAMPLE) from None
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        _require_file(parsed)
    return parsed


def _require_file(url: URL) -> None:
    """SQLite would make the file, and we leave nothing behind."""
    if url.database and not url.database.startswith("file:") and not Path(url.database).is_file():
        raise FactorygenError(_shown(url), "there is no such database file", "without --url a scratch database is used")


def _shown(url: URL) -> str:
    """The URL without what is secret: the password, and the query, which may hold one."""
    return url.set(query={}).render_as_string(hide_password=True)


def _scratch_engine(metadatas: Sequence[MetaData]) -> Engine:
    engine = create_engine(IN_MEMORY, poolclass=StaticPool)
    scratch.prepare(engine, metadatas)
    _guard(engine)
    return engine


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(url)
    except ModuleNotFoundError as error:
        way_out = "install it, or name another after the +"
        raise FactorygenError(_shown(url), f"needs a driver that is not installed: {error.name}", way_out) from None
    except (NoSuchModuleError, ArgumentError, TypeError) as error:
        raise FactorygenError(_shown(url), _first_line(error, url), EXAMPLE) from None
    if engine.dialect.is_async:
        raise FactorygenError(_shown(url), "is an asynchronous driver", "name a synchronous one: postgresql+psycopg://")
    if engine.dialect.name == "sqlite":
        scratch.make_transactional(engine)
    _guard(engine)
    return engine


@contextmanager
def _connected(engine: Engine, url: URL) -> Iterator[Connection]:
    try:
        connection = engine.connect()
    except (SQLAlchemyError, OSError, TypeError, ValueError, RuntimeError) as error:
        problem = f"can't connect: {_first_line(error, url)}"
        raise FactorygenError(_shown(url), problem, "start the server, or correct the URL") from None
    with connection:
        yield connection


def _first_line(error: Exception, url: URL) -> str:
    words = str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines() or [type(error).__name__]
    secrets = [str(url.password or ""), *(str(value) for key, value in url.query.items() if "pass" in key.lower())]
    line = words[0]
    for secret in filter(None, secrets):
        line = line.replace(secret, "***")
    return line


def _guard(engine: Engine) -> None:
    """Nothing on this engine is ever committed, whoever asks for it."""
    forbidden = COMMITS_ON_MYSQL if engine.dialect.name in MYSQL else COMMITS

    @event.listens_for(engine, "commit")
    def refuse(_connection: Connection) -> None:
        raise WouldCommitError("the connection's own transaction is not to be committed: use the session")

    @event.listens_for(engine, "before_cursor_execute")
    def inspect_statement(*arguments: object) -> None:
        word = str(arguments[2]).lstrip().partition(" ")[0].rstrip(";").upper()
        if word in forbidden:
            raise WouldCommitError(f"{word} would commit what is saved here")
