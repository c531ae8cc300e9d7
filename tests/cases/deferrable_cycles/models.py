"""Rows that require each other, where the database looks at their keys only at the end of the transaction."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    owner_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", name="account_owner", deferrable=True, initially="DEFERRED")
    )

    owner: Mapped[Member] = relationship(foreign_keys=owner_id)


class Member(Base):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(80), unique=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", name="member_account", deferrable=True, initially="DEFERRED")
    )

    account: Mapped[Account] = relationship(foreign_keys=account_id)
