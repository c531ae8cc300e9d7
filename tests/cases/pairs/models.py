"""Values that belong together: periods within periods, chains of events, bounds of all types, names of one person."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Numeric, SmallInteger, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Contract(Base):
    """Two periods; the one in moments may be open."""

    __tablename__ = "contracts"
    __table_args__ = (CheckConstraint("end_date > start_date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    start_date: Mapped[date]
    end_date: Mapped[date]
    valid_from: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    valid_until: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    invoices: Mapped[list[Invoice]] = relationship(back_populates="contract")


class Invoice(Base):
    """A period within the contract's."""

    __tablename__ = "invoices"
    __table_args__ = (CheckConstraint("period_end > period_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    period_start: Mapped[date]
    period_end: Mapped[date]
    issue_date: Mapped[date]
    due_date: Mapped[date]
    paid_at: Mapped[datetime | None]

    contract: Mapped[Contract] = relationship(back_populates="invoices")


class Note(Base):
    """Nothing but a parent."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"))

    invoice: Mapped[Invoice] = relationship()


class Item(Base):
    """A period within that of an invoice which it knows by key alone."""

    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"))
    service_from: Mapped[date]
    service_to: Mapped[date]


class Mention(Base):
    """A period within that of its note's invoice."""

    __tablename__ = "mentions"

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id"))
    begin: Mapped[date]
    end: Mapped[date | None]

    note: Mapped[Note] = relationship()


class Validity(Base):
    """A period within one that may be open."""

    __tablename__ = "validities"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    starts_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    ends_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))

    contract: Mapped[Contract] = relationship()


class UtcDateTime(sa.TypeDecorator[datetime]):
    """Takes moments with a time zone only."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("without time zone")
        return value and value.astimezone(timezone.utc).replace(tzinfo=None)


class Session(Base):
    """Moments of a type of the project's own."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Order(Base):
    """A chain of events, in no order; of what is nullable, some would be another state."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("shipped_at >= ordered_at"),
        CheckConstraint("delivered_at >= shipped_at"),
        CheckConstraint("updated_at >= created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delivered_at: Mapped[datetime]
    ordered_at: Mapped[datetime]
    shipped_at: Mapped[datetime]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    check_in: Mapped[date]
    check_out: Mapped[date]


class Ticket(Base):
    """What has a default is filled by it, and what comes after it comes later than now."""

    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    updated_at: Mapped[datetime | None]
    started_at: Mapped[datetime] = mapped_column(default=datetime.now)
    finished_at: Mapped[datetime]


class Bounds(Base):
    """Numbers, down to columns that have hardly room for two."""

    __tablename__ = "bounds"
    __table_args__ = tuple(
        CheckConstraint(f"min_{name} < max_{name}")
        for name in ("quantity", "price", "digit", "share", "weight", "rating", "duration", "probability")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    min_quantity: Mapped[int] = mapped_column(SmallInteger)
    max_quantity: Mapped[int] = mapped_column(SmallInteger)
    min_price: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    max_price: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    min_digit: Mapped[Decimal] = mapped_column(Numeric(3, 2))
    max_digit: Mapped[Decimal] = mapped_column(Numeric(3, 2))
    min_share: Mapped[Decimal] = mapped_column(Numeric(3, 3))
    max_share: Mapped[Decimal] = mapped_column(Numeric(3, 3))
    min_weight: Mapped[float]
    max_weight: Mapped[float]
    min_rating: Mapped[int]
    max_rating: Mapped[int]
    min_duration: Mapped[timedelta]
    max_duration: Mapped[timedelta]
    min_probability: Mapped[float]
    max_probability: Mapped[float]
    first_page: Mapped[int]
    last_page: Mapped[int]
    low: Mapped[Decimal | None]
    high: Mapped[Decimal | None]
    from_year: Mapped[int]
    to_year: Mapped[int]


class Shift(Base):
    """Times of a day; a unique start is counted, and what follows it is not."""

    __tablename__ = "shifts"
    __table_args__ = (CheckConstraint("opens_at < closes_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opens_at: Mapped[time]
    closes_at: Mapped[time]
    start: Mapped[date] = mapped_column(unique=True)
    end: Mapped[date]


class Person(Base):
    """Names, an address and a slug that are of one person."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_name: Mapped[str] = mapped_column(String(50))
    last_name: Mapped[str] = mapped_column(String(50))
    full_name: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(200))
    emergency_given_name: Mapped[str] = mapped_column(String(50))
    emergency_surname: Mapped[str] = mapped_column(String(50))
    emergency_name: Mapped[str] = mapped_column(String(120))
    emergency_email: Mapped[str] = mapped_column(String(40))
    birth_date: Mapped[date]
    death_date: Mapped[date | None]


class Page(Base):
    """A slug of its title, places on earth, an amount in its currency; switches without default."""

    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(100))
    slug: Mapped[str] = mapped_column(String(60))
    latitude: Mapped[Decimal] = mapped_column(Numeric(9, 6))
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    width: Mapped[int]
    height: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    currency: Mapped[str] = mapped_column(String(3))
    is_active: Mapped[bool]
    is_pinned: Mapped[bool]
    is_archived: Mapped[bool]


class Account(Base):
    """Unique texts are left alone."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_name: Mapped[str | None] = mapped_column(String(50))
    last_name: Mapped[str] = mapped_column(String(50))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(200), unique=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
