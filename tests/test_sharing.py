"""Parents that have a column or an ancestor in common: they agree, whichever of them the caller passes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from factory.declarations import SubFactory
from generated import Saving, case, inline, saving

from factorygen.cli import main

STRATEGIES = pytest.mark.parametrize("strategy", ["build", "create"])
CASES = ("tenants", "tenants_by_key")
KEYS = ("keys_only", "keys_of_parents", "keys_in_init", "parents", "joins", "collections", "inheritance")
TREES = (*CASES, "shared_ancestors", *KEYS)


@pytest.fixture(params=CASES)
def tenants(request: pytest.FixtureRequest) -> Iterator[Saving]:
    """Customers and products of tenants, orders, their lines, and what is returned of them."""
    with saving(case(request.param)) as made:
        yield made


@pytest.fixture
def runs() -> Iterator[Saving]:
    """Outputs and logs of a run, in all ways to write it."""
    with saving(case("shared_ancestors")) as made:
        yield made


# ---- columns in common: where the parents do not agree, SQLite says FOREIGN KEY constraint failed


def test_one_tenant(tenants: Saving) -> None:
    tenants.ReturnFactory()
    counted = tenants.count("Tenant", "Customer", "Product", "Order", "Line", "Return")
    assert counted == (1, 2, 1, 1, 1, 1)


PASSED = [
    ("Order", "tenant", "Tenant"),
    ("Order", "customer", "Customer"),
    ("Order", "payer", "Customer"),
    ("Line", "order", "Order"),
    ("Line", "product", "Product"),
    ("Return", "line", "Line"),
    ("Return", "clerk", "Customer"),
    ("Load", "shelf", "Shelf"),
    ("Load", "truck", "Truck"),
]


@pytest.mark.parametrize(("model", "parent", "target"), PASSED)
def test_whichever_parent_is_passed(tenants: Saving, model: str, parent: str, target: str) -> None:
    passed = getattr(tenants, f"{target}Factory")()
    made = getattr(tenants, f"{model}Factory")(**{parent: passed})
    assert of_one_tenant(made, passed)
    assert tenants.count("Tenant") == (0 if model == "Load" else 1)


@pytest.mark.parametrize(("model", "parent", "target"), PASSED)
def test_whichever_key_is_passed(tenants: Saving, model: str, parent: str, target: str) -> None:
    """The columns that are the parent's alone suffice."""
    passed = getattr(tenants, f"{target}Factory")()
    keys = {"tenant": "tenant_id", "order": "order_number", "shelf": "shelf_number", "truck": "truck_plate"}
    keys |= {"customer": "customer_id", "payer": "payer_id", "clerk": "clerk_id", "product": "product_number"}
    if parent == "line":
        told = {"order_number": passed.order_number, "position": passed.position}
    else:
        told = {keys[parent]: sa.inspect(passed).identity[-1]}
    assert of_one_tenant(getattr(tenants, f"{model}Factory")(**told), passed)
    assert tenants.count("Tenant") == (0 if model == "Load" else 1)


def of_one_tenant(made: Any, passed: Any) -> bool:
    mine = [getattr(made, name) for name in ("tenant_id", "region") if hasattr(made, name)]
    its = [getattr(passed, name) for name in ("tenant_id", "region") if hasattr(passed, name)]
    return mine == (its or [passed.id])


@pytest.mark.parametrize(
    ("model", "keyword"),
    [
        ("Order", "tenant__name"),
        ("Order", "customer__tenant__name"),
        ("Line", "order__tenant__name"),
        ("Line", "order__customer__tenant__name"),
        ("Line", "product__tenant__name"),
        ("Return", "line__order__tenant__name"),
        ("Return", "line__product__tenant__name"),
        ("Return", "clerk__tenant__name"),
    ],
)
def test_one_can_reach_through_any_parent(tenants: Saving, model: str, keyword: str) -> None:
    made = getattr(tenants, f"{model}Factory")(**{keyword: "Acme"})
    assert tenants.session.get(tenants.Tenant, made.tenant_id).name == "Acme"
    assert tenants.count("Tenant") == 1


