"""Factories for the models in ``case_isolated_package.orders`` and others.

``AddressFactory()`` saves an address with the user and order it needs;
``AddressFactory.build()`` makes the same objects without a database. Pass parents as
objects (``user=...``) or by key (``user_id=7``), or reach into them with two
underscores (``user__...``). ``UserFactory()`` makes orders too,
``UserFactory(orders=3)`` three of them, ``IsolatedUserFactory()`` none.
"""

from .orders import (
    CustomerFactory,
    CustomerFactoryBase,
    IsolatedCustomerFactory,
    IsolatedOrderFactory,
    OrderFactory,
    OrderFactoryBase,
)
from .users import (
    AddressFactory,
    AddressFactoryBase,
    IsolatedAddressFactory,
    IsolatedUserFactory,
    UserFactory,
    UserFactoryBase,
)

__all__ = [
    "AddressFactory",
    "AddressFactoryBase",
    "CustomerFactory",
    "CustomerFactoryBase",
    "IsolatedAddressFactory",
    "IsolatedCustomerFactory",
    "IsolatedOrderFactory",
    "IsolatedUserFactory",
    "OrderFactory",
    "OrderFactoryBase",
    "UserFactory",
    "UserFactoryBase",
]
