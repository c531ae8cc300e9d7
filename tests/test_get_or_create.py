"""``get_or_create`` in the configuration: a row of that key is taken if it is there, and nothing else is made."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from generated import PRELUDE, Generated, Saving, case, of_text, saving
from servers import database
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from sqlalchemy.pool import NullPool

ALL = 'get_or_create = "*"'
COLLECTIONS = """
from sqlalchemy.orm import attribute_keyed_dict

tags_of = Table(
    "tags_of",
    Base.metadata,
    Column("post_id", ForeignKey("post.id"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id"), primary_key=True),
)


class Tag(Base):
    __tablename__ = "tag"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    tags: Mapped[list[Tag]] = relationship(secondary=tags_of)
    notes: Mapped[dict[str, "Note"]] = relationship(
        collection_class=attribute_keyed_dict("key"), back_populates="post"
    )
    words: Mapped[list["Word"]] = relationship()


class Note(Base):
    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    post: Mapped[Post] = relationship(back_populates="notes")


class Word(Base):
    __tablename__ = "word"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(20), unique=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
"""
KEYS = """
get_or_create = { Tenant = "slug", Group = ["tenant_id", "create"], Member = ["group", "name"], Badge = "member",
    Person = "name" }
"""


@pytest.fixture
def made() -> Iterator[Saving]:
    with saving(case("get_or_create", ALL)) as made:
        yield made


@pytest.fixture
def keyed() -> Iterator[Saving]:
    with saving(case("get_or_create_keys", " ".join(KEYS.split()))) as made:
        yield made


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """The first word of each."""
    seen: list[str] = []

    def execute(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement.split(maxsplit=1)[0])

    engine = session.get_bind()
    sa.event.listen(engine, "before_cursor_execute", execute)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", execute)


# ---- one key, one row


def test_two_creations_with_one_key_are_one_row(made: Saving) -> None:
    first, second = (made.CategoryFactory(name="Food") for _ in range(2))
    assert first is second
    assert first.id == second.id
    assert made.count("Category") == 1


def test_two_products_under_one_category_share_it(made: Saving) -> None:
    apple, pear = (made.ProductFactory(name=name, category__name="Food") for name in ("apple", "pear"))
    assert apple.category is pear.category
    assert made.count("Category", "Product") == (1, 2)


def test_one_product_by_the_name_of_its_category(made: Saving) -> None:
    first, second = (made.ProductFactory(name="apple", category__name="Food") for _ in range(2))
    assert first is second
    assert made.count("Category", "Product", "Owner") == (1, 1, 1)


def test_what_is_found_makes_nothing_else(made: Saving) -> None:
    first = made.ProductFactory(name="apple", category__name="Food", price=1, reviews=2)
    again = made.ProductFactory(
        name="apple", category__name="Food", price=2, reviews=2, owner__name="Ann", category__note="another"
    )
    assert (again, again.price) == (first, 1)
    assert made.count("Owner", "Review", "Category") == (1, 2, 1)
    assert made.ReviewFactory(product__name="apple", product__category=first.category).product is first


def test_rows_of_other_sessions_are_found(made: Saving) -> None:
    with Session(made.session.connection(), join_transaction_mode="create_savepoint") as other:
        other.add(made.Country(code="AT", title="Austria"))
        other.commit()
    assert made.CountryFactory(code="AT").title == "Austria"


def test_a_batch(made: Saving) -> None:
    food = made.CategoryFactory.create_batch(3, name="Food")
    assert len({category.id for category in food}) == 1
    products = made.ProductFactory.create_batch(5, category__name="Food")
    assert len({product.id for product in products}) == 5
    assert made.count("Category", "Product") == (1, 5)


def test_children(made: Saving) -> None:
    food = made.CategoryFactory(name="Food", products=3)
    assert len(food.products) == made.count("Product") == 3
    drinks = made.CategoryFactory(name="Drinks", products=2, products__name="tea")
    assert [product.name for product in drinks.products] == ["tea"]
    assert made.CategoryFactory(name="Drinks", products=4) is drinks
    assert made.count("Category", "Product") == (2, 4)


def test_children_that_are_found() -> None:
    """Each is there once, and stays where it is; tags are for all."""
    with saving(inline_collections()) as made:
        post = made.PostFactory(tags=2, tags__name="new", notes=2, notes__key="first", words=2, words__text="one")
        assert [tag.name for tag in post.tags] == ["new"]
        assert list(post.notes) == ["first"]
        assert [word.text for word in post.words] == ["one"]
        other = made.PostFactory(tags__name="new", notes__key="first", words__text="one")
        assert other.tags == post.tags
        assert (other.notes, other.words) == ({}, [])
        made.session.commit()
        assert (list(post.notes), len(post.words)) == (["first"], 1)
        assert made.count("Tag", "Note", "Word") == (1, 1, 1)


def inline_collections() -> Generated:
    return of_text(PRELUDE + COLLECTIONS, settings=ALL)


@pytest.mark.parametrize("told", ["category", "category_id"])
def test_a_parent_may_be_passed_or_its_key(made: Saving, told: str) -> None:
    food = made.CategoryFactory(name="Food")
    passed = {"category": food, "category_id": food.id}
    first, second = (made.ProductFactory(name="apple", **{told: passed[told]}) for _ in range(2))
    assert first is second
    assert first.category is food
    assert made.ProductFactory(name="apple", category=made.CategoryFactory(name="Drinks")) is not first


def test_none_in_a_key(made: Saving) -> None:
    world = made.RegionFactory(name="World")
    assert made.RegionFactory(name="World", parent=None) is world
    assert made.RegionFactory(name="World", parent_id=None) is world
    inner = made.RegionFactory(name="World", parent=world)
    assert inner is not world
    assert made.RegionFactory(name="World", with_parent=True, parent__name="World") is inner
    assert made.RegionFactory(with_parent=True).parent is not None
    assert made.RegionFactory(name="World", with_parent=True) is not world


def test_a_key_without_relationship_and_with_a_default(made: Saving) -> None:
    told = {"label": "new", "country__code": "AT", "product__name": "apple", "product__category__name": "Food"}
    first = made.PriceFactory(**told)
    assert made.PriceFactory(**told) is first
    assert made.PriceFactory(label="new", country_code="AT", product=first.product) is first
    assert made.PriceFactory(label="new", country_code="AT", product=first.product, kind="sale") is not first
    assert made.PriceFactory.create_batch(2, **told) == [first, first]
    assert made.count("Price", "Country", "Product", "Category") == (2, 1, 1, 1)


def test_keys_of_the_configuration(keyed: Saving) -> None:
    group = keyed.GroupFactory(create="a", tenant__slug="x")
    assert keyed.GroupFactory(create="a", tenant__slug="x") is group
    assert keyed.GroupFactory(create="a", tenant_id=group.tenant_id) is group
    member = keyed.MemberFactory(name="Ann", group=group)
    assert (member.tenant, member.group) == (group.tenant, group)
    assert keyed.MemberFactory(name="Ann", group=group) is member
    assert keyed.MemberFactory(name="Ann", group__create="a", tenant__slug="x") is member
    badge = keyed.BadgeFactory(member=member)
    assert keyed.BadgeFactory(member_id=member.id, color="#000000") is badge
    assert keyed.BadgeFactory(member__name="Ann", member__group=group) is badge
    assert keyed.count("Tenant", "Group", "Member", "Badge") == (1, 1, 1, 1)


def test_a_hierarchy(keyed: Saving) -> None:
    ann = keyed.EmployeeFactory(name="Ann")
    assert keyed.EmployeeFactory(name="Ann") is ann
    assert keyed.PersonFactory(name="Ann") is ann
    keyed.PersonFactory(name="Bob")
    with pytest.raises(IntegrityError):
        keyed.EmployeeFactory(name="Bob")  # there can be no second one, and Bob is none
    assert keyed.count("Person", "Employee") == (2, 1)


def test_building_never_looks(made: Saving) -> None:
    first = made.ProductFactory(name="apple", category__name="Food")
    with statements(made.session) as seen:
        built = made.ProductFactory.build(name="apple", category__name="Food")
        assert made.ProductFactory.build_batch(2, name="apple")[0].category.name
    assert built is not first
    assert not seen


# ---- what it costs


def test_ordinary_creates_pay_no_select(made: Saving) -> None:
    with statements(made.session) as seen:
        made.CategoryFactory.create_batch(3)
        made.ProductFactory(price=3)
        made.CountryFactory(title="A country")
        made.RegionFactory(with_parent=True)
    assert "SELECT" not in seen
    assert seen.count("SAVEPOINT") == 3 + 2 + 1 + 2


def test_what_is_found_costs_one_select_and_no_savepoint(made: Saving) -> None:
    food = made.CategoryFactory(name="Food")
    made.session.add(made.Owner(name="waiting"))
    with statements(made.session) as seen:
        assert made.CategoryFactory(name="Food") is food
    assert seen == ["SELECT", "INSERT"]  # the last flush's


def test_children_of_one_parent_wait_for_one_flush(made: Saving) -> None:
    made.ProductFactory(name="apple", category__name="Food")
    with made.flushes() as flushes:
        made.ReviewFactory.create_batch(10, product__name="apple", product__category__name="Food")
    assert flushes == ["flush"]


# ---- what the session has not told the database yet


@pytest.mark.parametrize("autoflush", [True, False])
def test_what_waits_to_be_flushed_is_found(made: Saving, autoflush: bool) -> None:
    made.session.autoflush = autoflush
    food, world = made.Category(name="Food", note="mine"), made.Region(name="World")
    apple = made.Product(name="apple", category=food, price=1, owner=made.Owner(name="Ann"))
    made.session.add_all([food, world, apple])
    assert made.ProductFactory(name="apple", category=food) is apple
    assert made.CategoryFactory(name="Food") is food
    assert made.RegionFactory(name="World") is world
    assert made.count("Owner", "Region") == (1, 1)


@pytest.mark.parametrize("autoflush", [True, False])
def test_what_is_changed_or_deleted_is_not_found(made: Saving, autoflush: bool) -> None:
    made.session.autoflush = autoflush
    food, tea = made.CategoryFactory(name="Food"), made.CategoryFactory(name="Tea")
    food.name = "Meals"
    made.session.delete(tea)
    assert made.CategoryFactory(name="Food") is not food
    assert made.CategoryFactory(name="Tea") is not tea
    assert made.CategoryFactory(name="Meals") is food
    assert made.count("Category") == 3


# ---- SAVEPOINTs


def test_an_error_costs_the_caller_nothing(keyed: Saving) -> None:
    keyed.TenantFactory(slug="a", email="a@example.com")
    kept = keyed.PersonFactory(name="Ann")
    pending = keyed.Person(name="Bob")
    keyed.session.add(pending)
    with pytest.raises(IntegrityError, match="email"):
        keyed.TenantFactory(slug="b", email="a@example.com")
    with pytest.raises(IntegrityError, match="email"):
        keyed.GroupFactory(tenant__slug="b", tenant__email="a@example.com")
    assert kept in keyed.session
    assert keyed.session.scalars(sa.select(keyed.Person.name)).all() == ["Ann", "Bob"]
    keyed.session.commit()
    assert keyed.count("Tenant", "Group", "Person") == (1, 0, 2)


def test_an_error_leaves_no_parents(made: Saving) -> None:
    with pytest.raises(TypeError):
        made.ProductFactory(name="apple", unknown=1)
    with pytest.raises(IntegrityError):
        made.ProductFactory(name="apple", price=None)
    assert made.count("Category", "Owner", "Product") == (0, 0, 0)


def test_what_is_counted_up_may_be_there(made: Saving) -> None:
    """As in a database that is kept from run to run: it is found when the SAVEPOINT fails."""
    first = made.ProductFactory(category__name="Food", name="Product 7000")
    assert len(first.category.products) == 1
    made.ProductFactory.reset_sequence(7000)
    again = made.ProductFactory(category=first.category, reviews=2)
    assert again is first
    assert first.category.products == [first]
    assert made.count("Product", "Owner", "Review") == (1, 1, 0)


def test_what_was_counted_again_is_known_in_one_session(made: Saving) -> None:
    made.CategoryFactory.reset_sequence(7000)
    first = made.CategoryFactory()
    with statements(made.session) as seen:
        for _ in range(2):
            made.CategoryFactory.reset_sequence(7000)
            assert made.CategoryFactory() is first
    assert seen == ["SAVEPOINT", "INSERT", "ROLLBACK", "SELECT", "SELECT"]
    made.session.rollback()
    with Session(made.session.get_bind()) as session, statements(session) as seen:
        made.base.set_session(session)
        made.CategoryFactory()
    assert "SELECT" not in seen


def test_a_session_on_python_s_own_sqlite_is_rolled_back(made: Saving, tmp_path: Path) -> None:
    """Where no listener begins transactions, a SAVEPOINT alone would commit."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'plain.db'}")
    made.models.Base.metadata.create_all(engine)
    with Session(engine) as session:
        made.base.set_session(session)
        made.CategoryFactory(name="Food")
        session.rollback()
        assert session.scalar(sa.select(sa.func.count()).select_from(made.Category)) == 0
        made.CategoryFactory(name="Food")
        session.commit()
        assert made.CategoryFactory(name="Food").id == 1
    engine.dispose()


def test_a_scoped_session_and_one_of_the_factory_s_own(made: Saving) -> None:
    engine = made.session.get_bind()
    scoped = scoped_session(sessionmaker(engine))
    made.base.set_session(scoped)
    assert made.CategoryFactory(name="Food") is made.CategoryFactory(name="Food")
    assert made.CategoryFactory(name="Food") in scoped()
    scoped.remove()
    made.base.set_session(None)
    try:
        made.ProductFactory._meta.sqlalchemy_session = made.session
        apple = made.ProductFactory(name="apple", category__name="Food")
        assert made.ProductFactory(name="apple", category__name="Food") is apple
    finally:
        made.ProductFactory._meta.sqlalchemy_session = None


@pytest.mark.parametrize("dialect", ["postgresql", "mysql"])
def test_on_servers(made: Saving, dialect: str) -> None:
    with database(dialect) as engine, Session(engine) as session:
        made.models.Base.metadata.create_all(engine)
        made.base.set_session(session)
        told = {"label": "new", "country__code": "AT", "product__name": "apple", "product__category__name": "Food"}
        first = made.PriceFactory(**told)
        made.RegionFactory(name="World")
        with pytest.raises(IntegrityError):
            made.PriceFactory(label="other", product_id=0, country_code="AT")
        session.commit()
        assert made.PriceFactory(**told) is first
        assert made.RegionFactory(name="World") is made.RegionFactory(name="World")
        assert made.CategoryFactory(name="New", products=2, products__name="tea").products[0].name == "tea"
        made.base.set_session(None)


# ---- asyncio


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_in_an_async_session(dialect: str, tmp_path: Path) -> None:
    made = case("get_or_create", f"{ALL}\nasync = true")

    async def story(url: sa.URL) -> None:
        engine = create_async_engine(url, poolclass=NullPool)
        async with AsyncSession(engine) as session:
            made.base.set_session(session)
            food = await made.base.acreate(made.CategoryFactory, name="Food", products=2)
            assert {product.category_id for product in food.products} == {food.id}  # without being loaded
            assert await made.base.acreate(made.CategoryFactory, name="Food") is food
            apples = await made.base.acreate_batch(made.ProductFactory, 3, name="apple", category__name="Food")
            assert len(set(apples)) == 1
            with pytest.raises(IntegrityError):
                await made.base.acreate(made.ProductFactory, name="pear", price=None)
            await session.rollback()
            assert await session.scalar(sa.select(sa.func.count()).select_from(made.Category)) == 0
            made.base.set_session(None)
        await engine.dispose()

    on(dialect, tmp_path, made, lambda url: asyncio.run(story(url)))


def on(dialect: str, folder: Path, made: Any, story: Callable[[sa.URL], None]) -> None:
    if dialect == "sqlite":
        engine = sa.create_engine(f"sqlite:///{folder / 'async.db'}", poolclass=NullPool)
        made.models.Base.metadata.create_all(engine)
        story(engine.url.set(drivername="sqlite+aiosqlite"))
        return
    with database(dialect) as engine:
        made.models.Base.metadata.create_all(engine)
        story(engine.url)


# ---- the configuration

PERSON = """
class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), {unique})
    born: Mapped[date] = mapped_column(sa.Date)
    {line}
"""


def key_of(settings: str, line: str = "", unique: str = "unique=True") -> tuple[str, ...]:
    made = of_text(PRELUDE + PERSON.format(line=line, unique=unique), settings=settings)
    return made.PersonFactory._meta.sqlalchemy_get_or_create


@pytest.mark.parametrize(
    "setting", ['"Person"', '["Person"]', '"P*"', '"*"', '{ "*" = "name" }', '{ "P*" = ["name"] }']
)
def test_ways_to_say_it(setting: str) -> None:
    assert key_of(f"get_or_create = {setting}") == ("name",)


def test_a_pattern_leaves_alone_what_has_no_key_or_several() -> None:
    second = '__table_args__ = (sa.UniqueConstraint("name", "id"), sa.UniqueConstraint("born"))'
    assert key_of('get_or_create = "*"', second) == ()
    assert key_of('get_or_create = "*"', unique="unique=False") == ()
    assert key_of('get_or_create = { "*" = ["name"], Person = ["born"] }', second) == ("born",)


def test_what_holds_for_some_rows_or_is_not_known_before_is_no_key() -> None:
    partial = 'sa.Index("some", "born", unique=True, sqlite_where=sa.text("name = 1"))'
    token = "token: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4, unique=True)"
    assert key_of('get_or_create = ["Person"]', f"__table_args__ = ({partial},)") == ("name",)
    assert key_of('get_or_create = ["Person"]', token) == ("name",)
    assert key_of('get_or_create = ["Person"]', '__table_args__ = (sa.UniqueConstraint("born", "name"),)') == ("name",)


def test_a_key_that_nothing_guards_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert key_of('get_or_create = { Person = ["name", "born"] }') == ("name", "born")
    assert "warning: Person: rows are looked up by name, born, and no unique constraint" in capsys.readouterr().err
