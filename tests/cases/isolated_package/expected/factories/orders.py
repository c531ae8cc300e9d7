"""Factories for the models in ``case_isolated_package.orders``."""

from factory.declarations import SelfAttribute, SubFactory
from factory.faker import Faker

from case_isolated_package.orders import Customer, Order

from ..factory_base import BaseFactory, Children
from .users import UserFactoryBase


class OrderFactoryBase(BaseFactory[Order]):
    class Meta:
        model = Order
        abstract = True

    user = SubFactory(f"{__package__}.IsolatedUserFactory")

    user_id = SelfAttribute("user.id")
    total = Faker("pyint", min_value=1, max_value=1000)


class IsolatedOrderFactory(OrderFactoryBase):
    pass


class OrderFactory(OrderFactoryBase):
    pass


class CustomerFactoryBase(UserFactoryBase):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Customer
        abstract = True

    card = Faker("word")


class IsolatedCustomerFactory(CustomerFactoryBase):
    pass


class CustomerFactory(CustomerFactoryBase):
    orders = Children(f"{__name__}.IsolatedOrderFactory", of="user", number=(1, 3))
