"""Factories for the models in ``case_types_postgresql.models``.

``EverythingFactory()`` saves an everything; ``EverythingFactory.build()`` makes the
same objects without a database.
"""

from datetime import date, datetime, timezone
from decimal import Decimal
from uuid import uuid4

from factory.declarations import LazyFunction, List, Sequence, Trait
from factory.faker import Faker
from factory.random import randgen
from sqlalchemy.dialects.postgresql import Range

from case_types_postgresql.models import Everything, Extended, Scaled

from .factory_base import BaseFactory


class EverythingFactory(BaseFactory[Everything]):
    class Meta:
        model = Everything

    class Params:
        sad = Trait(mood="sad")

    uid = LazyFunction(uuid4)
    document = LazyFunction(lambda: {"key": "value"})
    numbers = List([Faker("pyint")])
    matrix = List([List([Faker("pyint")])])
    words = List([Faker("text", max_nb_chars=10)])
    moods = LazyFunction(lambda: ["glad"])
    uids = List([Faker("uuid4", cast_to=None)])
    inet = Sequence(lambda n: f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}")
    cidr = Sequence(lambda n: f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}/32")
    macaddr = Sequence(
        lambda n: f"02:00:00:{n >> 16 & 255:02x}:{n >> 8 & 255:02x}:{n & 255:02x}"
    )
    macaddr8 = Faker("mac_address")
    bits = "00000000"
    bits_varying = "0"
    int4range = Sequence(lambda n: Range(n, n + 1))
    int8range = Range(1, 10)
    numrange = Range(1, 10)
    daterange = Sequence(
        lambda n: Range(date.fromordinal(n + 1), date.fromordinal(n + 2))
    )
    tsrange = Range(datetime(2000, 1, 1), datetime(2000, 1, 2))
    tstzrange = Sequence(
        lambda n: Range(
            datetime.fromtimestamp(n, timezone.utc),
            datetime.fromtimestamp(n + 1, timezone.utc),
        )
    )
    int4multirange = LazyFunction(lambda: [Range(1, 10)])
    datemultirange = LazyFunction(lambda: [Range(date(2000, 1, 1), date(2000, 12, 31))])
    tstzmultirange = LazyFunction(
        lambda: [Range(datetime(2000, 1, 1, tzinfo=timezone.utc), None)]
    )
    money = Faker("numerify", text="%##.##")
    vector = Faker("word")
    query = Faker("word")
    oid = Faker("pyint", min_value=1)
    regclass = "pg_class"
    regconfig = "english"
    jsonpath = "$.key"
    mood = "glad"
    bytea = LazyFunction(lambda: randgen.randbytes(16))
    interval = Faker("time_delta", end_datetime="+30d")
    timestamp = Faker("past_datetime", tzinfo=timezone.utc)
    time = Faker("time_object")
    real = Faker("pyfloat", min_value=0, max_value=1000, right_digits=2)
    double = Faker("pyfloat", min_value=0, max_value=1000, right_digits=2)


class ExtendedFactory(BaseFactory[Extended]):
    class Meta:
        model = Extended

    hstore = LazyFunction(lambda: {"key": "value"})
    citext = Sequence(lambda n: f"citext-{n}")


class ScaledFactory(BaseFactory[Scaled]):
    class Meta:
        model = Scaled

    hundreds = Faker("pydecimal", left_digits=4, right_digits=0, positive=True)
    # 1000 different values, then they repeat.
    own_hundreds = Sequence(lambda n: Decimal(n % 1000).scaleb(2))
    amount = Faker("pydecimal", left_digits=4, right_digits=0, positive=True)
    tiny = Decimal("0.0001")
    # 10000 different values, then they repeat.
    own_tiny = Sequence(lambda n: Decimal(n % 10000).scaleb(-6))
    price = Decimal("0.0001")
