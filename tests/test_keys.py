"""Keys of all kinds: to unique columns, with a default, in associations, wanted by ``__init__``, over one column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from generated import Saving, case, saving
from sqlalchemy.exc import IntegrityError

STRATEGIES = pytest.mark.parametrize("strategy", ["build", "create"])


@pytest.fixture
def keys() -> Iterator[Saving]:
    """Foreign keys to unique columns, parallel ones, ones that are the primary key, ones with a default."""
    with saving(case("keys_of_parents")) as made:
        yield made


@pytest.fixture
def joins() -> Iterator[Saving]:
    """Relationships with joins of their own."""
    with saving(case("joins")) as made:
        yield made


@pytest.fixture
def runs() -> Iterator[Saving]:
    """Dataclasses: ``__init__`` wants the keys of parents, and refuses the parents."""
    with saving(case("keys_in_init")) as made:
        yield made


# ---- which columns they lead to, and how many


def test_parallel_keys_have_a_row_each(keys: Saving) -> None:
    purchase = keys.PurchaseFactory()
    assert purchase.billing_address is not purchase.shipping_address
    assert (purchase.updated_by, keys.count("Person", "Address")) == (None, (1, 2))
    assert keys.PurchaseFactory(with_updated_by=True).updated_by is not None


def test_one_of_parallel_keys_is_passed(keys: Saving) -> None:
    address = keys.AddressFactory()
    purchase = keys.PurchaseFactory(billing_address=address)
    assert purchase.shipping_address is not address
    purchase = keys.PurchaseFactory(billing_address_id=address.id, shipping_address_id=address.id)
    assert purchase.billing_address is purchase.shipping_address is address


def test_a_key_to_a_unique_column(keys: Saving) -> None:
    currency = keys.CurrencyFactory()
    assert keys.PriceFactory(currency=currency).currency_code == currency.code
    assert keys.PriceFactory(currency_code=currency.code).currency is currency
    assert keys.QuoteFactory(currency=currency).currency_code == currency.code
    assert keys.QuoteFactory(slot_currency__slot=77).slot == 77


@STRATEGIES
def test_a_key_that_is_the_parents_key(keys: Saving, strategy: str) -> None:
    badge = getattr(keys.BadgeFactory, strategy)()
    assert badge.profile_id == badge.profile.person_id == badge.profile.person.id
    person = getattr(keys.PersonFactory, strategy)()
    assert getattr(keys.BadgeFactory, strategy)(profile__person=person).profile.person is person


def test_it_is_passed(keys: Saving) -> None:
    profile = keys.ProfileFactory(person_id=keys.PersonFactory().id)
    assert keys.BadgeFactory(profile_id=profile.person_id).profile is profile
    assert keys.count("Person", "Profile") == (1, 1)


# ---- a default


@pytest.mark.parametrize("model", ["Assignment", "Lesson"])
def test_the_row_that_a_default_names_is_not_there(keys: Saving, model: str) -> None:
    made = getattr(keys, f"{model}Factory")()
    assert keys.session.get(keys.Course, made.course_id)
    default = keys.CourseFactory(id="default_course")
    assert getattr(keys, f"{model}Factory")(course=default).course_id == "default_course"
    assert getattr(keys, f"{model}Factory")(course_id="default_course").course_id == "default_course"


@pytest.mark.parametrize("arguments", [{"course": None}, {"course_id": None}], ids=str)
def test_none_is_what_the_caller_says(keys: Saving, arguments: dict[str, Any]) -> None:
    """SQLAlchemy takes None for "not set", so the default comes into force, and its row is not there."""
    assert keys.AssignmentFactory.build(**arguments).course_id is None
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        keys.AssignmentFactory(**arguments)


# ---- association objects


@pytest.mark.parametrize(
    ("model", "one", "other"), [("Attendance", "person", "course"), ("Friendship", "person", "friend")]
)
def test_a_batch_of_associations(keys: Saving, model: str, one: str, other: str) -> None:
    factory, parent = getattr(keys, f"{model}Factory"), keys.PersonFactory()
    assert len({tuple(vars(row)[f"{name}_id"] for name in (one, other)) for row in factory.create_batch(10)}) == 10
    assert {vars(row)[f"{one}_id"] for row in factory.create_batch(10, **{one: parent})} == {parent.id}
    assert {vars(row)[f"{one}_id"] for row in factory.create_batch(10, **{f"{one}_id": parent.id})} == {parent.id}
    assert keys.count(model) == 30


# ---- joins


def test_parents_without_a_constraint(joins: Saving) -> None:
    visit = joins.VisitFactory()
    assert (joins.read(visit).visitor_id, visit.place) == (visit.visitor.id, None)
    assert joins.VisitFactory(visitor_id=visit.visitor_id, with_place=True).place
    assert joins.count("Person", "Place") == (1, 1)


@pytest.mark.parametrize("relationship", ["holder", "owner"])
def test_two_relationships_over_one_column(joins: Saving, relationship: str) -> None:
    person = joins.PersonFactory()
    ticket = joins.TicketFactory(**{relationship: person})
    assert joins.read(ticket).holder_id == person.id
    assert joins.count("Person") == 1
    assert joins.TicketFactory(holder_id=person.id).holder is person


# ---- keys that __init__ wants


@STRATEGIES
def test_parents_that_init_refuses_are_set(runs: Saving, strategy: str) -> None:
    output = getattr(runs.OutputFactory, strategy)()
    assert output.run is output.log.run
    assert output.run.project.name
    if strategy == "create":
        assert (output.run_id, output.log_id) == (output.run.id, output.log.id)
        assert runs.count("Project", "Run", "Log", "Output") == (1, 1, 1, 1)


@STRATEGIES
def test_such_a_parent_is_passed(runs: Saving, strategy: str) -> None:
    log = getattr(runs.LogFactory, strategy)()
    output = getattr(runs.OutputFactory, strategy)(log=log)
    assert (output.log, output.run) == (log, log.run)


@pytest.mark.parametrize("parent", ["run", "log"])
def test_its_key_is_passed(runs: Saving, parent: str) -> None:
    passed = getattr(runs, f"{parent.capitalize()}Factory")()
    output = runs.OutputFactory(**{f"{parent}_id": passed.id})
    assert getattr(output, parent) is passed
    assert output.run_id == output.log.run_id == output.run.id
    assert runs.count("Project", "Run", "Log", "Output") == (1, 1, 1, 1)
    assert getattr(runs.OutputFactory.build(**{f"{parent}_id": 7}), f"{parent}_id") == 7


def test_a_batch_of_them(runs: Saving) -> None:
    outputs = runs.OutputFactory.create_batch(10)
    assert all(output.run is output.log.run for output in outputs)
    assert runs.count("Project", "Run", "Log", "Output") == (10, 10, 10, 10)


# ---- nullable cycles


def test_nullable_cycles_are_closed_as_far_as_one_asks() -> None:
    with saving(case("cycles_nullable")) as made:
        left = made.LeftFactory(with_right=True, right__with_left=True)
        assert left.right.left is not left and left.right.left.right is None
        assert made.TeamFactory(with_rival=True).rival_id
        album = made.AlbumFactory(with_cover=True)
        assert made.read(album).cover_id == album.cover.id
        folder = made.FolderFactory(children=2, with_parent=True)
        assert (len(folder.children), folder.parent.parent) == (2, None)
        assert made.count("Left", "Right", "Team", "Rival", "Folder") == (2, 1, 1, 1, 4)
