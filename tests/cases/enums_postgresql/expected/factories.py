"""Factories for the models in ``case_enums_postgresql.models``.

``PaintFactory()`` saves a paint; ``PaintFactory.build()`` makes the same objects
without a database.
"""

from factory.declarations import LazyFunction, Trait

from case_enums_postgresql.models import Brush, Colour, Paint

from .factory_base import BaseFactory


class PaintFactory(BaseFactory[Paint]):
    class Meta:
        model = Paint

    class Params:
        high_gloss = Trait(texts="high gloss")

    own = Colour.RED
    own_value = Colour.RED
    texts = "matt"
    several = LazyFunction(lambda: [Colour.RED])
    several_values = LazyFunction(lambda: [Colour.RED])
    several_texts = LazyFunction(lambda: ["left"])


class BrushFactory(BaseFactory[Brush]):
    class Meta:
        model = Brush

    names = LazyFunction(lambda: [Colour.GREEN])
    items = LazyFunction(lambda: [Colour.GREEN])
    sides = LazyFunction(lambda: ["right", "right"])
