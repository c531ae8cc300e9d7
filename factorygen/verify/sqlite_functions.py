"""What a scratch SQLite database knows beside its own functions: those that stand in other databases' defaults."""

from __future__ import annotations

import itertools
import sqlite3
import uuid
from collections import defaultdict
from datetime import datetime, timezone

MOMENTS = ("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "localtimestamp", "sysdate")
UUIDS = ("gen_random_uuid", "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7", "uuid")
ANY_NUMBER = -1


def register(connection: sqlite3.Connection) -> None:
    """Teaches one connection these functions."""
    for name in MOMENTS:
        connection.create_function(name, ANY_NUMBER, _now)
    for name in UUIDS:
        connection.create_function(name, 0, _uuid)
    counters: defaultdict[object, itertools.count[int]] = defaultdict(lambda: itertools.count(1))
    connection.create_function("nextval", 1, lambda name: next(counters[name]))
    connection.create_function("timezone", 2, lambda _zone, moment: moment)
    connection.create_function("num_nonnulls", ANY_NUMBER, lambda *values: sum(value is not None for value in values))
    connection.create_function("num_nulls", ANY_NUMBER, lambda *values: sum(value is None for value in values))
    for name in ("char_length", "character_length"):
        connection.create_function(name, 1, _length, deterministic=True)
    connection.create_function("octet_length", 1, _octets, deterministic=True)


def _now(*_precision: object) -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f")


def _uuid() -> str:
    """Without dashes, as SQLAlchemy stores it on SQLite."""
    return uuid.uuid4().hex


def _length(text: object) -> int | None:
    return None if text is None else len(str(text))


def _octets(value: object) -> int | None:
    if value is None:
        return None
    return len(value if isinstance(value, bytes) else str(value).encode())
