"""Does verify work on the user's own database, name failures in its words, and leave nothing behind?"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from sqlalchemy import URL, create_engine, make_url

from factorygen.database.address import address
from factorygen.diagnostics import FactorygenError
from factorygen.verify import Status, factories_in, load_factories, verify

FOLDER = Path(__file__).parent / "verified"
POSTGRESQL = os.environ.get("FACTORYGEN_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
MARIADB = os.environ.get("FACTORYGEN_TEST_MARIADB", "mysql+pymysql://root@127.0.0.1:3306/test")


@pytest.fixture(scope="module")
def saving() -> ModuleType:
    return load_factories(FOLDER / "factories.py")


@pytest.fixture(scope="module")
def failing(saving: ModuleType) -> ModuleType:
    return load_factories(FOLDER / "failing.py")


def own_database(server: str) -> Iterator[URL]:
    """A database of our own on a server, dropped at the end."""
    name = f"factorygen_{uuid.uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
    except sa.exc.OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no server: {error.orig}")
    yield make_url(server).set(database=name)
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name}"))
    engine.dispose()


@pytest.fixture(scope="module")
def postgresql() -> Iterator[URL]:
    yield from own_database(POSTGRESQL)


@pytest.fixture(scope="module")
def mariadb(saving: ModuleType) -> Iterator[URL]:
    for url in own_database(MARIADB):
        engine = create_engine(url)
        saving.User.metadata.create_all(engine)
        engine.dispose()
        yield url


@pytest.fixture
def sqlite_file(saving: ModuleType, tmp_path: Path) -> URL:
    url = URL.create("sqlite", database=str(tmp_path / "app.db"))
    engine = create_engine(url)
    saving.User.metadata.create_all(engine)
    with engine.begin() as connection:
        # A row whose parent is gone: it is there already, and no fault of the factories.
        connection.execute(sa.text("INSERT INTO posts (id, title, user_id) VALUES (1, 'old', 77)"))
    engine.dispose()
    return url


def text_of(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def rows(url: URL) -> dict[str, int]:
    """Each table of the database, in whatever schema, and its number of rows."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            inspector = sa.inspect(connection)
            schemas = {inspector.default_schema_name} | {"audit"} & set(inspector.get_schema_names())
            metadata = sa.MetaData()
            for schema in schemas:
                metadata.reflect(connection, schema=schema, resolve_fks=False)
            count = sa.select(sa.func.count())
            return {name: connection.scalar(count.select_from(table)) or 0 for name, table in metadata.tables.items()}
    finally:
        engine.dispose()


def test_postgresql_saves_all_and_keeps_nothing(saving: ModuleType, postgresql: URL) -> None:
    report = verify(factories_in(saving), address=address(text_of(postgresql)))
    assert report.dialect == "postgresql"
    assert {outcome.factory: outcome.status for outcome in report.outcomes} == {
        "UserFactory": Status.SAVED,
        "PostFactory": Status.SAVED,
        "ColouringFactory": Status.LIMITED,
        "VersionFactory": Status.LIMITED,
        "ReleaseFactory": Status.LIMITED,
        "EventFactory": Status.SAVED,
        "TaggedFactory": Status.SAVED,
        "TaggingFactory": Status.SAVED,
        "HostFactory": Status.NOT_VERIFIED,
        "PartFactory": Status.SAVED,
        "GaugeFactory": Status.NOT_VERIFIED,
    }
    assert rows(postgresql) == {}


def test_mariadb_saves_where_tables_are_and_creates_none(saving: ModuleType, mariadb: URL) -> None:
    before = rows(mariadb)
    report = verify(factories_in(saving), address=address(text_of(mariadb)))
    assert [outcome.status.value for outcome in report.outcomes] == [
        *("saved", "saved", "limited", "limited", "limited"),
        *["not verified"] * 6,
    ]
    assert report.outcomes[-1].note == "the table gauges is missing"
    assert before == rows(mariadb) and set(before.values()) == {0}


