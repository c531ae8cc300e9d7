"""CHECKs put to the test: a table with them, declarations that are to satisfy them, and rows of these."""

from __future__ import annotations

import warnings
from typing import Any

import sqlalchemy as sa
from factory.base import DictFactory
from factory.helpers import make_factory
from factory.random import reseed_random
from sqlalchemy.orm import registry

from factorygen.checks.options import evaluated
from factorygen.checks.solution import Solution
from factorygen.checks.solve import satisfy
from factorygen.column_rules.columns import answer
from factorygen.decisions import Declaration
from factorygen.expression import flat
from factorygen.introspect import introspect
from factorygen.schema import Check, Model

ROWS = 50


def table_of(columns: tuple[sa.Column[Any], ...], checks: tuple[str, ...]) -> sa.Table:
    """A table with a key of its own, these columns and CHECKs; ``:`` in a text is no parameter."""
    constraints = [sa.CheckConstraint(text.replace(":", r"\:")) for text in checks]
    key = sa.Column("id", sa.Integer, primary_key=True)
    return sa.Table("thing", sa.MetaData(), key, *(column._copy() for column in columns), *constraints)


def model_of(table: sa.Table, dialect: str) -> Model:
    """The facts of a class mapped to the table."""
    cls = type("Thing", (), {"__module__": __name__})
    registry().map_imperatively(cls, table)
    return introspect([cls], dialect).models[0]


def solved(table: sa.Table, checks: tuple[str, ...], dialect: str) -> Solution:
    """All columns by their rules, then made to satisfy the CHECKs."""
    model = model_of(table, dialect)
    columns = [column for column in model.columns if column.key != "id"]
    differ = frozenset(column.key for column in columns if column.unique)
    answers = {column.key: answer(column, model, column.unique) for column in columns}
    declared = tuple(Declaration(key, found[0], "by its rule") for key, found in answers.items() if found)
    movable = frozenset(column.key for column in columns)
    return satisfy(model, declared, tuple(Check(text) for text in checks), dialect, differ, movable)


def code(solution: Solution) -> dict[str, str]:
    """What stands in the factory, by attribute."""
    return {one.attribute: flat(one.expression) for one in solution.declarations}


def rows(solution: Solution, count: int = ROWS) -> list[dict[str, Any]]:
    """What the declarations make together."""
    declarations = {one.attribute: evaluated(one.expression) for one in solution.declarations}
    reseed_random(7)
    made = make_factory(dict, FACTORY_CLASS=DictFactory, **declarations).build_batch(count)
    return [dict(row) for row in made]


def refusals(engine: sa.Engine, table: sa.Table, made: list[dict[str, Any]]) -> list[str]:
    """What the database says against these rows; the table is gone afterwards."""
    found = []
    with engine.begin() as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore", sa.exc.SAWarning)  # SQLite and Decimal
        connection.execute(sa.schema.CreateTable(table))
        for row in made:
            point = connection.begin_nested()
            try:
                connection.execute(table.insert().values(**row))
            except sa.exc.DBAPIError as error:
                found.append(f"{str(error.orig).splitlines()[0]}: {row}")
                point.rollback()
            else:
                point.commit()
        connection.execute(sa.schema.DropTable(table))
    return found
