"""CHECKs about foreign keys: what the keys are, how two of them compare, which of them are there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Tenant(Base):
    __tablename__ = "tenant"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30))


class User(Base):
    __tablename__ = "users"

    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

    tenant: Mapped[Tenant] = relationship()


class Country(Base):
    __tablename__ = "country"

    code: Mapped[str] = mapped_column(
        String(2), CheckConstraint("code = upper(code) AND length(code) = 2"), primary_key=True
    )


class Office(Base):
    """What the keys are is known from the parents."""

    __tablename__ = "office"
    __table_args__ = (
        CheckConstraint("tenant_id > 0"),
        CheckConstraint("country_code = upper(country_code)"),
        CheckConstraint("length(country_code) = 2"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    country_code: Mapped[str] = mapped_column(ForeignKey("country.code"))

    tenant: Mapped[Tenant] = relationship()


def not_on_mysql(*args: object, dialect: Any, **rest: object) -> bool:
    """Which allows no AUTO_INCREMENT in a CHECK."""
    return dialect.name not in ("mysql", "mariadb")


class Folder(Base):
    __tablename__ = "folder"
    __table_args__ = (CheckConstraint("parent_id <> id").ddl_if(callable_=not_on_mysql),)

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("folder.id"))

    parent: Mapped[Folder | None] = relationship(remote_side=[id])


class Friendship(Base):
    """The parents are made in their order."""

    __tablename__ = "friendship"
    __table_args__ = (CheckConstraint("one_id < other_id"),)

    one_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"), primary_key=True)

    one: Mapped[Tenant] = relationship(foreign_keys=[one_id])
    other: Mapped[Tenant] = relationship(foreign_keys=[other_id])


class Rivalry(Base):
    """The same without relationships."""

    __tablename__ = "rivalry"
    __table_args__ = (CheckConstraint("one_id <> other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))


class Address(Base):
    """Of exactly one of three; a trait for another one takes its place."""

    __tablename__ = "address"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN tenant_id IS NULL THEN 0 ELSE 1 END + CASE WHEN country_code IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN office_id IS NULL THEN 0 ELSE 1 END = 1"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))
    country_code: Mapped[str | None] = mapped_column(ForeignKey("country.code"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))

    tenant: Mapped[Tenant | None] = relationship()
    country: Mapped[Country | None] = relationship()
    office: Mapped[Office | None] = relationship()


class Badge(Base):
    """Of one of two, without relationships: no trait can take the first one away."""

    __tablename__ = "badge"
    __table_args__ = (CheckConstraint("(tenant_id IS NULL) <> (office_id IS NULL)"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))


class Move(Base):
    """Both or none, and no note where they are."""

    __tablename__ = "move"
    __table_args__ = (
        CheckConstraint("(origin_id IS NULL) = (target_id IS NULL)"),
        CheckConstraint("origin_id IS NULL OR note IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    note: Mapped[str | None] = mapped_column(String(60))

    origin: Mapped[Office | None] = relationship(foreign_keys=[origin_id])
    target: Mapped[Office | None] = relationship(foreign_keys=[target_id])


class Account(Base):
    """A kind that goes with a parent; another parent that there may never be."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("kind IN ('personal', 'team')"),
        CheckConstraint("(kind = 'team') = (tenant_id IS NOT NULL)"),
        CheckConstraint("office_id IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))

    tenant: Mapped[Tenant | None] = relationship()
    office: Mapped[Office | None] = relationship()


class Task(Base):
    """A composite key, wholly there or not at all; somebody has to do it."""

    __tablename__ = "task"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "user_number"], ["users.tenant_id", "users.number"]),
        CheckConstraint("(user_number IS NULL) = (tenant_id IS NULL)"),
        CheckConstraint("user_number IS NOT NULL OR helpers IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int | None]
    user_number: Mapped[int | None]
    helpers: Mapped[int | None]

    user: Mapped[User | None] = relationship()


class Duty(Base):
    """A composite key that is optional by its columns, and not by a CHECK."""

    __tablename__ = "duty"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "user_number"], ["users.tenant_id", "users.number"]),
        CheckConstraint("user_number IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int | None]
    user_number: Mapped[int | None]

    user: Mapped[User | None] = relationship()


class Finding(Base):
    """Of either kind exactly one key is there, and each class of the table knows its own."""

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint("kind = 'finding' OR (found_in_id IS NULL) <> (found_by_id IS NULL)", name="found_once"),
    )
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "finding"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))


class Place(Base):
    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)


class FoundInPlace(Finding):
    __mapper_args__ = {"polymorphic_identity": "in_place"}

    found_in_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))

    found_in: Mapped[Place | None] = relationship()


class FoundBySomebody(Finding):
    __mapper_args__ = {"polymorphic_identity": "by_somebody"}

    found_by_id: Mapped[int | None] = mapped_column()
