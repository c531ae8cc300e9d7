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
        "kind text NOT NULL, CHECK (kind IN ('first', 'other')); CREATE UNIQUE INDEX only ON things (kind)"
        " WHERE kind = 'first'",
        "kind: Mapped[str]",
    ),
    "unique index of an expression": (
        "nick text NOT NULL CHECK (length(nick) < 4); CREATE UNIQUE INDEX lowered ON things (lower(nick))",
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
KEYS = {
    "sqlite": "id integer PRIMARY KEY",
    "postgresql": "id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    "mysql": "id integer PRIMARY KEY AUTO_INCREMENT",
}


@pytest.mark.parametrize("dialect", KEYS)
def test_what_only_the_database_knows_is_heeded(dialect: str, tmp_path: Path) -> None:
    known = LESS | {"sqlite": {}, "postgresql": POSTGRESQL, "mysql": MARIADB}[dialect]
    told = {name: known[name] for place, name in FACTS if place == dialect}
    script = [DOMAIN] if dialect == "postgresql" else []
    script.append(f"CREATE TABLE others ({KEYS[dialect]}, name varchar(20) NOT NULL);")
    models = [
        "class Other(Base):",
        "    __tablename__ = 'others'",
        "    id: Mapped[int] = mapped_column(primary_key=True)",
    ]
    models += ["    name: Mapped[str] = mapped_column(String(20))"]
    for number, (columns, mapped) in enumerate(told.values()):
        table, semicolon, rest = columns.partition(";")
        script.append(f"CREATE TABLE things{number} ({KEYS[dialect]}, {table});")
        script.append(
            f"{rest.replace('things', f'things{number}').replace('INDEX ', f'INDEX i{number}_')};" if rest else ""
        )
        models += [f"class Thing{number}(Base):", f"    __tablename__ = 'things{number}'"]
        models += ["    id: Mapped[int] = mapped_column(primary_key=True)"]
        models += [f"    {line.strip()}" for line in mapped.split(";")]
    with both(dialect, "\n".join(script), "\n".join(models), tmp_path) as project:
        project.generated("--dialect", dialect)
        failing = {f"Thing{number}Factory" for number, name in enumerate(told) if name not in HARMLESS}
        assert failing - project.not_saved().keys() == set()

        assert "warning" not in project.generated(*project.url)
        assert project.not_saved() == {}
