"""How long does a way of making rows take on a database, and what does it send there?"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from library import Base
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

Make = Callable[..., Any]
"""Called with a session and how many; returns what it made."""


@dataclass(frozen=True)
class Traffic:
    """What one run sends to the database."""

    flushes: int
    statements: int
    commits: int


@dataclass(frozen=True)
class Measured:
    """A way of making rows on one database: the median of its runs, and the traffic of one."""

    way: str
    seconds: float
    traffic: Traffic


def measure(engine: Engine, ways: dict[str, Make], size: int, rounds: int) -> list[Measured]:
    """Times all ways in turn, round by round, so that a busy moment of the machine hits all of them."""
    traffic = {name: traffic_of(engine, make, size) for name, make in ways.items()}
    times: dict[str, list[float]] = {name: [] for name in ways}
    names = list(ways)
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            times[name].append(seconds_of(engine, ways[name], size))
    return [Measured(name, median(times[name]), traffic[name]) for name in ways]


def seconds_of(engine: Engine, make: Make, size: int) -> float:
    with empty_session(engine) as session, no_collection():
        start = time.perf_counter()
        make(session, size)
        session.flush()
        return time.perf_counter() - start


def traffic_of(engine: Engine, make: Make, size: int) -> Traffic:
    """Counts in a run of its own, so that counting costs the timed runs nothing."""
    counted = {"flushes": 0, "statements": 0, "commits": 0}

    def one_more(what: str) -> Callable[..., None]:
        def count(*_: object) -> None:
            counted[what] += 1

        return count

    with empty_session(engine) as session:
        counting = [
            (session, "after_flush", one_more("flushes")),
            (engine, "before_cursor_execute", one_more("statements")),
            (engine, "commit", one_more("commits")),
        ]
        for target, name, listener in counting:
            event.listen(target, name, listener)
        made = make(session, size)
        session.flush()
        for target, name, listener in counting:
            event.remove(target, name, listener)
        assert len(made) == size
    return Traffic(**counted)


@contextmanager
def empty_session(engine: Engine) -> Iterator[Session]:
    """A session on empty tables; they are empty again afterwards, even of what was committed."""
    with Session(engine) as session:
        yield session
        session.rollback()
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@contextmanager
def no_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
