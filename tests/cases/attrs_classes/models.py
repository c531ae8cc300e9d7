"""attrs: mapped declaratively by __table__ and a decorator, mapped imperatively; validators and converters."""

from __future__ import annotations

import attrs
from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import registry, relationship

mapper_registry = registry()


@mapper_registry.mapped
@attrs.define(slots=False)
class Owner:
    __allow_unmapped__ = True
    __table__ = Table(
        "owners",
        mapper_registry.metadata,
        Column("id", Integer, primary_key=True),
        Column("name", String(50), nullable=False),
        Column("nickname", String(12)),
    )
    id: int | None = attrs.field(init=False)
    name: str = attrs.field(validator=[attrs.validators.instance_of(str), attrs.validators.max_len(50)])
    nickname: str | None = None
    pets: list[Pet] = attrs.field(factory=list)

    __mapper_args__ = {"properties": {"pets": relationship("Pet", back_populates="owner")}}


@mapper_registry.mapped
@attrs.define(slots=False, kw_only=True, eq=False)
class Pet:
    __allow_unmapped__ = True
    __table__ = Table(
        "pets",
        mapper_registry.metadata,
        Column("id", Integer, primary_key=True),
        Column("species", String(20), nullable=False),
        Column("owner_id", ForeignKey("owners.id"), nullable=False),
    )
    id: int = attrs.field(init=False)
    species: str = attrs.field(converter=str.lower)
    owner_id: int = attrs.field(init=False)
    owner: Owner = attrs.field()

    __mapper_args__ = {"properties": {"owner": relationship("Owner", back_populates="pets")}}


@attrs.define(slots=False)
class Visit:
    pet_id: int
    reason: str
    duration: int = attrs.field(default=15, validator=attrs.validators.gt(0))


mapper_registry.map_imperatively(
    Visit,
    Table(
        "visits",
        mapper_registry.metadata,
        Column("id", Integer, primary_key=True),
        Column("pet_id", ForeignKey("pets.id"), nullable=False),
        Column("reason", String(100), nullable=False),
        Column("duration", Integer, nullable=False),
    ),
)
