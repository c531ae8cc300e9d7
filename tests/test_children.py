"""The other side of a relationship: none by default, by number, by list, by what they should be like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import factory
import pytest
from generated import Saving, case, inline, invoicing, saving
from sqlalchemy.orm import Session

STRATEGIES = pytest.mark.parametrize("strategy", ["build", "create"])


@pytest.fixture
def invoices() -> Iterator[Saving]:
    """Users, their clients, contracts and invoices."""
    with saving(invoicing()) as made:
        yield made


@pytest.fixture
def courses() -> Iterator[Saving]:
    """A set of rooms (many-to-many), lessons that know their course by key only, enrolments of students."""
    with saving(case("collections")) as made:
        yield made


# ---- how they are asked for


@STRATEGIES
@pytest.mark.parametrize("clients", [0, 1, 3])
def test_children_by_number(invoices: Saving, strategy: str, clients: int) -> None:
    user = getattr(invoices.UserFactory, strategy)(clients=clients)
    assert [client.user for client in user.clients] == [user] * clients
    assert len({client.email for client in user.clients}) == clients
    assert invoices.count("User", "Client") == ((1, clients) if strategy == "create" else (0, 0))


@STRATEGIES
@pytest.mark.parametrize("arguments", [{}, {"clients": None}, {"clients": []}, {"clients": 0, "clients__name": "Ann"}])
def test_no_children(invoices: Saving, strategy: str, arguments: dict[str, Any]) -> None:
    assert getattr(invoices.UserFactory, strategy)(**arguments).clients == []


@STRATEGIES
def test_attributes_alone_make_one(invoices: Saving, strategy: str) -> None:
    user = getattr(invoices.UserFactory, strategy)(clients__name="Ann")
    assert [client.name for client in user.clients] == ["Ann"]


@STRATEGIES
def test_children_of_children(invoices: Saving, strategy: str) -> None:
    user = getattr(invoices.UserFactory, strategy)(clients=2, clients__name="Ann", clients__contracts__invoices=3)
    assert [client.name for client in user.clients] == ["Ann", "Ann"]
    contracts = [contract for client in user.clients for contract in client.contracts]
    assert [len(contract.invoices) for contract in contracts] == [3, 3]
    if strategy == "create":
        assert invoices.count("User", "Client", "Contract", "Invoice") == (1, 2, 2, 6)


def test_children_read_their_parent(invoices: Saving) -> None:
    contract = invoices.ContractFactory(invoices=2)
    assert all(
        contract.start_date <= one.period_start < one.period_end <= contract.end_date for one in contract.invoices
    )


def test_children_of_parents(invoices: Saving) -> None:
    client = invoices.ClientFactory(user__clients=2)
    assert len(client.user.clients) == 3


@STRATEGIES
def test_children_by_list(invoices: Saving, strategy: str) -> None:
    ann, bob = (getattr(invoices.ClientFactory, strategy)() for _ in range(2))
    user = getattr(invoices.UserFactory, strategy)(clients=[ann, bob])
    assert user.clients == [ann, bob]
    assert (ann.user, bob.user) == (user, user)
    if strategy == "create":
        assert invoices.read(ann).user_id == user.id


def test_children_by_anything_that_can_be_walked_through_once(invoices: Saving) -> None:
    user = invoices.UserFactory(clients=(invoices.ClientFactory.build(user=None) for _ in range(2)))
    assert len(user.clients) == 2
    assert invoices.count("User", "Client") == (1, 2)


@pytest.mark.parametrize("state", ["transient", "pending", "persistent"])
def test_children_that_are_handed_over_are_saved(invoices: Saving, state: str) -> None:
    client = invoices.ClientFactory() if state == "persistent" else invoices.ClientFactory.build()
    if state == "pending":
        invoices.session.add(client)
    user = invoices.UserFactory(clients=[client])
    assert invoices.read(client).user_id == user.id
    assert user.clients == [client] and client in invoices.session
    assert invoices.count("User") == (1 if state == "transient" else 2)


def test_transient_children_without_a_parent_are_saved(invoices: Saving) -> None:
    user = invoices.UserFactory(clients=[invoices.ClientFactory.build(user=None)])
    assert invoices.count("User", "Client") == (1, 1)
    assert user.clients[0].id


@STRATEGIES
@pytest.mark.parametrize("clients", [True, False])
def test_a_truth_value_is_no_number(invoices: Saving, strategy: str, clients: bool) -> None:
    with pytest.raises(TypeError, match=f"clients={clients}: give a number or a list"):
        getattr(invoices.UserFactory, strategy)(clients=clients)


@STRATEGIES
def test_a_list_has_no_attributes(invoices: Saving, strategy: str) -> None:
    client = invoices.ClientFactory.build()
    with pytest.raises(TypeError, match="clients__name: not together with a list"):
        getattr(invoices.UserFactory, strategy)(clients=[client], clients__name="Ann")


def test_a_misspelt_attribute_is_refused(invoices: Saving) -> None:
    with pytest.raises(TypeError, match="nam"):
        invoices.UserFactory(clients__nam="Ann")


def test_each_of_a_batch_has_its_own(invoices: Saving) -> None:
    users = invoices.UserFactory.create_batch(3, clients=2)
    assert len({client.id for user in users for client in user.clients}) == 6


def test_a_user_may_declare_some_by_default(invoices: Saving) -> None:
    class Busy(invoices.UserFactory):  # type: ignore[misc, name-defined]
        clients = invoices.base.Children(invoices.ClientFactory, of="user")
        clients__contracts = 2

    assert [len(client.contracts) for client in Busy(clients=2).clients] == [2, 2]


# ---- the kinds of collections


@STRATEGIES
def test_many_to_many_by_number(courses: Saving, strategy: str) -> None:
    course = getattr(courses.CourseFactory, strategy)(rooms=2, rooms__name="Aula")
    assert isinstance(course.rooms, set)
    assert [room.name for room in course.rooms] == ["Aula", "Aula"]
    if strategy == "create":
        assert courses.count("Room", "Course") == (2, 1)


def rows(made: Saving, table: str) -> int:
    return made.session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # type: ignore[no-any-return]


def test_many_to_many_rows_are_saved(courses: Saving) -> None:
    room = courses.RoomFactory()
    courses.CourseFactory(rooms={room})
    courses.CourseFactory(rooms=[room, courses.RoomFactory.build()])
    assert rows(courses, "course_rooms") == 3
    assert courses.count("Room") == 2


@STRATEGIES
def test_many_to_many_from_both_sides(strategy: str) -> None:
    with saving(case("peers")) as made:
        post = getattr(made.PostFactory, strategy)(tags=2)
        tag = getattr(made.TagFactory, strategy)(posts=[post], name="new")
        assert len(post.tags) == 3 and tag.posts == [post]
        assert [one.posts for one in post.tags] == [[post]] * 3
        assert rows(made, "post_tags") == (3 if strategy == "create" else 0)


@STRATEGIES
def test_children_that_know_their_parent_by_key_only(courses: Saving, strategy: str) -> None:
    course = getattr(courses.CourseFactory, strategy)(lessons=2, lessons__topic="Tides")
    assert [lesson.topic for lesson in course.lessons] == ["Tides", "Tides"]
    if strategy == "create":
        assert {lesson.course_id for lesson in course.lessons} == {course.id}
        assert courses.count("Course", "Lesson") == (1, 2)


def test_such_children_that_are_handed_over(courses: Saving) -> None:
    lessons = [courses.LessonFactory(), courses.LessonFactory.build()]
    course = courses.CourseFactory(lessons=lessons)
    assert [courses.read(lesson).course_id for lesson in lessons] == [course.id] * 2


@STRATEGIES
def test_association_objects(courses: Saving, strategy: str) -> None:
    course = getattr(courses.CourseFactory, strategy)(enrolments=2)
    assert len({enrolment.student for enrolment in course.enrolments}) == 2
    student = getattr(courses.StudentFactory, strategy)(enrolments__course=course)
    assert len(course.enrolments) == 3
    assert student.enrolments[0].course is course
    if strategy == "create":
        assert courses.count("Course", "Student", "Enrolment") == (1, 3, 3)


@STRATEGIES
def test_children_of_the_same_model(strategy: str) -> None:
    with saving(case("parents")) as made:
        boss = getattr(made.EmployeeFactory, strategy)(reports=2, reports__reports=1)
        assert [len(one.reports) for one in boss.reports] == [1, 1]
        assert {one.manager for one in boss.reports} == {boss}
        assert made.count("Employee") == (5 if strategy == "create" else 0)


MAPPED = """
from sqlalchemy.orm import attribute_keyed_dict


