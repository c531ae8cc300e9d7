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


# ---- values


MEASURES = """
import enum
from datetime import time, timedelta
from decimal import Decimal


class Level(enum.Enum):
    LOW = "low"
    HIGH = "high"


measures = Table(
    "measures", Base.metadata,
    Column("id", sa.Uuid, primary_key=True),
    Column("code", sa.CHAR(3), nullable=False, unique=True),
    Column("kind", sa.Enum(Level), nullable=False),
    Column("factor", sa.Numeric(8, 3), nullable=False),
    Column("share", sa.Numeric(3, 3), nullable=False),
    Column("weight", sa.Float, nullable=False),
    Column("rank", sa.SmallInteger, nullable=False),
    Column("year", sa.Integer, nullable=False),
    Column("email", String(40), nullable=False),
    Column("first_name", String(4), nullable=False),
    Column("country_code", String(2), nullable=False),
    Column("remark", sa.Text, nullable=False),
    Column("since", sa.Date, nullable=False),
    Column("until", sa.Date, nullable=False),
    Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    Column("opens", sa.Time, nullable=False),
    Column("takes", sa.Interval, nullable=False),
    Column("active", sa.Boolean, nullable=False),
    Column("token", sa.Uuid, nullable=False, unique=True),
    Column("serial", sa.Uuid(as_uuid=False), nullable=False, unique=True),
    Column("guid", String(36), nullable=False),
    Column("seal", sa.LargeBinary(4), nullable=False),
    Column("grade", sa.Integer, sa.CheckConstraint("grade BETWEEN 5 AND 9"), nullable=False),
    Column("sign", String(6), sa.CheckConstraint("sign = upper(sign) AND length(sign) = 6"), nullable=False),
    Column("low", sa.Integer, nullable=False),
    Column("high", sa.Integer, nullable=False),
    sa.CheckConstraint("since < until"),
    sa.CheckConstraint("low < high"),
)


class Reading(Base):
    __tablename__ = "readings"
    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("measures.id"))
    sign: Mapped[str] = mapped_column(String(20), sa.CheckConstraint("length(sign) = 12"), ForeignKey("signs.sign"))
    seal: Mapped[str] = mapped_column(String(20), sa.CheckConstraint("length(seal) = 6"), ForeignKey("seals.seal"),
                                      unique=True)


Table("signs", Base.metadata, Column("sign", String(20), primary_key=True))
Table("seals", Base.metadata, Column("seal", String(20), primary_key=True))
"""


def shared_rows(locale: str) -> list[str]:
    with saving(inline(MEASURES, locale)) as made:
        made.ReadingFactory.create_batch(3)
        assert len(rows(made, "seals")) == 3
        return [repr(row) for row in (*rows(made, "measures"), *rows(made, "signs"))]


def test_the_values_of_a_lookup_row_are_none_of_fakers() -> None:
    english, japanese = shared_rows("en_US"), shared_rows("ja_JP")
    assert english == japanese
    assert len(english) == 2


def test_a_day_that_hangs_on_today_is_left_to_faker() -> None:
    made = inline("""
Table(
    "passes", Base.metadata,
    Column("id", sa.Integer, primary_key=True),
    Column("day", sa.Date, sa.CheckConstraint("day BETWEEN '2020-01-01' AND '2020-12-31'"), nullable=False),
    Column("ends", sa.Date, sa.CheckConstraint("ends >= CURRENT_DATE"), nullable=False),
)


class Guest(Base):
    __tablename__ = "guests"
    id: Mapped[int] = mapped_column(primary_key=True)
    pass_id: Mapped[int] = mapped_column(ForeignKey("passes.id"))
""")
    row = made.GuestFactory._meta.pre_declarations.declarations["pass_id"]._defaults
    assert row["day"].year == 2020
    assert made.factories.Faker is type(row["ends"])


def test_rows_that_are_told_their_keys_differ_in_what_is_unique() -> None:
    made = inline("""
class Kind(Base):
    __tablename__ = "kinds"
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    token: Mapped[uuid.UUID] = mapped_column(unique=True)
    mark: Mapped[str] = mapped_column(String(2), unique=True)
    city: Mapped[str] = mapped_column(String(50))


class Asset(Base):
    __tablename__ = "assets"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "asset"}
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(ForeignKey("kinds.kind"))


class Engine(Asset):
    __mapper_args__ = {"polymorphic_identity": "engine"}
""")
    with saving(made) as saved:
        saved.AssetFactory.create_batch(2)
        saved.EngineFactory.create_batch(2)
        assert saved.count("Kind", "Asset") == (2, 4)
        assert len({kind.token for kind in saved.session.scalars(sa.select(saved.Kind))}) == 2
