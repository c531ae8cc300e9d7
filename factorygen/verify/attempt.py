"""One try: a factory makes its objects, they are saved behind a SAVEPOINT, read back, and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any

import factory.random
from sqlalchemy import AliasedReturnsRows, Column, Connection, and_, inspect, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import ColumnProperty, Mapper, Session, undefer

from factorygen.database.connection import end_of_connection
from factorygen.verify.database import Database
from factorygen.verify.sessions import pointed_at
from factorygen.verify.violations import Kind, Violation

RANDOM: Any = factory.random


class Unfit(Exception):
    """The factory's objects are not what they should be."""


class Unreadable(Exception):
    """The rows are saved but can't be read: in attribute ``column``, if it is known."""

    def __init__(self, column: str = "") -> None:
        self.column = column
        super().__init__(column)


class BrokenKey(Exception):
    """A foreign key that was checked at the end."""

    def __init__(self, violation: Violation) -> None:
        self.violation = violation
        super().__init__("FOREIGN KEY constraint failed")


@dataclass(frozen=True)
class Trial:
    """What came of a try: the number of rows, or the error."""

    strategy: str
    rows: int = 0
    error: BaseException | None = None


def built(target: Any, seed: int) -> Trial:
    """``build()`` without a session."""
    return _tried("build", lambda: _build(target, seed))


def saved(target: Any, strategy: str, size: int, database: Database, seed: int) -> Trial:
    """``create()`` or ``create_batch(size)``, saved, checked and read back in the open transaction."""
    trial = _tried(strategy, lambda: _save(target, strategy, size, database.connection, seed))
    if isinstance(trial.error, SQLAlchemyError) and "FOREIGN KEY constraint failed" in str(trial.error):
        # SQLite does not say which; asked at the end it does.
        again = _tried(strategy, lambda: _save(target, strategy, size, database.connection, seed, late_keys=True))
        return again if isinstance(again.error, BrokenKey) else trial
    return trial


def _tried(strategy: str, action: Callable[[], int]) -> Trial:
    try:
        return Trial(strategy, copy_context().run(action))
    except Unreadable as error:
        _require_connection(error)
        return Trial("read back", error=error)
    except BaseException as error:  # user code may raise anything, even what ends a program
        if isinstance(error, KeyboardInterrupt | GeneratorExit):
            raise
        _require_connection(error)
        return Trial(strategy, error=error)


def _require_connection(error: BaseException) -> None:
    """What ends the connection is no fault of a factory."""
    end = end_of_connection(error)
    if end is not None:
        raise end


def _build(target: Any, seed: int) -> int:
    RANDOM.reseed_random(seed)
    with pointed_at(None):
        instance = target.build()
    _require_class(target, instance)
    return 1


def _save(target: Any, strategy: str, size: int, connection: Connection, seed: int, *, late_keys: bool = False) -> int:
    RANDOM.reseed_random(seed)
    with _undone(connection):
        before = _broken_keys(connection)
        if late_keys:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        with Session(bind=connection, join_transaction_mode="create_savepoint") as session, pointed_at(session):
            instances = [target.create()] if strategy == "create" else target.create_batch(size)
            session.flush()
            _check_keys(connection, before)
            identities = _identities(target, instances, session)
            _read_back(inspect(target._meta.get_model_class()), identities, connection)
    return len(identities)


@contextmanager
def _undone(connection: Connection) -> Iterator[None]:
    savepoint = connection.begin_nested()
    try:
        yield
    finally:
        if savepoint.is_active:
            savepoint.rollback()


# ---- what was made


def _identities(target: Any, instances: Sequence[object], session: Session) -> list[tuple[Any, ...]]:
    for instance in instances:
        _require_class(target, instance)
        state = inspect(instance, raiseerr=True)
        if state.session is not session:
            raise Unfit("the object is not in the session that the factories were given")
        if not state.persistent:
            raise Unfit("the object is in the session but was not saved")
    identities = list(dict.fromkeys(inspect(instance, raiseerr=True).identity for instance in instances))
    if len(identities) < len(instances) and not target._meta.sqlalchemy_get_or_create:
        raise Unfit(f"{len(instances)} objects are only {len(identities)} rows")
    return identities


def _require_class(target: Any, instance: object) -> None:
    model = target._meta.get_model_class()
    if type(instance) is not model:
        raise Unfit(f"made a {type(instance).__name__}, not a {model.__name__}")


# ---- foreign keys that are checked late


def _check_keys(connection: Connection, before: set[Violation]) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    broken = _broken_keys(connection) - before
    if broken:
        raise BrokenKey(min(broken, key=lambda violation: (violation.table, violation.columns)))


def _broken_keys(connection: Connection) -> set[Violation]:
    if connection.dialect.name != "sqlite":
        return set()
    schemas = [row[1] for row in connection.exec_driver_sql("PRAGMA database_list")]
    return {violation for schema in schemas for violation in _broken_in(connection, schema)}


def _broken_in(connection: Connection, schema: str) -> Iterator[Violation]:
    quote = connection.dialect.identifier_preparer.quote_identifier
    place = "" if schema == "main" else f"{schema}."
    try:
        rows = connection.exec_driver_sql(f"PRAGMA {quote(schema)}.foreign_key_check").all()
    except OperationalError:  # a foreign key to a column that is no key: SQLite then checks none
        return
    for table, number in sorted({(row[0], row[3]) for row in rows}):
        parts = connection.exec_driver_sql(f"PRAGMA {quote(schema)}.foreign_key_list({quote(table)})").all()
        yield Violation(Kind.FOREIGN_KEY, place + table, tuple(part[3] for part in parts if part[0] == number))


# ---- reading


def _read_back(mapper: Mapper[Any], identities: Sequence[tuple[Any, ...]], connection: Connection) -> None:
    deferred = [undefer(getattr(mapper.class_, item.key)) for item in _read(mapper) if item.deferred]
    with Session(bind=connection, join_transaction_mode="create_savepoint") as reader:
        for identity in identities:
            try:
                instance = reader.get(mapper.class_, identity, options=deferred)
                values = None if instance is None else [getattr(instance, item.key) for item in _read(mapper)]
            except Exception as error:
                raise Unreadable(_unreadable_column(mapper, identity, connection)) from error
            if values is None:
                raise Unreadable from Unfit("a new session does not find the row")


def _read(mapper: Mapper[Any]) -> list[ColumnProperty[Any]]:
    """The columns of a row, without expressions: they may want to be told something.

    In a concrete hierarchy there are some that only the union of its tables has.
    """

    def of_union(item: ColumnProperty[Any]) -> bool:
        return mapper.concrete and isinstance(item.columns[0].table, AliasedReturnsRows)

    columns = (item for item in mapper.column_attrs if isinstance(item.columns[0], Column))
    return [item for item in columns if not of_union(item)]


def _unreadable_column(mapper: Mapper[Any], identity: tuple[Any, ...], connection: Connection) -> str:
    """The first attribute that can't be read alone."""
    found = and_(*(column == value for column, value in zip(mapper.primary_key, identity, strict=True)))
    for item in _read(mapper):
        with _undone(connection), Session(bind=connection, join_transaction_mode="create_savepoint") as reader:
            try:
                reader.execute(select(getattr(mapper.class_, item.key)).where(found)).all()
            except Exception:
                return str(item.key)
    return ""
