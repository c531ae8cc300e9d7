"""Factories for the models in ``case_isolated_package.users``."""

from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait
from factory.faker import Faker

from case_isolated_package.users import Address, User

from ..factory_base import BaseFactory, Children, Key


class UserFactoryBase(BaseFactory[User]):
    class Meta:
        model = User
        abstract = True

    class Params:
        last_order = None
        with_last_order = Trait(
            last_order=SubFactory(f"{__package__}.IsolatedOrderFactory")
        )

    email = Sequence(lambda n: f"user{n}@example.com")
    phone = Faker("phone_number")
    last_order_id = Key("last_order.id")


class IsolatedUserFactory(UserFactoryBase):
    pass


class UserFactory(UserFactoryBase):
    orders = Children(f"{__package__}.IsolatedOrderFactory", of="user", number=(1, 3))


class AddressFactoryBase(BaseFactory[Address]):
    class Meta:
        model = Address
        abstract = True

    user = SubFactory(IsolatedUserFactory)
    # Of the same user, whichever is passed.
    order = SubFactory(
        f"{__package__}.IsolatedOrderFactory", user=SelfAttribute("..user")
    )

    user_id = SelfAttribute("user.id")
    order_id = SelfAttribute("order.id")
    city = Faker("city")


class IsolatedAddressFactory(AddressFactoryBase):
    pass


class AddressFactory(AddressFactoryBase):
    pass
