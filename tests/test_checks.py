"""Are CHECKs understood as databases understand them, and do the solved declarations satisfy them?"""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from servers import database
from solving import code, model_of, refusals, rows, solved, table_of
from sqlalchemy.dialects import postgresql as pg

from factorygen.checks.nodes import ANYTHING, Unknown
from factorygen.checks.options import evaluated
from factorygen.checks.predicate import known, parse
from factorygen.checks.solution import Given
from factorygen.checks.solve import satisfy
from factorygen.decisions import Declaration
from factorygen.expression import call, literal
from factorygen.imports import SHORT_CODE
from factorygen.schema import Check

PG, MY, LITE = "postgresql", "mysql", "sqlite"
NOW = datetime.now(timezone.utc)
YEAR = timedelta(days=366)

# Dialect, text, and rows with the verdict on them. The texts are of the shapes that real databases reflect.
VERDICTS: list[tuple[str, str, list[tuple[dict[str, object], bool | None]]]] = [
    # column against number
    (
        PG,
        "quantity >= 1.00",
        [({"quantity": Decimal("1.00")}, True), ({"quantity": 0.5}, False), ({"quantity": None}, None)],
    ),
    (LITE, "[Quantity]>(0)", [({"Quantity": 1}, True), ({"Quantity": 0}, False)]),
    (LITE, "a == 3", [({"a": 3}, True), ({"a": 4}, False)]),
    (MY, "`a` >= -1", [({"a": -1}, True), ({"a": -2}, False)]),
    (PG, "thing.a > 0::numeric", [({"a": 1}, True)]),
    (PG, '"Amount" > 0', [({"Amount": 1, "amount": 0}, True), ({"amount": 1}, True)]),
    # ranges
    (PG, "a >= 0 AND a <= 100", [({"a": 100}, True), ({"a": 101}, False), ({"a": None}, None)]),
    (LITE, "a BETWEEN 1 AND 3", [({"a": 3}, True), ({"a": 4}, False), ({"a": None}, None)]),
    (LITE, "a NOT BETWEEN 1 AND 3", [({"a": 3}, False), ({"a": 4}, True)]),
    # lists
    (PG, "a = ANY (ARRAY['x'::text, 'y'::text])", [({"a": "x"}, True), ({"a": "z"}, False), ({"a": None}, None)]),
    (PG, "a::text = ANY (ARRAY['x'::character varying, 'y'::character varying]::text[])", [({"a": "y"}, True)]),
    (PG, "a = ANY ('{x,y}'::text[])", [({"a": "y"}, True), ({"a": "z"}, False)]),
    (PG, "a <> ALL (ARRAY['x'::text, 'y'::text])", [({"a": "x"}, False), ({"a": "z"}, True)]),
    (PG, "upper(a::text) = ANY (ARRAY['M'::text])", [({"a": "m"}, True), ({"a": "n"}, False)]),
    (MY, "`a` = 1 or `a` = 2", [({"a": 2}, True), ({"a": 3}, False)]),
    (MY, "`a` in ('x','y')", [({"a": "x"}, True)]),
    (LITE, "a NOT IN ('x')", [({"a": "x"}, False), ({"a": "z"}, True)]),
    (LITE, "a IN (1, NULL)", [({"a": 1}, True), ({"a": 2}, None)]),
    (LITE, 'a IN ("x", "y")', [({"a": "x"}, True), ({"a": "z"}, False)]),
    (LITE, "flag IN (0, 1)", [({"flag": True}, True)]),
    # constants
    (PG, "a <> ''::text", [({"a": "x"}, True), ({"a": ""}, False)]),
    (PG, "btrim(a) <> ''::text", [({"a": " "}, False), ({"a": " x"}, True)]),
    (MY, "a <> 'x'", [({"a": "X"}, False), ({"a": "y"}, True), ({"a": None}, None)]),
    (MY, "a = _utf8mb4'x'", [({"a": "x"}, True)]),
    (
        PG,
        "id = '00000000-0000-0000-0000-000000000001'::uuid",
        [({"id": UUID(int=1)}, True), ({"id": UUID(int=2)}, False)],
    ),
    (PG, "flag = true", [({"flag": True}, True), ({"flag": False}, False)]),
    (PG, "flag", [({"flag": True}, True), ({"flag": None}, None)]),
    # lengths
    (PG, "length(a) = 3", [({"a": "abc"}, True), ({"a": "ab"}, False)]),
    (PG, "length(a) = 2", [({"a": b"ab"}, True)]),
    (PG, "char_length(a) > 0 AND char_length(a) <= 2", [({"a": "ab"}, True), ({"a": ""}, False)]),
    (PG, "octet_length(a) = 2", [({"a": "é"}, True), ({"a": b"a"}, False)]),
    (MY, "char_length(`a`) between 1 and 2", [({"a": "ab"}, True), ({"a": "abc"}, False)]),
    (LITE, "length(trim(a)) > 0", [({"a": "  "}, False)]),
    # patterns
    (PG, "a ~~ 'refs/heads/%'::text", [({"a": "refs/heads/x"}, True), ({"a": "x"}, False)]),
    (PG, "a !~~ 'x%'", [({"a": "y"}, True), ({"a": "xy"}, False)]),
    (PG, "a ~~* 'X%'", [({"a": "xy"}, True)]),
    (PG, r"a ~ '^\w+$'::text", [({"a": "word"}, True), ({"a": "two words"}, False)]),
    (PG, "a !~ '[[:upper:]]'", [({"a": "low"}, True), ({"a": "Up"}, False)]),
    (PG, "a ~* '^x'", [({"a": "XY"}, True)]),
    (PG, "a SIMILAR TO '(x|y)%'", [({"a": "yes"}, True), ({"a": "no"}, False)]),
    (MY, "`a` like '$2_$%'", [({"a": "$2y$rest"}, True), ({"a": "2y"}, False)]),
    (MY, "a regexp '^[a-z]+$'", [({"a": "abc"}, True), ({"a": "a1"}, False)]),
    (LITE, "a LIKE '%@%'", [({"a": "a@b"}, True), ({"a": "ab"}, False)]),
    (LITE, r"a LIKE '100\%' ESCAPE '\'", [({"a": "100%"}, True), ({"a": "1000"}, False)]),
    (LITE, "a GLOB '[a-z]*'", [({"a": "abc"}, True), ({"a": "Abc"}, False)]),
    # a column in its normal form
    (PG, "a::text = lower(a::text)", [({"a": "x"}, True), ({"a": "X"}, False)]),
    # IS, and what it makes of NULL
    (LITE, "a IS NOT NULL", [({"a": None}, False), ({"a": 0}, True)]),
    (LITE, "a ISNULL OR b NOTNULL", [({"a": 1, "b": None}, False)]),
    (
        PG,
        "a IS NULL AND b IS FALSE OR a IS NOT NULL",
        [({"a": None, "b": False}, True), ({"a": None, "b": None}, False)],
    ),
    (PG, "a IS NOT TRUE", [({"a": None}, True), ({"a": True}, False)]),
    (PG, "a IS DISTINCT FROM b", [({"a": None, "b": None}, False), ({"a": None, "b": 1}, True)]),
    (LITE, "a IS 'x'", [({"a": "x"}, True), ({"a": None}, False)]),
    (PG, "(a IS NULL) <> (b IS NULL)", [({"a": 1, "b": None}, True), ({"a": 1, "b": 1}, False)]),
    (PG, "num_nonnulls(a, b, c) = 1", [({"a": 1, "b": None, "c": None}, True), ({"a": 1, "b": 1, "c": None}, False)]),
    (PG, "num_nulls(a, b) = 1", [({"a": 1, "b": None}, True)]),
    (PG, "(a IS NOT NULL)::integer + (b IS NOT NULL)::integer = 1", [({"a": 1, "b": None}, True)]),
    (MY, "if(a is null,0,1) + if(b is null,0,1) = 1", [({"a": 1, "b": None}, True), ({"a": 1, "b": 1}, False)]),
    (MY, "a is null xor b is null", [({"a": 1, "b": None}, True)]),
    (
        LITE,
        "CASE WHEN a IS NULL THEN 0 ELSE 1 END + CASE WHEN b IS NULL THEN 0 ELSE 1 END = 1",
        [({"a": 1, "b": None}, True)],
    ),
    # implications, and AND and OR with NULL
    (
        MY,
        "`deleted` = 'y' or `uuid` is not null",
        [({"deleted": "n", "uuid": None}, False), ({"deleted": "y", "uuid": None}, True)],
    ),
    (LITE, "a > 0 AND b > 0", [({"a": None, "b": 0}, False), ({"a": None, "b": 1}, None)]),
    (LITE, "a > 0 OR b > 0", [({"a": None, "b": 1}, True), ({"a": None, "b": 0}, None)]),
    (LITE, "NOT (a > 0)", [({"a": None}, None), ({"a": 0}, True)]),
    (PG, "a OR NOT b", [({"a": False, "b": True}, False), ({"a": False, "b": False}, True)]),
    (PG, "COALESCE(a, 0) + COALESCE(b, 0) > 0", [({"a": None, "b": 1}, True), ({"a": None, "b": None}, False)]),
    # column against column
    (PG, "a <> b", [({"a": 1, "b": 1}, False), ({"a": 1, "b": None}, None)]),
    (PG, "finish >= start OR finish IS NULL", [({"finish": date(2020, 1, 1), "start": date(2020, 1, 2)}, False)]),
    (PG, "finish > (start + '1 day'::interval)", [({"finish": date(2020, 1, 3), "start": date(2020, 1, 1)}, True)]),
    (LITE, "total = price * quantity", [({"total": Decimal("3.00"), "price": Decimal("1.50"), "quantity": 2}, True)]),
    (LITE, "julianday(b) - julianday(a) >= 1", [({"a": date(2020, 1, 1), "b": date(2020, 1, 2)}, True)]),
    # dates
    (
        PG,
        "born >= '1930-01-01'::date AND born <= (now() - '18 years'::interval)",
        [({"born": (NOW - 20 * YEAR).date()}, True), ({"born": (NOW - 17 * YEAR).date()}, False)],
    ),
    (PG, "a > now()", [({"a": NOW + YEAR}, True), ({"a": NOW - YEAR}, False)]),
    (PG, "a <= CURRENT_DATE", [({"a": NOW.date()}, True)]),
    (LITE, "a > '2020-01-01'", [({"a": datetime(2021, 1, 1)}, True), ({"a": date(2019, 1, 1)}, False)]),
    (LITE, "a >= date('now')", [({"a": (NOW + YEAR).date()}, True)]),
    (PG, "EXTRACT(year FROM a) > 2000::numeric", [({"a": date(2001, 1, 1)}, True)]),
    (PG, "a = date_trunc('month', a)", [({"a": datetime(2020, 5, 1)}, True), ({"a": datetime(2020, 5, 2)}, False)]),
    (PG, "a > '2 days'::interval", [({"a": timedelta(days=3)}, True)]),
    # numbers
    (LITE, "a % 2 = 0", [({"a": 4}, True), ({"a": 3}, False)]),
    (LITE, "round(a, 2) = a", [({"a": Decimal("1.25")}, True), ({"a": Decimal("1.255")}, False)]),
    (PG, "(a & 3) = 1", [({"a": 5}, True)]),
    # documents and arrays
    (PG, "jsonb_typeof(a) = 'object'::text", [({"a": {}}, True), ({"a": []}, False), ({"a": "x"}, False)]),
    (PG, "jsonb_typeof(a) = 'array'::text", [({"a": [1]}, True)]),
    (
        PG,
        "a ? 'x'::text AND (a ->> 'x'::text) <> ''::text",
        [({"a": {"x": "y"}}, True), ({"a": {"x": ""}}, False), ({"a": {}}, False)],
    ),
    (MY, "json_valid(`a`)", [({"a": {"x": 1}}, True), ({"a": "{"}, False)]),
    (PG, "cardinality(a) > 0", [({"a": ["x"]}, True), ({"a": []}, False)]),
    (PG, "array_length(a, 1) > 0", [({"a": ["x"]}, True), ({"a": []}, None)]),
    (PG, "NOT ('none'::subsystem = ANY (a))", [({"a": ["x"]}, True), ({"a": ["none"]}, False)]),
]
EXAMPLES = [
    pytest.param(dialect, text, row, verdict, id=f"{dialect}: {text} -> {verdict}, row {number}")
    for dialect, text, cases in VERDICTS
    for number, (row, verdict) in enumerate(cases)
]


