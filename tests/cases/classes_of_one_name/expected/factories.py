"""Factories for the models in ``case_classes_of_one_name.billing`` and others.

``OrderFactory()`` saves an order with the address it needs; ``OrderFactory.build()``
makes the same objects without a database. Pass parents as objects
(``billing_address=...``) or by key (``billing_id=7``), or reach into them with two
underscores (``billing_address__...``).
"""

from factory.declarations import SubFactory, Trait
from factory.faker import Faker

from case_classes_of_one_name.billing import Address, Status
from case_classes_of_one_name.models import Order
from case_classes_of_one_name.shipping import Address as ShippingAddress
from case_classes_of_one_name.shipping import Status as ShippingStatus

from .factory_base import BaseFactory


class AddressFactory(BaseFactory[Address]):
    class Meta:
        model = Address

    class Params:
        old = Trait(status=Status.OLD)

    street = Faker("street_address")
    status = Status.NEW


class ShippingAddressFactory(BaseFactory[ShippingAddress]):
    class Meta:
        model = ShippingAddress

    class Params:
        lost = Trait(status=ShippingStatus.LOST)

    street = Faker("street_address")
    status = ShippingStatus.SENT


class OrderFactory(BaseFactory[Order]):
    class Meta:
        model = Order

    billing_address = SubFactory(AddressFactory)
    shipping_address = SubFactory(ShippingAddressFactory)
