"""Factories for the models in ``case_layout_package.orders`` and others.

``AddressFactory()`` saves an address with the user and order it needs;
``AddressFactory.build()`` makes the same objects without a database. Pass parents as
objects (``user=...``) or by key (``user_id=7``), or reach into them with two
underscores (``user__...``). Ask for children by number or hand them over
(``UserFactory(orders=3)``).
"""

from .orders import CustomerFactory, OrderFactory
from .users import AddressFactory, UserFactory

__all__ = [
    "AddressFactory",
    "CustomerFactory",
    "OrderFactory",
    "UserFactory",
]