@pytest.mark.parametrize(("dialect", "text", "row", "verdict"), EXAMPLES)
def test_a_check_is_evaluated_as_the_database_would(
    dialect: str, text: str, row: dict[str, object], verdict: bool | None
) -> None:
    assert parse(text, dialect).evaluate(row) is verdict


def test_the_columns_of_a_check() -> None:
    assert parse('"A" > thing.b AND lower(`c`) = [D]'.replace("`", '"').replace("[D]", "d"), PG).columns == (
        "A",
        "b",
        "c",
        "d",
    )


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        (PG, "musicbrainz.controlled_for_whitespace(a)"),
        (PG, "NOT real_path_exists(a)"),
        (LITE, "a IN (SELECT 1)"),
        (LITE, "a > )("),
        (LITE, "missing > 0"),
    ],
)
def test_what_nobody_knows_is_said(dialect: str, text: str) -> None:
    with pytest.raises(Unknown):
        parse(text, dialect).evaluate({"a": 1})


def test_an_unknown_function_does_not_matter_where_the_rest_decides() -> None:
    assert parse("a = 1 OR mine(a)", LITE).evaluate({"a": 1}) is True
    assert parse("mine(a) AND a = 1", LITE).evaluate({"a": 2}) is False


def test_an_unknown_value_is_not_null() -> None:
    assert parse("a IS NOT NULL", LITE).evaluate({"a": ANYTHING}) is True
    assert parse("a > 0", LITE).verdict({"a": ANYTHING}) is ANYTHING


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'x'::character varying", "x"),
        ("0.00", Decimal("0.00")),
        ("false", False),
        ("nextval('s'::regclass)", ANYTHING),
    ],
)
def test_the_value_of_a_server_default(text: str, value: object) -> None:
    assert known(text, PG) == value


