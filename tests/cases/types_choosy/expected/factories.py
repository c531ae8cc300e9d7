"""Factories for the models in ``case_types_choosy.models``.

``LabelFactory()`` saves a label; ``LabelFactory.build()`` makes the same objects
without a database.
"""

from datetime import datetime, timezone
from re import compile
from uuid import uuid4

from factory.declarations import LazyFunction, Sequence
from factory.faker import Faker

from case_types_choosy.models import Label, Message, Password, Schedule, Start, Task

from .factory_base import BaseFactory


class LabelFactory(BaseFactory[Label]):
    class Meta:
        model = Label

    color = Faker("hex_color")
    shade = Sequence(lambda n: f"#{n:06x}")
    pattern = Sequence(lambda n: compile(f"text{n}"))
    result = "allow"


class TaskFactory(BaseFactory[Task]):
    class Meta:
        model = Task

    schedule = LazyFunction(lambda: Schedule(expression="0 0 * * *"))
    start = LazyFunction(lambda: Start(at=datetime(2024, 1, 1, tzinfo=timezone.utc)))
    message = LazyFunction(lambda: Message(id=str(uuid4()), role="text"))


class PasswordFactory(BaseFactory[Password]):
    class Meta:
        model = Password

    created_at_int = Faker(
        "date_time_between", start_date="-2y", end_date="now", tzinfo=timezone.utc
    )
    changed_at_int = Faker(
        "date_time_between", start_date="-2y", end_date="now", tzinfo=timezone.utc
    )
