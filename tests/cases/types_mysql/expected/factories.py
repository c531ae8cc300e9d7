"""Factories for the models in ``case_types_mysql.models``.

``EverythingFactory()`` saves an everything; ``EverythingFactory.build()`` makes the
same objects without a database.
"""

from factory.declarations import LazyFunction, Sequence, Trait
from factory.faker import Faker
from factory.random import randgen

from case_types_mysql.models import Everything, Unsigned

from .factory_base import BaseFactory


class EverythingFactory(BaseFactory[Everything]):
    class Meta:
        model = Everything

    class Params:
        large = Trait(size_of="large")

    # 127 different values, then they repeat.
    tiny = Sequence(lambda n: n % 127 + 1)
    tiny_unsigned = Faker("pyint", max_value=255)
    small = Faker("pyint")
    medium = Faker("pyint")
    number = Faker("pyint", min_value=1000, max_value=999999)
    exact = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
    double = Faker("pydecimal", left_digits=3, right_digits=2, positive=True)
    real = Faker("pyfloat", min_value=0, max_value=1000, right_digits=2)
    bits = Faker("pyint", max_value=255)
    year_of = Faker("pyint", min_value=1970, max_value=2030)
    flags = "a"
    size_of = "small"
    letters = Sequence(lambda n: f"letters-{n}")
    fixed = Faker("lexify", text="????????")
    tiny_text = Faker("sentence")
    medium_text = Faker("sentence")
    long_text = Faker("sentence")
    blob = LazyFunction(lambda: randgen.randbytes(16))
    binary_of = LazyFunction(lambda: randgen.randbytes(4))
    varbinary = LazyFunction(lambda: randgen.randbytes(16))
    document = LazyFunction(lambda: {"key": "value"})
    moment = Faker("date_time_between", start_date="-2y", end_date="now")
    timestamp = Faker("past_datetime")
    clock = Faker("time_object")
    flag = False


class UnsignedFactory(BaseFactory[Unsigned]):
    class Meta:
        model = Unsigned

    temperature = Faker("pyint", min_value=0, max_value=40)
    latitude = Faker("pydecimal", left_digits=2, right_digits=6, positive=True)
    longitude = Faker("pydecimal", left_digits=3, right_digits=2, positive=True)
    balance = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
    bits = Faker("pyint", max_value=7)
    birth_date = Faker("date_time_between", start_date="-2y", end_date="now")
    description = Faker("sentence")
