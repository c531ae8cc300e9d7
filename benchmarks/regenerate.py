"""How long does ``factorygen check`` take, beside the ``factorygen generate`` that wrote the factories?

``python benchmarks/regenerate.py``; exits 1 when it takes more than 1.5 times as long, for factories as they were
generated, for those that a user has edited here and there, and for those that a migration has made stale.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

MOST = 1.5
COMMAND = str(Path(sys.executable).parent / "factorygen")
HEAD = """\
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, relationship


class Base(DeclarativeBase):
    pass
"""
MODEL = """

class Model{number}(Base):
    __tablename__ = "model{number}"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(60), nullable=False)
    email = sa.Column(sa.String(80), nullable=False, unique=True)
    price = sa.Column(sa.Numeric(8, 2), nullable=False)
    born = sa.Column(sa.Date, nullable=False)
    done = sa.Column(sa.Boolean, nullable=False)
    note = sa.Column(sa.Text)
"""
PARENT = """\
    parent_id = sa.Column(sa.ForeignKey("model{parent}.id"), nullable=False)
    parent = relationship("Model{parent}")
"""
NEW = "    city = sa.Column(sa.String(99), nullable=False)\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--factories", type=int, default=500, help="how many models there are")
    parser.add_argument("--rounds", type=int, default=3, help="how many times each command is run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return measured(Path(name), asked.factories, asked.rounds)


def measured(folder: Path, factories: int, rounds: int) -> int:
    (folder / "pyproject.toml").write_text('[tool.factorygen]\nsource = "many_models"\n')
    write_models(folder, factories)
    generating = median(generation(folder) for _ in range(rounds))
    print(f"generate              {generating:6.2f} s for {factories} factories")
    states: dict[str, Callable[[], None]] = {
        "as generated": lambda: None,
        "edited": lambda: edit(folder),
        "edited and stale": lambda: write_models(folder, factories, NEW),
    }
    worst = 0.0
    for state, prepare in states.items():
        prepare()
        checking = median(seconds_of(folder, "check") for _ in range(rounds))
        worst = max(worst, checking / generating)
        print(
            f"check, {state:16}{checking:6.2f} s, ratio {checking / generating:.2f} (at most {MOST:g} is the promise)"
        )
    return 0 if worst <= MOST else 1


def write_models(folder: Path, factories: int, more: str = "") -> None:
    """Models, each with a parent among those before it, every tenth of them with a column more."""
    lines = [HEAD]
    for number in range(factories):
        lines.append(MODEL.format(number=number))
        lines.append(PARENT.format(parent=number // 2) if number else "")
        lines.append(more if number % 10 == 0 else "")
    (folder / "many_models.py").write_text("".join(lines))


def edit(folder: Path) -> None:
    """Another value in every tenth factory."""
    path = folder / "tests" / "factories.py"
    parts = path.read_text().split('name = Faker("name")')
    names = ['name = Faker("name")' if number % 10 else "name = 'Ann'" for number in range(len(parts) - 1)]
    path.write_text("".join(part + name for part, name in zip(parts, [*names, ""], strict=True)))


def generation(folder: Path) -> float:
    """How long it takes to write them for the first time."""
    for path in (folder / "tests").glob("factor*"):
        path.unlink()
    return seconds_of(folder, "generate")


def seconds_of(folder: Path, command: str) -> float:
    start = time.perf_counter()
    subprocess.run([COMMAND, command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
