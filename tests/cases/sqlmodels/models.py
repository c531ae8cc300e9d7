"""SQLModel: fields and validators of pydantic, relationships, fields inherited from a model without a table."""

import uuid
from datetime import datetime, timezone
from decimal import Decimal
from enum import Enum

from pydantic import field_validator
from sqlalchemy import JSON, Column, DateTime
from sqlalchemy.orm import registry
from sqlmodel import Field, Relationship, SQLModel


class Model(SQLModel, registry=registry()):
    """Keeps off the tables of other projects."""


class Role(str, Enum):
    reader = "reader"
    writer = "writer"


class Membership(Model, table=True):
    crew_id: int | None = Field(default=None, foreign_key="crew.id", primary_key=True)
    sailor_id: uuid.UUID | None = Field(default=None, foreign_key="sailor.id", primary_key=True)
    role: Role = Role.reader


class CrewBase(Model):
    name: str = Field(index=True, unique=True, max_length=40)
    headquarters: str = Field(min_length=3, max_length=60)

    @field_validator("headquarters")
    @classmethod
    def capitalized(cls, value: str) -> str:
        if not value[:1].isupper():
            raise ValueError("must start with a capital")
        return value


class Crew(CrewBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    founded_at: datetime = Field(
        default_factory=lambda: datetime.now(timezone.utc), sa_column=Column(DateTime(timezone=True), nullable=False)
    )

    sailors: list["Sailor"] = Relationship(back_populates="crews", link_model=Membership)


class SailorBase(Model):
    name: str = Field(max_length=40)
    age: int | None = Field(default=None, ge=0, le=150)
    salary: Decimal = Field(max_digits=8, decimal_places=2, gt=0)
    is_active: bool = True


class Sailor(SailorBase, table=True):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    contact: str = Field(max_length=100, unique=True)
    powers: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))

    crews: list[Crew] = Relationship(back_populates="sailors", link_model=Membership)
    voyages: list["Voyage"] = Relationship(
        back_populates="sailor", cascade_delete=True, sa_relationship_kwargs={"foreign_keys": "Voyage.sailor_id"}
    )


class Voyage(Model, table=True):
    __tablename__ = "voyages"

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=80)
    role: Role
    sailor_id: uuid.UUID = Field(foreign_key="sailor.id", ondelete="CASCADE")
    backup_id: uuid.UUID | None = Field(default=None, foreign_key="sailor.id")

    sailor: Sailor = Relationship(back_populates="voyages", sa_relationship_kwargs={"foreign_keys": "Voyage.sailor_id"})
