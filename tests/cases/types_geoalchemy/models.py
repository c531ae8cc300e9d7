"""Geometries, each in the words of its kind and its reference system."""

from typing import Any

from geoalchemy2 import Geography, Geometry
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Place(Base):
    """One column for each kind."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    point: Mapped[Any] = mapped_column(Geometry("POINT", srid=4326))
    address: Mapped[Any] = mapped_column(Geography("POINT", srid=4326))
    way: Mapped[Any] = mapped_column(Geography("LINESTRING", srid=4326))
    area: Mapped[Any] = mapped_column(Geometry("MULTIPOLYGON", srid=3857))
    tower: Mapped[Any] = mapped_column(Geometry("POINTZ"))
    hull: Mapped[Any] = mapped_column(Geometry("POLYGONZM", srid=4326))
    anything: Mapped[Any] = mapped_column(Geometry())
    several: Mapped[Any] = mapped_column(Geometry("GEOMETRYCOLLECTION", srid=4326))
    spot: Mapped[Any] = mapped_column(Geometry("POINT", srid=4326), unique=True)
