"""Ancestors of one name that several ways lead to: the same row, where no unique key is against it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Run(Base):
    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))


class Log(Base):
    __tablename__ = "logs"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))

    run: Mapped[Run] = relationship()
    outputs: Mapped[list[Output]] = relationship(back_populates="log")


class Output(Base):
    __tablename__ = "outputs"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    log_id: Mapped[int] = mapped_column(ForeignKey("logs.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("outputs.id"))

    run: Mapped[Run] = relationship()
    log: Mapped[Log] = relationship(back_populates="outputs")
    source: Mapped[Output | None] = relationship(remote_side=id)


class Metric(Base):
    """Knows its run through its output only, its log by key."""

    __tablename__ = "metrics"

    id: Mapped[int] = mapped_column(primary_key=True)
    output_id: Mapped[int] = mapped_column(ForeignKey("outputs.id"))
    log_id: Mapped[int] = mapped_column(ForeignKey("logs.id"))

    output: Mapped[Output] = relationship()


class Step(Base):
    """Knows its run by key only."""

    __tablename__ = "steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    log_id: Mapped[int] = mapped_column(ForeignKey("logs.id"))


class Attempt(Base):
    """Of a step that knows its run by key only."""

    __tablename__ = "attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("steps.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))

    step: Mapped[Step] = relationship()
    run: Mapped[Run] = relationship()


class Owner(Base):
    __tablename__ = "owners"

    id: Mapped[int] = mapped_column(primary_key=True)


class Address(Base):
    """One for each owner."""

    __tablename__ = "addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id"), unique=True)

    owner: Mapped[Owner] = relationship()


class Parcel(Base):
    """Two addresses, which can't have the same owner; the sender's is the parcel's."""

    __tablename__ = "parcels"

    id: Mapped[int] = mapped_column(primary_key=True)
    sender_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id"))

    sender: Mapped[Address] = relationship(foreign_keys=sender_id)
    receiver: Mapped[Address] = relationship(foreign_keys=receiver_id)
    owner: Mapped[Owner] = relationship()


class Stamp(Base):
    """Whoever has one has it alone."""

    __tablename__ = "stamps"

    id: Mapped[int] = mapped_column(primary_key=True)


class Letter(Base):
    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    stamp_id: Mapped[int] = mapped_column(ForeignKey("stamps.id"))

    stamp: Mapped[Stamp] = relationship(cascade="all, delete-orphan", single_parent=True)


class Card(Base):
    __tablename__ = "cards"

    id: Mapped[int] = mapped_column(primary_key=True)
    stamp_id: Mapped[int] = mapped_column(ForeignKey("stamps.id"))

    stamp: Mapped[Stamp] = relationship()


class Envelope(Base):
    """A letter and a card, which share no stamp."""

    __tablename__ = "envelopes"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id"))

    letter: Mapped[Letter] = relationship()
    card: Mapped[Card] = relationship()


class Visit(Base):
    """Shares its owner with an address, by key."""

    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id"))
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))

    owner: Mapped[Owner] = relationship()
    address: Mapped[Address] = relationship()


class Journey(Base):
    """To the visit of an address: there is one address, and one owner."""

    __tablename__ = "journeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))


class Move(Base):
    """From a home to a visit's address, which has the visit's owner: the home has another one."""

    __tablename__ = "moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))

    home: Mapped[Address] = relationship()
    visit: Mapped[Visit] = relationship()


class Alert(Base):
    """By key only, of an output that passes its run on as an object."""

    __tablename__ = "alerts"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    output_id: Mapped[int] = mapped_column(ForeignKey("outputs.id"))
