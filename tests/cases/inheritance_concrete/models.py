"""Concrete inheritance: tables of their own, alone and below an AbstractConcreteBase."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.ext.declarative import AbstractConcreteBase, ConcreteBase
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Company(Base):
    __tablename__ = "companies"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))


class Person(Base):
    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    nickname: Mapped[str] = mapped_column(sa.String(20))


class Patient(Person):
    """Has not all that its parent has."""

    __tablename__ = "patients"
    __mapper_args__ = {"concrete": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    diagnosis: Mapped[str] = mapped_column(sa.String(80))


class Worker(AbstractConcreteBase, Base):
    strict_attrs = True

    name: Mapped[str] = mapped_column(sa.String(50))

    @declared_attr
    def company_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("companies.id"))

    @declared_attr
    def company(cls) -> Mapped[Company]:
        return relationship("Company")


class Manager(Worker):
    __tablename__ = "managers"
    __mapper_args__ = {"polymorphic_identity": "manager", "concrete": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    budget: Mapped[int]


class Engineer(Worker):
    __tablename__ = "engineers"
    __mapper_args__ = {"polymorphic_identity": "engineer", "concrete": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(30))


class Shape(ConcreteBase, Base):
    __tablename__ = "shapes"
    __mapper_args__ = {"polymorphic_identity": "shape", "concrete": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[str] = mapped_column(sa.String(20))


class Circle(Shape):
    __tablename__ = "circles"
    __mapper_args__ = {"polymorphic_identity": "circle", "concrete": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[str] = mapped_column(sa.String(20))
    radius: Mapped[float]