class Shelf(Base):
    __tablename__ = "shelves"

    id: Mapped[int] = mapped_column(primary_key=True)

    books: Mapped[dict[str, Book]] = relationship(back_populates="shelf", collection_class=attribute_keyed_dict("isbn"))
    maps: Mapped[dict[str, Map]] = relationship(collection_class=attribute_keyed_dict("name"))


class Book(Base):
    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True)
    isbn: Mapped[str] = mapped_column(String(13), unique=True)
    shelf_id: Mapped[int] = mapped_column(ForeignKey("shelves.id"))

    shelf: Mapped[Shelf] = relationship(back_populates="books")


class Map(Base):
    __tablename__ = "maps"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelves.id"))
"""


@STRATEGIES
def test_collections_that_are_dicts(strategy: str) -> None:
    with saving(inline(MAPPED)) as made:
        shelf = getattr(made.ShelfFactory, strategy)(books=2, maps=2)
        assert shelf.books == {book.isbn: book for book in shelf.books.values()}
        assert (len(shelf.books), len(shelf.maps)) == (2, 2)
        assert made.count("Book", "Map") == ((2, 2) if strategy == "create" else (0, 0))


# ---- a flush in the middle


def test_children_by_key_under_a_parent_with_a_hook(courses: Saving) -> None:
    """The parent is flushed for the hook, and its collection must not be loaded with a child in between."""

    class WithHook(courses.CourseFactory):  # type: ignore[misc, name-defined]
        @factory.post_generation
        def numbered(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
            self.title = f"Course {self.id}"

    course = WithHook(lessons=2)
    assert courses.read(course).title == f"Course {course.id}"
    assert courses.count("Course", "Lesson") == (1, 2)


def test_handed_over_children_by_key_under_a_parent_with_a_hook(courses: Saving) -> None:
    class WithHook(courses.CourseFactory):  # type: ignore[misc, name-defined]
        @factory.post_generation
        def numbered(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
            self.title = f"Course {self.id}"

    WithHook(lessons=[courses.LessonFactory.build(course_id=None)])
    assert courses.count("Course", "Lesson") == (1, 1)


def test_children_by_key_with_a_hook(courses: Saving) -> None:
    seen = []

    class WithHook(courses.LessonFactory):  # type: ignore[misc, name-defined]
        @factory.post_generation
        def numbered(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
            seen.append((self.id, self.course_id))

    class Parent(courses.CourseFactory):  # type: ignore[misc, name-defined]
        lessons = courses.base.Children(WithHook, keys={"course_id": "id"})

    course = Parent(lessons=2)
    assert seen == [(lesson.id, course.id) for lesson in course.lessons]


def test_a_far_side_with_a_hook_is_saved() -> None:
    """The hook runs before its parent is there, so it is the one that sees no key."""
    seen = []
    with saving(case("parents")) as made:

        class WithHook(made.BadgeFactory):  # type: ignore[misc, name-defined]
            @factory.post_generation
            def renumbered(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
                seen.append(self)
                self.number = "007"

        employee = made.EmployeeFactory(badge=factory.SubFactory(WithHook, employee=None))
        assert seen == [employee.badge]
        assert made.read(employee.badge).number == "007"


TWO_KEYS = """
class Region(Base):
    __tablename__ = "regions"

    id: Mapped[int] = mapped_column(primary_key=True)


