"""Factories for the models in ``case_keys_only.models``.

``ReceiptFactory()`` saves a receipt with the booking, account, warehouse and
organization it needs; ``ReceiptFactory.build()`` makes the same objects without a
database.
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_keys_only.models import Account, Booking, Organization, Receipt, Warehouse

from .factory_base import BaseFactory, Key


class OrganizationFactory(BaseFactory[Organization]):
    class Meta:
        model = Organization

    name = Faker("company")


class AccountFactory(BaseFactory[Account]):
    class Meta:
        model = Account

    class Params:
        organization = SubFactory(OrganizationFactory)
        parent = None
        with_parent = Trait(parent=SubFactory(f"{__name__}.AccountFactory"))

    organization_id = Key("organization.id")
    parent_id = Key("parent.id")


class WarehouseFactory(BaseFactory[Warehouse]):
    class Meta:
        model = Warehouse

    country = Faker("country_code")
    number = Sequence(lambda n: n + 1)


class BookingFactory(BaseFactory[Booking]):
    class Meta:
        model = Booking

    class Params:
        account_row = SubFactory(AccountFactory)
        payer = None
        with_payer = Trait(payer=SubFactory(AccountFactory))
        warehouse = SubFactory(WarehouseFactory)

    account = Key("account_row.id")
    payer_id = Key("payer.id")
    warehouse_country = Key("warehouse.country")
    warehouse_number = Key("warehouse.number")


class ReceiptFactory(BaseFactory[Receipt]):
    class Meta:
        model = Receipt

    class Params:
        booking = SubFactory(BookingFactory)

    booking_id = Key("booking.id")
    text = Faker("sentence")
