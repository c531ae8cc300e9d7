"""Automap: classes made from a reflected database when the module is imported, one of them written by hand."""

import sqlalchemy as sa
from sqlalchemy.ext.automap import automap_base
from sqlalchemy.orm import relationship
from sqlalchemy.pool import StaticPool

engine = sa.create_engine("sqlite://", poolclass=StaticPool)
TABLES = """
    CREATE TABLE customer (
        id INTEGER NOT NULL PRIMARY KEY,
        name VARCHAR(50) NOT NULL,
        email VARCHAR(80) NOT NULL,
        UNIQUE (email)
    );
    CREATE TABLE purchase (
        id INTEGER NOT NULL PRIMARY KEY,
        number VARCHAR(20) NOT NULL,
        customer_id INTEGER NOT NULL REFERENCES customer (id),
        total NUMERIC(8, 2) NOT NULL CHECK (total > 0),
        UNIQUE (number)
    );
    CREATE TABLE item (
        purchase_id INTEGER NOT NULL REFERENCES purchase (id),
        position INTEGER NOT NULL,
        title VARCHAR(100) NOT NULL,
        PRIMARY KEY (purchase_id, position)
    )
"""
with engine.begin() as connection:
    for statement in TABLES.split(";"):
        connection.exec_driver_sql(statement)

Base = automap_base()


class Customer(Base):
    __tablename__ = "customer"

    name = sa.Column("name", sa.String(50), nullable=False)


Base.prepare(autoload_with=engine)
Purchase = Base.classes.purchase
