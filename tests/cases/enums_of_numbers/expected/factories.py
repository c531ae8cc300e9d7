"""Factories for the models in ``case_enums_of_numbers.models``.

``AlarmFactory()`` saves an alarm; ``AlarmFactory.build()`` makes the same objects
without a database.
"""

from factory.declarations import Sequence, Trait

from case_enums_of_numbers.models import Alarm, Button, Level, Right

from .factory_base import BaseFactory


class AlarmFactory(BaseFactory[Alarm]):
    class Meta:
        model = Alarm

    class Params:
        high = Trait(level=Level.HIGH)
        write = Trait(rights=Right.WRITE)

    level = Level.LOW
    urgency = Level.HIGH
    rights = Right.READ
    floor = 3


class ButtonFactory(BaseFactory[Button]):
    class Meta:
        model = Button

    # 2 different values, then they repeat.
    level = Sequence(lambda n: list(Level)[n % 2])
    # 3 different values, then they repeat.
    floor = Sequence(lambda n: [1, 2, 3][n % 3])
