"""Factories for the models in ``case_async_sessions.models``.

``ClientFactory()`` saves a client with the user it needs; ``ClientFactory.build()``
makes the same objects without a database. Pass parents as objects (``user=...``) or by
key (``user_id=7``), or reach into them with two underscores (``user__...``). Ask for
children by number or hand them over (``UserFactory(clients=3)``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_async_sessions.models import Client, Note, User

from .factory_base import BaseFactory, Children, Key


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    class Params:
        with_manager = Trait(manager=SubFactory(f"{__name__}.UserFactory"))

    name = Faker("name", locale="en_US")
    email = Sequence(lambda n: f"user{n}@example.com")

    clients = Children(f"{__name__}.ClientFactory", of="user")


class ClientFactory(BaseFactory[Client]):
    class Meta:
        model = Client

    user = SubFactory(UserFactory)

    name = Faker("name", locale="en_US")


class NoteFactory(BaseFactory[Note]):
    class Meta:
        model = Note

    class Params:
        client = SubFactory(ClientFactory)

    text = Faker("sentence")
    client_id = Key("client.id")