def test_a_nullable_parent_by_trait(tenants: Saving) -> None:
    order = tenants.OrderFactory(with_payer=True)
    assert order.payer_id not in (None, order.customer_id)
    assert tenants.count("Tenant", "Customer") == (1, 2)
    assert tenants.OrderFactory().payer_id is None


def test_two_parents_are_passed(tenants: Saving) -> None:
    tenant = tenants.TenantFactory()
    order, product = tenants.OrderFactory(tenant=tenant), tenants.ProductFactory(tenant=tenant)
    assert tenants.LineFactory(order=order, product=product).tenant_id == tenant.id
    assert tenants.count("Tenant") == 1


def test_children_agree_with_their_parent() -> None:
    with saving(case("tenants")) as made:
        order = made.OrderFactory(lines=2)
        assert {line.product.tenant for line in order.lines} == {order.tenant}
        assert made.count("Tenant", "Product") == (1, 2)


def test_a_batch(tenants: Saving) -> None:
    tenants.ReturnFactory.create_batch(10)
    assert tenants.count("Tenant") == 10
    tenants.LineFactory.create_batch(5, product=tenants.ProductFactory())
    assert tenants.count("Tenant") == 11


# ---- ancestors of one name


@pytest.mark.parametrize(("model", "parent", "target"), [
    ("Output", "run", "Run"),
    ("Output", "log", "Log"),
    ("Step", "run", "Run"),
    ("Step", "log", "Log"),
    ("Attempt", "run", "Run"),
    ("Attempt", "step", "Step"),
    ("Metric", "log", "Log"),
    ("Metric", "output", "Output"),
        ("Alert", "run", "Run"),
        ("Alert", "output", "Output"),
])  # fmt: skip
@pytest.mark.parametrize("by_key", [False, True], ids=["by object", "by key"])
def test_one_run(runs: Saving, model: str, parent: str, target: str, by_key: bool) -> None:
    passed = getattr(runs, f"{target}Factory")()
    getattr(runs, f"{model}Factory")(**({f"{parent}_id": passed.id} if by_key else {parent: passed}))
    assert runs.count("Run") == 1


@pytest.mark.parametrize("keyword", ["run__name", "log__run__name"])
@pytest.mark.parametrize("model", ["Output", "Step"])
def test_one_can_reach_into_the_run(runs: Saving, model: str, keyword: str) -> None:
    getattr(runs, f"{model}Factory")(**{keyword: "nightly"})
    assert runs.session.scalars(sa.select(runs.Run.name)).all() == ["nightly"]


@pytest.mark.parametrize("keyword", ["run_id", "log__run_id"])
@pytest.mark.parametrize("model", ["Output", "Step"])
def test_its_key_can_be_passed_anywhere(runs: Saving, model: str, keyword: str) -> None:
    run = runs.RunFactory()
    assert getattr(runs, f"{model}Factory")(**{keyword: run.id}).run_id == run.id
    assert runs.count("Run") == 1


@STRATEGIES
def test_objects_are_the_same(runs: Saving, strategy: str) -> None:
    output = getattr(runs.OutputFactory, strategy)()
    assert output.run is output.log.run
    output = getattr(runs.OutputFactory, strategy)(log=output.log)
    assert output.run is output.log.run


def test_a_parent_that_a_caller_has_made_up_is_left_alone(runs: Saving) -> None:
    one, other = runs.RunFactory.create_batch(2)
    output = runs.OutputFactory(run=one, log=runs.LogFactory(run=other))
    assert (output.run, output.log.run) == (one, other)


def test_a_declaration_may_be_passed(runs: Saving) -> None:
    class Nightly(runs.OutputFactory):  # type: ignore[misc, name-defined]
        log = SubFactory(runs.LogFactory, run__name="nightly")

    output = runs.OutputFactory(log=SubFactory(runs.LogFactory, run__name="nightly"))
    assert output.run is output.log.run
    assert Nightly().log.run.name == "nightly"


def test_children_are_of_their_parents_run(runs: Saving) -> None:
    log = runs.LogFactory(outputs=3)
    assert {output.run for output in log.outputs} == {log.run}
    assert runs.count("Run") == 1


