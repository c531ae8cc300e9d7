"""Rows that are inserted once: those of tables without a class, and the first ones of circles of required keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from generated import Saving, case, inline, saving
from servers import database
from sqlalchemy.orm import Session


@pytest.fixture
def tasks() -> Iterator[Saving]:
    """Keys to tables that no class is mapped to."""
    with saving(case("lookup_tables")) as made:
        yield made


@pytest.fixture
def circles() -> Iterator[Saving]:
    """Concepts and domains, teams and players, nodes."""
    with saving(case("required_cycles")) as made:
        yield made


def rows(made: Saving, table: str) -> list[tuple[object, ...]]:
    found = made.session.execute(sa.select(made.models.Base.metadata.tables[table])).all()
    return sorted(tuple(row) for row in found)


# ---- lookup tables


def test_a_lookup_row_is_inserted_once(tasks: Saving) -> None:
    cities = tasks.CityFactory.create_batch(3)
    assert len({city.country_code for city in cities}) == 1
    assert len(rows(tasks, "countries")) == len(rows(tasks, "continents")) == len(rows(tasks, "seasons")) == 1


def test_a_lookup_row_that_is_there_is_used(tasks: Saving) -> None:
    states = tasks.models.states
    tasks.session.execute(sa.insert(states).values({"state": "queued", "global": 7}))
    assert tasks.TaskFactory().state == "queued"
    assert ("queued", 7) in rows(tasks, "states")


def test_a_lookup_key_that_is_passed_is_honoured(tasks: Saving) -> None:
    tasks.session.execute(sa.insert(tasks.models.kinds).values(kind="bolt"))
    assert tasks.ItemFactory(kind="bolt").kind == "bolt"
    assert rows(tasks, "kinds") == [("bolt",)]


def test_a_lookup_row_each_where_the_key_is_unique(tasks: Saving) -> None:
    made = tasks.TaskFactory.create_batch(3)
    assert {(task.seal,) for task in made} == set(rows(tasks, "seals"))
    assert {state for (state, _) in rows(tasks, "states")} == {"queued", "new", "done"}


def test_a_discriminator_is_its_own_lookup_row(tasks: Saving) -> None:
    tasks.EngineFactory()
    tasks.AssetFactory()
    assert rows(tasks, "kinds") == [("asset",), ("engine",)]


def test_a_discriminator_in_a_parents_key_is_the_parents_too(tasks: Saving) -> None:
    draft = tasks.DraftFactory()
    assert (draft.item.kind, type(tasks.read(draft))) == ("draft", tasks.Draft)


def test_a_discriminator_is_the_key_of_a_mapped_row(tasks: Saving) -> None:
    tasks.PageFactory.create_batch(2)
    tasks.FrontPageFactory()
    tasks.TopicFactory.create_batch(3)
    assert tasks.count("Page", "Topic") == (3, 5)


def test_lookups_are_not_needed_to_build() -> None:
    made = case("lookup_tables")
    city = made.CityFactory.build()
    assert (len(city.country_code), city.season_id) == (2, None)
    assert made.ReadingFactory.build().system == "metric"


def test_a_table_without_a_class_may_need_rows_of_its_own() -> None:
    made = inline("""
class Country(Base):
    __tablename__ = "countries"
    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


regions = Table(
    "regions", Base.metadata,
    Column("first name", String(20), primary_key=True),
    Column("country", ForeignKey("countries.code"), nullable=False),
)


class City(Base):
    __tablename__ = "cities"
    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(ForeignKey("regions.first name"))
""")
    with saving(made) as saved:
        assert saved.CityFactory().region == rows(saved, "regions")[0][0]
        saved.CountryFactory.create_batch(20)
        assert saved.count("Country") == 21


# ---- transactions


def test_what_a_rollback_took_is_inserted_again(tasks: Saving, circles: Saving) -> None:
    for made, factory, table in ((circles, "ConceptFactory", "domains"), (tasks, "CityFactory", "countries")):
        made.base.set_session(made.session)
        getattr(made, factory)()
        made.session.rollback()
        assert rows(made, table) == []
        getattr(made, factory).create_batch(2)
        assert len(rows(made, table)) == 1


def test_what_a_savepoint_took_is_inserted_again(tasks: Saving, circles: Saving) -> None:
    for made, factory, table in ((circles, "ConceptFactory", "domains"), (tasks, "CityFactory", "countries")):
        with made.session.begin_nested() as savepoint:
            getattr(made, factory)()
            savepoint.rollback()
        assert rows(made, table) == []
        getattr(made, factory)()
        with made.session.begin_nested():
            getattr(made, factory)()
        assert len(rows(made, table)) == 1


def test_what_was_committed_is_found_again(tasks: Saving, circles: Saving) -> None:
    for made, factory, table in ((circles, "ConceptFactory", "domains"), (tasks, "CityFactory", "countries")):
        getattr(made, factory)()
        made.session.commit()
        getattr(made, factory)()
        assert len(rows(made, table)) == 1


SQUAD = """
class Team{0}(Base):
    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    captain_id: Mapped[int] = mapped_column(ForeignKey("players.id", name="captain"))


