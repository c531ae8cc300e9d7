"""How long does ``factorygen generate --url`` take, beside sqlacodegen, which writes no more than the models?

``python benchmarks/live_database.py --url URL [--schema NAME ...]``; exits 1 when it takes more than 1.3 times as long.
Without ``--url``, 500 tables are made in a schema of their own of the PostgreSQL at ``FACTORYGEN_TEST_POSTGRESQL``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import sqlalchemy as sa

MOST = 1.3
HERE = Path(sys.executable).parent
POSTGRESQL = os.environ.get("FACTORYGEN_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
SCHEMA = "factorygen_benchmark"
TABLE = """
    CREATE TABLE {schema}.thing{number} (
        id serial PRIMARY KEY, name varchar(60) NOT NULL CHECK (name <> ''), email text NOT NULL UNIQUE,
        price numeric(8, 2) NOT NULL CHECK (price >= 0), created_at timestamptz NOT NULL DEFAULT now(),
        starts_on date, ends_on date, CHECK (ends_on > starts_on), note text, done boolean NOT NULL DEFAULT false,
        parent_id integer NOT NULL REFERENCES {schema}.thing{parent}, other_id integer REFERENCES {schema}.thing{parent}
    )
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--url", default="", help="a database; 500 tables of our own if left out")
    parser.add_argument("--schema", action="append", default=[], help="one of its schemas, once or several times")
    parser.add_argument("--tables", type=int, default=500, help="how many of our own")
    parser.add_argument("--rounds", type=int, default=3, help="how many times each command is run")
    asked = parser.parse_args()
    if asked.url:
        return compared(asked.url, asked.schema, asked.rounds)
    with tables(asked.tables):
        return compared(POSTGRESQL, [SCHEMA], asked.rounds)


def compared(url: str, schemas: Sequence[str], rounds: int) -> int:
    """Both in turn, in a folder of their own."""
    ours = [HERE / "factorygen", "generate", "--url", url, *(word for name in schemas for word in ("--schema", name))]
    theirs = [HERE / "sqlacodegen", url, *(("--schemas", ",".join(schemas)) if schemas else ())]
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(seconds_of(ours, Path(folder), "--force"), seconds_of(theirs, Path(folder))) for _ in range(rounds)]
    factorygen, sqlacodegen = (median(column) for column in zip(*pairs, strict=True))
    print(f"factorygen generate  {factorygen:6.2f} s")
    print(f"sqlacodegen          {sqlacodegen:6.2f} s")
    print(f"ratio                {factorygen / sqlacodegen:6.2f} (up to {MOST:g} is the promise)")
    return 0 if factorygen / sqlacodegen <= MOST else 1


def seconds_of(command: Sequence[object], folder: Path, *more: str) -> float:
    # As users have it: what is imported was compiled the last time.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    words = [str(word) for word in (*command, *more)]
    subprocess.run(words, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


@contextmanager
def tables(number: int) -> Iterator[None]:
    """So many tables, each with two foreign keys to one before it, six levels deep."""
    engine = sa.create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        run: Callable[[str], object] = connection.exec_driver_sql
        run(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        run(f"CREATE SCHEMA {SCHEMA}")
        try:
            for one in range(number):
                run(TABLE.format(schema=SCHEMA, number=one, parent=one // 7))
            yield
        finally:
            for one in reversed(range(number)):  # all at once would want more locks than there are
                run(f"DROP TABLE IF EXISTS {SCHEMA}.thing{one} CASCADE")
            run(f"DROP SCHEMA {SCHEMA} CASCADE")
    engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
