"""Factories for the models in ``case_uniques.models``.

``SlotFactory()`` saves a slot with the room it needs; ``SlotFactory.build()`` makes the
same objects without a database. Pass parents as objects (``room=...``) or by key
(``room_id=7``), or reach into them with two underscores (``room__...``).
"""

from datetime import datetime, timedelta

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_uniques.models import (
    Account,
    Address,
    Grant,
    Kind,
    Level,
    Page,
    Room,
    Shaft,
    Slot,
    Version,
)

from .factory_base import BaseFactory


class RoomFactory(BaseFactory[Room]):
    class Meta:
        model = Room

    name = Sequence(lambda n: f"Room {n}")


class AddressFactory(BaseFactory[Address]):
    class Meta:
        model = Address

    class Params:
        other = Trait(kind=Kind.OTHER)

    is_default = False
    kind = Kind.EXTRA


class SlotFactory(BaseFactory[Slot]):
    class Meta:
        model = Slot

    room = SubFactory(RoomFactory)

    deleted_at = Sequence(lambda n: datetime(2000, 1, 1) + timedelta(minutes=n))
    is_open = True


class VersionFactory(BaseFactory[Version]):
    class Meta:
        model = Version

    document = Sequence(lambda n: f"document-{n}")
    number = Sequence(lambda n: n + 1)
    label = Faker("lexify", text="??")


class GrantFactory(BaseFactory[Grant]):
    class Meta:
        model = Grant

    room = SubFactory(RoomFactory)

    # 3 different values, then they repeat.
    kind = Sequence(lambda n: list(Kind)[n % 3])


class AccountFactory(BaseFactory[Account]):
    class Meta:
        model = Account

    email = Sequence(lambda n: f"account{n}@example.com")
    is_current = False


class LevelFactory(BaseFactory[Level]):
    class Meta:
        model = Level
        sqlalchemy_get_or_create = ("kind",)

    # 3 different values, then the same rows again.
    kind = Sequence(lambda n: list(Kind)[n % 3])
    title = Faker("sentence", nb_words=4)


class PageFactory(BaseFactory[Page]):
    class Meta:
        model = Page

    level = SubFactory(LevelFactory)


class ShaftFactory(BaseFactory[Shaft]):
    class Meta:
        model = Shaft

    # 32957 different values, then they repeat.
    level = Sequence(lambda n: 190 - n % 32957)
