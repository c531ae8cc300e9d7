"""Flask models that ask for their application: it is found where Flask finds it, and only where it is needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Outcome, factorygen

pytest.importorskip("flask_sqlalchemy")

MODELS = """
from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import validates

db = SQLAlchemy()


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(80), unique=True, nullable=False)
    pages = db.Column(db.Integer, nullable=False, default=lambda: current_app.config["PAGES"])

    @validates("email")
    def check(self, key, value):
        if not value.endswith(current_app.config["ENDING"]):
            raise ValueError("not one of ours")
        return value
"""
CREATE_APP = """
from flask import Flask


def create_app():
    print("a word on stdout")
    app = Flask(__name__)
    app.config.update(SQLALCHEMY_DATABASE_URI="sqlite://", PAGES=20, ENDING="@example.com")
    from app.models import db
    db.init_app(app)
    return app
"""
PLAIN = """
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(80), unique=True, nullable=False)
"""
PLACES = {
    "the package": ({"app/__init__.py": CREATE_APP, "app/models.py": MODELS}, {}),
    "wsgi.py": ({"app/models.py": MODELS, "wsgi.py": CREATE_APP + "\n\napp = create_app()\n"}, {}),
    "FLASK_APP": ({"app/models.py": MODELS, "start.py": CREATE_APP}, {"FLASK_APP": "start:create_app"}),
}


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in {"pyproject.toml": "", "app/__init__.py": "", **files}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def generated(folder: Path, environment: dict[str, str]) -> Outcome:
    return factorygen("generate", "app.models:db", "-o", "factories.py", folder=folder, environment=environment)


@pytest.mark.parametrize("place", PLACES)
def test_the_application_is_found(tmp_path: Path, place: str) -> None:
    files, environment = PLACES[place]
    written(tmp_path, files)
    outcome = generated(tmp_path, environment)
    assert (outcome.code, "TODO" in (tmp_path / "factories.py").read_text()) == (0, False)
    assert 'email = Sequence(lambda n: f"user{n}@example.com")' in (tmp_path / "factories.py").read_text()
    assert outcome.out == ""


@pytest.mark.parametrize("place", PLACES)
def test_verify_saves_in_its_context(tmp_path: Path, place: str) -> None:
    files, environment = PLACES[place]
    written(tmp_path, files)
    generated(tmp_path, environment)
    outcome = factorygen("verify", "app.models:db", "-o", "factories.py", folder=tmp_path, environment=environment)
    assert (outcome.code, "1 saved" in outcome.err + outcome.out) == (0, True)


def test_an_application_that_nobody_asks_for_is_not_made(tmp_path: Path) -> None:
    written(tmp_path, {"app/__init__.py": "def create_app():\n    raise SystemExit('no')\n", "app/models.py": PLAIN})
    outcome = generated(tmp_path, {})
    assert (outcome.code, "error" in outcome.err) == (0, False)


@pytest.mark.parametrize("text", ["", "def create_app():\n    raise SystemExit('no database here')\n"])
def test_without_an_application_it_is_said_what_was_tried(tmp_path: Path, text: str) -> None:
    written(tmp_path, {"app/__init__.py": text, "app/models.py": MODELS})
    outcome = generated(tmp_path, {})
    assert outcome.code == 0
    warning = outcome.err.splitlines()[0]
    assert warning.startswith("warning: User.email: no value is known for String")
    assert "Working outside of application context" in warning