def test_two_rows_where_a_unique_key_demands_it(runs: Saving) -> None:
    parcel = runs.ParcelFactory()
    assert parcel.sender.owner is parcel.owner is not parcel.receiver.owner


def test_two_rows_where_they_are_nobody_elses(runs: Saving) -> None:
    envelope = runs.EnvelopeFactory()
    assert envelope.letter.stamp is not envelope.card.stamp


def test_two_rows_where_another_factory_has_shared_one_already(runs: Saving) -> None:
    """The visit's address has the visit's owner, and nobody has two."""
    move = runs.MoveFactory()
    assert move.visit.owner is move.visit.address.owner is not move.home.owner
    runs.JourneyFactory()
    assert runs.count("Owner", "Address", "Visit") == (3, 3, 2)


@pytest.mark.parametrize(("strategy", "key"), [("build", 7), ("build", None), ("create", 7)])
def test_a_parent_that_nobody_knows_has_nothing_to_pass_on(runs: Saving, strategy: str, key: int | None) -> None:
    """Nor has the one that is None."""
    runs.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    attempt = getattr(runs.AttemptFactory, strategy)(step_id=key)
    assert (attempt.step_id, attempt.step) == (key, None)
    assert attempt.run is not None
    runs.session.rollback()


VERSIONS = """
class Resource(Base):
    __tablename__ = "resources"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))

    __table_args__ = (sa.UniqueConstraint("id", "kind"),)


class Version(Base):
    __tablename__ = "versions"
    __table_args__ = (ForeignKeyConstraint(["resource_id", "kind"], ["resources.id", "resources.kind"]),)
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "version"}

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))

    resource: Mapped[Resource] = relationship()


class Model(Version):
    __tablename__ = "models"
    __mapper_args__ = {"polymorphic_identity": "model"}

    id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)


class Job(Version):
    __tablename__ = "jobs"
    __mapper_args__ = {"polymorphic_identity": "job"}

    id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("models.id"))

    model: Mapped[Model] = relationship(foreign_keys=model_id)
"""


def test_two_rows_where_the_class_is_part_of_the_key() -> None:
    with saving(inline(VERSIONS)) as made:
        job = made.JobFactory.build()
        assert job.resource is not job.model.resource


# ---- graphs stay small


@pytest.mark.parametrize("name", TREES)
def test_explain_counts_the_rows_of_one_create(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    models = case(name).models
    monkeypatch.chdir(Path(str(models.__file__)).parents[1])
    for model in explained(models.__name__, capsys):
        with saving(case(name)) as made:
            getattr(made, model["factory"]).create()
            tables = models.Base.metadata.tables.values()
            counted = [made.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]
            assert (model["model"], sum(counted)) == (model["model"], model["rows"])


def explained(source: str, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    with pytest.raises(SystemExit) as end:
        main(["explain", source, "--format", "json"])
    assert end.value.code == 0
    return json.loads(capsys.readouterr().out)["models"]


LEVELS = """
class L0(Base):
    __tablename__ = "l0"

    id: Mapped[int] = mapped_column(primary_key=True)
"""
LEVEL = """

class L{n}(Base):
    __tablename__ = "l{n}"

    id: Mapped[int] = mapped_column(primary_key=True)
    left_id: Mapped[int] = mapped_column(ForeignKey("l{below}.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("l{below}.id"))
"""
BOTH_SIDES = """
    left: Mapped[L{below}] = relationship(foreign_keys=left_id)
    right: Mapped[L{below}] = relationship(foreign_keys=right_id)
"""


@pytest.mark.parametrize("level", [LEVEL, LEVEL + BOTH_SIDES], ids=["by key", "by relationship"])
def test_two_parents_a_level_are_no_tree_of_127(level: str) -> None:
    with saving(inline(LEVELS + "".join(level.format(n=n, below=n - 1) for n in range(1, 7)))) as made:
        made.L6Factory()
        assert made.count(*(f"L{n}" for n in range(7))) == (2, 2, 2, 2, 2, 2, 1)
        made.L6Factory(right=made.L5Factory())
        assert made.count(*(f"L{n}" for n in range(7))) == (4, 4, 4, 4, 4, 4, 2)
