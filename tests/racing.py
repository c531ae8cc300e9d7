"""Processes that want the same rows at the same time; the test that starts it looks at what comes of it.

``python racing.py FOLDER PACKAGE URL PROCESSES TRANSACTIONS KEYS``: in each transaction, each process adds a row of its
own and takes so many products, by random keys. What goes wrong in one of them is printed.
"""

from __future__ import annotations

import importlib
import random
import sys
from multiprocessing import get_context
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

CATEGORIES, NAMES = 20, 10


def main(folder: str, package: str, url: str, processes: str, transactions: str, keys: str) -> int:
    sys.path.insert(0, folder)
    factories = importlib.import_module(f"{package}.factories")
    forking = get_context("fork")  # all of it is imported once
    start = forking.Barrier(int(processes))
    told = (factories, url, int(transactions), int(keys), start)
    racers = [forking.Process(target=race, args=(number, *told)) for number in range(int(processes))]
    for one in racers:
        one.start()
    for one in racers:
        one.join()
    return sum(one.exitcode != 0 for one in racers)


def race(number: int, factories: Any, url: str, transactions: int, keys: int, start: Any) -> None:
    package = factories.__name__.rpartition(".")[0]
    chance = random.Random(number)
    with Session(sa.create_engine(url)) as session:
        session.connection()
        sys.modules[f"{package}.factory_base"].set_session(session)  # type: ignore[attr-defined]
        start.wait()
        for _ in range(transactions):
            session.add(sys.modules[f"{package}.models"].Owner(name=f"of process {number}"))  # type: ignore[attr-defined]
            take(factories, [(chance.randrange(CATEGORIES), chance.randrange(NAMES)) for _ in range(keys)])
            session.commit()


def take(factories: Any, keys: list[tuple[int, int]]) -> None:
    """In order, as whoever takes several locks in a transaction has to."""
    for category, number in sorted(keys):
        found = factories.ProductFactory(name=f"name {number}", category__name=f"category {category}")
        assert (found.name, found.category.name) == (f"name {number}", f"category {category}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
