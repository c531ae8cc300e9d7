"""Factories for the models in ``case_layout_package.orders``."""

from factory.declarations import SubFactory
from factory.faker import Faker

from case_layout_package.orders import Customer, Order

from ..factory_base import BaseFactory
from .users import UserFactory


class OrderFactory(BaseFactory[Order]):
    class Meta:
        model = Order

    user = SubFactory(f"{__package__}.UserFactory")

    total = Faker("pyint", min_value=1, max_value=1000)


class CustomerFactory(UserFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Customer

    card = Faker("word")
