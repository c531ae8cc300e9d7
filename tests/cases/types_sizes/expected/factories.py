"""Factories for the models in ``case_types_sizes.models``.

``ExactFactory()`` saves an exact; ``ExactFactory.build()`` makes the same objects
without a database.
"""

from decimal import Decimal

from factory.declarations import Sequence
from factory.faker import Faker

from case_types_sizes.models import Approximate, Exact, Small

from .factory_base import BaseFactory, Plus


class ExactFactory(BaseFactory[Exact]):
    class Meta:
        model = Exact

    fraction = Faker("pydecimal", left_digits=0, right_digits=3, positive=True)
    # 1000 different values, then they repeat.
    own_fraction = Sequence(lambda n: Decimal(n % 1000).scaleb(-3))
    tenth = Faker("pydecimal", left_digits=0, right_digits=1, positive=True)
    digit = Faker("pydecimal", left_digits=1, right_digits=0, positive=True)
    whole = Faker("pydecimal", left_digits=4, right_digits=0, positive=True)
    own_whole = Sequence(lambda n: Decimal(n % 100000))
    anything = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
    large = Faker("pydecimal", left_digits=4, right_digits=6, positive=True)
    price = Faker("pydecimal", left_digits=0, right_digits=2, positive=True)
    total_amount = Faker("pydecimal", left_digits=1, right_digits=0, positive=True)
    salary = Faker("pydecimal", left_digits=2, right_digits=2, positive=True)
    percentage = Faker("pydecimal", min_value=0, max_value=9, right_digits=2)
    latitude = Faker("pydecimal", left_digits=0, right_digits=2, positive=True)
    longitude = Faker("pydecimal", min_value=-180, max_value=180, right_digits=0)
    low = Decimal("0.2")
    high = Plus("low", Decimal("0.5"))


class ApproximateFactory(BaseFactory[Approximate]):
    class Meta:
        model = Approximate

    ratio = Faker("pyfloat", min_value=0, max_value=1, right_digits=2)
    small = Faker("pyfloat", min_value=0, max_value=9, right_digits=1)
    fraction = 0.01
    # 1000 different values, then they repeat.
    own = Sequence(lambda n: float(n % 1000))
    real = Faker("pyfloat", min_value=0, max_value=1000, right_digits=2)


class SmallFactory(BaseFactory[Small]):
    class Meta:
        model = Small

    any_number = Faker("pyint", min_value=1000, max_value=32767)
    # 32767 different values, then they repeat.
    own = Sequence(lambda n: n % 32767 + 1)
    year = Faker("pyint", min_value=2000, max_value=2030)
    population = Faker("pyint")
    port = Faker("pyint", min_value=1024, max_value=32767)
    file_size = Faker("pyint", min_value=1000, max_value=32767)
    unix_timestamp = Faker("pyint")
    duration_ms = Faker("pyint", min_value=1, max_value=10000)
