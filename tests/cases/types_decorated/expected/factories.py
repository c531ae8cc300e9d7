"""Factories for the models in ``case_types_decorated.models``.

``EventFactory()`` saves an event; ``EventFactory.build()`` makes the same objects
without a database.
"""

from datetime import timezone
from uuid import uuid4

from factory.declarations import LazyFunction, List
from factory.faker import Faker

from case_types_decorated.models import Event, Setting

from .factory_base import BaseFactory


class EventFactory(BaseFactory[Event]):
    class Meta:
        model = Event

    id = LazyFunction(uuid4)
    at = Faker(
        "date_time_between", start_date="-2y", end_date="now", tzinfo=timezone.utc
    )
    tags = List([Faker("word")])
    where = None


class SettingFactory(BaseFactory[Setting]):
    class Meta:
        model = Setting

    id = LazyFunction(uuid4)
    options = LazyFunction(lambda: {"key": "value"})
