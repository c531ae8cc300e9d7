"""Factories for the models in ``case_layout_package.users``."""

from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait
from factory.faker import Faker

from case_layout_package.users import Address, User

from ..factory_base import BaseFactory, Children, Key


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    class Params:
        last_order = None
        with_last_order = Trait(last_order=SubFactory(f"{__package__}.OrderFactory"))

    email = Sequence(lambda n: f"user{n}@example.com")
    phone = Faker("phone_number")
    last_order_id = Key("last_order.id")

    orders = Children(f"{__package__}.OrderFactory", of="user")


class AddressFactory(BaseFactory[Address]):
    class Meta:
        model = Address

    user = SubFactory(UserFactory)
    # Of the same user, whichever is passed.
    order = SubFactory(f"{__package__}.OrderFactory", user=SelfAttribute("..user"))

    city = Faker("city")
