"""Each file of ``databases/``: a live database, whose generated models import and whose factories save in it."""

from __future__ import annotations

import importlib.util
import json
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from command_line import Outcome, factorygen
from servers import database

FOLDER = Path(__file__).with_name("databases")
CASES = sorted(FOLDER.glob("*/*.sql"))
EXPECTED: dict[str, dict[str, str]] = {}
"""What is not saved, by file and factory, and what is said of it; all others are."""
OWN_SCHEMAS = ("information_schema", "pg_catalog")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_what_a_database_has_is_read_and_saved(case: Path, tmp_path: Path) -> None:
    with loaded(case, tmp_path) as engine:
        before = rows(engine)
        outcome = generate(engine, tmp_path)
        assert (outcome.code, outcome.out) == (0, ""), outcome.err
        assert_imports(tmp_path / "tests" / "models.py")

        report = verified(engine, tmp_path)

        name = case.relative_to(FOLDER).as_posix()
        assert not_saved(report) == EXPECTED.get(name, {})
        assert rows(engine) == before
        assert {line.partition(" ")[0] for line in generate(engine, tmp_path).err.splitlines() if ".py" in line} == {
            "unchanged"
        }


@contextmanager
def loaded(case: Path, folder: Path) -> Iterator[sa.Engine]:
    """A database of its own that holds what the file says."""
    with empty(case.parent.name, folder) as engine:
        load(engine, case.read_text(encoding="utf-8"))
        yield engine


@contextmanager
def empty(dialect: str, folder: Path) -> Iterator[sa.Engine]:
    """An empty database that others can connect to as well."""
    if dialect != "sqlite":
        with database(dialect) as engine:
            yield engine
        return
    engine = sa.create_engine(f"sqlite:///{folder / 'app.db'}")
    yield engine
    engine.dispose()


def load(engine: sa.Engine, script: str) -> None:
    """Runs a script of many statements."""
    if engine.dialect.name == "mysql":
        from pymysql.constants.CLIENT import MULTI_STATEMENTS

        engine = sa.create_engine(engine.url, connect_args={"client_flag": MULTI_STATEMENTS})
    connection: Any = engine.raw_connection()
    try:
        cursor = connection.cursor()
        getattr(cursor, "executescript", cursor.execute)(script)
        while engine.dialect.name == "mysql" and cursor.nextset():
            pass
        connection.commit()
    finally:
        connection.close()
        engine.dispose()


def url_of(engine: sa.Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def generate(engine: sa.Engine, folder: Path, *arguments: str) -> Outcome:
    """``factorygen generate`` of all schemas."""
    options = [word for name in schemas(engine) for word in ("--schema", name)]
    return factorygen("generate", *arguments, "--url", url_of(engine), *options, folder=folder)


def schemas(engine: sa.Engine) -> list[str]:
    if engine.dialect.name != "postgresql":
        return []
    return [name for name in sa.inspect(engine).get_schema_names() if name not in OWN_SCHEMAS]


def verified(engine: sa.Engine, folder: Path, *arguments: str) -> dict[str, Any]:
    outcome = factorygen("verify", *arguments, "--url", url_of(engine), "--format", "json", folder=folder)
    assert outcome.out, outcome.err
    report: dict[str, Any] = json.loads(outcome.out)
    return report


def not_saved(report: dict[str, Any]) -> dict[str, str]:
    """The factories that saved less than a batch of 25, with the status and all that was said."""
    found = {}
    for one in report["outcomes"]:
        if one["status"] != "saved" or one["rows"] < 25:
            failures = [f"{failure['column']}: {failure['error']}" for failure in one["failures"]]
            found[one["factory"]] = ": ".join(filter(None, [one["status"], one["note"], *failures]))
    return found


def rows(engine: sa.Engine) -> dict[str, int]:
    """Each table of the database, partitions too, and its number of rows."""
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        names = [(schema, name) for schema in schemas(engine) or [None] for name in inspector.get_table_names(schema)]
        count = sa.select(sa.func.count())
        tables = [sa.table(name, schema=schema) for schema, name in names]
        return {table.fullname: connection.scalar(count.select_from(table)) or 0 for table in tables}


def assert_imports(path: Path) -> None:
    """A module of models imports and configures without a warning."""
    spec = importlib.util.spec_from_file_location(f"models_of_{path.parent.parent.name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        spec.loader.exec_module(module)
        module.Base.registry.configure()
