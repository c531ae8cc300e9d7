"""``get_or_create_cache``: a session remembers the rows it found, and never hands out one that is not its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from generated import Saving, case, saving
from servers import database
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from test_get_or_create import statements

SETTINGS = 'get_or_create = "*"\nget_or_create_cache = true'


@pytest.fixture
def made() -> Iterator[Saving]:
    with saving(case("get_or_create", SETTINGS)) as made:
        yield made


def test_a_row_is_looked_up_once(made: Saving) -> None:
    with statements(made.session) as seen:
        products = made.ProductFactory.create_batch(5, category__name="Food")
        assert seen.count("SELECT") == 1
        assert made.CategoryFactory(name="Food") is products[0].category
        assert made.ProductFactory(name=products[0].name, category__name="Food") is products[0]
        assert seen.count("SELECT") == 2
        assert made.ProductFactory(name=products[0].name, category__name="Food", price=1) is products[0]
        assert seen.count("SELECT") == 2


def test_a_rollback_empties_it(made: Saving) -> None:
    food = made.CategoryFactory(name="Food")
    made.session.rollback()
    again = made.CategoryFactory(name="Food")
    assert again is not food
    assert sa.inspect(again).persistent
    assert made.count("Category") == 1


def test_so_does_the_rollback_of_a_savepoint(made: Saving) -> None:
    outer = made.CategoryFactory(name="Outer")
    with made.session.begin_nested() as savepoint:
        inner = made.CategoryFactory(name="Inner")
        # A row that the session has only read: nothing else tells it that it is gone.
        made.session.execute(sa.insert(made.Country.__table__).values(code="AT", title="Austria"))
        austria = made.CountryFactory(code="AT")
        savepoint.rollback()
    assert made.CategoryFactory(name="Outer") is outer
    assert made.CategoryFactory(name="Inner") is not inner
    with statements(made.session) as seen:
        made.CountryFactory(code="DE")
        assert seen.count("SELECT") == 1
    assert austria not in made.session.info["looked_up"].values()
    assert made.count("Category", "Country") == (2, 1)


def test_a_savepoint_s_end_leaves_it(made: Saving) -> None:
    with made.session.begin_nested():
        food = made.CategoryFactory(name="Food")
    with statements(made.session) as seen:
        assert made.CategoryFactory(name="Food") is food
    assert not seen


@pytest.mark.parametrize("end", ["commit", "close", "expunge_all", "expire_all"])
def test_what_ends_a_session_s_objects_is_heeded(made: Saving, end: str) -> None:
    food = made.CategoryFactory(name="Food")
    made.session.commit()
    made.CategoryFactory(name="Food")
    getattr(made.session, end)()
    with statements(made.session) as seen:
        again = made.CategoryFactory(name="Food")
        assert "SELECT" in seen
    assert again in made.session
    assert again.name == "Food"
    assert (again is food) == (end in ("commit", "expire_all"))
    assert made.count("Category") == 1


def test_expunged_deleted_and_renamed_rows_are_not_handed_out(made: Saving) -> None:
    food, tea, meals, gone = (made.CategoryFactory(name=name) for name in ("Food", "Tea", "Meals", "Gone"))
    made.session.expunge(food)
    made.session.delete(tea)
    meals.name = "Dinner"
    made.session.execute(sa.delete(made.Category).where(made.Category.name == "Gone"))
    for name, before in (("Food", food), ("Tea", tea), ("Meals", meals), ("Gone", gone)):
        again = made.CategoryFactory(name=name)
        assert again is not before
        assert sa.inspect(again).persistent
    assert made.CategoryFactory(name="Dinner") is meals
    assert made.count("Category") == 5


def test_another_session_has_its_own(made: Saving) -> None:
    food = made.CategoryFactory(name="Food")
    made.session.commit()
    with Session(made.session.get_bind()) as other:
        made.base.set_session(other)
        again = made.CategoryFactory(name="Food")
        assert again is not food
        assert again in other
    made.base.set_session(made.session)
    assert made.CategoryFactory(name="Food") is food


def test_each_thread_has_that_of_its_session(made: Saving) -> None:
    with database("postgresql") as engine:
        made.models.Base.metadata.create_all(engine)
        scoped = scoped_session(sessionmaker(engine))
        ids, own = set(), []

        def work() -> None:
            made.base.set_session(scoped)
            for _ in range(3):
                food = made.CategoryFactory(name="Food")
                own.append(food in scoped())
                ids.add(food.id)
                scoped.commit()
            scoped.remove()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert own == [True] * 12
        assert len(ids) == 1


def test_without_being_asked_for_there_is_none(made: Saving) -> None:
    plain = case("get_or_create", 'get_or_create = "*"')
    assert not hasattr(plain.base, "_remember")
    assert hasattr(made.base, "_remember")
    assert not hasattr(case("async_sessions", "get_or_create_cache = true").base, "_remember")
