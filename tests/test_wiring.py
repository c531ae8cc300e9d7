"""How foreign keys are wired: the parents that are made, and those that are not because the caller has one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from factory.declarations import SelfAttribute, SubFactory
from generated import Saving, case, inline, invoicing, saving
from sqlalchemy.exc import IntegrityError

STRATEGIES = pytest.mark.parametrize("strategy", ["build", "create"])


@pytest.fixture
def invoices() -> Iterator[Saving]:
    """Users, their clients, contracts and invoices."""
    with saving(invoicing()) as made:
        yield made


@pytest.fixture
def staff() -> Iterator[Saving]:
    """Departments, employees with a nullable manager, badges; a cycle through the department's head."""
    with saving(case("parents")) as made:
        yield made


@pytest.fixture
def keys() -> Iterator[Saving]:
    """Foreign keys without relationship."""
    with saving(case("keys_only")) as made:
        yield made


# ---- a required parent


@STRATEGIES
def test_a_parent_is_made(invoices: Saving, strategy: str) -> None:
    client = getattr(invoices.ClientFactory, strategy)()
    assert client.user.clients == [client]
    assert client.user_id == client.user.id


@STRATEGIES
def test_a_parent_that_is_passed_is_the_only_one(invoices: Saving, strategy: str) -> None:
    user = getattr(invoices.UserFactory, strategy)()
    clients = getattr(invoices.ClientFactory, f"{strategy}_batch")(2, user=user)
    assert user.clients == clients
    assert invoices.count("User", "Client") == ((1, 2) if strategy == "create" else (0, 0))


def test_a_parent_that_is_only_built_is_saved_along(invoices: Saving) -> None:
    user = invoices.UserFactory.build()
    assert invoices.ClientFactory(user=user).user_id == user.id
    assert invoices.count("User") == 1


@STRATEGIES
def test_one_can_reach_into_parents(invoices: Saving, strategy: str) -> None:
    invoice = getattr(invoices.InvoiceFactory, strategy)(contract__summary="Roof", contract__client__user__name="Ann")
    assert (invoice.contract.summary, invoice.contract.client.user.name) == ("Roof", "Ann")


def test_a_key_that_is_passed_is_honoured(invoices: Saving) -> None:
    user = invoices.UserFactory()
    clients = invoices.ClientFactory.create_batch(2, user_id=user.id)
    assert {client.user for client in clients} == {user}
    assert invoices.count("User", "Client") == (1, 2)


def test_a_key_that_is_passed_is_honoured_in_build(invoices: Saving) -> None:
    client = invoices.ClientFactory.build(user_id=7)
    assert (client.user_id, client.user) == (7, None)


def test_a_key_that_is_passed_on_to_a_parent_is_honoured(invoices: Saving) -> None:
    user = invoices.UserFactory()
    assert invoices.InvoiceFactory(contract__client__user_id=user.id).contract.client.user is user
    assert invoices.count("User", "Client", "Contract") == (1, 1, 1)


def test_a_declaration_may_be_passed_as_key(invoices: Saving) -> None:
    user = invoices.UserFactory()

    class Mine(invoices.InvoiceFactory):  # type: ignore[misc, name-defined]
        class Params:
            owner_id = user.id

        contract = SubFactory(invoices.ContractFactory, client__user_id=SelfAttribute("...owner_id"))

    assert Mine().contract.client.user is user
    assert invoices.count("User") == 1


@STRATEGIES
def test_no_parent_at_all(invoices: Saving, strategy: str) -> None:
    """The caller wants to see what the database says."""
    if strategy == "build":
        assert invoices.ClientFactory.build(user=None).user is None
    else:
        with pytest.raises(IntegrityError, match="NOT NULL"):
            invoices.ClientFactory(user=None)


def test_an_object_comes_before_its_key(invoices: Saving) -> None:
    one, other = invoices.UserFactory.create_batch(2)
    assert invoices.ClientFactory(user=one, user_id=other.id).user is one


