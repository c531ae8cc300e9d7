"""Factories for the models in ``case_layout_module.orders`` and others.

``AddressFactory()`` saves an address with the user and order it needs;
``AddressFactory.build()`` makes the same objects without a database. Pass parents as
objects (``user=...``) or by key (``user_id=7``), or reach into them with two
underscores (``user__...``). Ask for children by number or hand them over
(``UserFactory(orders=3)``).
"""

from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait
from factory.faker import Faker

from case_layout_module.orders import Customer, Order
from case_layout_module.users import Address, User

from .factory_base import BaseFactory, Children, Key


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    class Params:
        last_order = None
        with_last_order = Trait(last_order=SubFactory(f"{__name__}.OrderFactory"))

    email = Sequence(lambda n: f"user{n}@example.com")
    phone = Faker("phone_number")
    last_order_id = Key("last_order.id")

    orders = Children(f"{__name__}.OrderFactory", of="user")


class OrderFactory(BaseFactory[Order]):
    class Meta:
        model = Order

    user = SubFactory(UserFactory)

    total = Faker("pyint", min_value=1, max_value=1000)


class CustomerFactory(UserFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Customer

    card = Faker("word")


class AddressFactory(BaseFactory[Address]):
    class Meta:
        model = Address

    user = SubFactory(UserFactory)
    # Of the same user, whichever is passed.
    order = SubFactory(OrderFactory, user=SelfAttribute("..user"))

    city = Faker("city")
