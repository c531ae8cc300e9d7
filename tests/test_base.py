"""What the generated base promises: one session, one flush, defaults at construction, the caller's word counts."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import factory
import factory.random
import pytest
import sqlalchemy as sa
from factory.declarations import LazyAttribute, RelatedFactory, SubFactory
from generated import Generated, Saving, case, inline, invoicing, saving
from servers import database
from sqlalchemy.orm import Session, scoped_session, sessionmaker


@pytest.fixture
def made() -> Iterator[Saving]:
    """Users, their clients, contracts and invoices."""
    with saving(invoicing()) as made:
        yield made


@pytest.fixture
def elsewhere(made: Saving) -> Iterator[Session]:
    """A session besides the one that is set, on a database of its own."""
    with database("sqlite") as engine, Session(engine) as session:
        made.Base.metadata.create_all(engine)
        yield session


# ---- the session


def test_what_is_created_is_in_the_session_that_is_set(made: Saving) -> None:
    assert made.InvoiceFactory() in made.session
    assert made.count("User", "Client", "Contract", "Invoice") == (1, 1, 1, 1)


def test_a_scoped_session_is_a_session(made: Saving) -> None:
    registry = scoped_session(sessionmaker(made.session.get_bind()))
    made.base.set_session(registry)
    invoice = made.InvoiceFactory()
    assert invoice in registry and invoice not in made.session
    registry.remove()


def test_create_without_a_session_says_what_to_do(made: Saving) -> None:
    made.base.set_session(None)
    with pytest.raises(RuntimeError, match=r"set_session\(session\).*build\(\)"):
        made.UserFactory()
    with pytest.raises(RuntimeError, match="set_session"):
        made.UserFactory.create_batch(2)


def test_build_needs_no_session(made: Saving) -> None:
    made.base.set_session(None)
    invoice = made.InvoiceFactory.build()
    assert invoice.contract.client.user.name
    assert len(made.UserFactory.build(clients=2).clients) == 2
    assert len(made.InvoiceFactory.build_batch(3)) == 3


def test_build_leaves_nothing_in_a_session(made: Saving) -> None:
    user = made.UserFactory.build(clients=2, clients__contracts=1)
    assert user not in made.session
    assert not made.session.new
    assert made.count("User", "Client", "Contract") == (0, 0, 0)


def test_a_session_on_the_outermost_factory_comes_first_and_goes_for_all(
    made: Saving, elsewhere: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made.ClientFactory._meta, "sqlalchemy_session", elsewhere)
    client = made.ClientFactory(contracts=1)
    assert {client, client.user, client.contracts[0]} <= set(elsewhere)
    assert not list(made.session)


def test_it_needs_no_other_session(made: Saving, elsewhere: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    made.base.set_session(None)
    monkeypatch.setattr(made.ClientFactory._meta, "sqlalchemy_session", elsewhere)
    assert made.ClientFactory().id
    assert [client.id for client in made.ClientFactory.create_batch(2)]


def test_it_goes_for_what_a_hook_creates(made: Saving, elsewhere: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    class WithHook(made.ClientFactory):  # type: ignore[misc, name-defined]
        class Meta:
            model = made.Client

        @factory.post_generation
        def contract(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
            made.ContractFactory(client=self)

    monkeypatch.setattr(WithHook._meta, "sqlalchemy_session", elsewhere)
    assert WithHook().contracts[0] in elsewhere


@pytest.mark.parametrize("arguments", [{}, {"nonsense": 1}], ids=["saved", "refused"])
def test_it_ends_with_the_call(
    made: Saving, elsewhere: Session, monkeypatch: pytest.MonkeyPatch, arguments: dict[str, int]
) -> None:
    monkeypatch.setattr(made.ClientFactory._meta, "sqlalchemy_session", elsewhere)
    with suppress(TypeError):
        made.ClientFactory(**arguments)
    assert made.base.get_session() is made.session
    assert made.UserFactory() in made.session


def test_a_thread_has_a_session_of_its_own(made: Saving) -> None:
    """The one that another thread has set is not safe to use there."""
    seen: list[object] = []

    def work() -> None:
        with pytest.raises(RuntimeError, match="set_session"):
            made.UserFactory()
        with Session(made.session.get_bind()) as own:
            made.base.set_session(own)
            seen.append(made.base.get_session() is own)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [True]
    assert made.base.get_session() is made.session


# ---- flushing


@pytest.mark.parametrize(
    "create",
    [
        lambda made: made.InvoiceFactory(),
        lambda made: made.InvoiceFactory.create_batch(100),
        lambda made: made.UserFactory(clients=2, clients__contracts=2),
        lambda made: made.UserFactory.create_batch(100, clients=2),
    ],
    ids=["create", "create_batch", "children", "batch of children"],
)
def test_one_call_is_one_flush(made: Saving, create: Any) -> None:
    with made.flushes() as flushes:
        create(made)
    assert flushes == ["flush"]
    assert not made.session.new


def test_what_a_lambda_creates_is_flushed(made: Saving) -> None:
    seen = []

    def other_name(resolver: Any) -> str:
        other = made.UserFactory()
        seen.append(sa.inspect(other).persistent and other.id > 0)
        return str(other.name)

    made.ClientFactory(name=LazyAttribute(other_name))
    assert seen == [True]


def test_what_a_hook_creates_is_flushed(made: Saving) -> None:
    seen = []

    class WithHook(made.UserFactory):  # type: ignore[misc, name-defined]
        @factory.post_generation
        def client(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
            seen.extend([made.ClientFactory(user=self).id, made.ContractFactory.create_batch(2)[1].id])

    WithHook()
    assert all(seen) and len(seen) == 2


def test_a_hook_sees_a_flushed_object_and_what_it_changes_is_flushed(made: Saving) -> None:
    seen = []

    class WithHook(made.UserFactory):  # type: ignore[misc, name-defined]
        @factory.post_generation
        def numbered(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
            seen.append(self.id)
            self.name = f"Number {self.id}"

    user = WithHook()
    assert seen == [user.id] and user.id
    assert user not in made.session.dirty
    assert made.read(user).name == f"Number {user.id}"


def test_a_hook_of_the_parents_factory_sees_a_flushed_object(made: Saving) -> None:
    seen = []

    class WithHook(made.UserFactory):  # type: ignore[misc, name-defined]
        @factory.post_generation
        def numbered(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
            seen.append(self.id)

    client = made.ClientFactory(user=SubFactory(WithHook))
    assert seen == [client.user_id]


def test_a_related_factory_sees_a_flushed_object(made: Saving) -> None:
    class WithClient(made.UserFactory):  # type: ignore[misc, name-defined]
        client = RelatedFactory(made.ClientFactory, "user", name=LazyAttribute(lambda o: f"of {o.user.id}"))

    user = WithClient()
    assert user.id and [client.name for client in user.clients] == [f"of {user.id}"]
    assert made.count("User", "Client") == (1, 1)


def test_an_after_postgeneration_sees_a_flushed_object_and_what_it_changes_is_flushed(made: Saving) -> None:
    class WithHook(made.UserFactory):  # type: ignore[misc, name-defined]
        @classmethod
        def _after_postgeneration(cls, instance: Any, create: bool, results: Any = None) -> None:
            instance.name = f"Number {instance.id}"

    user = WithHook()
    assert made.read(user).name == f"Number {user.id}" != "Number None"


def test_a_hook_of_a_parent_with_children_sees_them(made: Saving) -> None:
    class WithHook(made.UserFactory):  # type: ignore[misc, name-defined]
        @factory.post_generation
        def counted(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
            self.name = f"{len(self.clients)} clients"

    assert made.read(WithHook(clients=2)).name == "2 clients"


def test_hooks_run_in_build_too(made: Saving) -> None:
    class WithHook(made.UserFactory):  # type: ignore[misc, name-defined]
        @factory.post_generation
        def named(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
            self.name = f"{create} {extracted}"

    assert WithHook.build(named=3).name == "False 3"
    assert not made.session.new


# ---- get-or-create


def unique_users() -> Generated:
    return inline("""