class Town(Base):
    __tablename__ = "towns"

    id: Mapped[int] = mapped_column(primary_key=True)

    streets: Mapped[list[Street]] = relationship()
    hall: Mapped[Hall | None] = relationship(back_populates="town")
    mayor: Mapped[Mayor | None] = relationship(back_populates="town")


class Street(Base):
    __tablename__ = "streets"

    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("towns.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))

    doors: Mapped[list[Door]] = relationship()


class Door(Base):
    __tablename__ = "doors"

    id: Mapped[int] = mapped_column(primary_key=True)
    street_id: Mapped[int] = mapped_column(ForeignKey("streets.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))


class Hall(Base):
    __tablename__ = "halls"

    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("towns.id"), unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))

    town: Mapped[Town] = relationship(back_populates="hall")


class Mayor(Base):
    __tablename__ = "mayors"

    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("towns.id"), unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))

    town: Mapped[Town] = relationship(back_populates="mayor")
"""


@pytest.fixture
def towns() -> Iterator[Saving]:
    """Children by key that have another parent by key, for whose key there is a flush in the middle."""
    with saving(inline(TWO_KEYS)) as made:
        yield made


def test_children_by_key_with_another_parent_by_key(towns: Saving) -> None:
    town = towns.TownFactory(streets=2)
    assert {street.town_id for street in town.streets} == {town.id}


def test_children_of_such_children(towns: Saving) -> None:
    town = towns.TownFactory(streets=2, streets__doors=2)
    assert [len(street.doors) for street in town.streets] == [2, 2]
    assert towns.count("Town", "Street", "Door") == (1, 2, 4)


def test_two_far_sides_with_another_parent_by_key(towns: Saving) -> None:
    town = towns.TownFactory(with_hall=True, with_mayor=True)
    assert (town.hall.town_id, town.mayor.town_id) == (town.id, town.id)


def test_a_far_side_and_children_by_key(towns: Saving) -> None:
    town = towns.TownFactory(with_hall=True, streets=1)
    assert (town.hall.town_id, town.streets[0].town_id) == (town.id, town.id)


def test_sessions_without_autoflush(courses: Saving) -> None:
    with Session(courses.session.connection(), autoflush=False) as session:
        courses.base.set_session(session)
        course = courses.CourseFactory(rooms=1, lessons=1, enrolments=1)
        assert (len(course.rooms), len(course.lessons), len(course.enrolments)) == (1, 1, 1)
