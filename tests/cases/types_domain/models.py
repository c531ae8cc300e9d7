"""PostgreSQL's domains: what a type of one's own checks holds for each column of it, and for the items of an array."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, CITEXT, DOMAIN
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


POSITIVE = DOMAIN("positive", sa.Integer, check="VALUE > 0")
PERCENTAGE = DOMAIN("percentage", POSITIVE, check="VALUE <= 100", not_null=True)
ZIP_CODE = DOMAIN(
    "zip_code",
    sa.Text,
    check=r"VALUE ~ '^\d{5}$' OR VALUE ~ '^\d{5}-\d{4}$'",
    constraint_name="is_zip_code",
)
NICKNAME = DOMAIN(
    "nickname",
    sa.Text,
    check="length(VALUE) < 8 AND value <> 'VALUE'",
    default="nobody",
    not_null=True,
)
EMAIL_ADDRESS = DOMAIN("email_address", CITEXT, check="VALUE ~ '^[^@]+@[^@]+$'")
AMOUNT = DOMAIN("amount", sa.Numeric(10, 2), check="VALUE >= 0.50")
UPPER_CODE = DOMAIN("upper_code", sa.String(4), check="VALUE = upper(VALUE)")
LUCKY = DOMAIN("lucky", sa.Integer, check=sa.text("VALUE IN (7, 77)"))
NAME = DOMAIN("person_name", sa.Text)
BIRTHDAY = DOMAIN("birthday", sa.Date, check="VALUE < '2001-01-01'::date")
AT_LEAST_TWO = DOMAIN("at_least_two", ARRAY(sa.Integer), check="cardinality(VALUE) > 1")


class Visitor(Base):
    """A NULL that the column allows and its domain does not counts as the domain has it."""

    __tablename__ = "visitor"

    id: Mapped[int] = mapped_column(primary_key=True)
    visits: Mapped[int] = mapped_column(POSITIVE)
    share: Mapped[int | None] = mapped_column(PERCENTAGE)
    home: Mapped[str] = mapped_column(ZIP_CODE)
    post_box: Mapped[str | None] = mapped_column("Post Box", ZIP_CODE, unique=True)
    nickname: Mapped[str | None] = mapped_column(NICKNAME)
    closed_reason: Mapped[str | None] = mapped_column(NICKNAME)
    email: Mapped[str] = mapped_column(EMAIL_ADDRESS, unique=True)
    contact: Mapped[str | None] = mapped_column(EMAIL_ADDRESS)
    price: Mapped[Decimal] = mapped_column(AMOUNT)
    code: Mapped[str] = mapped_column(UPPER_CODE, unique=True)
    number: Mapped[int] = mapped_column(LUCKY)
    name: Mapped[str] = mapped_column(NAME)
    born: Mapped[date] = mapped_column(BIRTHDAY)
    scores: Mapped[list[int]] = mapped_column(AT_LEAST_TWO)
    counts: Mapped[list[int]] = mapped_column(ARRAY(POSITIVE))
    routes: Mapped[list[list[str]]] = mapped_column(ARRAY(ZIP_CODE, dimensions=2))
