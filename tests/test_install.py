"""Does factorygen work where it is installed: as a wheel, as a wheel made from the sdist, as an editable install?"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODELS = """\
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship()
"""


@dataclass(frozen=True)
class Environment:
    """A virtual environment that holds factorygen, and sees the libraries of the one that runs the tests."""

    folder: Path

    def run(self, command: str, *arguments: str, cwd: Path) -> str:
        """What a command of the environment wrote to both streams; it has to succeed."""
        program = self.folder / scripts() / command
        clean = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
        done = subprocess.run(
            [program, *arguments], cwd=cwd, env=clean, text=True, capture_output=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


def scripts() -> str:
    return "Scripts" if os.name == "nt" else "bin"


def hatch(target: str, checkout: Path, folder: Path) -> Path:
    """Builds a wheel or an sdist as pip would have it built, without asking a package index for anything."""
    builder = "import sys, hatchling.build as build; print(getattr(build, sys.argv[1])(sys.argv[2]))"
    done = subprocess.run(
        [sys.executable, "-c", builder, f"build_{target}", str(folder)],
        cwd=checkout,
        text=True,
        capture_output=True,
        check=True,
    )
    return folder / done.stdout.split()[-1]


def wheel(folder: Path) -> Path:
    return hatch("wheel", ROOT, folder)


def editable(folder: Path) -> Path:
    return hatch("editable", ROOT, folder)


def wheel_of_the_sdist(folder: Path) -> Path:
    with tarfile.open(hatch("sdist", ROOT, folder)) as sdist:
        sdist.extractall(folder / "unpacked")
    return hatch("wheel", next((folder / "unpacked").iterdir()), folder)


def installed(built: Path, folder: Path) -> Environment:
    """A new environment with the built wheel in it; without pip, which takes seconds to come."""
    venv.create(folder, symlinks=os.name != "nt")
    environment = Environment(folder)
    inner = environment.run("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    outer = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(inner.strip()) / "outer.pth").write_text("\n".join(sorted(outer)) + "\n", encoding="utf-8")
    environment.run("python", "-m", "installer", str(built), cwd=folder)
    return environment


@pytest.mark.long
@pytest.mark.parametrize("build", [wheel, editable, wheel_of_the_sdist], ids=lambda build: build.__name__)
def test_the_installed_command_writes_factories_that_save(build: Callable[[Path], Path], tmp_path: Path) -> None:
    environment = installed(build(tmp_path), tmp_path / "environment")
    project = tmp_path / "project"
    project.mkdir()
    (project / "models.py").write_text(MODELS, encoding="utf-8")

    environment.run("factorygen", "generate", "models.py", "-o", "made/factories.py", cwd=project)

    assert "class BookFactory" in (project / "made" / "factories.py").read_text(encoding="utf-8")
    environment.run("factorygen", "verify", "models.py", "-o", "made/factories.py", cwd=project)
    where = environment.run("python", "-c", "import factorygen; print(factorygen.__file__)", cwd=project)
    assert Path(where.strip()).is_relative_to(ROOT if build is editable else environment.folder)


def test_the_wheel_holds_the_package_and_its_templates_and_nothing_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel(tmp_path)) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {f"factorygen/{name}" for name in files_under(ROOT / "factorygen")}
    templates = {f"factorygen/templates/{name}" for name in files_under(ROOT / "templates")}
    assert names == package | templates
    assert "factorygen/py.typed" in names


def test_the_sdist_holds_what_the_tests_and_the_readme_need(tmp_path: Path) -> None:
    with tarfile.open(hatch("sdist", ROOT, tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "CHANGELOG.md", "Makefile", "pyproject.toml", "tests/test_install.py"} <= names
    assert {f"templates/{name}" for name in files_under(ROOT / "templates")} <= names
    assert {f"generated_example/{name}" for name in files_under(ROOT / "generated_example")} <= names


def files_under(folder: Path) -> set[str]:
    """Its files, without what tools leave behind."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not any(part.startswith((".", "__py")) for part in path.parts)}