# ---- solving


def column(name: str, type_: Any, nullable: bool = False, unique: bool = False) -> sa.Column[Any]:
    return sa.Column(name, type_, nullable=nullable, unique=unique)


def text(name: str, length: int | None = 40, nullable: bool = False, unique: bool = False) -> sa.Column[Any]:
    return column(name, sa.String(length) if length else sa.Text, nullable, unique)


def whole(name: str, nullable: bool = False, unique: bool = False) -> sa.Column[Any]:
    return column(name, sa.Integer, nullable, unique)


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"
    BLUE = "b"


def values(members: type[enum.Enum]) -> list[str]:
    return [member.value for member in members]


Shape = tuple[tuple[sa.Column[Any], ...], tuple[str, ...]]
ANYWHERE: list[Shape] = [
    ((whole("a"),), ("a >= 0",)),
    ((whole("a"),), ("a > 20000",)),
    ((whole("a"),), ("a < 0",)),
    ((whole("a"),), ("a >= 0 AND a <= 100",)),
    ((whole("a", unique=True),), ("a BETWEEN 10 AND 500",)),
    ((column("a", sa.SmallInteger),), ("a > 30000",)),
    ((column("a", sa.Numeric(5, 2)),), ("a >= 6.50 AND a <= 200.00",)),
    ((column("a", sa.Numeric(5, 4), unique=True),), ("a > 0 AND a < 1",)),
    ((column("a", sa.Float),), ("a >= 0 AND a <= 1",)),
    ((whole("a"),), ("a IN (5, 7, 9)",)),
    ((whole("a"),), ("a % 7 = 3",)),
    ((text("a"),), ("a IN ('draft', 'sent')",)),
    ((text("a", unique=True),), ("length(a) = 12",)),
    ((text("a", nullable=True),), ("a IS NULL OR a IN ('x', 'y')",)),
    ((text("a"),), ("upper(a) IN ('M', 'F')",)),
    ((text("a"),), ("a NOT IN ('x')",)),
    ((text("a"),), ("a <> ''",)),
    ((text("a"),), ("a = 'x'",)),
    ((text("a", None),), ("length(a) = 3",)),
    ((text("a", None),), ("length(a) > 0 AND length(a) <= 4",)),
    ((text("a", None),), ("length(a) >= 100",)),
    ((text("a", 2, unique=True),), ("a = upper(a)", "length(a) = 2")),
    ((text("a", 64),), ("length(a) = 64 AND a = lower(a)",)),
    ((text("name"),), ("lower(name) = name",)),
    ((text("title"),), ("title = upper(title)",)),
    ((text("a"),), ("a LIKE 'refs/heads/%'",)),
    ((text("a", unique=True),), ("a LIKE 'refs/heads/%'",)),
    ((text("a"),), ("a LIKE '__-%' AND length(a) <= 8",)),
    ((text("email", unique=True),), ("email LIKE '%@%'", "email = lower(email)")),
    ((whole("a"), whole("b")), ("a <> b",)),
    ((whole("a"), whole("b")), ("a < b",)),
    ((whole("a"), whole("b"), whole("c")), ("a < b", "b < c", "c <= 50")),
    ((whole("a"), whole("b")), ("a + b = 10",)),
    ((whole("low"), whole("high")), ("low >= 0 AND high <= 100 AND low <= high",)),
    (
        (column("price", sa.Numeric(8, 2)), whole("quantity"), column("total", sa.Numeric(12, 2))),
        ("total = price * quantity",),
    ),
    ((column("start", sa.Date), column("finish", sa.Date, nullable=True)), ("finish >= start OR finish IS NULL",)),
    ((column("opening", sa.DateTime), column("closing", sa.DateTime)), ("closing > opening",)),
    ((column("opens", sa.Time), column("closes", sa.Time)), ("opens < closes",)),
    ((column("a", sa.Date),), ("a >= '1930-01-01' AND a <= '1990-01-01'",)),
    ((whole("a", True), whole("b", True)), ("a IS NULL AND b IS NOT NULL OR a IS NOT NULL AND b IS NULL",)),
    ((whole("a", True), whole("b", True)), ("(a IS NULL) <> (b IS NULL)",)),
    ((whole("a", True), whole("b", True)), ("(a IS NULL) = (b IS NULL)",)),
    ((whole("a", True), whole("b", True)), ("a IS NOT NULL OR b IS NOT NULL",)),
    ((whole("a", True), column("b", sa.Boolean)), ("a IS NULL AND b IS FALSE OR a IS NOT NULL",)),
    ((column("a", sa.Boolean), column("b", sa.Boolean)), ("a OR NOT b", "a IS FALSE OR b IS FALSE")),
    ((column("a", sa.Boolean),), ("a IS TRUE",)),
    (
        (text("status"), column("finished_at", sa.DateTime, True)),
        ("status IN ('done', 'open')", "status <> 'done' OR finished_at IS NOT NULL"),
    ),
    (
        (text("status"), column("finished_at", sa.DateTime, True)),
        ("status = 'done'", "(status = 'done') = (finished_at IS NOT NULL)"),
    ),
    (
        (text("kind"), whole("a", True), text("b", nullable=True), column("c", sa.Date, True)),
        (
            "kind = 'a' AND a > 5 AND b IS NULL AND c IS NULL"
            " OR kind = 'b' AND a IS NULL AND b = 'x' AND c > '2000-01-01'",
        ),
    ),
    (
        (column("kind", sa.Enum("a", "b", name="kind", native_enum=False)), whole("n", True)),
        ("kind = 'b' AND n IS NOT NULL OR kind = 'a' AND n IS NULL",),
    ),
    ((column("kind", sa.Enum("a", "b", name="kind", native_enum=False)),), ("kind <> 'a'",)),
    ((column("colour", sa.Enum(Colour, native_enum=False)),), ("colour IN ('GREEN', 'BLUE')",)),
    ((column("colour", sa.Enum(Colour, native_enum=False, values_callable=values)),), ("colour IN ('g', 'b')",)),
    ((column("a", sa.LargeBinary),), ("length(a) = 32",)),
    ((text("a", None, nullable=True), text("b", None, nullable=True)), ("length(a) + length(b) < 20",)),
]  # fmt: skip
ONLY_POSTGRESQL: list[Shape] = [
    ((whole("a", True), whole("b", True), whole("c", True)), ("num_nonnulls(a, b, c) = 1",)),
    ((text("a"),), ("a = ANY (ARRAY['x'::text, 'y'::text])",)),
    ((text("a", unique=True),), ("a = ANY ('{x,y,z}'::text[]) OR a ~~ 'more%'::text",)),
    ((text("a"),), ("a <> ALL (ARRAY['x'::text, 'y'::text])",)),
    ((text("a"),), (r"a ~ '^\w+$'::text",)),
    ((text("a", 9, unique=True),), (r"a ~ '^[A-Z]{2}-\d{4}$'",)),
    ((text("a", 3, unique=True),), ("a ~ '^[a-z]{3}$'",)),
    ((text("a"),), ("a ~* '^[A-F0-9]{8}$' AND char_length(a) <= 8",)),
    ((column("a", sa.CHAR(15), unique=True),), (r"a ~ '^T-?\d{3}.?\d{3}.?\d{3}[-.]?\d$'::text",)),
    ((text("a", None),), ("btrim(a) <> ''::text", "octet_length(a) < 6")),
    ((column("born", sa.Date),), ("born >= '1930-01-01'::date AND born <= (now() - '18 years'::interval)",)),
    ((column("a", sa.DateTime(timezone=True)),), ("a > now()",)),
    ((column("a", sa.DateTime), column("b", sa.DateTime)), ("b > (a + '2 days'::interval)",)),
    ((column("a", sa.Interval),), ("a > '2 days'::interval",)),
    ((column("a", pg.JSONB),), ("jsonb_typeof(a) = 'object'::text",)),
    ((column("a", pg.JSONB),), ("jsonb_typeof(a) = 'array'::text",)),
    ((column("a", pg.JSONB),), ("jsonb_typeof(a) = 'string'::text",)),
    ((column("a", pg.JSONB),), ("a ? 'x'::text AND (a ->> 'x'::text) <> ''::text AND NOT a ? 'y'::text",)),
    ((column("a", pg.ARRAY(sa.Text)),), ("cardinality(a) = 2",)),
    ((column("a", pg.ARRAY(sa.Text)),), ("NOT ('none'::text = ANY (a)) AND array_length(a, 1) > 0",)),
    ((column("a", pg.UUID), column("b", pg.UUID)), ("a <> b",)),
    ((text("a", nullable=True), whole("b")), ("a IS DISTINCT FROM 'x'::text OR b > 5", "b < 3")),
]  # fmt: skip


