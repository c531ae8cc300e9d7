"""How quick is one ``create_batch(100)`` of what factorygen writes, beside the ways people have without it?

``python benchmarks/create_batch.py``; README.md beside this file tells what the columns mean.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import by_hand
from library import Author, Base, Book, Page
from measuring import Make, Measured, measure
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

GENERATED = "generated"
FLUSHING = "flush per object"
COMMITTING = "commit per object"
SCHEMA = "factorygen_benchmark"
TEXTS = {"number": 1, "book__title": "A title", "book__author__name": "A name"}
LEAST_RATIO = {FLUSHING: 3.0, COMMITTING: 7.0}


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        generated = generated_factories(Path(folder))
        print(f"{options.size} pages, each with a book and an author of its own; medians of {options.rounds} runs")
        failures = []
        for database, engine in databases(Path(folder)):
            for values, ways in (("Faker", with_faker(generated)), ("texts passed", with_texts_passed(generated))):
                rows = measure(engine, ways, options.size, options.rounds)
                show(f"{database}, {values}", rows)
                failures += shortcomings(database, rows, LEAST_RATIO if values != "Faker" else {})
    for failure in failures:
        print(f"not reached: {failure}", file=sys.stderr)
    return 1 if failures else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=100, help="how many pages one run makes")
    parser.add_argument("--rounds", type=int, default=11, help="how many runs each way gets on each database")
    return parser.parse_args()


# ---- the ways


def with_faker(generated: Any) -> dict[str, Make]:
    """Each way of making pages, with the values that its factories make up."""
    return {
        GENERATED: one_batch(generated),
        FLUSHING: by_hand.flush_per_object,
        COMMITTING: by_hand.commit_per_object,
        "flush by hand": by_hand.flush_by_hand,
        "polyfactory": by_hand.polyfactory,
        "add_all": add_all(generated),
    }


def with_texts_passed(generated: Any) -> dict[str, Make]:
    """The same without polyfactory, which takes no values for parents: saving alone is measured."""
    ways = with_faker(generated)
    del ways["polyfactory"]
    return {name: make if name == "add_all" else partial(make, **TEXTS) for name, make in ways.items()}


def one_batch(generated: Any) -> Make:
    def make(session: Session, size: int, **values: object) -> Any:
        generated.set_session(session)
        return generated.PageFactory.create_batch(size, **values)

    return make


def generated_factories(folder: Path) -> Any:
    """The module that factorygen writes for ``library``; it holds the base too."""
    command = [sys.executable, "-m", "factorygen", "generate", "library", "-o", "-"]
    done = subprocess.run(command, cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True, check=True)
    (folder / "generated_factories.py").write_text(done.stdout, encoding="utf-8")
    sys.path.insert(0, str(folder))
    return importlib.import_module("generated_factories")


def add_all(generated: Any) -> Make:
    """The floor: the same values, already there, made into objects and added by hand."""
    values: dict[int, list[tuple[dict[str, Any], ...]]] = {}

    def make(session: Session, size: int) -> list[Page]:
        if size not in values:
            pages = generated.PageFactory.build_batch(size)
            values[size] = [tuple(map(plain_values, (page.book.author, page.book, page))) for page in pages]
        made = [Page(book=Book(author=Author(**author), **book), **page) for author, book, page in values[size]]
        session.add_all(made)
        session.flush()
        return made

    return make


def plain_values(instance: Base) -> dict[str, Any]:
    columns = {attribute.key for attribute in type(instance).__mapper__.column_attrs}
    return {key: value for key, value in vars(instance).items() if key in columns}


# ---- the databases


def databases(folder: Path) -> Iterator[tuple[str, Engine]]:
    """Each database that can be had, with empty tables; nothing is left of them afterwards."""
    for name, url in (("SQLite in memory", "sqlite://"), ("SQLite in a file", f"sqlite:///{folder / 'bench.db'}")):
        engine = create_engine(url)
        Base.metadata.create_all(engine)
        yield name, engine
        engine.dispose()
    if "FACTORYGEN_TEST_POSTGRESQL" not in os.environ:
        print("\nPostgreSQL: left out, FACTORYGEN_TEST_POSTGRESQL holds no URL")
        return
    with postgresql(os.environ["FACTORYGEN_TEST_POSTGRESQL"]) as engine:
        yield "PostgreSQL", engine


@contextmanager
def postgresql(url: str) -> Iterator[Engine]:
    engine = create_engine(url, connect_args={"options": f"-csearch_path={SCHEMA}"})
    drop = text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    with engine.begin() as connection:
        connection.execute(drop)
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
    try:
        Base.metadata.create_all(engine)
        yield engine
    finally:
        with engine.begin() as connection:
            connection.execute(drop)
        engine.dispose()


# ---- what comes out


def show(title: str, rows: list[Measured]) -> None:
    best = rows[0].seconds
    print(f"\n{title:<30}{'ms':>9}{'ratio':>8}{'flushes':>9}{'statements':>12}{'commits':>9}")
    for row in rows:
        sent = row.traffic
        timing = f"{row.seconds * 1000:>9.1f}{row.seconds / best:>8.2f}"
        print(f"{row.way:<30}{timing}{sent.flushes:>9}{sent.statements:>12}{sent.commits:>9}")


def shortcomings(database: str, rows: list[Measured], least_ratios: dict[str, float]) -> list[str]:
    """What the generated factories promise and did not keep; the ratios are promised for SQLite."""
    generated = rows[0]
    found = []
    if generated.traffic.flushes != 1:
        found.append(f"{database}: {generated.traffic.flushes} flushes instead of one")
    for row in rows:
        ratio, least = row.seconds / generated.seconds, least_ratios.get(row.way, 0.0)
        if database.startswith("SQLite") and ratio < least:
            found.append(f"{database}: {ratio:.2f} times as quick as {row.way}, not {least:g} times")
    return found


if __name__ == "__main__":
    sys.exit(main())
