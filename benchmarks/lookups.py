"""How much does a parent cost that is looked up for each of its children?

``python benchmarks/lookups.py``; README.md beside this file tells what the columns mean.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from by_hand import FlushingAuthorFactory, FlushingBookFactory, QuietAuthorFactory, QuietBookFactory, registry
from create_batch import databases, show
from factory.declarations import SubFactory
from measuring import Make, Measured, measure
from sqlalchemy.orm import Session

SETTINGS = '[tool.factorygen]\nget_or_create = "Author"\nget_or_create_cache = {}\n'
CACHED, UNCACHED, BY_HAND, FLUSHING = "with the cache", "without it", "factory_boy", "factory_boy, flush"
TEXTS = {"title": "A title", "author__name": "A name", "author__email": "author@example.com"}
LEAST_RATIO = {UNCACHED: 1.5, BY_HAND: 3.0, FLUSHING: 3.0}


class KeyedAuthorFactory(QuietAuthorFactory):
    class Meta:
        sqlalchemy_get_or_create = ("email",)


class KeyedBookFactory(QuietBookFactory):
    author = SubFactory(KeyedAuthorFactory)


class FlushingKeyedAuthorFactory(FlushingAuthorFactory):
    class Meta:
        sqlalchemy_get_or_create = ("email",)


class FlushingKeyedBookFactory(FlushingBookFactory):
    author = SubFactory(FlushingKeyedAuthorFactory)


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        ways = {
            CACHED: generated("cached", "true", Path(folder)),
            UNCACHED: generated("uncached", "false", Path(folder)),
            BY_HAND: by_hand(KeyedBookFactory),
            FLUSHING: by_hand(FlushingKeyedBookFactory),
        }
        print(f"{options.size} books of one author who is looked up; medians of {options.rounds} runs")
        failures = []
        for database, engine in databases(Path(folder)):
            rows = measure(engine, ways, options.size, options.rounds)
            show(database, rows)
            failures += shortcomings(database, rows, options.size)
    for failure in failures:
        print(f"not reached: {failure}", file=sys.stderr)
    return 1 if failures else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=1000, help="how many children one run makes")
    parser.add_argument("--rounds", type=int, default=7, help="how many runs each way gets on each database")
    return parser.parse_args()


def generated(name: str, cache: str, folder: Path) -> Make:
    """What factorygen writes for ``library`` under these settings."""
    (folder / "pyproject.toml").write_text(SETTINGS.format(cache), encoding="utf-8")
    command = [sys.executable, "-m", "factorygen", "generate", "library", "-o", "-"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    (folder / f"{name}.py").write_text(done.stdout, encoding="utf-8")
    factories = importlib.import_module(name)

    def make(session: Session, size: int) -> Any:
        factories.set_session(session)
        return factories.BookFactory.create_batch(size, **TEXTS)

    return make


def by_hand(factory: Any) -> Make:
    def make(session: Session, size: int) -> Any:
        registry.session = session
        return factory.create_batch(size, **TEXTS)

    return make


def shortcomings(database: str, rows: list[Measured], size: int) -> list[str]:
    """What the cache promises and did not keep; how much quicker it is than factory_boy is promised for SQLite."""
    cached, uncached, *_ = rows
    found = []
    saved = uncached.traffic.statements - cached.traffic.statements
    if saved != size - 1:
        found.append(f"{database}: the cache saves {saved} statements, not {size - 1}")
    for row in rows:
        ratio, least = row.seconds / cached.seconds, LEAST_RATIO.get(row.way, 0.0)
        if database.startswith("SQLite") and ratio < least:
            found.append(f"{database}: {ratio:.2f} times as quick as {row.way}, not {least:g} times")
    return found


if __name__ == "__main__":
    sys.exit(main())
