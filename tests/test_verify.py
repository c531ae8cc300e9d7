"""Does verify tell apart what saves, what is limited, what fails and what SQLite can't tell, and name it?"""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from types import ModuleType

import factory
import factory.random
import pytest
from command_line import factorygen
from rich.console import Console
from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, object_session, scoped_session, sessionmaker

from factorygen.diagnostics import FactorygenError
from factorygen.verify import Outcome, Report, Status, as_json, as_table, factories_in, load_factories, verify

FOLDER = Path(__file__).parent / "verified"


@pytest.fixture(scope="module")
def saving() -> ModuleType:
    return load_factories(FOLDER / "factories.py")


@pytest.fixture(scope="module")
def report(saving: ModuleType) -> Report:
    return verify(factories_in(saving))


@pytest.fixture(scope="module")
def failing(saving: ModuleType) -> ModuleType:
    return load_factories(FOLDER / "failing.py")


def outcome(report: Report, name: str) -> Outcome:
    return next(outcome for outcome in report.outcomes if outcome.factory == name)


@pytest.mark.parametrize(
    ("name", "status", "rows", "note"),
    [
        ("UserFactory", Status.SAVED, 25, ""),
        ("PostFactory", Status.SAVED, 25, ""),
        ("ColouringFactory", Status.LIMITED, 3, "admits 3 rows: PRIMARY KEY (colour): colour is one of 3"),
        ("VersionFactory", Status.LIMITED, 1, "admits 1 row: CHECK (version_id = 1)"),
        ("ReleaseFactory", Status.LIMITED, 1, "each has a row of versions of its own"),
        ("EventFactory", Status.SAVED, 25, ""),
        ("TaggedFactory", Status.NOT_VERIFIED, 0, "SQLite can't create tagged.tags: ARRAY"),
        ("TaggingFactory", Status.NOT_VERIFIED, 0, "SQLite can't create tagged.tags: ARRAY"),
        ("HostFactory", Status.NOT_VERIFIED, 0, "SQLite has no default next_rank('hosts') for hosts.rank"),
        ("PartFactory", Status.NOT_VERIFIED, 0, "SQLite does not fill parts.id by itself"),
        ("GaugeFactory", Status.SAVED, 25, ""),
    ],
)
def test_each_factory_has_its_outcome(report: Report, name: str, status: Status, rows: int, note: str) -> None:
    found = outcome(report, name)
    assert (found.status, found.rows) == (status, rows)
    assert note in found.note and bool(note) == bool(found.note)
    assert report.ok


@pytest.mark.parametrize(
    ("name", "about", "words"),
    [
        ("RepeatingFactory", ("create_batch", "User.mail", "UNIQUE (email)"), "use a Sequence"),
        ("UntitledFactory", ("create", "Post.title", "NOT NULL"), "declare it"),
        ("TextKeyFactory", ("create", "", ""), "datatype mismatch"),
        ("OrphanFactory", ("create", "Post.user_id", "fk_posts_user"), "SubFactory"),
        ("UncheckedFactory", ("create", "User.mail", "ck_users_email"), "email LIKE '%@%'"),
        ("MisspeltFactory", ("build", "User.male", ""), "'male' is an invalid keyword"),
        ("BadNickFactory", ("build", "", ""), "verified/verified_models.py:"),
        ("OddFactory", ("create", "User.even", ""), "ValueError: an odd number"),
        ("UnreadableFactory", ("read back", "User.even", ""), "ValueError: a four"),
        ("WrongTypeFactory", ("create", "User.mail", ""), "the column's type"),
        ("ExitingFactory", ("build", "", ""), "SystemExit: 3"),
        ("ForgetfulFactory", ("create", "", ""), "is not in the session"),
        ("CommittingConnectionFactory", ("create", "", ""), "not to be committed"),
        ("CommittingStatementFactory", ("create", "", ""), "COMMIT would commit"),
    ],
)
def test_a_failure_is_named(failing: ModuleType, name: str, about: tuple[str, str, str], words: str) -> None:
    report = verify([getattr(failing, name)])
    failures = report.outcomes[0].failures
    assert not report.ok
    assert [(failure.strategy, failure.column, failure.constraint) for failure in failures] == [about]
    assert words in str(failures[0])


def test_a_factory_that_ends_the_transaction_does_not_spoil_the_next(failing: ModuleType, saving: ModuleType) -> None:
    names = ("CommittingConnectionFactory", "RollingBackFactory")
    report = verify([*(getattr(failing, name) for name in names), saving.UserFactory])
    assert [outcome.status for outcome in report.outcomes] == [Status.FAILED, Status.FAILED, Status.SAVED]


def test_factories_sessions_and_randomness_are_as_before(saving: ModuleType) -> None:
    base = __import__("factory_base")
    mine = Session()
    before = base._session.set(mine)
    option = saving.UserFactory._meta.sqlalchemy_session
    state = factory.random.get_random_state()
    verify([saving.UserFactory], size=2)
    assert base._session.get() is mine
    assert saving.UserFactory._meta.sqlalchemy_session is option
    assert factory.random.get_random_state() == state
    base._session.reset(before)