def has_text_without_length(shape: Shape) -> bool:
    return any(isinstance(one.type, sa.Text) and one.unique for one in shape[0])


def named(shape: Shape) -> str:
    return "; ".join(shape[1])


@pytest.fixture(scope="module")
def postgresql() -> Iterator[sa.Engine]:
    with database(PG) as engine:
        yield engine


@pytest.fixture(scope="module")
def mariadb() -> Iterator[sa.Engine]:
    with database(MY) as engine:
        yield engine


ONLY_SQLITE: list[Shape] = [
    ((text("a", None),), ("a GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'",)),
    ((text("a", None, unique=True),), ("a GLOB '[A-Z][A-Z]-[0-9][0-9][0-9][0-9]' AND length(a) = 7",)),
    ((text("a", None),), ("a GLOB '[^0-9]?*.txt'",)),
    ((text("a", None),), ("json_valid(a)",)),
    ((text("a", None, unique=True),), ("json_valid(a)",)),
]


@pytest.mark.parametrize("shape", [*ANYWHERE, *ONLY_SQLITE], ids=named)
def test_solved_rows_are_accepted_by_sqlite(shape: Shape) -> None:
    with database(LITE) as engine:
        saves(engine, LITE, shape)


@pytest.mark.parametrize("shape", [*ANYWHERE, *ONLY_POSTGRESQL], ids=named)
def test_solved_rows_are_accepted_by_postgresql(shape: Shape, postgresql: sa.Engine) -> None:
    saves(postgresql, PG, shape)


