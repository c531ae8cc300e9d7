"""Does the search solve whatever can be solved? Random tables with random CHECKs that some row satisfies."""

from __future__ import annotations

import os
import sqlite3
from datetime import date
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers import database
from solving import code, refusals, rows, solved, table_of

EXAMPLES = int(os.environ.get("FACTORYGEN_TEST_EXAMPLES", "30"))
"""How many random tables; a nightly run has some hundreds."""

TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "whole": sa.Integer(),
    "exact": sa.Numeric(8, 2),
    "text": sa.String(30),
    "day": sa.Date(),
    "flag": sa.Boolean(),
}
WITNESSES: dict[str, st.SearchStrategy[str]] = {
    # A value of each kind, in SQL.
    "whole": st.integers(-50, 500).map(str),
    "exact": st.integers(0, 500).map(str),
    "text": st.sampled_from(["'draft'", "'sent'", "'ab'", "'refs/heads/main'", "'a@b.org'", "'x1'"]),
    "day": st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(lambda day: f"'{day}'"),
    "flag": st.sampled_from(["0", "1"]),
}
Column = tuple[str, str, bool, str]
"""Its name, kind, whether it is nullable, and the witness: what it has in a row that satisfies all CHECKs."""


@st.composite
def columns(draw: st.DrawFn) -> list[Column]:
    kinds = draw(st.lists(st.sampled_from(sorted(TYPES)), min_size=1, max_size=4))
    found = []
    for number, kind in enumerate(kinds):
        nullable = draw(st.booleans())
        witness = draw(WITNESSES[kind])
        found.append((f"{kind}_{number}", kind, nullable, "NULL" if nullable and draw(st.booleans()) else witness))
    return found


@st.composite
def condition(draw: st.DrawFn, table: list[Column]) -> str:
    """One condition about one or two columns, of the shapes that real databases have; the witness may fail it."""
    name, kind, nullable, witness = draw(st.sampled_from(table))
    value = draw(WITNESSES[kind]) if witness == "NULL" else witness
    other = draw(WITNESSES[kind])
    like = [one[0] for one in table if one[1] == kind and one[0] != name]
    shapes = [f"{name} = {value}", f"{name} <> {other}", f"{name} IN ({value}, {other})", f"{name} NOT IN ({other})"]
    if kind in ("whole", "exact", "day"):
        shapes += [f"{name} >= {value}", f"{name} < {other}", f"{name} BETWEEN {value} AND {value}"]
        shapes += (
            [f"{name} {draw(st.sampled_from(['<', '<=', '<>', '>=']))} {draw(st.sampled_from(like))}"] if like else []
        )
    if kind == "text":
        start = value.strip("'")[:2]
        shapes += [f"length({name}) = {len(value) - 2}", f"length({name}) <= {len(value)}", f"{name} LIKE '{start}%'"]
        shapes += [f"{name} = lower({name})", f"trim({name}) <> ''"]
    if kind == "flag":
        shapes = [f"{name} = {value}", f"{name} IN (0, 1)", name, f"NOT {name}"]
    if nullable:
        shapes += [f"{name} IS NULL", f"{name} IS NOT NULL"]
    return draw(st.sampled_from(shapes))


@st.composite
def check(draw: st.DrawFn, table: list[Column]) -> str:
    """Up to three conditions, joined."""
    parts = draw(st.lists(condition(table), min_size=1, max_size=3))
    text = parts[0]
    for part in parts[1:]:
        text = (
            f"({text}) {draw(st.sampled_from(['AND', 'OR', 'OR', '<>'] if 'NULL' in part else ['AND', 'OR']))} ({part})"
        )
    return text


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Column], list[str]]:
    """Columns, and the drawn CHECKs that the witness passes."""
    table = draw(columns())
    drawn = draw(st.lists(check(table), min_size=1, max_size=4))
    witness = ", ".join(f"{value} AS {name}" for name, _, _, value in table)
    with sqlite3.connect(":memory:") as connection:
        verdicts = [connection.execute(f"SELECT {text} FROM (SELECT {witness})").fetchone()[0] for text in drawn]
    return table, [text for text, verdict in zip(drawn, verdicts, strict=True) if verdict != 0]


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
@given(tables())
def test_what_some_row_satisfies_is_solved(drawn: tuple[list[Column], list[str]]) -> None:
    table, texts = drawn
    made = table_of(
        tuple(sa.Column(name, TYPES[kind], nullable=nullable) for name, kind, nullable, _ in table), tuple(texts)
    )
    solution = solved(made, tuple(texts), "sqlite")
    with database("sqlite") as engine:
        assert refusals(engine, made, rows(solution, 20)) == [], (texts, code(solution))
    assert solution.problems == ()
