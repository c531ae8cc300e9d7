"""Does whatever can be saved save? Random tables of which two hundred rows are known, on real databases."""

from __future__ import annotations

import importlib
import itertools
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import factory.random
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from random_tables import ROWS, RandomTable, tables
from servers import database
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from factorygen.generation import Origin, generate_single

EXAMPLES = int(os.environ.get("FACTORYGEN_TEST_EXAMPLES", "30"))
"""How many random tables; a nightly run has some hundreds."""
NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where packages are written and imported from."""
    with tempfile.TemporaryDirectory(prefix="factorygen-random-") as name:
        sys.path.insert(0, name)
        yield Path(name)
        sys.path.remove(name)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    with database(request.param) as engine:
        yield engine


def test_what_two_hundred_rows_satisfy_is_saved(engine: sa.Engine, folder: Path) -> None:
    dialect = engine.dialect.name

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
    )
    @given(tables(dialect))
    def saves(table: RandomTable) -> None:
        source = table.source(held(engine, table))
        models = imported(folder, source)
        plan, text = generate_single(Origin([models.Thing], dialect=dialect))
        complaints = [str(one) for one in plan.diagnostics]
        assert not complaints, f"{source}\n{text}"
        try:
            save(engine, models, imported(folder, text))
        except Exception as error:
            error.args = (f"{source}\n{text}\n{error}",)
            raise

    saves()


def held(engine: sa.Engine, table: RandomTable) -> tuple[str, ...]:
    """The CHECKs that all drawn rows pass."""
    columns = [sa.Column(one.name, eval(one.type, {"sa": sa, "postgresql": postgresql})) for one in table.columns]
    witness = sa.Table("witness", sa.MetaData(), *columns)
    rows = ", ".join(f"({', '.join(values)})" for values in zip(*(one.values for one in table.columns), strict=True))
    passed = []
    with engine.connect() as connection, connection.begin() as outer:
        witness.create(connection)
        connection.exec_driver_sql(f"INSERT INTO witness VALUES {rows}".replace("%", "%%"))
        for text in dict.fromkeys(table.checks):
            failing = sa.text(f"SELECT count(*) FROM witness WHERE NOT ({text})".replace(":", r"\:"))
            if connection.scalar(failing) == 0:
                passed.append(text)
        outer.rollback()
    return tuple(passed)


def imported(folder: Path, text: str) -> ModuleType:
    """A module with this text."""
    name = f"random_{next(NUMBERS)}"
    (folder / f"{name}.py").write_text(text)
    importlib.invalidate_caches()
    return importlib.import_module(name)


def save(engine: sa.Engine, models: ModuleType, factories: ModuleType) -> None:
    """Two hundred rows, and what they hold is what is read back."""
    factory.random.reseed_random(7)
    with engine.connect() as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore", sa.exc.SAWarning)  # SQLite and Decimal
        models.Base.metadata.create_all(connection)
        with Session(connection) as session:
            factories.set_session(session)
            try:
                made = factories.ThingFactory.create_batch(ROWS)
            finally:
                factories.set_session(None)
            assert len({sa.inspect(one).identity for one in made}) == ROWS
        connection.rollback()
