"""Where the rows are saved: a scratch SQLite database, or a transaction on the user's that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    RootTransaction,
    StaticPool,
    Table,
    UpdateBase,
    create_engine,
    event,
    make_url,
)

from factorygen.database.address import Address
from factorygen.database.connection import connected, engine_of, told
from factorygen.verify import scratch, tables
from factorygen.verify.portable import Gap
from factorygen.verify.violations import Kind, Violation

SCRATCH = Address("", make_url("sqlite://"))
MYSQL = ("mysql", "mariadb")
COMMITS = ("COMMIT", "END")
COMMITS_ON_MYSQL = (*COMMITS, "ALTER", "CREATE", "DROP", "RENAME", "TRUNCATE", "LOCK", "GRANT", "REVOKE", "BEGIN")


class WouldCommitError(RuntimeError):
    """User code tried to make its rows permanent."""


class CanNotBeUndoneError(RuntimeError):
    """A row would stay in the table that the violation names."""

    def __init__(self, table: str) -> None:
        self.violation = Violation(Kind.NO_TABLE, table)
        super().__init__(f"rows of {table} can't be rolled back")


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
def opened(metadatas: Sequence[MetaData], address: Address | None) -> Iterator[Database]:
    """A database with the tables of these, for as long as the block runs; nothing of it remains.

    No ``address``: SQLite in memory. Raises FactorygenError if there is no way in.
    """
    address = address or SCRATCH
    ours = address.url.get_backend_name() == "sqlite" and not address.is_file
    engine = _scratch_engine(metadatas) if ours else _engine(address)
    try:
        with connected(engine, address) as connection, told(address, "can not be used"):
            transaction = connection.begin()
            try:
                gaps = scratch.created(connection, metadatas) if ours else tables.present(connection, metadatas)
                _protect(connection, gaps)
                yield Database(connection, transaction, gaps, ours)
            finally:
                transaction.rollback()
    finally:
        engine.dispose()


def _scratch_engine(metadatas: Sequence[MetaData]) -> Engine:
    engine = create_engine(SCRATCH.url, poolclass=StaticPool)
    scratch.prepare(engine, metadatas)
    _guard(engine)
    return engine


def _engine(address: Address) -> Engine:
    engine = engine_of(address)
    if engine.dialect.name == "sqlite":
        scratch.make_transactional(engine)
    _guard(engine)
    return engine


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


def _protect(connection: Connection, gaps: Sequence[Gap]) -> None:
    """Nobody writes to a table that is as good as missing, not even as a parent of what he saves."""
    missing = {gap.table for gap in gaps if gap.missing}

    @event.listens_for(connection, "before_execute")
    def refuse(*arguments: object) -> None:
        table = getattr(arguments[1], "table", None) if isinstance(arguments[1], UpdateBase) else None
        if isinstance(table, Table) and table.fullname in missing:
            raise CanNotBeUndoneError(table.fullname)
