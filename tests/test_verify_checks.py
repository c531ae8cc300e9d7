"""A CHECK that nothing satisfies fails its own factory alone, and ``verify`` says which one it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from runpy import run_path

import pytest
import sqlalchemy as sa
from command_line import factorygen
from servers import database

TYPES = {
    "sqlite": "sa.Integer",
    "mysql": "sa.Integer",
    "postgresql": 'DOMAIN("odd", sa.Integer, check="VALUE <> VALUE")',
}
MODELS = """
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import DOMAIN
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Room(Base):
    __tablename__ = "rooms"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(20))


class Lamp(Base):
    __tablename__ = "lamps"
    __table_args__ = (sa.CheckConstraint("watt = 60 AND watt = 40", name="odd_lamp"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    watts: Mapped[int] = mapped_column("watt")


class Clock(Base):
    __tablename__ = "clocks"
    __table_args__ = (
        sa.CheckConstraint("hour >= 0 OR minute >= 0"),
        sa.CheckConstraint("hour > minute AND minute > hour"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hour: Mapped[int]
    minute: Mapped[int]


class Door(Base):
    __tablename__ = "doors"
    __table_args__ = (sa.CheckConstraint("width > 1"), sa.CheckConstraint("width <> width"))

    id: Mapped[int] = mapped_column(primary_key=True)
    width: Mapped[int] = mapped_column(sa.Integer, sa.CheckConstraint("width > 2"))


class Window(Base):
    __tablename__ = "windows"

    id: Mapped[int] = mapped_column(primary_key=True)
    panes: Mapped[int] = mapped_column({type}, sa.CheckConstraint("panes > 2"))
"""


@pytest.fixture(params=list(TYPES))
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    (tmp_path / "pyproject.toml").touch()
    with database(request.param) as engine:
        yield request.param, "" if request.param == "sqlite" else engine.url.render_as_string(hide_password=False)


def verified(folder: Path, dialect: str, url: str) -> dict[str, list[dict[str, str]]]:
    """What is told of each model."""
    (folder / "models.py").write_text(MODELS.replace("{type}", TYPES[dialect]), encoding="utf-8")
    generated = factorygen("generate", "models", "--dialect", dialect, folder=folder)
    assert generated.code == 0, generated.err
    if url:
        create_tables(folder, url)
    outcome = factorygen("verify", "models", "--format", "json", *(["--url", url] if url else []), folder=folder)
    assert outcome.code == 1, outcome.err
    return {one["model"]: one["failures"] for one in json.loads(outcome.out)["outcomes"]}


def create_tables(folder: Path, url: str) -> None:
    engine = sa.create_engine(url)
    run_path(str(folder / "models.py"))["Base"].metadata.create_all(engine)
    engine.dispose()


def test_a_broken_check_is_told_by_column_constraint_and_text(tmp_path: Path, url: tuple[str, str]) -> None:
    dialect, address = url
    failures = verified(tmp_path, dialect, address)
    told = {
        model: (found[0]["column"], found[0]["constraint"], found[0]["way_out"])
        for model, found in failures.items()
        if found
    }
    expected = {
        "Lamp": ("Lamp.watts", "odd_lamp", "declare Lamp.watts so that watt = 60 AND watt = 40 holds"),
        "Clock": (
            "Clock.hour, Clock.minute",
            "CHECK (hour > minute AND minute > hour)",
            "declare Clock.hour, Clock.minute so that hour > minute AND minute > hour holds",
        ),
        "Door": ("Door.width", "CHECK (width <> width)", "declare Door.width so that width <> width holds"),
    }
    if dialect == "postgresql":
        expected["Window"] = ("Window.panes", "odd_check", "declare Window.panes so that VALUE <> VALUE holds")
    assert told == expected