def test_a_second_call_makes_a_parent_again(invoices: Saving) -> None:
    invoices.ClientFactory(user_id=invoices.UserFactory().id)
    assert invoices.ClientFactory().user
    assert invoices.count("User") == 2


# ---- a declaration that reads its parent


def test_a_declaration_reads_the_parent_that_is_made(invoices: Saving) -> None:
    invoice = invoices.InvoiceFactory(contract__start_date=date(2001, 2, 3))
    assert invoice.period_start == date(2001, 2, 3)
    assert invoice.period_end <= invoice.contract.end_date


@STRATEGIES
def test_a_declaration_reads_the_parent_that_is_passed(invoices: Saving, strategy: str) -> None:
    contract = getattr(invoices.ContractFactory, strategy)(start_date=date(2001, 2, 3))
    invoice = getattr(invoices.InvoiceFactory, strategy)(contract=contract)
    assert contract.start_date <= invoice.period_start < invoice.period_end <= contract.end_date


def test_a_declaration_reads_the_parent_whose_key_is_passed(invoices: Saving) -> None:
    contract = invoices.ContractFactory(start_date=date(2001, 2, 3))
    invoices.session.expire_all()
    invoice = invoices.InvoiceFactory(contract_id=contract.id)
    assert invoice.contract is contract
    assert contract.start_date <= invoice.period_start < invoice.period_end <= contract.end_date
    assert invoices.count("Contract") == 1


def test_a_key_of_nothing_is_left_to_the_database(invoices: Saving) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        invoices.InvoiceFactory(contract_id=12345)


@pytest.mark.parametrize("arguments", [{"contract_id": 7}, {"contract": None}], ids=str)
def test_a_declaration_has_a_value_without_its_parent(invoices: Saving, arguments: dict[str, Any]) -> None:
    invoice = invoices.InvoiceFactory.build(**arguments)
    assert invoice.contract is None
    assert invoice.period_start < invoice.period_end


@STRATEGIES
def test_either_half_of_a_pair_may_be_passed(invoices: Saving, strategy: str) -> None:
    start = getattr(invoices.ContractFactory, strategy)(start_date=date(2001, 2, 3))
    assert start.end_date > date(2001, 2, 3)
    end = getattr(invoices.ContractFactory, strategy)(end_date=date(2001, 2, 3))
    assert end.start_date < date(2001, 2, 3)


PERIODS_BY_KEY = """
class Contract(Base):
    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(primary_key=True)
    start_date: Mapped[date]
    end_date: Mapped[date]


class Invoice(Base):
    __tablename__ = "invoices"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    period_start: Mapped[date]
    period_end: Mapped[date]
"""


def test_periods_without_relationship() -> None:
    with saving(inline(PERIODS_BY_KEY)) as made:
        invoice = made.InvoiceFactory()
        assert invoice.period_start < invoice.period_end
        contract = made.ContractFactory(start_date=date.today() - timedelta(days=9))
        for arguments in ({"contract": contract}, {"contract_id": contract.id}):
            assert made.InvoiceFactory(**arguments).contract_id == contract.id
        assert made.count("Contract") == 2
        assert made.InvoiceFactory.build(contract_id=7).contract_id == 7


# ---- a nullable parent, to another model or the same


@STRATEGIES
def test_a_nullable_parent_is_not_made(staff: Saving, strategy: str) -> None:
    employee = getattr(staff.EmployeeFactory, strategy)()
    assert (employee.manager, employee.manager_id, employee.department.head) == (None, None, None)


@STRATEGIES
def test_a_trait_makes_a_nullable_parent(staff: Saving, strategy: str) -> None:
    employee = getattr(staff.EmployeeFactory, strategy)(with_manager=True, manager__name="Ann")
    assert employee.manager.name == "Ann"
    assert employee.manager.manager is None
    assert employee.manager_id == employee.manager.id


