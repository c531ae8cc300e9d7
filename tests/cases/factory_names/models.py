"""Factories that are called as the models are, without what stands before or after their names."""

import enum
from typing import Optional

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Sequence(enum.Enum):
    """An enum that is called as one of factory_boy's classes."""

    FIRST = "first"
    SECOND = "second"


class Team(Base):
    """Its T is its own."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)

    users: Mapped[list["TUser"]] = relationship(back_populates="team")


class TUser(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(60), unique=True)
    turn: Mapped[Sequence]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    manager_id: Mapped[Optional[int]] = mapped_column(ForeignKey("user.id"))

    team: Mapped[Team] = relationship(back_populates="users")
    manager: Mapped[Optional["TUser"]] = relationship(remote_side=id)


class OrderModel(Base):
    """Stripped it is called as the next one."""

    __tablename__ = "order"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)


class Order(Base):
    __tablename__ = "old_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    model_id: Mapped[int] = mapped_column(ForeignKey("order.id"))

    user: Mapped[TUser] = relationship()
    model: Mapped[OrderModel] = relationship()


class LinesOrm(Base):
    """A plural that stays one; an attribute is called as a factory would be."""

    __tablename__ = "lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("old_order.id"))
    stock_id: Mapped[int] = mapped_column(ForeignKey("stock.id"))
    text: Mapped[str] = mapped_column(String(30))

    order: Mapped[Order] = relationship()
    Stock: Mapped["Stock"] = relationship()


class Stock(Base):
    __tablename__ = "stock"

    id: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[int]


class Children(Base):
    """Called as a class of the generated base."""

    __tablename__ = "children"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30))


class Meta(Base):
    """Called as a class in each factory."""

    __tablename__ = "meta"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(30), unique=True)
    children_id: Mapped[int] = mapped_column(ForeignKey("children.id"))


class tbl_price(Base):  # noqa: N801
    __tablename__ = "tbl_price"

    id: Mapped[int] = mapped_column(primary_key=True)
    cents: Mapped[int]
