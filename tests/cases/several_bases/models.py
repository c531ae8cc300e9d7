"""Several bases, schemas, classes of one name, and classes on one table."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry, relationship

metadata = sa.MetaData()


class Base(DeclarativeBase):
    metadata = metadata


class OtherBase(DeclarativeBase):
    """Other classes in the same tables' catalogue."""

    metadata = metadata


class Archive(DeclarativeBase):
    metadata = sa.MetaData(schema="archive")


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40), unique=True)


class Entry(OtherBase):
    """Points over the border of its base."""

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    text: Mapped[str] = mapped_column(sa.String(80))

    account: Mapped[Account] = relationship(Account)


class AccountName(Base):
    """A second class on a table, which sees less of it."""

    __table__ = Account.__table__
    __mapper_args__ = {"include_properties": ["id", "name"]}


class Shelf(Archive):
    __tablename__ = "shelves"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(sa.String(40))


class Box(Archive):
    __tablename__ = "boxes"

    id: Mapped[int] = mapped_column(primary_key=True)
    shelf_id: Mapped[int] = mapped_column(ForeignKey("archive.shelves.id"))

    shelf: Mapped[Shelf] = relationship()


class Drawers:
    """Nested, and of a name that is taken."""

    class Account(Archive):
        __tablename__ = "accounts"

        id: Mapped[int] = mapped_column(primary_key=True)
        number: Mapped[str] = mapped_column(sa.String(40), unique=True)


joined = registry(metadata=metadata)


@joined.mapped
class AccountWithEntry:
    """A row of two tables."""

    __table__ = sa.join(Account.__table__, Entry.__table__)
    __mapper_args__ = {
        "properties": {
            "account_key": [Account.__table__.c.id, Entry.__table__.c.account_id],
            "entry_key": Entry.__table__.c.id,
        }
    }