def test_traits_go_up_as_far_as_they_are_asked(staff: Saving) -> None:
    employee = staff.EmployeeFactory(with_manager=True, manager__with_manager=True)
    assert employee.manager.manager.manager is None
    assert staff.count("Employee") == 3


@STRATEGIES
def test_a_nullable_parent_that_is_passed(staff: Saving, strategy: str) -> None:
    manager = getattr(staff.EmployeeFactory, strategy)()
    assert getattr(staff.EmployeeFactory, strategy)(manager=manager).manager is manager


@pytest.mark.parametrize("trait", [{}, {"with_manager": True}], ids=["without trait", "with trait"])
def test_a_nullable_key_that_is_passed_is_honoured(staff: Saving, trait: dict[str, bool]) -> None:
    manager = staff.EmployeeFactory()
    assert staff.EmployeeFactory(manager_id=manager.id, **trait).manager is manager
    assert staff.count("Employee") == 2
    assert staff.EmployeeFactory.build(manager_id=7, **trait).manager_id == 7


def test_a_cycle_is_closed_by_a_trait(staff: Saving) -> None:
    department = staff.DepartmentFactory(with_head=True)
    assert staff.read(department).head_id == department.head.id


def test_a_cycle_is_closed_by_the_caller(staff: Saving) -> None:
    department = staff.DepartmentFactory()
    department.head = staff.EmployeeFactory(department=department)
    staff.session.flush()
    assert staff.read(department).head_id == department.employees[0].id
    assert staff.count("Department", "Employee") == (1, 1)


# ---- the far side of a one-to-one


def test_the_far_side_is_not_made(staff: Saving) -> None:
    assert staff.EmployeeFactory().badge is None
    assert staff.EmployeeFactory.build().badge is None


@STRATEGIES
def test_a_trait_makes_the_far_side(staff: Saving, strategy: str) -> None:
    employee = getattr(staff.EmployeeFactory, strategy)(with_badge=True, badge__number="007")
    assert (employee.badge.employee, employee.badge.number) == (employee, "007")
    if strategy == "create":
        assert staff.read(employee.badge).employee_id == employee.id
        assert staff.count("Employee", "Badge") == (1, 1)


@STRATEGIES
def test_a_far_side_that_is_passed(staff: Saving, strategy: str) -> None:
    badge = staff.BadgeFactory.build(employee=None)
    employee = getattr(staff.EmployeeFactory, strategy)(badge=badge)
    assert badge.employee is employee


def test_one_to_one_from_the_near_side(staff: Saving) -> None:
    badge = staff.BadgeFactory()
    assert badge.employee.badge is badge
    assert staff.BadgeFactory(employee_id=staff.EmployeeFactory().id).employee.badge
    assert staff.count("Employee", "Badge") == (2, 2)


# ---- a foreign key without relationship


def test_a_parent_by_key_is_made(keys: Saving) -> None:
    account = keys.AccountFactory()
    assert account.organization_id == keys.session.query(keys.Organization).one().id


def test_a_parent_by_key_is_not_needed_to_build(keys: Saving) -> None:
    assert keys.AccountFactory.build().organization_id is None
    booking = keys.BookingFactory.build()
    assert isinstance(booking.account, uuid.UUID) and booking.warehouse_number
    assert not keys.session.new


@STRATEGIES
def test_a_parent_by_key_that_is_passed(keys: Saving, strategy: str) -> None:
    account = getattr(keys.AccountFactory, strategy)()
    assert getattr(keys.BookingFactory, strategy)(account_row=account).account == account.id
    assert keys.count("Account") == (1 if strategy == "create" else 0)


def test_a_parent_by_key_that_is_only_built_is_saved_along(keys: Saving) -> None:
    organization = keys.OrganizationFactory.build()
    assert keys.AccountFactory(organization=organization).organization_id == organization.id
    assert keys.count("Organization") == 1


def test_a_parent_by_key_that_is_pending(keys: Saving) -> None:
    organization = keys.Organization(name="Acme")
    keys.session.add(organization)
    assert keys.AccountFactory(organization=organization).organization_id == organization.id


