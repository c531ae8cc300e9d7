"""Factories for the models in ``case_keys.models``.

``CountedFactory()`` saves a counted; ``CountedFactory.build()`` makes the same objects
without a database.
"""

from uuid import uuid4

from factory.declarations import LazyFunction, Sequence
from factory.faker import Faker

from case_keys.models import (
    Composite,
    Counted,
    Defaulted,
    Given,
    Indexed,
    Iso,
    Numbered,
    Written,
)

from .factory_base import BaseFactory, short_code


class CountedFactory(BaseFactory[Counted]):
    class Meta:
        model = Counted


class DefaultedFactory(BaseFactory[Defaulted]):
    class Meta:
        model = Defaulted


class GivenFactory(BaseFactory[Given]):
    class Meta:
        model = Given

    id = LazyFunction(uuid4)


class WrittenFactory(BaseFactory[Written]):
    class Meta:
        model = Written

    id = Sequence(lambda n: f"id-{n}")


class IsoFactory(BaseFactory[Iso]):
    class Meta:
        model = Iso

    # 46656 different values, then they repeat.
    code = Sequence(lambda n: short_code(n, 3))


class NumberedFactory(BaseFactory[Numbered]):
    class Meta:
        model = Numbered

    number = Sequence(lambda n: n + 1)


class CompositeFactory(BaseFactory[Composite]):
    class Meta:
        model = Composite

    room = Faker("numerify", text="###")
    seat = Sequence(lambda n: n + 1)


class IndexedFactory(BaseFactory[Indexed]):
    class Meta:
        model = Indexed

    email = Sequence(lambda n: f"indexed{n}@example.com")
    nickname = Sequence(lambda n: f"indexed{n}")
    kind = Faker("word", locale="en_US")
    code = Sequence(lambda n: f"C{n:04d}")
