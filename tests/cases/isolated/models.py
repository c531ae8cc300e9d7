"""A base, a factory without children and one with them: columns of keys, collections of all kinds, inheritance."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


project_tags = sa.Table(
    "project_tags",
    Base.metadata,
    sa.Column("project_id", ForeignKey("projects.id"), primary_key=True),
    sa.Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)


class User(Base):
    """Has clients, a mentor who is a user, and a profile of which there is one."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(60), unique=True)
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    mentor: Mapped[User | None] = relationship(remote_side=id, back_populates="students")
    students: Mapped[list[User]] = relationship(back_populates="mentor")
    clients: Mapped[list[Client]] = relationship(back_populates="user")
    profiles: Mapped[list[Profile]] = relationship(back_populates="user")


class Profile(Base):
    """A list by its model, of no more than one by its table."""

    __tablename__ = "profiles"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    motto: Mapped[str] = mapped_column(sa.String(80))

    user: Mapped[User] = relationship(back_populates="profiles")


class Client(Base):
    __tablename__ = "clients"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(sa.String(60))

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "client"}

    user: Mapped[User] = relationship(back_populates="clients")
    projects: Mapped[list[Project]] = relationship(back_populates="client")


class Company(Client):
    """Inherits its parent and its children."""

    __tablename__ = "companies"
    __mapper_args__ = {"polymorphic_identity": "company"}

    id: Mapped[int] = mapped_column(ForeignKey("clients.id"), primary_key=True)
    vat_number: Mapped[str] = mapped_column(sa.String(20))

    offices: Mapped[list[Office]] = relationship()


class Office(Base):
    """Knows its company by key only."""

    __tablename__ = "offices"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    city: Mapped[str] = mapped_column(sa.String(60))


class Project(Base):
    __tablename__ = "projects"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str] = mapped_column(sa.String(80))

    client: Mapped[Client] = relationship(back_populates="projects")
    reviewer: Mapped[User | None] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=project_tags, back_populates="projects")


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(sa.String(30), unique=True)

    projects: Mapped[list[Project]] = relationship(secondary=project_tags, back_populates="tags")