@STRATEGIES
def test_one_can_reach_into_a_parent_by_key(keys: Saving, strategy: str) -> None:
    key = uuid.uuid4()
    assert getattr(keys.BookingFactory, strategy)(account_row__id=key).account == key


def test_a_key_without_relationship_that_is_passed_is_honoured(keys: Saving) -> None:
    organization = keys.OrganizationFactory()
    accounts = keys.AccountFactory.create_batch(2, organization_id=organization.id)
    assert {account.organization_id for account in accounts} == {organization.id}
    assert keys.count("Organization", "Account") == (1, 2)


def test_a_composite_key_that_is_passed_is_honoured(keys: Saving) -> None:
    house = keys.WarehouseFactory()
    booking = keys.BookingFactory(warehouse_country=house.country, warehouse_number=house.number)
    assert (booking.warehouse_country, booking.warehouse_number) == (house.country, house.number)
    assert keys.count("Warehouse") == 1


def test_a_key_without_relationship_is_honoured_in_build(keys: Saving) -> None:
    assert keys.AccountFactory.build(organization_id=7).organization_id == 7


@STRATEGIES
def test_a_nullable_parent_by_key_is_not_made(keys: Saving, strategy: str) -> None:
    assert getattr(keys.AccountFactory, strategy)().parent_id is None
    assert getattr(keys.AccountFactory, strategy)(parent=None).parent_id is None


@STRATEGIES
def test_a_trait_makes_a_nullable_parent_by_key(keys: Saving, strategy: str) -> None:
    key = uuid.uuid4()
    assert getattr(keys.AccountFactory, strategy)(with_parent=True, parent__id=key).parent_id == key
    assert keys.count("Account") == (2 if strategy == "create" else 0)


@pytest.mark.parametrize("trait", [{}, {"with_parent": True}], ids=["without trait", "with trait"])
def test_a_nullable_key_without_relationship_is_honoured(keys: Saving, trait: dict[str, bool]) -> None:
    parent = keys.AccountFactory()
    assert keys.AccountFactory(parent_id=parent.id, **trait).parent_id == parent.id
    assert keys.count("Account") == 2


@STRATEGIES
def test_a_nullable_parent_by_key_that_is_passed(keys: Saving, strategy: str) -> None:
    parent = getattr(keys.AccountFactory, strategy)()
    assert getattr(keys.AccountFactory, strategy)(parent=parent).parent_id == parent.id


def test_a_batch_of_parents_by_key_is_like_one(keys: Saving) -> None:
    """They are made together, and the user's own words about them count."""
    with keys.flushes() as flushes:
        accounts = keys.AccountFactory.create_batch(20)
    assert len({account.organization_id for account in accounts}) == 20
    assert len(flushes) == 2

    class AcmeAccount(keys.AccountFactory):  # type: ignore[misc, name-defined]
        class Params:
            organization = SubFactory(keys.OrganizationFactory, name="Acme")

    ids = {AcmeAccount().organization_id, *(account.organization_id for account in AcmeAccount.create_batch(2))}
    assert {keys.session.get(keys.Organization, one).name for one in ids} == {"Acme"}


def test_a_batch_with_one_parent_by_key(keys: Saving) -> None:
    organization = keys.OrganizationFactory()
    keys.AccountFactory.create_batch(3, organization=organization)
    keys.AccountFactory.create_batch(3, organization_id=organization.id)
    keys.AccountFactory.create_batch(2, organization__name="Acme")
    assert keys.count("Organization", "Account") == (3, 8)


def test_a_key_shared_with_the_parent(keys: Saving) -> None:
    receipts = keys.ReceiptFactory.create_batch(2)
    assert len({receipt.booking_id for receipt in receipts}) == 2
    booking = keys.BookingFactory()
    assert keys.ReceiptFactory(booking=booking).booking_id == booking.id
    assert keys.ReceiptFactory(booking_id=keys.BookingFactory().id).booking_id
    assert keys.count("Booking") == 4


