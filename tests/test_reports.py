"""What a user sees and gets who runs the command on his project: sources, layouts, and models that need a hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import Outcome, contents, factorygen

BASE = """
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry, relationship


class Base(DeclarativeBase):
    pass
"""
USER = """

class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
"""
POST = """

class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    author: Mapped["User"] = relationship()
"""
TEST = """
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Base, Post
from {prefix}factories import PostFactory
from {prefix}factory_base import set_session


@pytest.fixture
def session():
    engine = sa.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        set_session(session)
        yield session
        set_session(None)


def test_a_post_has_an_author(session):
    post = PostFactory()
    assert session.scalars(sa.select(Post)).one().author.name == post.author.name != ""
"""


@dataclass(frozen=True)
class Project:
    """A folder with a project in it, which is where commands are typed."""

    folder: Path

    def write(self, path: str, *texts: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(texts))

    def read(self, path: str = "tests/factories.py") -> str:
        return (self.folder / path).read_text()

    def factorygen(self, *arguments: str) -> Outcome:
        return factorygen(*arguments, folder=self.folder)

    def generated(self, *arguments: str) -> Outcome:
        """``factorygen generate`` that has nothing to complain of."""
        outcome = self.factorygen("generate", *arguments)
        assert (outcome.code, outcome.out) == (0, ""), outcome.err
        return outcome

    def outcomes(self, *arguments: str) -> dict[str, str]:
        """Each factory's status, as ``factorygen verify`` has it."""
        report = json.loads(self.factorygen("verify", "--format", "json", *arguments).out)
        return {outcome["factory"]: outcome["status"] for outcome in report["outcomes"]}

    def python(self, *arguments: str) -> Outcome:
        """An interpreter of its own, which finds what this one finds."""
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        return run(sys.executable, *arguments, folder=self.folder, environment=environment)


def run(*command: str, folder: Path, environment: Mapping[str, str]) -> Outcome:
    """A program in a process that shares nothing with this one."""
    done = subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, check=False, timeout=60)
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


# ---- models that need a hand: they are reported, and the others are made


def test_a_cycle_of_unique_keys_is_reported_and_the_others_are_made(project: Project) -> None:
    cycle = """

class Team(Base):
    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    captain_id: Mapped[int] = mapped_column(ForeignKey("players.id"), unique=True)
    captain: Mapped["Player"] = relationship(foreign_keys=captain_id)


class Player(Base):
    __tablename__ = "players"
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column("squad", ForeignKey("teams.id"), unique=True)
    team: Mapped[Team] = relationship(foreign_keys=team_id)
"""
    project.write("models.py", BASE, USER, cycle)
    outcome = project.factorygen("generate", "models")
    assert (outcome.code, outcome.out) == (1, "")
    error, *rest = outcome.err.splitlines()
    assert error.startswith("error: ")
    for word in ("teams.captain_id", "players.squad"):
        assert word in error
    assert rest == ["created tests/factories.py (3 factories)", "created tests/factory_base.py"]
    assert project.read().count("# TODO") == 1
    assert project.outcomes("models", "--fresh")["UserFactory"] == "saved"


def test_a_longer_cycle_is_reported_with_all_its_columns(project: Project) -> None:
    ring = """

class {0}(Base):
    __tablename__ = "{0}"
    id: Mapped[int] = mapped_column(primary_key=True)
    next_id: Mapped[int] = mapped_column(ForeignKey("{1}.id"), unique=True)
"""
    project.write("models.py", BASE, *(ring.format(*pair) for pair in ("AB", "BC", "CA")))
    error = project.factorygen("generate", "models").err.splitlines()[0]
    assert "A.next_id" in error
    assert "B.next_id" in error
    assert "C.next_id" in error


def test_a_row_that_requires_another_of_its_table_is_reported(project: Project) -> None:
    loop = """

class Node(Base):
    __tablename__ = "nodes"
    id: Mapped[int] = mapped_column(primary_key=True)
    next_id: Mapped[int] = mapped_column(ForeignKey("nodes.id"), unique=True)
    next: Mapped["Node"] = relationship(remote_side=id)
"""
    project.write("models.py", BASE, USER, loop)
    outcome = project.factorygen("generate", "models")
    assert outcome.code == 1
    assert outcome.err.splitlines()[0] == (
        "error: Node.next: nodes.next_id requires a row of its own table, another one each time"
        " (make a column of the cycle nullable, or pass the row)"
    )
    assert project.outcomes("models", "--fresh")["UserFactory"] == "saved"


