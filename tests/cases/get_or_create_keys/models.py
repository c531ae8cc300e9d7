"""Rows that are looked up by what the configuration says, and remembered by the session."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Tenant(Base):
    __tablename__ = "tenant"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(30), unique=True)
    email: Mapped[str] = mapped_column(String(80), unique=True)


class Group(Base):
    """Its key is called as a method of factory_boy's."""

    __tablename__ = "group"
    __table_args__ = (UniqueConstraint("tenant_id", "id"), UniqueConstraint("tenant_id", "create"))

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    create: Mapped[str] = mapped_column(String(30))

    tenant: Mapped[Tenant] = relationship()


class Member(Base):
    """A composite foreign key, of which the whole is in the key, and part of it is another parent's."""

    __tablename__ = "member"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "group_id"], ["group.tenant_id", "group.id"]),
        UniqueConstraint("tenant_id", "group_id", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    group_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(50))

    group: Mapped[Group] = relationship(overlaps="tenant")
    tenant: Mapped[Tenant] = relationship(overlaps="group")
    badges: Mapped[list["Badge"]] = relationship(back_populates="member")


class Badge(Base):
    """One for each member: its foreign key is its whole key."""

    __tablename__ = "badge"

    id: Mapped[int] = mapped_column(primary_key=True)
    color: Mapped[str] = mapped_column(String(20))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), unique=True)

    member: Mapped[Member] = relationship(back_populates="badges")


class Person(Base):
    """A hierarchy: whoever inherits from it has its key."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50), unique=True)

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "person"}


class Employee(Person):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    salary: Mapped[int]

    __mapper_args__ = {"polymorphic_identity": "employee"}