def test_a_parent_by_key_is_saved_first_whatever_it_is_called() -> None:
    """Without relationship, SQLAlchemy itself saves in the order of the models' names."""
    with saving(inline(UUID_KEYS)) as made:
        assert made.LeafFactory.build().root_id
        leaves = made.LeafFactory.create_batch(10)
        assert made.count("Root", "Leaf") == (10, 10)
        assert made.LeafFactory(root_id=leaves[0].root_id).root_id == leaves[0].root_id
        assert made.count("Root") == 10


UUID_KEYS = """
class Root(Base):
    __tablename__ = "roots"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)


class Leaf(Base):
    __tablename__ = "leaves"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    root_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("roots.id"))
"""


# ---- composite keys, several parents, inheritance


COMPOSITE = """
class House(Base):
    __tablename__ = "houses"

    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)


class Flat(Base):
    __tablename__ = "flats"
    __table_args__ = (
        ForeignKeyConstraint(["house_country", "house_number"], ["houses.country", "houses.number"]),
        ForeignKeyConstraint(["old_country", "old_number"], ["houses.country", "houses.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    house_country: Mapped[str] = mapped_column("hc", String(2), key="house_country")
    house_number: Mapped[int] = mapped_column()
    old_country: Mapped[str | None] = mapped_column(String(2))
    old_number: Mapped[int | None] = mapped_column()

    house: Mapped[House] = relationship(foreign_keys=[house_country, house_number])
    old: Mapped[House | None] = relationship(foreign_keys=[old_country, old_number])
"""


@pytest.fixture
def flats() -> Iterator[Saving]:
    """Two composite keys to one model, an attribute unlike its column."""
    with saving(inline(COMPOSITE)) as made:
        yield made


def test_a_composite_parent(flats: Saving) -> None:
    flat = flats.FlatFactory()
    assert (flat.house_country, flat.house_number) == (flat.house.country, flat.house.number)
    assert flat.old is None
    assert flats.FlatFactory(with_old=True).old


def test_composite_keys_that_are_passed_are_honoured(flats: Saving) -> None:
    house, old = flats.HouseFactory.create_batch(2)
    flat = flats.FlatFactory(
        house_country=house.country, house_number=house.number, old_country=old.country, old_number=old.number
    )
    assert (flat.house, flat.old) == (house, old)
    assert flats.count("House") == 2


def test_a_subclass_has_its_parents_parent() -> None:
    with saving(case("inheritance")) as made:
        company = made.CompanyFactory()
        assert made.EngineerFactory(company_id=company.id).company is company
        assert made.ManagerFactory(company=company).company is company
        assert made.EngineerFactory(company__name="Acme").company.name == "Acme"
        assert made.count("Company") == 2


KEYS_CALLED_LIKE_KEYWORDS = """
class Node(Base):
    __tablename__ = "nodes"

    id: Mapped[int] = mapped_column(primary_key=True)


class Edge(Base):
    __tablename__ = "edges"

    from_id: Mapped[int] = mapped_column(ForeignKey("nodes.id"), primary_key=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("nodes.id"), primary_key=True)
"""


def test_a_parent_by_key_is_not_called_like_a_keyword() -> None:
    with saving(inline(KEYS_CALLED_LIKE_KEYWORDS)) as made:
        edge = made.EdgeFactory()
        assert edge.from_id != edge.to_id
        assert made.count("Node") == 2


def test_a_parent_that_a_check_asks_for_may_be_defined_below() -> None:
    models = """
class Step(Base):
    __tablename__ = "steps"
    __table_args__ = (sa.CheckConstraint("(run_id IS NULL) <> (plan_id IS NULL)", name="one_of"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))


class Plan(Base):
    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)


class Run(Base):
    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("steps.id"))
"""
    with saving(inline(models)) as made:
        made.StepFactory.create_batch(2)
        assert made.count("Step", "Plan", "Run") == (2, 2, 0)