UNKNOWN = """

class Mood(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "MOOD_RING"


class Shop(Base):
    __tablename__ = "shops"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[Any] = mapped_column(Mood)
    former_place: Mapped[Any] = mapped_column(Mood, nullable=True)
"""
REFUSING = """

class Sealed(sa.types.TypeDecorator):
    impl = String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        raise ValueError("nothing can be stored here")


class Safe(Base):
    __tablename__ = "safes"
    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(Sealed)
"""
UNMAPPED = """

class Mood(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "MOOD_RING"


countries = Table(
    "countries", Base.metadata, Column("code", String(2), primary_key=True), Column("place", Mood, nullable=False)
)


class City(Base):
    __tablename__ = "cities"
    id: Mapped[int] = mapped_column(primary_key=True)
    country_code: Mapped[str] = mapped_column(ForeignKey("countries.code"))
"""


@pytest.mark.parametrize(
    ("model", "warning"),
    [
        (UNKNOWN, "warning: Shop.place: no value is known for models.Mood (declare one)"),
        (
            REFUSING,
            "warning: Safe.content: no value is known for models.Sealed, "
            'it refuses Faker("sentence"): ValueError: nothing can be stored here (declare one)',
        ),
        (
            UNMAPPED,
            "warning: City.country_code: no class is mapped to the table countries, and no row of it can be made"
            " (map one, or pass the key of a row)",
        ),
    ],
    ids=["a type nobody knows", "a type that takes nothing", "a table without a class"],
)
def test_what_has_no_value_is_reported_and_the_others_are_made(project: Project, model: str, warning: str) -> None:
    project.write("models.py", BASE, USER, model)
    outcome = project.generated("models")
    assert outcome.err.splitlines() == [
        warning,
        "created tests/factories.py (2 factories)",
        "created tests/factory_base.py",
    ]
    assert project.read().count("# TODO") == 1
    assert "class UserFactory" in project.read()


# ---- sources

FLASK = """
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class User(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""
SQLMODEL = """
from typing import Optional

from sqlmodel import Field, Relationship, SQLModel


