"""Factories for the models in ``case_inheritance_deep.models``.

``AssetFactory()`` saves an asset with the owner it needs; ``AssetFactory.build()``
makes the same objects without a database. Pass parents as objects (``owner=...``) or by
key (``owner_id=7``), or reach into them with two underscores (``owner__...``). Ask for
children by number or hand them over (``OwnerFactory(assets=3)``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_inheritance_deep.models import (
    Asset,
    Building,
    Owner,
    TankTruck,
    Truck,
    Vehicle,
)

from .factory_base import BaseFactory, Children


class OwnerFactory(BaseFactory[Owner]):
    class Meta:
        model = Owner

    name = Faker("name", locale="en_US")

    assets = Children(f"{__name__}.AssetFactory", of="owner")


class AssetFactory(BaseFactory[Asset]):
    class Meta:
        model = Asset

    owner = SubFactory(OwnerFactory)

    label = Sequence(lambda n: f"Asset {n}")


class VehicleFactory(AssetFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Vehicle

    plate = Sequence(lambda n: f"pla{n}")


class TruckFactory(VehicleFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Truck

    driver = SubFactory(OwnerFactory)

    payload = Faker("pyint")


class TankTruckFactory(TruckFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = TankTruck

    class Params:
        with_station = Trait(station=SubFactory(f"{__name__}.BuildingFactory"))

    volume = Faker("pyint", min_value=1, max_value=1000)


class BuildingFactory(AssetFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Building

    floors = Faker("pyint", min_value=1, max_value=5)
