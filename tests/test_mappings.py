"""Models mapped in other ways than by plain columns: what a caller may pass, and what he gets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from generated import Saving, case, saving
from sqlalchemy.orm import scoped_session, sessionmaker


def saved(name: str) -> Iterator[Saving]:
    with saving(case(name)) as made:
        yield made


STRATEGIES = pytest.mark.parametrize("strategy", ["build", "create"])

# ---- attributes that are no columns


@pytest.fixture
def attributes() -> Iterator[Saving]:
    yield from saved("attributes")


@STRATEGIES
def test_a_composite_is_passed_as_an_object(attributes: Saving, strategy: str) -> None:
    route = getattr(attributes.RouteFactory, strategy)(start=attributes.models.Point(1, 2), price_currency="EUR")
    assert (route.x1, route.y1, route.start) == (1, 2, attributes.models.Point(1, 2))
    assert route.price.currency == "EUR"


@STRATEGIES
def test_a_hybrids_setter_and_a_synonym_take_what_is_passed(attributes: Saving, strategy: str) -> None:
    person = getattr(attributes.PersonFactory, strategy)(email="Ann@Example.com", password="secret", surname="Lee")
    assert (person._email, person.password_hash, person.last_name) == ("ann@example.com", "hashed-secret", "Lee")


def test_a_proxy_makes_its_rows(attributes: Saving) -> None:
    person = attributes.PersonFactory(pet_names=["Rex", "Tom"])
    assert [(pet.name, pet.person_id) for pet in person.pets] == [("Rex", person.id), ("Tom", person.id)]


# ---- collections


@pytest.fixture
def albums() -> Iterator[Saving]:
    yield from saved("collections_of_all_kinds")


def test_children_in_collections_of_all_kinds(albums: Saving) -> None:
    album = albums.AlbumFactory(tracks=2, notes=30, plays=2, reviews=2, comments=2, tags=2)
    assert albums.count("Track", "Note", "Play", "Review", "Comment", "Tag") == (2, 30, 2, 2, 2, 2)
    assert set(album.notes) == {note.keyword for note in album.notes.values()}
    assert [play.album_id for play in albums.session.scalars(album.plays.select())] == [album.id, album.id]
    assert album.reviews.count() == 2


def test_collections_are_built_without_a_session(albums: Saving) -> None:
    albums.base.set_session(None)
    album = albums.AlbumFactory.build(tracks=2, notes=30, tags=2)
    assert (len(album.tracks), len(album.notes), len(album.tags)) == (2, 30, 2)


# ---- inheritance


@pytest.mark.parametrize("name", ["discriminators", "inheritance_deep", "inheritance_concrete"])
def test_rows_are_of_the_class_that_made_them(name: str) -> None:
    with saving(case(name)) as made:
        for factory in vars(made.factories).values():
            model = getattr(getattr(factory, "_meta", None), "model", None)
            if model is not None:
                assert isinstance(made.read(factory()), model)


def test_factories_inherit_to_any_depth() -> None:
    found = case("inheritance_deep")
    assert issubclass(found.TankTruckFactory, found.TruckFactory)
    assert issubclass(found.TruckFactory, found.VehicleFactory)
    with saving(found) as made:
        truck = made.TankTruckFactory(owner__name="Ann", driver__name="Bob", with_station=True)
        assert (truck.owner.name, truck.driver.name, truck.type) == ("Ann", "Bob", "tank_truck")
        assert truck.vehicle_id == truck.id and truck.station.type == "building"


# ---- classes with an __init__ of their own


@STRATEGIES
def test_a_parameter_is_passed_by_its_own_name(strategy: str) -> None:
    with saving(case("imperative")) as made:
        batch = getattr(made.BatchFactory, strategy)(qty=3, ref="first")
        assert (batch._purchased_quantity, batch.reference) == (3, "first")


def test_what_a_parameter_is_kept_as_can_be_passed_too() -> None:
    with saving(case("imperative")) as made:
        batch = made.BatchFactory(reference="second", _purchased_quantity=9)
        assert (batch.reference, batch._purchased_quantity) == ("second", 9)


def test_what_init_replaces_can_be_passed() -> None:
    with saving(case("constructors")) as made:
        assert made.MeasurementFactory(title="abc").name == "ABC"
        assert made.MeasurementFactory(name="kept", value=1.5).name == "kept"


@pytest.mark.parametrize("name", ["Ticket", "Note", "Secret", "Post", "Review"])
def test_a_constructors_parent_is_passed_as_an_object_or_by_its_key(name: str) -> None:
    with saving(case("constructors_with_parents")) as made:
        factory, user = getattr(made, f"{name}Factory"), made.UserFactory()
        rows = [factory(user=user), factory(user_id=user.id), factory(user__name="Ann")]
        assert [made.read(row).user_id for row in rows] == [user.id, user.id, 2]
        assert made.count("User") == 2


def test_a_constructors_parent_is_passed_by_the_name_of_its_parameter() -> None:
    with saving(case("constructors_with_parents")) as made:
        user = made.UserFactory()
        assert made.NoteFactory(author=user).user is user and made.ReviewFactory(writer=user).user is user
        assert made.count("User") == 1
        made.base.set_session(None)
        assert made.NoteFactory.build(author__name="Ann").user.name == "Ann"


def test_attrs_classes_take_parents_and_defaults() -> None:
    pytest.importorskip("attrs")
    with saving(case("attrs_classes")) as made:
        visit = made.VisitFactory(pet__species="CAT", pet__owner__name="Ann")
        pet = made.session.get(made.Pet, visit.pet_id)
        assert (visit.duration, pet.species, pet.owner.name) == (15, "cat", "Ann")


# ---- frameworks


def test_flasks_scoped_session() -> None:
    pytest.importorskip("flask_sqlalchemy")
    made = case("flask_sqlalchemy")
    application = made.models.create_app()
    with application.app_context():
        made.models.db.create_all()
        made.base.set_session(made.models.db.session)
        try:
            user = made.UserFactory(role__name="Editor")
            assert (user.page_size, user.role.name) == (20, "Editor")
            made.models.db.session.commit()
            assert made.models.db.session.get(made.User, user.id) is user
        finally:
            made.base.set_session(None)
            made.models.db.session.remove()


def test_a_scoped_session() -> None:
    with saving(case("sqlmodels")) as made:
        session = scoped_session(sessionmaker(made.session.connection()))
        made.base.set_session(session)
        voyage = made.VoyageFactory()
        assert voyage in session and voyage.sailor_id == voyage.sailor.id
        session.remove()
