"""Small projects as people have them, before anything of factorygen is in them; and what pytest says of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

USER_AND_CLIENTS = """
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    clients: Mapped[list["Client"]] = relationship(back_populates="user")


class Client(Base):
    __tablename__ = "client"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    user: Mapped[User] = relationship(back_populates="clients")
"""
BASE = "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n"
ITEM = """
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class {name}(Base):
    __tablename__ = "{name}"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
"""
FLASK = """
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class User(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
"""
FLASK_APP = """
from flask import Flask

from .models import db


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////nowhere/production.db"
    db.init_app(app)
    return app
"""
ENGINE = """
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

engine = create_async_engine("postgresql+asyncpg://nowhere/production")
Session = async_sessionmaker(engine)
"""
SQLMODEL = """
from sqlmodel import Field, SQLModel


class UserBase(SQLModel):
    email: str = Field(unique=True)


class User(UserBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
"""
CLASSIC = """
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "user"
    id = sa.Column(sa.Integer, primary_key=True)
    email = sa.Column(sa.String(80), unique=True, nullable=False)
"""
REGISTRY = """
import sqlalchemy as sa
from sqlalchemy import orm

mapper_registry = orm.registry()


@mapper_registry.mapped
class User:
    __tablename__ = "user"
    id = sa.Column(sa.Integer, primary_key=True)
    email = sa.Column(sa.String(80), unique=True, nullable=False)
"""
PYPROJECT = """# ours
[project]
name = "shop"  # a shop
version = "0"

[tool.ruff]
line-length = 99
"""
PROJECTS: dict[str, dict[str, str]] = {
    "plain": {"shop/__init__.py": "", "shop/models.py": USER_AND_CLIENTS},
    "one_file": {"models.py": USER_AND_CLIENTS},
    "src_layout": {
        "pyproject.toml": PYPROJECT,
        "src/shop/__init__.py": "",
        "src/shop/models/__init__.py": "",
        "src/shop/models/base.py": BASE,
        "src/shop/models/user.py": ITEM.format(name="User"),
        "src/shop/models/item.py": ITEM.format(name="Item"),
        "tests/test_nothing.py": "def test_nothing():\n    pass\n",
    },
    "many_modules": {
        **{f"app/{name}/__init__.py": "" for name in ("users", "items")},
        "app/__init__.py": "",
        "app/base.py": BASE,
        "app/users/models.py": ITEM.format(name="User").replace(".base", "app.base"),
        "app/items/models.py": ITEM.format(name="Item").replace(".base", "app.base"),
        "app/main.py": "raise SystemExit('this starts the server')\n",
    },
    "sqlmodel": {"shop/__init__.py": "", "shop/models.py": SQLMODEL},
    "classic": {"shop/__init__.py": "", "shop/models.py": CLASSIC},
    "registry": {"shop/__init__.py": "", "shop/models.py": REGISTRY},
    "flask": {"shop/__init__.py": FLASK_APP, "shop/models.py": FLASK},
    "asyncio": {"shop/__init__.py": "", "shop/models.py": USER_AND_CLIENTS, "shop/db.py": ENGINE},
}


def write(files: dict[str, str], folder: Path) -> Path:
    """The files of a project, in a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def pytest_says(project: Path, *options: str, environment: dict[str, str] | None = None) -> str:
    """What ``pytest`` says in a project, as its author has it: no option of ours, no path but his own."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": "", **(environment or {})}
    environment.pop("PYTHONPATH", None)
    script = str(Path(sys.executable).with_name("pytest"))
    command = [script] if Path(script).exists() else [sys.executable, "-P", "-m", "pytest"]
    done = subprocess.run(
        [*command, "-q", "-p", "no:cacheprovider", *options],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr
