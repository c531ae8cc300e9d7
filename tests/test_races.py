"""Several that want a row at once get the same one; whoever comes second loses nothing by it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import racing
import sqlalchemy as sa
from generated import Generated, case
from racing import CATEGORIES, NAMES
from servers import database
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

ALL = 'get_or_create = "*"'
PROCESSES = 8
TIMES = int(os.environ.get("FACTORYGEN_TEST_LOOKUPS", "2000"))
"""How often rows are asked for, by all processes together."""


@pytest.fixture(scope="module")
def made() -> Generated:
    return case("get_or_create", ALL)


@contextmanager
def tables(made: Generated, dialect: str) -> Iterator[sa.Engine]:
    with database(dialect) as engine:
        made.models.Base.metadata.create_all(engine)
        yield engine


def counts(made: Generated, engine: sa.Engine) -> list[int]:
    """How many categories, products and owners there are."""
    models = (made.models.Category, made.models.Product, made.models.Owner)
    with Session(engine) as session:
        return [session.scalar(sa.select(sa.func.count()).select_from(model)) or 0 for model in models]


@pytest.mark.long
@pytest.mark.parametrize("keys", [1, 25])
def test_processes_that_want_the_same_rows(made: Generated, keys: int) -> None:
    """With one key a transaction, and with many that they take in the same order."""
    transactions = TIMES // PROCESSES // keys
    with tables(made, "postgresql") as engine:
        folder, package = Path(made.factories.__file__ or "").parents[1], made.factories.__name__.partition(".")[0]
        url = engine.url.render_as_string(hide_password=False)
        numbers = [str(one) for one in (PROCESSES, transactions, keys)]
        command = [sys.executable, Path(racing.__file__), folder, package, url, *numbers]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        products = CATEGORIES * NAMES
        assert counts(made, engine) == [CATEGORIES, products, products + PROCESSES * transactions]


@contextmanager
def overtaken(made: Generated, engine: sa.Engine, session: Session, values: dict[str, object]) -> Iterator[None]:
    """Another connection commits a category just before the session's is inserted."""

    def overtake(connection: sa.Connection, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("INSERT INTO category") and values:
            with Session(engine) as other:
                other.add(made.models.Category(**values))
                values.clear()
                other.commit()

    connection = session.connection()
    sa.event.listen(connection, "before_cursor_execute", overtake)
    yield
    sa.event.remove(connection, "before_cursor_execute", overtake)


@pytest.mark.parametrize("dialect", ["postgresql", "mysql"])
def test_a_lost_race_costs_nothing(made: Generated, dialect: str) -> None:
    with tables(made, dialect) as engine, Session(engine) as session:
        made.base.set_session(session)
        session.add(made.models.Owner(name="flushed"))
        session.flush()
        session.add(made.models.Owner(name="pending"))
        with overtaken(made, engine, session, {"name": "Food", "note": "theirs"}):
            food = made.CategoryFactory(name="Food", note="ours", products=2)
        assert food.note == "theirs"
        assert made.ProductFactory(category__name="Food").category is food
        session.commit()
        assert counts(made, engine) == [1, 1, 3]
        made.base.set_session(None)


@pytest.mark.parametrize(
    ("dialect", "strict"),
    [
        ("postgresql", "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"),
        ("mysql", "SET SESSION innodb_snapshot_isolation = ON"),
    ],
)
def test_what_the_database_does_not_show_is_an_error_that_costs_no_more(
    made: Generated, dialect: str, strict: str
) -> None:
    with tables(made, dialect) as engine, Session(engine) as session:
        session.execute(sa.text(strict))
        made.base.set_session(session)
        session.add(made.models.Owner(name="kept"))
        assert session.scalar(sa.select(made.models.Category)) is None
        with overtaken(made, engine, session, {"name": "Food", "note": "theirs"}), pytest.raises(IntegrityError):
            made.CategoryFactory(name="Food")
        session.commit()
        assert counts(made, engine) == [1, 0, 1]
        made.base.set_session(None)


def test_what_is_counted_up_may_be_there_as_well(made: Generated) -> None:
    with tables(made, "postgresql") as engine:
        for _ in range(2):
            made.CategoryFactory.reset_sequence(0)
            with Session(engine) as session:
                made.base.set_session(session)
                made.CategoryFactory.create_batch(3)
                session.commit()
        assert counts(made, engine) == [3, 0, 0]
        made.base.set_session(None)