FAILURES = [
    ("RepeatingFactory", "User.mail", ("users_email_key", "email")),
    ("UntitledFactory", "Post.title", ("NOT NULL",)),
    ("OrphanFactory", "Post.user_id", ("fk_posts_user",)),
    ("UncheckedFactory", "User.mail", ("ck_users_email",)),
    ("LongFactory", "User.nick", ("",)),
    ("LargeFactory", "User.small", ("",)),
]


@pytest.mark.parametrize("expected", FAILURES, ids=lambda expected: expected[0])
@pytest.mark.parametrize("server", ["postgresql", "mariadb"])
def test_a_failure_is_named(
    request: pytest.FixtureRequest, failing: ModuleType, server: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    name, column, constraints = expected
    url: URL = request.getfixturevalue(server)
    failure = verify([getattr(failing, name)], address=address(text_of(url))).outcomes[0].failures[0]
    assert failure.column == column
    assert failure.constraint in constraints
    assert failure.way_out


@pytest.mark.parametrize("server", ["postgresql", "mariadb", "sqlite_file"])
@pytest.mark.parametrize(
    "name", ["CommittingConnectionFactory", "CommittingStatementFactory", "RollingBackFactory", "CreatingFactory"]
)
def test_user_code_can_not_make_rows_stay(
    request: pytest.FixtureRequest, failing: ModuleType, server: str, name: str
) -> None:
    url: URL = request.getfixturevalue(server)
    before = rows(url)
    verify([getattr(failing, name)], address=address(text_of(url)), size=2)
    assert rows(url) == before


@pytest.mark.parametrize("server", ["postgresql", "mariadb", "sqlite_file"])
def test_an_interruption_leaves_nothing(request: pytest.FixtureRequest, failing: ModuleType, server: str) -> None:
    url: URL = request.getfixturevalue(server)
    before = rows(url)
    with pytest.raises(KeyboardInterrupt):
        verify([failing.InterruptedFactory], address=address(text_of(url)))
    assert rows(url) == before


def test_a_value_that_the_driver_refuses_is_named(failing: ModuleType, postgresql: URL) -> None:
    failure = verify([failing.WrongTypeFactory], address=address(text_of(postgresql))).outcomes[0].failures[0]
    assert failure.column == "User.mail"


def test_a_table_that_can_not_be_rolled_back_is_not_touched(saving: ModuleType, mariadb: URL) -> None:
    engine = create_engine(mariadb, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("ALTER TABLE colourings ENGINE=MyISAM"))
        outcome = verify([saving.ColouringFactory], address=address(text_of(mariadb))).outcomes[0]
        connection.execute(sa.text("ALTER TABLE colourings ENGINE=InnoDB"))
    engine.dispose()
    assert (outcome.status, outcome.note) == (
        Status.NOT_VERIFIED,
        "colourings is a MyISAM table, which can't be rolled back",
    )


def test_a_sqlite_file_is_used_and_kept(saving: ModuleType, sqlite_file: URL) -> None:
    before = rows(sqlite_file)
    report = verify([saving.UserFactory, saving.PostFactory], address=address(text_of(sqlite_file)))
    assert [outcome.status for outcome in report.outcomes] == [Status.SAVED, Status.SAVED]
    assert rows(sqlite_file) == before


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql+psycopg://me:s3cret@127.0.0.1:1/x", "can't connect"),
        ("mysql+pymysql://me:s3cret@127.0.0.1:1/x", "can't connect"),
        ("sqlite:////nowhere/at/all.db", "no database file"),
        ("s3cret is no url", "is not a database URL"),
        ("nosuch://me:s3cret@host/x", "nosuch"),
        ("sqlite+aiosqlite:////etc/hostname", "asynchronous|not installed"),
    ],
)
def test_no_way_in_is_one_line_without_the_password(saving: ModuleType, url: str, words: str) -> None:
    with pytest.raises(FactorygenError, match=words) as caught:
        verify([saving.UserFactory], address=address(url))
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)
