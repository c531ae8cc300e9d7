"""Factories for the models in ``case_types_sqlalchemy_utils.models``.

``PersonFactory()`` saves a person; ``PersonFactory.build()`` makes the same objects
without a database.
"""

from uuid import uuid4

from factory.declarations import LazyFunction, Sequence, Trait
from factory.faker import Faker

from case_types_sqlalchemy_utils.models import Account, Desk, Person, Rank, Seat

from .factory_base import BaseFactory


class PersonFactory(BaseFactory[Person]):
    class Meta:
        model = Person

    class Params:
        guest = Trait(role="guest")
        low = Trait(rank=Rank.LOW)

    role = "admin"
    grade = 1
    rank = Rank.HIGH
    contact = Faker("email")
    site = Faker("url")
    key = Faker("uuid4", cast_to=None)
    login = "password"
    settings = LazyFunction(lambda: {"key": "value"})
    mobile = "+12025550123"
    home = Faker("country_code")
    money = Faker("random_element", elements=["EUR", "GBP", "USD"])
    host = Faker("ipv4")
    seen = Faker("date_time_between", start_date="-2y", end_date="now")
    speaks = "en"
    words = LazyFunction(lambda: ["text"])


class AccountFactory(BaseFactory[Account]):
    class Meta:
        model = Account

    contact = Sequence(lambda n: f"user{n}@example.com")
    site = Sequence(lambda n: f"https://example.com/{n}")
    key = LazyFunction(uuid4)
    # 10000 different values, then they repeat.
    mobile = Sequence(lambda n: f"+1202555{n % 10000:04d}")
    host = Sequence(lambda n: f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}")


class SeatFactory(BaseFactory[Seat]):
    class Meta:
        model = Seat

    # 2 different values, then they repeat.
    role = Sequence(lambda n: ["admin", "guest"][n % 2])
    # 2 different values, then they repeat.
    rank = Sequence(lambda n: list(Rank)[n % 2])


class DeskFactory(BaseFactory[Desk]):
    class Meta:
        model = Desk

    role = "guest"
    place = 2
    rank = Rank.LOW
