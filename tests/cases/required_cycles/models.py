"""Rows that require each other, in circles of one, two and four tables, by relationship and by key alone."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Sequence, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Concept(Base):
    """The middle of three circles."""

    __tablename__ = "concepts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    domain_id: Mapped[str] = mapped_column(ForeignKey("domains.id", name="concept_domain"))
    vocabulary_id: Mapped[str] = mapped_column(ForeignKey("vocabularies.id", name="concept_vocabulary"))

    domain: Mapped[Domain] = relationship(foreign_keys=domain_id, back_populates="concepts")
    vocabulary: Mapped[Vocabulary] = relationship(foreign_keys=vocabulary_id)


class Domain(Base):
    __tablename__ = "domains"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concepts.id", name="domain_concept"))

    concept: Mapped[Concept] = relationship(foreign_keys=concept_id)
    concepts: Mapped[list[Concept]] = relationship(foreign_keys=Concept.domain_id, back_populates="domain")


class Publisher(Base):
    """Not in the circle, but needed in it."""

    __tablename__ = "publishers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)

    vocabularies: Mapped[list[Vocabulary]] = relationship(back_populates="publisher")


class Vocabulary(Base):
    __tablename__ = "vocabularies"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concepts.id", name="vocabulary_concept"))
    publisher_id: Mapped[int] = mapped_column(ForeignKey("publishers.id"))

    concept: Mapped[Concept] = relationship(foreign_keys=concept_id)
    publisher: Mapped[Publisher] = relationship(back_populates="vocabularies")


class Observation(Base):
    """Beside the circle."""

    __tablename__ = "observations"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concepts.id"))
    type_concept_id: Mapped[int] = mapped_column(ForeignKey("concepts.id"))

    concept: Mapped[Concept] = relationship(foreign_keys=concept_id)


class Team(Base):
    """Keys alone."""

    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    captain_id: Mapped[int] = mapped_column(ForeignKey("players.id", name="team_captain"))


class Player(Base):
    __tablename__ = "players"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column("squad", ForeignKey("teams.id", name="player_team"))


class Node(Base):
    """A circle of one."""

    __tablename__ = "nodes"

    id: Mapped[int] = mapped_column(primary_key=True)
    next_id: Mapped[int] = mapped_column(ForeignKey("nodes.id"))

    next: Mapped[Node] = relationship(remote_side=id)


class Person(Base):
    """Through inheritance, with keys that Python makes."""

    __tablename__ = "persons"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "person"}

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    kind: Mapped[str] = mapped_column(String(20))
    boss_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employees.id", name="person_boss"))

    boss: Mapped[Employee] = relationship(foreign_keys=boss_id, remote_side="Employee.id")


class Employee(Person):
    __tablename__ = "employees"

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    salary: Mapped[int]

    __mapper_args__ = {"polymorphic_identity": "employee", "inherit_condition": id == Person.id}


class Order(Base):
    """A composite key, one end of which is unique."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("id", "region"),
        ForeignKeyConstraint(["first_line_id"], ["lines.id"], name="order_first_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(10))
    first_line_id: Mapped[int] = mapped_column(unique=True)


class Line(Base):
    __tablename__ = "lines"
    __table_args__ = (
        ForeignKeyConstraint(["order_id", "order_region"], ["orders.id", "orders.region"], name="line_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int]
    order_region: Mapped[str] = mapped_column(String(10))

    order: Mapped[Order] = relationship(foreign_keys="[Line.order_id, Line.order_region]")


class Guide(Base):
    """Its keys are counted by a sequence of the database."""

    __tablename__ = "guides"

    id: Mapped[int] = mapped_column(Sequence("guide_numbers"), primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    trained_by_id: Mapped[int] = mapped_column(ForeignKey("guides.id"))
    trained_by: Mapped[Guide] = relationship(remote_side=id)
