"""The factories, used as a test of the application would use them."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from invoicing.models import Client, Invoice, User

from .factories import ClientFactory, ContractFactory, InvoiceFactory, UserFactory


def test_attributes_are_filled(session: Session) -> None:
    user = UserFactory()
    assert user.id
    assert user.name
    assert "@" in user.email
    assert user.phone
    assert user.clients == []


def test_a_client_has_a_user(session: Session) -> None:
    client = ClientFactory()
    assert client.user_id == client.user.id
    assert client.company_name


def test_a_parent_may_be_passed(session: Session) -> None:
    user = UserFactory(name="Ann")
    assert ClientFactory(user=user).user_id == user.id
    assert ClientFactory(user_id=user.id).user is user
    assert session.scalar(select(func.count()).select_from(User)) == 1


def test_a_parent_may_be_reached_into(session: Session) -> None:
    invoice = InvoiceFactory(contract__client__user__name="Ann")
    assert invoice.contract.client.user.name == "Ann"


def test_children_by_number(session: Session) -> None:
    user = UserFactory(clients=3, clients__contracts=2)
    assert [len(client.contracts) for client in user.clients] == [2, 2, 2]
    assert {client.user_id for client in user.clients} == {user.id}


def test_children_by_list(session: Session) -> None:
    clients = ClientFactory.build_batch(2, user=None)
    user = UserFactory(clients=clients)
    assert user.clients == clients
    assert all(client.id for client in clients)


def test_periods_agree(session: Session) -> None:
    contract = ContractFactory(invoices=2)
    assert contract.end_date > contract.start_date
    for invoice in contract.invoices:
        assert contract.start_date <= invoice.period_start < invoice.period_end
        assert invoice.period_end <= contract.end_date


def test_a_period_lies_in_that_of_a_contract_known_by_its_key(session: Session) -> None:
    contract = ContractFactory()
    session.expire_all()
    invoice = InvoiceFactory(contract_id=contract.id)
    assert invoice.period_start == contract.start_date
    assert invoice.period_end == invoice.period_start + timedelta(days=30)


def test_without_a_database() -> None:
    invoice = InvoiceFactory.build(amount=100)
    assert invoice.id is None
    assert invoice.contract.client.user.name


def test_nothing_of_other_tests_is_left(session: Session) -> None:
    InvoiceFactory.create_batch(10)
    assert session.scalar(select(func.count()).select_from(Invoice)) == 10
    assert session.scalar(select(func.count()).select_from(Client)) == 10
