"""A column of every generic type, required and unique."""

from __future__ import annotations

import enum

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Everything(Base):
    __tablename__ = "everything"

    id = sa.Column(sa.Integer, primary_key=True)
    small = sa.Column(sa.SmallInteger, nullable=False)
    number = sa.Column(sa.Integer, nullable=False)
    big = sa.Column(sa.BigInteger, nullable=False)
    plain = sa.Column(sa.Numeric, nullable=False)
    exact = sa.Column(sa.Numeric(5, 3), nullable=False)
    fraction = sa.Column(sa.Numeric(2, 2), nullable=False)
    whole = sa.Column(sa.DECIMAL(12, 0), nullable=False)
    loose = sa.Column(sa.Numeric(8, 2, asdecimal=False), nullable=False)
    ratio_of = sa.Column(sa.Float, nullable=False)
    double = sa.Column(sa.Double, nullable=False)
    decimal_float = sa.Column(sa.Float(asdecimal=True), nullable=False)
    letters = sa.Column(sa.String, nullable=False)
    one = sa.Column(sa.String(1), nullable=False)
    seven = sa.Column(sa.String(7), nullable=False)
    sized = sa.Column(sa.Unicode(60), nullable=False)
    prose = sa.Column(sa.Text, nullable=False)
    prose_too = sa.Column(sa.UnicodeText, nullable=False)
    fixed = sa.Column(sa.CHAR(3), nullable=False)
    fixed_long = sa.Column(sa.CHAR(20), nullable=False)
    blob = sa.Column(sa.LargeBinary, nullable=False)
    blob_short = sa.Column(sa.LargeBinary(4), nullable=False)
    flag = sa.Column(sa.Boolean, nullable=False)
    day_of = sa.Column(sa.Date, nullable=False)
    moment = sa.Column(sa.DateTime, nullable=False)
    moment_there = sa.Column(sa.DateTime(timezone=True), nullable=False)
    clock = sa.Column(sa.Time, nullable=False)
    span = sa.Column(sa.Interval, nullable=False)
    color_of = sa.Column(sa.Enum(Color), nullable=False)
    size_of = sa.Column(sa.Enum("small", 'lar"ge', name="size_of"), nullable=False)
    uid = sa.Column(sa.Uuid, nullable=False)
    uid_text = sa.Column(sa.Uuid(as_uuid=False), nullable=False)
    data = sa.Column(sa.JSON, nullable=False)
    pickled = sa.Column(sa.PickleType, nullable=False)


class Distinct(Base):
    __tablename__ = "distinct_values"

    id = sa.Column(sa.Integer, primary_key=True)
    small = sa.Column(sa.SmallInteger, nullable=False, unique=True)
    number = sa.Column(sa.Integer, nullable=False, unique=True)
    big = sa.Column(sa.BigInteger, nullable=False, unique=True)
    exact = sa.Column(sa.Numeric(5, 3), nullable=False, unique=True)
    fraction = sa.Column(sa.Numeric(4, 4), nullable=False, unique=True)
    whole = sa.Column(sa.Numeric(12, 0), nullable=False, unique=True)
    ratio_of = sa.Column(sa.Double, nullable=False, unique=True)
    label = sa.Column(sa.String(20), nullable=False, unique=True)
    three = sa.Column(sa.String(3), nullable=False, unique=True)
    six = sa.Column(sa.String(6), nullable=False, unique=True)
    eight = sa.Column(sa.String(8), nullable=False, unique=True)
    fixed = sa.Column(sa.CHAR(12), nullable=False, unique=True)
    blob_short = sa.Column(sa.LargeBinary(2), nullable=False)
    day_of = sa.Column(sa.Date, nullable=False, unique=True)
    moment = sa.Column(sa.DateTime, nullable=False, unique=True)
    moment_there = sa.Column(sa.DateTime(timezone=True), nullable=False, unique=True)
    clock = sa.Column(sa.Time, nullable=False, unique=True)
    span = sa.Column(sa.Interval, nullable=False, unique=True)
    uid = sa.Column(sa.Uuid, nullable=False, unique=True)
    uid_text = sa.Column(sa.Uuid(as_uuid=False), nullable=False, unique=True)


class Few(Base):
    """Two rows and no more."""

    __tablename__ = "few"

    color_of = sa.Column(sa.Enum(Color), primary_key=True)