class Player{0}(Base):
    __tablename__ = "players"
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", name="team"))
"""


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql", "mysql"])
def test_keys_are_checked_again_after_a_circle(dialect: str) -> None:
    # Of each database models of its own: where SQLAlchemy has added keys afterwards, it does so from then on.
    made = inline(SQUAD.format(dialect))
    factory = getattr(made, f"Player{dialect}Factory")
    with database(dialect) as engine, Session(engine) as session:
        made.models.Base.metadata.create_all(engine)
        made.base.set_session(session)
        try:
            first, second = factory.create_batch(2)
            assert first.team_id != second.team_id
            assert factory().id > max(first.id, second.id)
            with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
                factory(team_id=1_000_000)
        finally:
            made.base.set_session(None)


# ---- circles


def test_a_circle_is_one_row_a_table(circles: Saving) -> None:
    concept = circles.ConceptFactory()
    assert circles.count("Concept", "Domain", "Vocabulary", "Publisher") == (2, 1, 1, 1)
    assert concept.domain.concept.domain is concept.domain
    assert circles.ConceptFactory().domain is concept.domain


def test_a_parent_in_a_circle_that_is_passed_is_the_only_one(circles: Saving) -> None:
    domain = circles.DomainFactory()
    before = circles.count("Domain")
    assert circles.ConceptFactory(domain=domain).domain is domain
    assert circles.ConceptFactory(domain_id=domain.id).domain is domain
    assert circles.count("Domain") == before


def test_one_can_reach_into_a_parent_in_a_circle(circles: Saving) -> None:
    assert circles.ConceptFactory(domain__id="Drug").domain.id == "Drug"
    assert circles.ConceptFactory().domain.id != "Drug"


def test_children_in_a_circle(circles: Saving) -> None:
    domain = circles.DomainFactory(concepts=2)
    assert [concept.domain_id for concept in domain.concepts] == [domain.id] * 2


@pytest.mark.parametrize("strategy", ["create", "build"])
def test_no_parent_in_a_circle(circles: Saving, strategy: str) -> None:
    if strategy == "build":
        assert circles.ConceptFactory.build(domain=None).domain is None
        return
    with pytest.raises(sa.exc.IntegrityError):
        circles.ConceptFactory(domain=None)


def test_a_circle_is_built_without_a_session() -> None:
    made = case("required_cycles")
    concept = made.ConceptFactory.build()
    assert concept.domain.concept.domain is concept.domain
    assert concept.vocabulary.publisher.name
    node = made.NodeFactory.build()
    assert node.next.next is node.next
    assert made.TeamFactory.build().captain_id is None


def test_a_row_that_requires_another_of_its_table(circles: Saving) -> None:
    first, second = circles.NodeFactory.create_batch(2)
    assert first.next is second.next
    assert first.next.next is first.next
    assert circles.count("Node") == 3


def test_a_circle_of_keys_alone(circles: Saving) -> None:
    team = circles.TeamFactory()
    captain = circles.session.get(circles.Player, team.captain_id)
    first = circles.session.get(circles.Team, captain.team_id)
    assert first.captain_id == captain.id
    assert circles.count("Team", "Player") == (2, 1)


def test_a_circle_that_needs_lookup_rows_and_constructors() -> None:
    made = inline("""
kinds = Table("kinds", Base.metadata, Column("kind", String(20), primary_key=True))


class Book(MappedAsDataclass, Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(ForeignKey("kinds.kind"))
    cover_id: Mapped[int] = mapped_column(ForeignKey("pages.id", name="book_cover"), init=False)
    cover: Mapped[Page] = relationship(foreign_keys=cover_id)


class Page(MappedAsDataclass, Base):
    __tablename__ = "pages"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", name="page_book"), init=False)
    book: Mapped[Book] = relationship(foreign_keys=book_id)
""")
    with saving(made) as saved:
        pages = saved.PageFactory.create_batch(3)
        assert {page.book.cover.book.kind for page in pages} == {rows(saved, "kinds")[0][0]}
        assert saved.PageFactory.build().book.cover.book.kind
