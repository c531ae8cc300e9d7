"""Factories for the models in ``case_types_geoalchemy.models``.

``PlaceFactory()`` saves a place; ``PlaceFactory.build()`` makes the same objects
without a database.
"""

from factory.declarations import Sequence

from case_types_geoalchemy.models import Place

from .factory_base import BaseFactory


class PlaceFactory(BaseFactory[Place]):
    class Meta:
        model = Place

    point = "SRID=4326;POINT(1 2)"
    address = "SRID=4326;POINT(1 2)"
    way = "SRID=4326;LINESTRING(0 0, 1 1)"
    area = "SRID=3857;MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))"
    tower = "POINT Z(1 2 0)"
    hull = "SRID=4326;POLYGON ZM((0 0 0 0, 1 0 0 0, 1 1 0 0, 0 0 0 0))"
    anything = "POINT(1 2)"
    several = "SRID=4326;GEOMETRYCOLLECTION(POINT(1 2))"
    # 16200 different values, then they repeat.
    spot = Sequence(lambda n: f"SRID=4326;POINT({n % 180} {n // 180 % 90})")