@pytest.mark.parametrize("shape", [shape for shape in ANYWHERE if not has_text_without_length(shape)], ids=named)
def test_solved_rows_are_accepted_by_mariadb(shape: Shape, mariadb: sa.Engine) -> None:
    saves(mariadb, MY, shape)


def saves(engine: sa.Engine, dialect: str, shape: Shape) -> None:
    columns, checks = shape
    table = table_of(columns, checks)
    solution = solved(table, checks, dialect)
    assert solution.problems == ()
    assert refusals(engine, table, rows(solution)) == [], code(solution)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (((whole("a"),), ("a >= 0 AND a <= 100",)), {"a": 'Faker("pyint", max_value=100)'}),
        (((text("a"),), ("a IN ('draft', 'sent')",)), {"a": '"draft"'}),
        (((text("a", unique=True),), ("a IN ('x', 'y')",)), {"a": 'Sequence(lambda n: ["x", "y"][n % 2])'}),
        (((text("a", None),), ("length(a) = 3",)), {"a": 'Faker("lexify", text="???")'}),
        (((whole("a"), whole("b")), ("b > a",)), {"a": 'Faker("pyint")', "b": 'Plus("a", 1)'}),
        (((whole("a", True), whole("b", True)), ("a IS NULL OR b IS NULL",)), {"a": 'Faker("pyint")'}),
    ],
    ids=lambda value: "",
)
def test_solutions_read_as_an_expert_would_write_them(shape: Shape, expected: dict[str, str]) -> None:
    columns, checks = shape
    assert code(solved(table_of(columns, checks), checks, LITE)) == expected


