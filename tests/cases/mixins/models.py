"""Abstract bases and mixins: columns, foreign keys and relationships that each model gets of its own."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Model(Base):
    __abstract__ = True

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower()

    id: Mapped[int] = mapped_column(primary_key=True)


class User(Model):
    email: Mapped[str] = mapped_column(sa.String(100), unique=True)


class Audited:
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())

    @declared_attr
    def created_by_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("user.id"))

    @declared_attr
    def created_by(cls) -> Mapped[User]:
        return relationship(User, foreign_keys=[cls.created_by_id])

    @declared_attr
    def updated_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("user.id"))

    @declared_attr
    def updated_by(cls) -> Mapped[User | None]:
        return relationship(User, foreign_keys=[cls.updated_by_id])


class AuditedModel(Audited, Model):
    __abstract__ = True

    title: Mapped[str] = mapped_column(sa.String(80))


class Document(AuditedModel):
    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:
        return {"polymorphic_on": "kind", "polymorphic_identity": cls.__name__.lower()}

    kind: Mapped[str] = mapped_column(sa.String(20))


class HasPages:
    """A column that single-table children share."""

    @declared_attr
    def pages(cls) -> Mapped[int | None]:
        return cls.__table__.c.get("pages", mapped_column())  # type: ignore[attr-defined]


class Report(HasPages, Document):
    __tablename__ = None


class Book(HasPages, Document):
    __tablename__ = None


class Folder(AuditedModel):
    title: Mapped[str] = mapped_column(sa.String(20), unique=True)
