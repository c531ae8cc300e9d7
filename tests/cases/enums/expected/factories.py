"""Factories for the models in ``case_enums.models``.

``ItemFactory()`` saves an item; ``ItemFactory.build()`` makes the same objects without
a database.
"""

from factory.declarations import Sequence

from case_enums.models import Awkward, Colour, Hidden, Item, Level, Size, Stock

from .factory_base import BaseFactory


class ItemFactory(BaseFactory[Item]):
    class Meta:
        model = Item

    colour = Colour.RED
    by_value = Colour.RED
    checked = Colour.RED
    checked_value = Colour.RED
    size = Size.SMALL
    size_value = Size.SMALL
    size_text = Size.SMALL
    size_or_none = Size.SMALL
    level = Level.LOW
    status = Item.Status.NEW
    awkward = Awkward["in stock"]
    hidden = Hidden.YES
    mood = "happy"
    mood_text = "fine"
    plain = "one"


class StockFactory(BaseFactory[Stock]):
    class Meta:
        model = Stock

    # 3 different values, then they repeat.
    colour = Sequence(lambda n: list(Colour)[n % 3])
    size = Size.SMALL
    # 3 different values, then they repeat.
    level = Sequence(lambda n: list(Awkward)[n % 3])