def test_a_changed_declaration_says_why_and_how_far_it_reaches() -> None:
    checks = ("a IN ('x', 'y')",)
    (declaration,) = solved(table_of((text("a", unique=True),), checks), checks, LITE).declarations
    assert declaration.reason == "check: a IN ('x', 'y')"
    assert declaration.reach == 2


def test_what_is_solved_already_stays() -> None:
    checks = ("a > 0 OR a <= 0",)
    (declaration,) = solved(table_of((whole("a"),), checks), checks, LITE).declarations
    assert declaration.reason == "by its rule"


@pytest.mark.parametrize(
    ("checks", "why"),
    [
        (("mine(a)",), "MINE(a) is unknown"),
        (("a > 5 AND a < 3",), "no value found that satisfies it"),
        (("a > )(",), "can't be read"),
    ],
)
def test_what_is_not_solved_is_told_and_the_rest_is_solved(checks: tuple[str, ...], why: str) -> None:
    table = table_of((whole("a"), whole("b")), ())
    solution = solved(table, (*checks, "b BETWEEN 3 AND 4"), LITE)
    assert [(problem.check.text, problem.why) for problem in solution.problems] == [(checks[0], why)]
    assert all(3 <= row["b"] <= 4 for row in rows(solution))


def test_the_known_half_of_a_check_is_solved() -> None:
    checks = ("mine(a) AND a BETWEEN 3 AND 4",)
    assert all(3 <= row["a"] <= 4 for row in rows(solved(table_of((whole("a"),), ()), checks, LITE)))


