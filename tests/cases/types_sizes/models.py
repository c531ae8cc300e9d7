"""Numbers of every size, some under names that suggest larger ones."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Exact(Base):
    __tablename__ = "exact"

    id = sa.Column(sa.Integer, primary_key=True)
    fraction = sa.Column(sa.Numeric(3, 3), nullable=False)
    own_fraction = sa.Column(sa.Numeric(3, 3), nullable=False, unique=True)
    tenth = sa.Column(sa.Numeric(1, 1), nullable=False)
    digit = sa.Column(sa.Numeric(1, 0), nullable=False)
    whole = sa.Column(sa.Numeric(5), nullable=False)
    own_whole = sa.Column(sa.Numeric(5), nullable=False, unique=True)
    anything = sa.Column(sa.Numeric, nullable=False)
    large = sa.Column(sa.Numeric(30, 10), nullable=False)
    price = sa.Column(sa.Numeric(2, 2), nullable=False)
    total_amount = sa.Column(sa.Numeric(1, 0), nullable=False)
    salary = sa.Column(sa.Numeric(4, 2), nullable=False)
    percentage = sa.Column(sa.Numeric(3, 2), nullable=False)
    latitude = sa.Column(sa.Numeric(2, 2), nullable=False)
    longitude = sa.Column(sa.Numeric(3, 0), nullable=False)
    low = sa.Column(sa.Numeric(2, 2), nullable=False)
    high = sa.Column(sa.Numeric(2, 2), nullable=False)


class Approximate(Base):
    __tablename__ = "approximate"

    id = sa.Column(sa.Integer, primary_key=True)
    ratio = sa.Column(sa.Numeric(10, 2, asdecimal=False), nullable=False)
    small = sa.Column(sa.Numeric(2, 1, asdecimal=False), nullable=False)
    fraction = sa.Column(sa.Numeric(2, 2, asdecimal=False), nullable=False)
    own = sa.Column(sa.Numeric(6, 3, asdecimal=False), nullable=False, unique=True)
    real = sa.Column(sa.Float(24), nullable=False)


class Small(Base):
    __tablename__ = "small"

    id = sa.Column(sa.Integer, primary_key=True)
    any_number = sa.Column(sa.SmallInteger, nullable=False)
    own = sa.Column(sa.SmallInteger, nullable=False, unique=True)
    year = sa.Column(sa.SmallInteger, nullable=False)
    population = sa.Column(sa.SmallInteger, nullable=False)
    port = sa.Column(sa.SmallInteger, nullable=False)
    file_size = sa.Column(sa.SmallInteger, nullable=False)
    unix_timestamp = sa.Column(sa.SmallInteger, nullable=False)
    duration_ms = sa.Column(sa.SmallInteger, nullable=False)
