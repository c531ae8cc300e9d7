"""Factories for the models in ``case_sqlmodel_validators.models``.

``MessageFactory()`` saves a message; ``MessageFactory.build()`` makes the same objects
without a database.
"""

from factory.declarations import LazyFunction
from factory.faker import Faker

from case_sqlmodel_validators.models import Message, Reading

from .factory_base import BaseFactory


class MessageFactory(BaseFactory[Message]):
    class Meta:
        model = Message

    files = LazyFunction(lambda: ["text"])
    properties = LazyFunction(dict)
    color = Faker("hex_color")
    sender = Faker("text", max_nb_chars=12)


class ReadingFactory(BaseFactory[Reading]):
    class Meta:
        model = Reading

    ticks = False
