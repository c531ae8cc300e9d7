"""Which declarations come out otherwise another time?"""

from __future__ import annotations

from factorygen.column_rules.formats import FERNET
from factorygen.expression import Call, Expression, names_in
from factorygen.imports import FAKER, RANDGEN, UUID4

CHANCE = {FAKER, RANDGEN, UUID4, FERNET}
BOUNDS = ("start_date=", "end_date=")


def by_chance(expression: Expression) -> bool:
    """Whether it makes another value in another run, or with another version of Faker."""
    return not CHANCE.isdisjoint(names_in(expression))


def hangs_on_now(expression: Expression) -> bool:
    """Whether it makes dates that Faker counts from today on (``start_date="-2y"``)."""
    if not isinstance(expression, Call):
        return False
    bounds = [one.value for one in expression.arguments if one.lead in BOUNDS]
    return any('"' in str(part) for one in bounds if not isinstance(one, Call) for part in one.parts)
