"""Models that know less than their database: on it their factories fail, until factorygen is shown the database too."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from command_line import factorygen
from live_database import loaded, not_saved, rows, url_of, verified

HEAD = """
from __future__ import annotations

import datetime
import uuid
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


"""


@dataclass(frozen=True)
class Both:
    """A database, and a project with models for it."""

    engine: sa.Engine
    folder: Path

    def generated(self, *options: str) -> str:
        """What is told when factories are written."""
        outcome = factorygen("generate", "models", *options, folder=self.folder)
        assert outcome.code == 0, outcome.err
        return outcome.err

    def not_saved(self) -> dict[str, str]:
        """What of the factories does not save in the database, where nothing remains."""
        before = rows(self.engine)
        report: dict[str, Any] = verified(self.engine, self.folder, "models")
        assert rows(self.engine) == before
        return not_saved(report)

    @property
    def url(self) -> tuple[str, str]:
        return "--url", url_of(self.engine)


@contextmanager
def both(dialect: str, script: str, models: str, folder: Path) -> Iterator[Both]:
    (folder / "models.py").write_text(HEAD + textwrap.dedent(models))
    with loaded(dialect, script, folder) as engine:
        yield Both(engine, folder)


# ---- what only the database knows: a table of one column or two, and the model of them


LESS: dict[str, tuple[str, str]] = {
    "check": ("height smallint NOT NULL CHECK (height BETWEEN -7 AND -3)", "height: Mapped[int]"),
    "check of two": (
        "low integer NOT NULL, top integer NOT NULL, CHECK (top BETWEEN low * 3 AND low * 4)",
        "low: Mapped[int]; top: Mapped[int]",
    ),
    "unique": ("age smallint NOT NULL, UNIQUE (age)", "age: Mapped[int]"),
    "unique by several": (
        "room smallint NOT NULL, seat smallint NOT NULL CHECK (seat < 3), UNIQUE (room, seat)",
        "room: Mapped[int]; seat: Mapped[int]",
    ),
    "length": ("label varchar(4) NOT NULL", "label: Mapped[str] = mapped_column(String(80))"),
    "number of digits": ("price decimal(3, 2) NOT NULL", "price: Mapped[Decimal]"),
    "not null": (
        "closed_at date NOT NULL, token varchar(20) NOT NULL",
        "closed_at: Mapped[datetime.date | None]; token: Mapped[str | None] = mapped_column(String(20))",
    ),
    "foreign key": (
        "other_id integer NOT NULL, FOREIGN KEY (other_id) REFERENCES others (id)",
        "other_id: Mapped[int]",
    ),
    "default": ("made date NOT NULL DEFAULT '2020-01-01'", "made: Mapped[datetime.date]"),
}
POSTGRESQL: dict[str, tuple[str, str]] = {
    "partial unique index": (
        "kind text NOT NULL, CHECK (kind IN ('first', 'other')); CREATE UNIQUE INDEX ON things (kind)"
        " WHERE kind = 'first'",
        "kind: Mapped[str]",
    ),
    "unique index of an expression": (
        "nick text NOT NULL CHECK (length(nick) < 4); CREATE UNIQUE INDEX ON things (lower(nick))",
        "nick: Mapped[str]",
    ),
    "domain": ("code code NOT NULL", "code: Mapped[str]"),
    "exclusion": (
        "starts date NOT NULL, ends date NOT NULL, CHECK (starts < ends),"
        " EXCLUDE USING gist (daterange(starts, ends) WITH &&)",
        "starts: Mapped[datetime.date]; ends: Mapped[datetime.date]",
    ),
}
MARIADB: dict[str, tuple[str, str]] = {
    "enum": ("state enum('new', 'old') NOT NULL", "state: Mapped[str]"),
    "set": ("colours set('red', 'blue') NOT NULL", "colours: Mapped[str] = mapped_column(String(9))"),
    "unsigned": ("size tinyint unsigned NOT NULL", "size: Mapped[int]"),
    "prefix": ("name varchar(50) NOT NULL, UNIQUE KEY (name(3))", "name: Mapped[str] = mapped_column(String(50))"),
    "document": ("told json NOT NULL", "told: Mapped[str] = mapped_column(Text)"),
}
HARMLESS = {"default"}
"""Factories fill what the model does not know to have a default; without it SQLAlchemy would send NULL."""
DOMAIN = "CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{3}-[0-9]{2}$');"
FACTS = [
    *(("sqlite", name) for name in LESS if name not in ("length", "number of digits")),
    *(("postgresql", name) for name in LESS | POSTGRESQL),
    *(("mysql", name) for name in LESS | MARIADB),
]
OTHER = """
class Other(Base):
    __tablename__ = "others"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20))