def test_the_models_metadata_stays_as_it_is(saving: ModuleType, report: Report) -> None:
    table = saving.Event.__table__
    assert str(table.c.details.server_default.arg) == "'{}'::jsonb"
    assert [str(check.sqltext) for check in table.constraints if check.name == "ck_events_name"] == [
        "name ~ '^[a-z]+$'"
    ]
    assert type(table.c.details.type).__name__ == "JSONB"


class Base(DeclarativeBase):
    pass


class Plant(Base):
    __tablename__ = "plants"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class Leaf(Base):
    __tablename__ = "leaves"

    id: Mapped[int] = mapped_column(primary_key=True)
    plant_id: Mapped[int] = mapped_column(ForeignKey("plants.id", deferrable=True, initially="DEFERRED"))


elsewhere = scoped_session(sessionmaker(bind=create_engine("sqlite://")))


class PlantFactory(factory.alchemy.SQLAlchemyModelFactory):
    """With neither ``set_session`` nor a session that could be used: its own would be another database."""

    class Meta:
        model = Plant
        sqlalchemy_session_factory = elsewhere
        sqlalchemy_session_persistence = "commit"

    name = factory.Sequence(lambda n: f"plant {n}")

    @factory.post_generation
    def talk(self, create: bool, extracted: object, **kwargs: object) -> None:
        print("a plant")


class OneNameFactory(PlantFactory):
    class Meta:
        sqlalchemy_get_or_create = ("name",)

    name = "oak"


class LeafFactory(factory.alchemy.SQLAlchemyModelFactory):
    class Meta:
        model = Leaf

    plant_id = 7


def test_a_session_in_meta_is_replaced_and_a_commit_is_harmless() -> None:
    report = verify([PlantFactory], size=3)
    assert (report.outcomes[0].status, report.outcomes[0].rows) == (Status.SAVED, 3)
    assert PlantFactory._meta.sqlalchemy_session_factory is elsewhere


def test_nothing_is_printed_but_to_whom_it_may_concern(capsys: pytest.CaptureFixture[str]) -> None:
    chatter = io.StringIO()
    seen: list[str] = []
    verify([PlantFactory], size=2, chatter=chatter, progress=seen.append)
    assert seen == ["PlantFactory"]
    assert chatter.getvalue().splitlines() == ["a plant"] * 4
    assert capsys.readouterr() == ("", "")


def test_get_or_create_may_find_the_same_row() -> None:
    found = verify([OneNameFactory], size=5).outcomes[0]
    assert (found.status, found.rows) == (Status.SAVED, 1)
    assert "get-or-create" in found.note


def test_a_deferred_key_is_checked() -> None:
    failure = verify([LeafFactory]).outcomes[0].failures[0]
    assert (failure.column, failure.constraint) == ("Leaf.plant_id", "FOREIGN KEY (plant_id)")


def test_an_interruption_ends_it() -> None:
    class InterruptedFactory(PlantFactory):
        @factory.post_generation
        def stop(self, create: bool, extracted: object, **kwargs: object) -> None:
            if object_session(self):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify([InterruptedFactory])
    assert PlantFactory._meta.sqlalchemy_session_factory is elsewhere


def test_a_size_below_one_is_refused() -> None:
    with pytest.raises(FactorygenError, match="--size"):
        verify([PlantFactory], size=0)


def test_no_factory_is_no_failure() -> None:
    assert verify([]) == Report((), "sqlite")


def test_the_report_reads_as_json_and_as_a_table(failing: ModuleType) -> None:
    report = verify([failing.RepeatingFactory], size=2)
    read = json.loads(as_json(report))
    assert (read["ok"], read["dialect"], read["outcomes"][0]["status"]) == (False, "sqlite", "failed")
    assert read["outcomes"][0]["failures"][0]["column"] == "User.mail"
    console = Console(file=io.StringIO(), width=200)
    console.print(as_table(report))
    assert "User.mail, UNIQUE (email)" in console.file.getvalue()  # type: ignore[attr-defined]


def test_expressions_that_want_to_be_told_something_are_not_read(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent / "cases/attributes/models.py", tmp_path / "told.py")
    for command in ("generate", "verify"):
        outcome = factorygen(command, "told", folder=tmp_path)
        assert outcome.code == 0, outcome.out + outcome.err


def test_a_narrow_terminal_cuts_nothing_off(report: Report) -> None:
    console = Console(file=io.StringIO(), width=60)
    console.print(as_table(report))
    assert "…" not in console.file.getvalue()  # type: ignore[attr-defined]


def test_what_only_the_union_of_a_concrete_hierarchy_has_is_not_read(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent / "cases/inheritance_concrete/models.py", tmp_path / "concrete.py")
    for command in ("generate", "verify"):
        outcome = factorygen(command, "concrete", folder=tmp_path)
        assert outcome.code == 0, outcome.out + outcome.err