class User(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str


class Post(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    author_id: int = Field(foreign_key="user.id")
    author: User = Relationship()
"""
IMPERATIVE = """
from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import registry, relationship

mapper_registry = registry()
users = Table("users", mapper_registry.metadata, Column("id", Integer, primary_key=True), Column("name", String(80)))


class User:
    pass


mapper_registry.map_imperatively(User, users)
"""


@pytest.mark.parametrize(
    ("models", "source"),
    [
        (FLASK, "models:db"),
        (SQLMODEL, "models"),
        (SQLMODEL, "models:SQLModel"),
        (IMPERATIVE, "models:mapper_registry"),
        (BASE + USER, "models:Base"),
        (BASE + USER, "models:Base.metadata"),
        (BASE + USER, "models.py"),
        (BASE + USER, "./models.py:Base"),
    ],
    ids=["flask", "sqlmodel", "sqlmodel base", "imperative", "base", "metadata", "path", "path and base"],
)
def test_all_kinds_of_sources_save(project: Project, models: str, source: str) -> None:
    for library in ("flask_sqlalchemy", "sqlmodel"):
        if library in models:
            pytest.importorskip(library)  # SQLModel does not run on the oldest SQLAlchemy
    project.write("models.py", models)
    outcomes = project.outcomes(source, "--fresh")
    assert outcomes["UserFactory"] == "saved"
    assert set(outcomes.values()) == {"saved"}


def test_two_modules_with_a_class_of_one_name(project: Project) -> None:
    project.write("shop/__init__.py")
    project.write("shop/models.py", BASE, USER)
    project.write("blog/__init__.py")
    project.write("blog/models.py", BASE, USER.replace("users", "authors"), POST.replace("users", "authors"))
    project.generated("shop.models", "blog.models")
    outcomes = project.outcomes()
    assert len(outcomes) == 3
    assert set(outcomes.values()) == {"saved"}


def test_several_sources_and_what_they_need(project: Project) -> None:
    project.write("app/__init__.py")
    project.write("app/base.py", BASE)
    project.write("app/user.py", "from app.base import *\n", USER)
    project.write("app/post.py", "from app.base import *\n", POST)
    project.write("app/other.py", "from app.base import *\n", USER.replace("User", "Other").replace("users", "others"))
    project.generated("app.post", "app/user.py")
    assert project.outcomes() == {"UserFactory": "saved", "PostFactory": "saved"}


def test_the_configuration_says_what_the_command_line_does_not(project: Project) -> None:
    settings = ['source = ["models"]', 'output = "made/data.py"', 'nullable = "none"', 'dialect = "mysql"']
    project.write("pyproject.toml", "\n".join(["[tool.factorygen]", *settings, ""]))
    project.write("models.py", BASE, USER.replace("Mapped[str]", "Mapped[str | None]"))
    project.write("elsewhere/keep")
    assert factorygen("generate", folder=project.folder / "elsewhere").code == 0
    assert "name" not in project.read("made/data.py").partition("class UserFactory")[2]
    project.generated("--nullable", "fill")
    assert "    name = " in project.read("made/data.py")
    assert project.outcomes() == {"UserFactory": "saved"}


# ---- files


def test_a_second_run_changes_nothing(project: Project) -> None:
    project.write("models.py", BASE, USER)
    first = project.generated("models")
    assert first.err == "created tests/factories.py (1 factory)\ncreated tests/factory_base.py\n"
    before = contents(project.folder)
    assert set(before) == {"models.py", "tests", *(f"tests/{name}" for name in FILES)}
    again = project.generated("models")
    assert again.err == "unchanged tests/factories.py (1 factory)\nunchanged tests/factory_base.py\n"
    assert contents(project.folder) == before


FILES = ("factories.py", "factory_base.py", "factories.lock")


def test_what_the_models_gain_is_brought_in(project: Project) -> None:
    project.write("models.py", BASE, USER)
    project.generated("models")
    project.write("models.py", BASE, USER, POST)
    assert "updated tests/factories.py (2 factories)" in project.generated("models").err
    assert project.outcomes() == {"UserFactory": "saved", "PostFactory": "saved"}


def test_force_overwrites_what_others_wrote(project: Project) -> None:
    project.write("models.py", BASE, USER)
    project.write("tests/factories.py", "class UserFactory:\n    pass\n")
    assert project.factorygen("generate", "models").code == 2
    assert "updated tests/factories.py" in project.generated("models", "--force").err
    assert project.outcomes() == {"UserFactory": "saved"}


# ---- -o -, on which nothing but the code goes to stdout

TALKATIVE = """
import os

print("this is printed by Python")
os.write(1, b"this is written below Python\\n")
os.system("echo this is written by a child")
"""
SAVES = """
import sqlalchemy as sa
from sqlalchemy.orm import Session
from models import Base
from printed import PostFactory, set_session

engine = sa.create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    set_session(session)
    made = PostFactory.create_batch(3)
    session.commit()
    print(len({post.author.id for post in made}))
"""


def test_printed_it_is_one_module_that_runs_by_itself(project: Project) -> None:
    project.write("models.py", TALKATIVE, BASE, USER, POST)
    before = contents(project.folder)
    outcome = project.python("-m", "factorygen", "generate", "models", "-o", "-")
    assert outcome.code == 0
    assert outcome.out.startswith('"""')
    assert outcome.err.count("this is") == 3
    assert contents(project.folder) == before

    project.write("printed.py", outcome.out)
    project.write("saves.py", SAVES)
    assert project.python("saves.py").out.splitlines()[-1] == "3"


def test_printed_it_is_reported_on_stderr(project: Project) -> None:
    project.write("models.py", BASE, USER, UNKNOWN)
    outcome = project.factorygen("generate", "models", "-o", "-")
    assert outcome.err == "warning: Shop.place: no value is known for models.Mood (declare one)\n"
    assert "# TODO: place: no value is known" in outcome.out
    compile(outcome.out, "printed.py", "exec")


# ---- under plain pytest


@pytest.mark.parametrize(
    ("prefix", "layout", "settings"),
    [
        (".", "", ""),
        pytest.param("", "", '[tool.pytest.ini_options]\npythonpath = ["."]\n', marks=pytest.mark.long),
        pytest.param("", "src/", '[tool.pytest.ini_options]\npythonpath = ["src"]\n', marks=pytest.mark.long),
    ],
    ids=["package", "no package", "src"],
)
def test_it_imports_under_plain_pytest(project: Project, prefix: str, layout: str, settings: str) -> None:
    project.write("pyproject.toml", '[tool.factorygen]\nsource = "app.models"\n', settings)
    project.write(f"{layout}app/__init__.py")
    project.write(f"{layout}app/models.py", BASE, USER, POST)
    project.write("tests/test_post.py", TEST.format(prefix=prefix))
    if prefix:
        project.write("tests/__init__.py")
    project.generated()
    assert f"from {prefix}factory_base import " in project.read()
    pytest_itself = str(Path(sys.executable).with_name("pytest"))
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHONPATH"))}
    outcome = run(pytest_itself, "-q", "-p", "no:xdist", folder=project.folder, environment=plain)
    assert outcome.code == 0, outcome.out + outcome.err


# ---- verify


def test_verify_names_what_fails_on_stdout_and_ends_with_1(project: Project) -> None:
    project.write("models.py", 'print("chatter")\n', BASE, USER, UNKNOWN)
    project.generated("models")
    outcome = project.factorygen("verify", "-n", "3")
    assert outcome.code == 1
    assert "Shop.place, NOT NULL" in outcome.out
    assert outcome.out.splitlines()[-1] == "1 saved, 1 failed"
    assert (outcome.out + outcome.err).count("chatter") == outcome.err.count("chatter") == 1
    as_json = project.factorygen("verify", "models", "--fresh", "--format", "json")
    assert as_json.code == 1
    assert json.loads(as_json.out)["ok"] is False


def test_verify_writes_nothing(project: Project) -> None:
    project.write("models.py", BASE, USER)
    before = contents(project.folder)
    outcome = project.factorygen("verify", "models", "--fresh")
    assert (outcome.code, outcome.err) == (0, "")
    assert contents(project.folder) == before