def test_foreign_keys_are_filled_or_left_empty() -> None:
    other = sa.Table("other", (metadata := sa.MetaData()), sa.Column("id", sa.Integer, primary_key=True))
    keys = [sa.Column(name, sa.ForeignKey(other.c.id)) for name in ("person_id", "organization_id")]
    table = sa.Table("owner", metadata, sa.Column("id", sa.Integer, primary_key=True), *keys)
    model = model_of(table, LITE)
    check = Check("(person_id IS NULL) <> (organization_id IS NULL)")
    filled = tuple(Given(key.name, ANYTHING) for key in keys)
    solution = satisfy(model, (), (check,), LITE, frozenset(), frozenset({"person_id", "organization_id"}), filled)
    assert solution.given == (Given("organization_id", None),)


def test_of_empty_foreign_keys_the_first_is_filled() -> None:
    model = model_of(table_of((whole("person_id", True), whole("organization_id", True)), ()), LITE)
    keys = tuple(replace(one, foreign_key=one.key != "id") for one in model.columns)
    check = Check("(person_id IS NULL) <> (organization_id IS NULL)")
    movable = frozenset({"person_id", "organization_id"})
    solution = satisfy(replace(model, columns=keys), (), (check,), LITE, frozenset(), movable)
    assert solution.given == (Given("person_id", ANYTHING),)


def test_what_the_database_fills_in_counts() -> None:
    """A server default of 0 does not satisfy the CHECK: the column is declared."""
    model = model_of(table_of((whole("price"),), ()), LITE)
    given = (Given("price", known("0", LITE)),)
    solution = satisfy(model, (), (Check("price > 0"),), LITE, frozenset(), frozenset({"price"}), given)
    assert all(row["price"] > 0 for row in rows(solution))


def test_what_may_not_move_stays() -> None:
    model = model_of(table_of((whole("a"), whole("b")), ()), LITE)
    declared = (Declaration("a", literal(5), "config"), Declaration("b", literal(5), "rule"))
    solution = satisfy(model, declared, (Check("a > b"),), LITE, frozenset(), frozenset({"b"}))
    assert code(solution) == {"a": "5", "b": "LazyAttribute(lambda o: o.a - 1)"}


def test_what_stands_in_for_the_generated_base_does_the_same() -> None:
    source = (Path(__file__).parent / "cases" / "keys" / "expected" / "factory_base.py").read_text(encoding="utf-8")
    function = next(
        node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == "short_code"
    )
    namespace: dict[str, Any] = {}
    exec(ast.unparse(function), namespace)
    for number, length in [(0, 1), (35, 2), (36, 2), (1295, 2), (1296, 2), (123_456, 4)]:
        expected = namespace["short_code"](number, length)
        assert evaluated(call(SHORT_CODE, literal(number), literal(length))) == expected
