"""Factories for the models in ``case_enums.models``.

``ItemFactory()`` saves an item; ``ItemFactory.build()`` makes the same objects without
a database.
"""

from factory.declarations import Sequence, Trait

from case_enums.models import (
    Awkward,
    Colour,
    Hidden,
    Item,
    Label,
    Level,
    Metal,
    Pairs,
    Size,
    Stock,
    Ticket,
)

from .factory_base import BaseFactory


class ItemFactory(BaseFactory[Item]):
    class Meta:
        model = Item

    class Params:
        high = Trait(level=Level.HIGH)
        old = Trait(status=Item.Status.OLD)
        sad = Trait(mood="sad")
        bad = Trait(mood_text="bad")

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

    class Params:
        large = Trait(size=Size.LARGE)

    # 3 different values, then they repeat.
    colour = Sequence(lambda n: list(Colour)[n % 3])
    size = Size.SMALL
    # 3 different values, then they repeat.
    level = Sequence(lambda n: list(Awkward)[n % 3])


class TicketFactory(BaseFactory[Ticket]):
    class Meta:
        model = Ticket

    class Params:
        fr = Trait(country="FR")
        work = Trait(email="work")
        copper = Trait(metal=Metal.COPPER)

    status = "it's: 5 % open"
    country = "DE"
    email = "home"
    metal = Metal.IRON
    colour = Colour.GREEN
    by_value = Colour.GREEN
    awkward = Awkward["class"]
    pair = Pairs.TWO
    size = Size.LARGE
    word = "two"
    mood = "sad"
    is_active = True
    paid = False


class LabelFactory(BaseFactory[Label]):
    class Meta:
        model = Label

    # 2 different values, then they repeat.
    status = Sequence(lambda n: list(Size)[n % 2])
    # 2 different values, then they repeat.
    letter = Sequence(lambda n: ["r", "w"][n % 2])
    # 2 different values, then they repeat.
    kind = Sequence(lambda n: ["some", "all"][n % 2])
