"""Factories for the models in ``case_automapped.models`` and others.

``ItemFactory()`` saves an item with the purchase and customer it needs;
``ItemFactory.build()`` makes the same objects without a database. Pass parents as
objects (``purchase=...``) or by key (``purchase_id=7``), or reach into them with two
underscores (``purchase__...``). Ask for children by number or hand them over
(``CustomerFactory(purchase_collection=3)``).
"""

from typing import Any

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_automapped.models import Base, Customer, Purchase

from .factory_base import BaseFactory, Children, mapped_class


class CustomerFactory(BaseFactory[Customer]):
    class Meta:
        model = Customer

    name = Faker("name", locale="en_US")
    email = Sequence(lambda n: f"customer{n}@example.com")

    purchase_collection = Children(f"{__name__}.PurchaseFactory", of="customer")


class PurchaseFactory(BaseFactory[Any]):
    class Meta:
        model = Purchase

    customer = SubFactory(CustomerFactory)

    number = Sequence(lambda n: f"{n:06d}")
    total = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)

    item_collection = Children(f"{__name__}.ItemFactory", of="purchase")


class ItemFactory(BaseFactory[Any]):
    class Meta:
        model = mapped_class(Base, "item")

    purchase = SubFactory(PurchaseFactory)

    position = Sequence(lambda n: n + 1)
    title = Faker("text", max_nb_chars=100)
