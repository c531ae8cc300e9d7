"""A column of every PostgreSQL type that a model can declare."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Everything(Base):
    __tablename__ = "everything"

    id = sa.Column(sa.BigInteger, primary_key=True)
    uid = sa.Column(pg.UUID(as_uuid=True), nullable=False, unique=True)
    document = sa.Column(pg.JSONB, nullable=False)
    numbers = sa.Column(pg.ARRAY(sa.Integer), nullable=False)
    matrix = sa.Column(pg.ARRAY(sa.Integer, dimensions=2), nullable=False)
    words = sa.Column(sa.ARRAY(sa.String(10)), nullable=False)
    moods = sa.Column(pg.ARRAY(pg.ENUM("glad", "sad", name="mood")), nullable=False)
    uids = sa.Column(pg.ARRAY(pg.UUID), nullable=False)
    inet = sa.Column(pg.INET, nullable=False, unique=True)
    cidr = sa.Column(pg.CIDR, nullable=False, unique=True)
    macaddr = sa.Column(pg.MACADDR, nullable=False, unique=True)
    macaddr8 = sa.Column(pg.MACADDR8, nullable=False)
    bits = sa.Column(pg.BIT(8), nullable=False)
    bits_varying = sa.Column(pg.BIT(varying=True), nullable=False)
    int4range = sa.Column(pg.INT4RANGE, nullable=False, unique=True)
    int8range = sa.Column(pg.INT8RANGE, nullable=False)
    numrange = sa.Column(pg.NUMRANGE, nullable=False)
    daterange = sa.Column(pg.DATERANGE, nullable=False, unique=True)
    tsrange = sa.Column(pg.TSRANGE, nullable=False)
    tstzrange = sa.Column(pg.TSTZRANGE, nullable=False, unique=True)
    int4multirange = sa.Column(pg.INT4MULTIRANGE, nullable=False)
    datemultirange = sa.Column(pg.DATEMULTIRANGE, nullable=False)
    tstzmultirange = sa.Column(pg.TSTZMULTIRANGE, nullable=False)
    money = sa.Column(pg.MONEY, nullable=False)
    vector = sa.Column(pg.TSVECTOR, nullable=False)
    query = sa.Column(pg.TSQUERY, nullable=False)
    oid = sa.Column(pg.OID, nullable=False)
    regclass = sa.Column(pg.REGCLASS, nullable=False)
    regconfig = sa.Column(pg.REGCONFIG, nullable=False)
    jsonpath = sa.Column(pg.JSONPATH, nullable=False)
    mood = sa.Column(pg.ENUM("glad", "sad", name="mood"), nullable=False)
    bytea = sa.Column(pg.BYTEA, nullable=False)
    interval = sa.Column(pg.INTERVAL, nullable=False)
    timestamp = sa.Column(pg.TIMESTAMP(timezone=True, precision=3), nullable=False)
    time = sa.Column(pg.TIME(timezone=True), nullable=False)
    real = sa.Column(pg.REAL, nullable=False)
    double = sa.Column(pg.DOUBLE_PRECISION, nullable=False)


class Extended(Base):
    """Types of extensions."""

    __tablename__ = "extended"

    id = sa.Column(sa.BigInteger, primary_key=True)
    hstore = sa.Column(pg.HSTORE, nullable=False)
    citext = sa.Column(pg.CITEXT, nullable=False, unique=True)


class Scaled(Base):
    """A scale beyond the precision, and one below zero: PostgreSQL knows both."""

    __tablename__ = "scaled"

    id = sa.Column(sa.BigInteger, primary_key=True)
    hundreds = sa.Column(sa.Numeric(3, -2), nullable=False)
    own_hundreds = sa.Column(sa.Numeric(3, -2), nullable=False, unique=True)
    amount = sa.Column(sa.Numeric(3, -2), nullable=False)
    tiny = sa.Column(sa.Numeric(2, 4), nullable=False)
    own_tiny = sa.Column(sa.Numeric(4, 6), nullable=False, unique=True)
    price = sa.Column(sa.Numeric(2, 4), nullable=False)
