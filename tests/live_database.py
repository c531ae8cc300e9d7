"""Databases of a test's own that hold what a script says, and what the command makes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from command_line import Outcome, factorygen
from servers import database

STRICT = "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE"
OWN_SCHEMAS = ("information_schema", "pg_catalog")


@contextmanager
def loaded(dialect: str, script: str, folder: Path) -> Iterator[sa.Engine]:
    """A database of its own that holds what the script says."""
    with empty(dialect, folder) as engine:
        load(engine, script)
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
    """The URL as a user types it, who has a strict server."""
    strict = {"init_command": f"SET SESSION sql_mode='{STRICT}'"} if engine.dialect.name == "mysql" else {}
    return engine.url.update_query_dict(strict).render_as_string(hide_password=False)


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
