"""Joined below joined below joined, single-table below joined; parents come in at each level."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Owner(Base):
    __tablename__ = "owners"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))

    assets: Mapped[list[Asset]] = relationship(back_populates="owner")


class Asset(Base):
    __tablename__ = "assets"
    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "asset"}

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(sa.String(20))
    label: Mapped[str] = mapped_column(sa.String(50), unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id"))

    owner: Mapped[Owner] = relationship(back_populates="assets")


class Vehicle(Asset):
    __tablename__ = "vehicles"
    __mapper_args__ = {"polymorphic_identity": "vehicle", "polymorphic_abstract": True}

    id: Mapped[int] = mapped_column(ForeignKey("assets.id"), primary_key=True)
    plate: Mapped[str] = mapped_column(sa.String(10), unique=True)


class Truck(Vehicle):
    __tablename__ = "trucks"
    __mapper_args__ = {"polymorphic_identity": "truck"}

    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicles.id"), primary_key=True)
    driver_id: Mapped[int] = mapped_column(ForeignKey("owners.id"))
    payload: Mapped[int]

    driver: Mapped[Owner] = relationship()


class TankTruck(Truck):
    """On its parent's table: what it requires is nullable there."""

    __mapper_args__ = {"polymorphic_identity": "tank_truck"}

    volume: Mapped[int] = mapped_column(nullable=True)
    station_id: Mapped[int | None] = mapped_column(ForeignKey("buildings.id"))

    station: Mapped[Building | None] = relationship(foreign_keys=station_id)


class Building(Asset):
    """A sister of vehicles, which tank trucks point at."""

    __tablename__ = "buildings"
    __mapper_args__ = {"polymorphic_identity": "building"}

    id: Mapped[int] = mapped_column(ForeignKey("assets.id"), primary_key=True)
    floors: Mapped[int]
