"""A column of every MySQL type that a model can declare."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Everything(Base):
    __tablename__ = "everything"

    id = sa.Column(mysql.BIGINT(unsigned=True), primary_key=True)
    tiny = sa.Column(mysql.TINYINT, nullable=False, unique=True)
    tiny_unsigned = sa.Column(mysql.TINYINT(unsigned=True), nullable=False)
    small = sa.Column(mysql.SMALLINT(unsigned=True), nullable=False)
    medium = sa.Column(mysql.MEDIUMINT, nullable=False)
    number = sa.Column(mysql.INTEGER(unsigned=True), nullable=False)
    exact = sa.Column(mysql.DECIMAL(6, 2, unsigned=True), nullable=False)
    double = sa.Column(mysql.DOUBLE, nullable=False)
    real = sa.Column(mysql.FLOAT, nullable=False)
    bits = sa.Column(mysql.BIT(8), nullable=False)
    year_of = sa.Column(mysql.YEAR, nullable=False)
    flags = sa.Column(mysql.SET("a", "b"), nullable=False)
    size_of = sa.Column(mysql.ENUM("small", "large"), nullable=False)
    letters = sa.Column(mysql.VARCHAR(20, charset="utf8mb4"), nullable=False, unique=True)
    fixed = sa.Column(mysql.CHAR(8), nullable=False)
    tiny_text = sa.Column(mysql.TINYTEXT, nullable=False)
    medium_text = sa.Column(mysql.MEDIUMTEXT, nullable=False)
    long_text = sa.Column(mysql.LONGTEXT, nullable=False)
    blob = sa.Column(mysql.LONGBLOB, nullable=False)
    binary_of = sa.Column(mysql.BINARY(4), nullable=False)
    varbinary = sa.Column(mysql.VARBINARY(16), nullable=False)
    document = sa.Column(mysql.JSON, nullable=False)
    moment = sa.Column(mysql.DATETIME(fsp=3), nullable=False)
    timestamp = sa.Column(mysql.TIMESTAMP, nullable=False)
    clock = sa.Column(mysql.TIME, nullable=False)
    flag = sa.Column(mysql.BOOLEAN, nullable=False)


class Unsigned(Base):
    """Names that suggest numbers below zero, or moments before MySQL's time, for columns that know none."""

    __tablename__ = "unsigned_numbers"

    id = sa.Column(mysql.BIGINT(unsigned=True), primary_key=True)
    temperature = sa.Column(mysql.TINYINT(unsigned=True), nullable=False)
    latitude = sa.Column(mysql.DECIMAL(10, 8, unsigned=True), nullable=False)
    longitude = sa.Column(mysql.DOUBLE(unsigned=True), nullable=False)
    balance = sa.Column(mysql.DECIMAL(10, 2, unsigned=True), nullable=False)
    bits = sa.Column(mysql.BIT(3), nullable=False)
    birth_date = sa.Column(mysql.TIMESTAMP, nullable=False)
    description = sa.Column(mysql.TINYTEXT, nullable=False)
