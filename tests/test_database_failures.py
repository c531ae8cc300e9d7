"""What keeps the command out of a database is one line with a way out: nothing is written, no secret is told."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from command_line import Outcome, contents, factorygen
from cutting_proxy import way_to
from live_database import loaded, url_of
from servers import database

from factorygen.database.address import address
from factorygen.database.reading import reading
from factorygen.diagnostics import FactorygenError

PASSWORD = "pa55:w@rd/%"
SCRIPT = "CREATE TABLE authors (id integer PRIMARY KEY, name varchar(20)); CREATE TABLE books (id integer PRIMARY KEY);"
PORTS = {"postgresql": 5432, "mysql": 3306}
SERVERS = sorted(PORTS)


def refused(folder: Path, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """What is told; all that must hold of it."""
    before = contents(folder)
    outcome = factorygen(*arguments, folder=folder, environment=environment)
    assert_refused(outcome)
    assert contents(folder) == before
    return outcome.err.rstrip("\n")


def assert_refused(outcome: Outcome) -> None:
    assert outcome.code == 2, outcome
    assert outcome.out == ""
    assert len(outcome.err.splitlines()) == 1, outcome.err
    assert outcome.err.startswith("error: ") and outcome.err.endswith(")\n"), "a way out"
    shown = sa.URL.create("postgresql", "me", PASSWORD).render_as_string(hide_password=False)
    secrets = (PASSWORD, shown.partition(":")[2].partition("@")[0].rpartition(":")[2], "://me")
    assert not [secret for secret in secrets if secret in outcome.err], outcome.err


@contextmanager
def user(engine: sa.Engine) -> Iterator[sa.URL]:
    """A user who may log in, and nothing more."""
    name = f"factorygen_{uuid.uuid4().hex[:8]}"
    statements = {
        "postgresql": (f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'", f"DROP OWNED BY {name}", f"DROP ROLE {name}"),
        "mysql": (f"CREATE USER {name}@'%' IDENTIFIED BY '{PASSWORD}'", f"DROP USER {name}@'%'"),
    }
    create, *drop = statements[engine.dialect.name]
    execute(engine, create)
    try:
        yield engine.url.set(username=name, password=PASSWORD)
    finally:
        execute(engine, *drop)


def execute(engine: sa.Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement.replace("%", "%%"))


def text_of(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)


def test_a_wrong_password(tmp_path: Path) -> None:
    with database("mysql") as engine, user(engine) as url:
        told = refused(tmp_path, "generate", "--url", text_of(url.set(password=PASSWORD + "wrong")))
        assert "can't connect: (1045, " in told and "wrong" not in told


@pytest.mark.parametrize("server", SERVERS)
def test_a_database_that_is_not_there(server: str, tmp_path: Path) -> None:
    with database(server) as engine:
        told = refused(tmp_path, "generate", "--url", text_of(engine.url.set(database="nosuch")))
        assert told.startswith("error: --url: can't connect: ") and "nosuch" in told


@pytest.mark.parametrize("server", SERVERS)
def test_a_user_who_is_not_there(server: str, tmp_path: Path) -> None:
    with database(server) as engine:
        told = refused(tmp_path, "generate", "--url", text_of(engine.url.set(username="me", password=PASSWORD)))
        assert told.startswith("error: --url: can't connect: ")


def test_a_table_that_may_not_be_read(tmp_path: Path) -> None:
    with loaded("postgresql", SCRIPT, tmp_path) as engine, user(engine) as url:
        execute(engine, f"GRANT SELECT ON books TO {url.username}")
        told = refused(tmp_path, "generate", "--url-env", "DB", environment={"DB": text_of(url)})
        assert told == (
            "error: authors: the user may not read this table (grant SELECT on it, or leave it out with exclude)"
        )
        outcome = factorygen("generate", "--url", text_of(url), "--exclude", "authors", folder=tmp_path)
        assert outcome.code == 0, outcome.err
        written = b"".join(text or b"" for text in contents(tmp_path).values())
        assert not [one for one in (PASSWORD, url.username or "", "://") if one.encode() in written], "a secret"


def test_a_database_that_is_forbidden(tmp_path: Path) -> None:
    with loaded("mysql", SCRIPT, tmp_path) as engine, user(engine) as url:
        assert "can't connect: (1044, " in refused(tmp_path, "generate", "--url", text_of(url))


def test_a_database_without_tables(tmp_path: Path) -> None:
    with database("postgresql") as engine:
        told = refused(tmp_path, "generate", "--url", url_of(engine))
        assert told == "error: --url: there are no tables (create them first)"
        execute(engine, "CREATE SCHEMA crm", "CREATE TABLE crm.users (id integer PRIMARY KEY)")
        told = refused(tmp_path, "generate", "--url", url_of(engine))
        assert told == "error: --url: there are no tables (create them first, or name another schema with --schema)"


@pytest.mark.parametrize("dialect", ["sqlite", *SERVERS])
def test_what_is_asked_for_and_not_there(dialect: str, tmp_path: Path) -> None:
    with loaded(dialect, SCRIPT, tmp_path) as engine:
        known = sa.inspect(engine).default_schema_name or ""
        told = refused(tmp_path, "generate", "--url", url_of(engine), "--schema", f"{known}s")
        assert told == f"error: --schema: there is no schema '{known}s' (did you mean '{known}'?)"
        told = refused(tmp_path, "generate", "--url", url_of(engine), "--include", "book*", "--include", "author")
        assert told == "error: include: no table is called 'author' (did you mean 'authors'?)"
        told = refused(tmp_path, "generate", "--url", url_of(engine), "--url-env", "DB")
        assert told == "error: --url and --url-env are given (give one of them)"


@pytest.mark.parametrize("server", SERVERS)
def test_a_connection_that_is_lost_in_the_middle(server: str, tmp_path: Path) -> None:
    with loaded(server, SCRIPT, tmp_path) as engine:
        host, port = engine.url.host or "", engine.url.port or PORTS[server]
        for command, parts in (("generate", (0.5, 0.95)), ("verify", (0.7,))):
            with way_to(host, port) as way:
                url = engine.url.set(port=way.port)
                assert factorygen(command, "--url", text_of(url), folder=tmp_path).code == 0
            for part in parts:
                with way_to(host, port, int(way.answered * part)) as cut:
                    told = refused(tmp_path, command, "--url", text_of(url.set(port=cut.port)))
                assert told.startswith("error: --url: the connection is lost: ")
                assert told.endswith(" (try again when the server is there)")


@pytest.mark.parametrize("dialect", ["sqlite", *SERVERS])
def test_who_reads_can_not_write(dialect: str, tmp_path: Path) -> None:
    with loaded(dialect, SCRIPT, tmp_path) as engine:
        found = address(text_of(engine.url))
        assert found is not None
        with pytest.raises(FactorygenError, match=r"(?i)read.?only"), reading(found) as connection:
            connection.exec_driver_sql("INSERT INTO books (id) VALUES (1)")
        with engine.connect() as after:
            assert after.exec_driver_sql("SELECT count(*) FROM books").scalar() == 0
