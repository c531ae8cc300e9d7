"""Factories for the models in ``case_exclusions.models``.

``BookingFactory()`` saves a booking with the room it needs; ``BookingFactory.build()``
makes the same objects without a database. Pass parents as objects (``room=...``) or by
key (``room_id=7``), or reach into them with two underscores (``room__...``).
"""

from datetime import date, datetime, timedelta, timezone

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker
from sqlalchemy.dialects.postgresql import Range

from case_exclusions.models import Band, Booking, Room, Shift, Tariff

from .factory_base import BaseFactory, Plus


class RoomFactory(BaseFactory[Room]):
    class Meta:
        model = Room

    name = Sequence(lambda n: f"Room {n}")


class BookingFactory(BaseFactory[Booking]):
    class Meta:
        model = Booking

    room = SubFactory(RoomFactory)

    during = Sequence(
        lambda n: Range(
            datetime.fromtimestamp(n, timezone.utc),
            datetime.fromtimestamp(n + 1, timezone.utc),
        )
    )


class TariffFactory(BaseFactory[Tariff]):
    class Meta:
        model = Tariff

    valid_from = Sequence(lambda n: date(2000, 1, 1) + timedelta(days=2 * n))
    valid_to = Plus("valid_from", timedelta(days=1))


class ShiftFactory(BaseFactory[Shift]):
    class Meta:
        model = Shift

    person = Faker("word")
    starts_at = Sequence(
        lambda n: datetime(2000, 1, 1, tzinfo=timezone.utc) + timedelta(hours=2 * n)
    )
    ends_at = Plus("starts_at", timedelta(hours=1))


class BandFactory(BaseFactory[Band]):
    class Meta:
        model = Band

    low = Sequence(lambda n: n * 10)
    high = Plus("low", 9)