class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)
    badge: Mapped[str] = mapped_column(String(100), unique=True)
""")


def test_get_or_create_gets_what_is_there() -> None:
    with saving(unique_users()) as made:

        class GetUser(made.UserFactory):  # type: ignore[misc, name-defined]
            class Meta:
                sqlalchemy_get_or_create = ("email",)

        assert GetUser(email="a@b.c") is GetUser(email="a@b.c")
        assert GetUser(email="b@b.c") is not GetUser(email="a@b.c")
        assert len(set(GetUser.create_batch(3, email="d@b.c"))) == 1
        assert made.count("User") == 3


# ---- Python defaults


@pytest.fixture
def settings() -> Iterator[Saving]:
    """A model with every kind of default."""
    with saving(case("defaults")) as made:
        yield made


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_defaults_that_need_no_statement_are_there(settings: Saving, strategy: str) -> None:
    setting = getattr(settings.SettingFactory, strategy)()
    assert setting.level == 3
    assert setting.options == {}
    assert isinstance(setting.id, uuid.UUID)
    assert setting.created_at.year > 2000


def test_they_are_there_before_the_flush(settings: Saving) -> None:
    seen = []

    def look(session: Session, context: object, instances: object) -> None:
        seen.extend((one.level, one.options, one.id) for one in session.new)

    sa.event.listen(settings.session, "before_flush", look)
    setting = settings.SettingFactory()
    assert seen == [(3, {}, setting.id)]


def test_each_object_has_its_own_defaults(settings: Saving) -> None:
    one, other = settings.SettingFactory.build_batch(2)
    one.options["colour"] = "red"
    assert other.options == {} == settings.SettingFactory.build().options
    assert one.id != other.id


def test_keys_differ_after_reseeding(settings: Saving) -> None:
    factory.random.reseed_random(1)
    one = settings.SettingFactory()
    factory.random.reseed_random(1)
    assert settings.SettingFactory().id != one.id


def test_what_needs_the_statement_is_left_to_it(settings: Saving) -> None:
    built = settings.SettingFactory.build(name="quiet")
    assert (built.shout, built.stamped_at, built.revision) == (None, None, None)
    saved = settings.SettingFactory(name="quiet")
    assert (saved.shout, saved.stamped_at.year > 2000, saved.revision) == ("QUIET", True, 1)


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_a_value_of_the_callers_comes_before_a_default(settings: Saving, strategy: str) -> None:
    key = uuid.uuid4()
    setting = getattr(settings.SettingFactory, strategy)(id=key, level=0, options={"a": 1}, shout="a", revision=9)
    assert (setting.id, setting.level, setting.options) == (key, 0, {"a": 1})
    assert (setting.shout, setting.revision) == ("a", 9)


def test_none_from_the_caller_is_none_until_the_flush(settings: Saving) -> None:
    """When SQLAlchemy itself puts the default in its place."""
    assert settings.SettingFactory.build(level=None).level is None
    assert settings.SettingFactory(level=None).level == 3
    assert settings.SettingFactory(options=None).options is None  # which JSON can hold


DATACLASS_DEFAULTS = """
class Data(MappedAsDataclass, DeclarativeBase):
    pass


