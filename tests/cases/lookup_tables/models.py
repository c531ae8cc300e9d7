"""Foreign keys to tables that no class is mapped to, alone and in chains; keys that the model itself has a word on."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Numeric,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


continents = Table("continents", Base.metadata, Column("name", String(20), primary_key=True))
countries = Table(
    "countries",
    Base.metadata,
    Column("code", String(2), primary_key=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("continent", ForeignKey("continents.name"), nullable=False),
    Column("note", String(40)),
)
units = Table(
    "units",
    Base.metadata,
    Column("system", String(10), primary_key=True),
    Column("unit", String(10), primary_key=True),
    Column("factor", Numeric(8, 3), nullable=False),
    CheckConstraint("system IN ('metric', 'imperial')"),
)
seasons = Table(
    "seasons",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(20), nullable=False, unique=True),
)
kinds = Table("kinds", Base.metadata, Column("kind", String(20), primary_key=True))
states = Table("states", Base.metadata, Column("state", String(20), primary_key=True), Column("global", Integer))
seals = Table("seals", Base.metadata, Column("number", String(20), primary_key=True))


class City(Base):
    """A chain of two lookup tables; a row of a table that gives its own keys."""

    __tablename__ = "cities"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    country_code: Mapped[str] = mapped_column(ForeignKey("countries.code"))
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    second_country_code: Mapped[str | None] = mapped_column(ForeignKey("countries.code"))


class Reading(Base):
    """A composite key, and a parent that has a lookup row of its own."""

    __tablename__ = "readings"
    __table_args__ = (ForeignKeyConstraint(["system", "unit"], ["units.system", "units.unit"]),)

    id: Mapped[int] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("cities.id"))
    system: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(10))

    city: Mapped[City] = relationship()


class Task(Base):
    """Values that the model knows: a default, a CHECK, a Literal; and a row for each task."""

    __tablename__ = "tasks"
    __table_args__ = (CheckConstraint("first_state IN ('new', 'old')"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(ForeignKey("states.state"), default="queued")
    first_state: Mapped[str] = mapped_column(String(20), ForeignKey("states.state"))
    last_state: Mapped[Literal["done", "failed"]] = mapped_column(String(20), ForeignKey("states.state"))
    seal: Mapped[str] = mapped_column(String(20), ForeignKey("seals.number"), unique=True)


class Asset(Base):
    """A discriminator that is a key of a lookup table."""

    __tablename__ = "assets"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "asset"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), ForeignKey("kinds.kind"))
    name: Mapped[str] = mapped_column(String(80))


class Engine(Asset):
    __mapper_args__ = {"polymorphic_identity": "engine"}


class Item(Base):
    """What versions are of; of their kind."""

    __tablename__ = "items"
    __table_args__ = (UniqueConstraint("id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(ForeignKey("kinds.kind"))


class Version(Base):
    """A discriminator that is part of a parent's key."""

    __tablename__ = "versions"
    __table_args__ = (ForeignKeyConstraint(["item_id", "kind"], ["items.id", "items.kind"]),)
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "version"}

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20), ForeignKey("kinds.kind"))

    item: Mapped[Item] = relationship()


class Draft(Version):
    __tablename__ = "drafts"
    __mapper_args__ = {"polymorphic_identity": "draft"}

    id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    title: Mapped[str] = mapped_column(String(80))


class Topic(Base):
    """A lookup table that is mapped."""

    __tablename__ = "topics"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)


class Page(Base):
    """A discriminator that is a mapped table's key."""

    __tablename__ = "pages"
    __mapper_args__ = {"polymorphic_on": "topic", "polymorphic_identity": "page"}

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(ForeignKey("topics.code"))


class FrontPage(Page):
    __mapper_args__ = {"polymorphic_identity": "front"}
