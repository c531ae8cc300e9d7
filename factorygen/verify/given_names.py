"""What do databases call the CHECKs that have no name of their own?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import CheckConstraint, Table
from sqlalchemy.dialects.postgresql import DOMAIN

from factorygen.verify.sql import columns_in

POSTGRESQL = "_check"
MARIADB = "CONSTRAINT_"


def given_names(table: Table) -> Iterator[tuple[str, CheckConstraint]]:
    """Each CHECK without a name, under the names that PostgreSQL and MariaDB give it.

    PostgreSQL takes the table and the column, if it is one, and a number from the second on: ``users_age_check1``;
    MariaDB counts those of the table: ``CONSTRAINT_1``.
    """
    seen: Counter[str] = Counter()
    on_columns = [one for column in table.c for one in column.constraints]
    on_table = sorted(table.constraints, key=lambda one: one._creation_order)
    for constraint in (*on_columns, *on_table):
        if isinstance(constraint, CheckConstraint) and not isinstance(constraint.name, str):
            columns = columns_in(str(constraint.sqltext), table)
            name = "_".join([table.name, *(columns if len(columns) == 1 else ())]) + POSTGRESQL
            yield f"{name}{seen[name] or ''}", constraint
            seen[name] += 1
            if constraint in on_table:
                seen[MARIADB] += 1
                yield f"{MARIADB}{seen[MARIADB]}", constraint


def domain_checks(table: Table) -> Iterator[tuple[str, str, str]]:
    """The name of a CHECK of PostgreSQL's domains, its text, and a column that it holds for."""
    for column in table.c:
        domain = column.type
        while isinstance(domain, DOMAIN):
            if domain.check is not None:
                yield domain.constraint_name or f"{domain.name}{POSTGRESQL}", str(domain.check), column.name
            domain = domain.data_type