class Page(Data):
    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    title: Mapped[str] = mapped_column(String(50))
    views: Mapped[int | None] = mapped_column(default=7, init=False)
    rating: Mapped[int | None] = mapped_column(default=5)
"""


def test_defaults_of_a_dataclass() -> None:
    with saving(inline(DATACLASS_DEFAULTS)) as made:
        for page in (made.PageFactory.build(), made.PageFactory()):
            assert (page.views, page.rating) == (7, 5)


def test_none_from_the_caller_is_none_whether_or_not_init_takes_it() -> None:
    with saving(inline(DATACLASS_DEFAULTS)) as made:
        page = made.PageFactory.build(views=None, rating=None)
        assert (page.views, page.rating) == (None, None)


# ---- constructors


@pytest.fixture
def constructors() -> Iterator[Saving]:
    """Models whose __init__ takes less than their attributes."""
    with saving(case("constructors")) as made:
        yield made


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_a_relationship_that_init_refuses_is_set_after_it(constructors: Saving, strategy: str) -> None:
    output = getattr(constructors.OutputFactory, strategy)(run__name="nightly")
    assert output.run.name == "nightly"
    assert output.run.outputs == [output]
    run = constructors.RunFactory.build()
    assert constructors.OutputFactory.build(run=run).run is run


def test_a_key_that_init_refuses_is_honoured(constructors: Saving) -> None:
    run = constructors.RunFactory()
    assert constructors.OutputFactory(run_id=run.id).run is run
    assert constructors.count("Run") == 1


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_children_of_a_dataclass(constructors: Saving, strategy: str) -> None:
    run = getattr(constructors.RunFactory, strategy)(outputs=2, outputs__size=9)
    assert [(output.run, output.size) for output in run.outputs] == [(run, 9), (run, 9)]


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_an_init_that_takes_less(constructors: Saving, strategy: str) -> None:
    job = getattr(constructors.JobFactory, strategy)(queue="slow")
    assert (job.queue, job.name[:4]) == ("slow", "Job ")


def test_what_no_attribute_is_called_is_refused(made: Saving) -> None:
    for strategy in (made.UserFactory.build, made.UserFactory.create):
        with pytest.raises(TypeError, match="nonsense"):
            strategy(nonsense=1)


# ---- inheritance


@pytest.fixture
def workers() -> Iterator[Saving]:
    """Joined and single-table inheritance."""
    with saving(case("inheritance")) as made:
        yield made


def test_the_discriminator_is_that_of_the_class(workers: Saving) -> None:
    saved = [workers.WorkerFactory(), workers.EngineerFactory(), workers.ManagerFactory()]
    read = [workers.read(one) for one in saved]
    assert [one.kind for one in read] == ["worker", "engineer", "manager"]
    assert [type(one) for one in read] == [type(one) for one in saved]


def test_unique_sequences_are_shared_with_the_parents_factory(workers: Saving) -> None:
    makers = (workers.WorkerFactory, workers.EngineerFactory, workers.ManagerFactory)
    workers_ = [maker() for maker in makers for _ in range(3)]
    assert len({worker.email for worker in workers_}) == 9


def test_a_users_subclass_shares_them_too(made: Saving) -> None:
    class Admin(made.UserFactory):  # type: ignore[misc, name-defined]
        name = "admin"

    assert len({user.email for user in (made.UserFactory(), Admin(), made.UserFactory(), Admin())}) == 4


# ---- the rest of factory_boy


def attributes(made: Any) -> dict[str, Any]:
    """The values that the factory makes itself, but for those of its sequence."""
    names = [column.key for column in sa.inspect(type(made)).column_attrs if not column.key.endswith(("id", "email"))]
    return {name: getattr(made, name) for name in names}


def test_a_run_can_be_repeated(made: Saving) -> None:
    runs = []
    for _ in range(2):
        factory.random.reseed_random(1)
        invoice = made.InvoiceFactory()
        runs.append([attributes(one) for one in (invoice, invoice.contract, invoice.contract.client)])
    assert runs[0] == runs[1]


def test_stub_makes_no_model(made: Saving) -> None:
    stub = made.InvoiceFactory.stub(contract__client__name="Ann")
    assert not isinstance(stub, made.Invoice)
    assert stub.contract.client.name == "Ann"
    assert not made.session.new


def test_stub_of_parents_by_key() -> None:
    with saving(case("keys_only")) as made:
        assert made.ReceiptFactory.stub(text="Paid").text == "Paid"
        assert not made.session.new


def test_stub_has_children(made: Saving) -> None:
    assert made.UserFactory.stub(name="Ann").name == "Ann"


def test_a_sequence_can_be_reset(made: Saving) -> None:
    made.UserFactory.reset_sequence(500)
    assert made.UserFactory.build().email == "user500@example.com"


def test_an_abstract_factory_says_so(made: Saving) -> None:
    class Nothing(made.base.BaseFactory):  # type: ignore[misc, name-defined]
        pass

    with pytest.raises(factory.FactoryError, match="Nothing is abstract"):
        Nothing()


def test_lists_and_dicts_of_declarations_work(made: Saving) -> None:
    """factory_boy makes them with factories of its own, which are none of ours."""

    class Listing(made.ClientFactory):  # type: ignore[misc, name-defined]
        class Params:
            words = factory.List(["a", LazyAttribute(lambda o: "b")])
            sizes = factory.Dict({"x": 1})

        name = LazyAttribute(lambda o: "-".join(o.words) + str(o.sizes))

    assert Listing(words__0="c").name == "c-b{'x': 1}"
