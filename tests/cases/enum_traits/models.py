"""Members of short enums as traits, and where there are none: names that are taken, CHECKs, keys, too many members."""

import enum
from datetime import datetime
from typing import Optional

from sqlalchemy import CheckConstraint, Enum, ForeignKey, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Role(enum.Enum):
    MEMBER = "member"
    ADMIN = "admin"
    SUPER_USER = "super user"


class Plan(enum.Enum):
    Free = 1
    PaidMonthly = 2
    PaidYearly = 3


class Status(enum.Enum):
    DRAFT = "draft"
    SENT = "sent"
    PAID = "paid"


class Weekday(enum.Enum):
    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6


class Side(enum.Enum):
    LEFT = "left"
    RIGHT = "right"


class Mode(enum.Enum):
    BUILD = "build"
    TEST = "test"


class Answer(enum.Enum):
    YES = "yes"
    NO = "no"


class User(Base):
    """A declared member, a Python default and a server's default; text; an enum that says nothing by itself."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    role: Mapped[Role]
    plan: Mapped[Plan] = mapped_column(default=Plan.PaidMonthly)
    colour: Mapped[str] = mapped_column(Enum("light", "dark", name="colour"), server_default=text("'dark'"))
    newsletter: Mapped[Answer]
    birthday: Mapped[Weekday]


class Invoice(Base):
    """Members that ask for something else, one that is forbidden, one that asks for what a trait can't have."""

    __tablename__ = "invoice"
    __table_args__ = (
        CheckConstraint("status <> 'PAID' OR paid_at IS NOT NULL"),
        CheckConstraint("status = 'DRAFT' OR number IS NOT NULL"),
        CheckConstraint("status <> 'SENT' OR reviewer_id IS NOT NULL"),
        CheckConstraint("side <> 'RIGHT'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[Status]
    side: Mapped[Side]
    number: Mapped[Optional[str]] = mapped_column(String(20))
    paid_at: Mapped[Optional[datetime]]
    reviewer_id: Mapped[Optional[int]] = mapped_column(ForeignKey("user.id"))

    reviewer: Mapped[Optional[User]] = relationship()


class Door(Base):
    """Names that are taken: by another column's members, an attribute, factory_boy."""

    __tablename__ = "door"

    id: Mapped[int] = mapped_column(primary_key=True)
    hinge: Mapped[Side]
    handle: Mapped[Side]
    mode: Mapped[Mode]
    state: Mapped[str] = mapped_column(Enum("closed", "open", name="door_state"))
    open: Mapped[bool]


class Seat(Base):
    """Keys and uniques."""

    __tablename__ = "seat"

    side: Mapped[Side] = mapped_column(primary_key=True)
    role: Mapped[Role] = mapped_column(unique=True)
    number: Mapped[int]


class Task(Base):
    """A hierarchy: its kind is nobody's choice, and the attribute of one below has a member's name."""

    __tablename__ = "task"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "task"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Enum("task", "errand", name="task_kind"))
    status: Mapped[Status]
    role: Mapped[Role]


class Errand(Task):
    __mapper_args__ = {"polymorphic_identity": "errand"}

    sent: Mapped[Optional[bool]]
    side: Mapped[Optional[Side]]


class Gadget(Base):
    """More than a handful: the first columns have theirs."""

    __tablename__ = "gadget"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[Role]
    plan: Mapped[Plan]
    status: Mapped[Status]
    side: Mapped[Side]
