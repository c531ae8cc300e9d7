"""Factories for the models in ``case_types_generic.models``.

``EverythingFactory()`` saves an everything; ``EverythingFactory.build()`` makes the
same objects without a database.
"""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import uuid4

from factory.declarations import LazyFunction, Sequence, Trait
from factory.faker import Faker
from factory.random import randgen

from case_types_generic.models import Color, Distinct, Everything, Few

from .factory_base import BaseFactory, short_code


class EverythingFactory(BaseFactory[Everything]):
    class Meta:
        model = Everything

    class Params:
        green = Trait(color_of=Color.GREEN)

    small = Faker("pyint")
    number = Faker("pyint", min_value=1000, max_value=999999)
    big = Faker("pyint")
    plain = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
    exact = Faker("pydecimal", left_digits=2, right_digits=3, positive=True)
    fraction = Faker("pydecimal", left_digits=0, right_digits=2, positive=True)
    whole = Faker("pydecimal", left_digits=4, right_digits=0, positive=True)
    loose = Faker("pyfloat", min_value=0, max_value=1000, right_digits=2)
    ratio_of = Faker("pyfloat", min_value=0, max_value=1000, right_digits=2)
    double = Faker("pyfloat", min_value=0, max_value=1000, right_digits=2)
    decimal_float = Faker("pydecimal", left_digits=3, right_digits=2, positive=True)
    letters = Faker("word")
    one = Faker("lexify", text="?")
    seven = Faker("text", max_nb_chars=7)
    sized = Faker("word")
    prose = Faker("sentence")
    prose_too = Faker("sentence")
    fixed = Faker("lexify", text="???")
    fixed_long = Faker("pystr", min_chars=20, max_chars=20)
    blob = LazyFunction(lambda: randgen.randbytes(16))
    blob_short = LazyFunction(lambda: randgen.randbytes(4))
    flag = False
    day_of = Faker("date_between", start_date="-2y", end_date="today")
    moment = Faker("date_time_between", start_date="-2y", end_date="now")
    moment_there = Faker(
        "date_time_between", start_date="-2y", end_date="now", tzinfo=timezone.utc
    )
    clock = Faker("time_object")
    span = Faker("time_delta", end_datetime="+30d")
    color_of = Color.RED
    size_of = "small"
    uid = Faker("uuid4", cast_to=None)
    uid_text = Faker("uuid4")
    data = LazyFunction(lambda: {"key": "value"})
    pickled = LazyFunction(lambda: {"key": "value"})


class DistinctFactory(BaseFactory[Distinct]):
    class Meta:
        model = Distinct

    # 32767 different values, then they repeat.
    small = Sequence(lambda n: n % 32767 + 1)
    number = Sequence(lambda n: n + 1)
    big = Sequence(lambda n: n + 1)
    exact = Sequence(lambda n: Decimal(n % 100000).scaleb(-3))
    # 10000 different values, then they repeat.
    fraction = Sequence(lambda n: Decimal(n % 10000).scaleb(-4))
    whole = Sequence(lambda n: Decimal(n))
    ratio_of = Sequence(lambda n: float(n))
    label = Sequence(lambda n: f"Distinct {n}")
    # 46656 different values, then they repeat.
    three = Sequence(lambda n: short_code(n, 3))
    six = Sequence(lambda n: short_code(n, 6))
    eight = Sequence(lambda n: f"e{n}")
    fixed = Sequence(lambda n: f"{n:012d}")
    blob_short = LazyFunction(lambda: randgen.randbytes(2))
    day_of = Sequence(lambda n: date(2000, 1, 1) + timedelta(days=n))
    moment = Sequence(lambda n: datetime(2000, 1, 1) + timedelta(minutes=n))
    moment_there = Sequence(
        lambda n: datetime(2000, 1, 1, tzinfo=timezone.utc) + timedelta(minutes=n)
    )
    # 86400 different values, then they repeat.
    clock = Sequence(lambda n: (datetime.min + timedelta(seconds=n % 86400)).time())
    span = Sequence(lambda n: timedelta(minutes=n + 1))
    uid = LazyFunction(uuid4)
    uid_text = LazyFunction(lambda: str(uuid4()))


class FewFactory(BaseFactory[Few]):
    class Meta:
        model = Few

    # 2 different values, then they repeat.
    color_of = Sequence(lambda n: list(Color)[n % 2])
