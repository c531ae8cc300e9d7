"""Factories for the models in ``case_own_session.models``.

``ClientFactory()`` saves a client with the user it needs; ``ClientFactory.build()``
makes the same objects without a database. Pass parents as objects (``user=...``) or by
key (``user_id=7``), or reach into them with two underscores (``user__...``). Ask for
children by number or hand them over (``UserFactory(clients=3)``).
"""

from factory.declarations import SubFactory
from factory.faker import Faker

from case_own_session.models import Client, User

from .factory_base import BaseFactory, Children


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    name = Faker("name", locale="en_US")

    clients = Children(f"{__name__}.ClientFactory", of="user")


class ClientFactory(BaseFactory[Client]):
    class Meta:
        model = Client

    user = SubFactory(UserFactory)

    name = Faker("name", locale="en_US")