"""
KEYS = {
    "sqlite": "id integer PRIMARY KEY",
    "postgresql": "id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    "mysql": "id integer PRIMARY KEY AUTO_INCREMENT",
}


@pytest.mark.parametrize("dialect", KEYS)
def test_what_only_the_database_knows_is_heeded(dialect: str, tmp_path: Path) -> None:
    known = LESS | {"sqlite": {}, "postgresql": POSTGRESQL, "mysql": MARIADB}[dialect]
    told = {name: known[name] for place, name in FACTS if place == dialect}
    script = "\n".join(statements(dialect, [columns for columns, _ in told.values()]))
    models = "\n".join([OTHER, *(model(number, mapped) for number, (_, mapped) in enumerate(told.values()))])
    with both(dialect, script, models, tmp_path) as project:
        project.generated("--dialect", dialect)
        failing = {f"Thing{number}Factory" for number, name in enumerate(told) if name not in HARMLESS}
        assert failing - project.not_saved().keys() == set()

        assert "warning" not in project.generated(*project.url)
        assert project.not_saved() == {}


def statements(dialect: str, tables: list[str]) -> Iterator[str]:
    """A table for each of these lists of columns, behind which more may stand."""
    if dialect == "postgresql":
        yield DOMAIN
    yield f"CREATE TABLE others ({KEYS[dialect]}, name varchar(20) NOT NULL);"
    for number, text in enumerate(tables):
        columns, *others = text.replace("things", f"things{number}").split(";")
        yield f"CREATE TABLE things{number} ({KEYS[dialect]}, {columns});"
        yield from (f"{other};" for other in others)


def model(number: int, columns: str) -> str:
    """The model of such a table."""
    lines = [
        f"__tablename__ = 'things{number}'",
        "id: Mapped[int] = mapped_column(primary_key=True)",
        *columns.split(";"),
    ]
    return "\n".join([f"class Thing{number}(Base):", *(f"    {line.strip()}" for line in lines)])


# ---- where the two do not agree


DATABASE = """
CREATE SCHEMA crm;
CREATE TABLE crm.owners (id serial PRIMARY KEY, name text NOT NULL CHECK (name LIKE 'Mr %'));
CREATE TABLE owners (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE badges (id serial PRIMARY KEY, number text NOT NULL, colour text NOT NULL DEFAULT 'red', note text);
CREATE TABLE sums (id serial PRIMARY KEY, part integer NOT NULL, total integer GENERATED ALWAYS AS (part * 2) STORED);
CREATE TABLE strangers (id serial PRIMARY KEY);
CREATE TABLE events (id integer, happened date, PRIMARY KEY (id, happened)) PARTITION BY RANGE (happened);
CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2000-01-01');
CREATE VIEW names AS SELECT id, name FROM owners;
CREATE MATERIALIZED VIEW numbers AS SELECT id, number FROM badges;
"""
MODELS = """
    class Owner(Base):
        __tablename__ = "owners"
        __table_args__ = {"schema": "crm"}
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]


    class Badge(Base):
        __tablename__ = "badges"
        id: Mapped[int] = mapped_column(primary_key=True)


    class Sum(Base):
        __tablename__ = "sums"
        id: Mapped[int] = mapped_column(primary_key=True)
        part: Mapped[int]
        total: Mapped[int | None]


    class Name(Base):
        __tablename__ = "names"
        id: Mapped[int] = mapped_column(primary_key=True)


    class Number(Base):
        __tablename__ = "numbers"
        id: Mapped[int] = mapped_column(primary_key=True)


    class EventOld(Base):
        __tablename__ = "events_old"
        id: Mapped[int] = mapped_column(primary_key=True)
        happened: Mapped[datetime.date] = mapped_column(primary_key=True)


    class Ghost(Base):
        __tablename__ = "ghosts"
        id: Mapped[int] = mapped_column(primary_key=True)


    class Spirit(Base):
        __tablename__ = "spirits"
        __table_args__ = {"schema": "beyond"}
        id: Mapped[int] = mapped_column(primary_key=True)
"""


def test_where_models_and_database_do_not_agree_is_told_by_name(tmp_path: Path) -> None:
    with both("postgresql", DATABASE, MODELS, tmp_path) as project:
        told = project.generated(*project.url).splitlines()
        assert [line for line in told if line.startswith("warning")] == [
            "warning: Ghost: there is no table ghosts in the database (run the migrations)",
            "warning: Spirit: there is no table beyond.spirits in the database (run the migrations)",
            "warning: events: no model is mapped to this table (pass the module that has one)",
            "warning: owners: no model is mapped to this table (pass the module that has one)",
            "warning: strangers: no model is mapped to this table (pass the module that has one)",
            "warning: Badge: the database wants a value for number, which the model does not have"
            " (add the column, or give it a default)",
            "warning: Sum.total: the database makes the value itself, which the model does not say, so that it sends"
            " NULL (declare it as Computed, Identity or FetchedValue)",
        ]
        # The schema that a model names is read unasked; what can't save is what the warnings are about.
        assert project.not_saved().keys() == {"BadgeFactory", "SumFactory", "NameFactory", "NumberFactory"}


def test_a_child_is_not_saved_beside_a_parent_that_would_stay(tmp_path: Path) -> None:
    script = """
    CREATE TABLE parents (id int AUTO_INCREMENT PRIMARY KEY) ENGINE=MyISAM;
    CREATE TABLE children (id int AUTO_INCREMENT PRIMARY KEY, parent_id int NOT NULL) ENGINE=InnoDB;
    """
    models = """
    class Parent(Base):
        __tablename__ = "parents"
        id: Mapped[int] = mapped_column(primary_key=True)


    class Child(Base):
        __tablename__ = "children"
        id: Mapped[int] = mapped_column(primary_key=True)
        parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id"))
    """
    with both("mysql", script, models, tmp_path) as project:
        project.generated(*project.url)
        stays = "not verified: parents is a MyISAM table, which can't be rolled back"
        assert project.not_saved() == {"ParentFactory": stays, "ChildFactory": stays}
