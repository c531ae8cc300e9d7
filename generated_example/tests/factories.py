"""Factories for the models in ``invoicing.models``.

``InvoiceFactory()`` saves an invoice with the contract, client and user it needs;
``InvoiceFactory.build()`` makes the same objects without a database. Pass parents as
objects (``contract=...``) or by key (``contract_id=7``), or reach into them with two
underscores (``contract__...``). Ask for children by number or hand them over
(``UserFactory(clients=3)``).
"""

from datetime import timedelta

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from invoicing.models import Client, Contract, Invoice, User

from .factory_base import BaseFactory, Children, FromParent, Plus


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    name = Faker("name")
    email = Sequence(lambda n: f"user{n}@example.com")
    phone = Faker("phone_number")

    clients = Children(f"{__name__}.ClientFactory", of="user")


class ClientFactory(BaseFactory[Client]):
    class Meta:
        model = Client

    user = SubFactory(UserFactory)

    name = Faker("name")
    company_name = Faker("company")
    email = Faker("email")

    contracts = Children(f"{__name__}.ContractFactory", of="client")


class ContractFactory(BaseFactory[Contract]):
    class Meta:
        model = Contract

    client = SubFactory(ClientFactory)

    summary = Faker("sentence")
    start_date = Faker("date_between", start_date="-2y", end_date="-1y")
    end_date = Plus("start_date", timedelta(days=180))

    invoices = Children(f"{__name__}.InvoiceFactory", of="contract")


class InvoiceFactory(BaseFactory[Invoice]):
    class Meta:
        model = Invoice

    contract = SubFactory(ContractFactory)

    # Inside the contract's period.
    period_start = FromParent(
        "contract.start_date", Faker("date_between", start_date="-2y", end_date="-1y")
    )
    period_end = Plus("period_start", timedelta(days=30), until="contract.end_date")
    amount = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
