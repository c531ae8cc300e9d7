"""Rules for the types of pgvector, GeoAlchemy2 and SQLAlchemy-Utils, which are known by their names alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.registry import RULES
from factorygen.column_rules.structures import enum, json, uuid
from factorygen.expression import Argument, Call, Code, Name, call, code, f_string, listing, literal
from factorygen.imports import FAKER, LAZY_FUNCTION
from factorygen.schema import ColumnType

UTILS = "sqlalchemy_utils.types"
LTREE = Name("sqlalchemy_utils", "Ltree")

DIMENSIONS = 3
"""Of a vector that is not told how many it has."""
EXACT_IN_HALF = 2048
SPARSE_VECTOR = Name("pgvector", "SparseVector")

SHAPES = {
    "LINESTRING": "(0 0, 1 1)",
    "POLYGON": "((0 0, 1 0, 1 1, 0 0))",
    "MULTIPOINT": "((0 0), (1 1))",
    "MULTILINESTRING": "((0 0, 1 1))",
    "MULTIPOLYGON": "(((0 0, 1 0, 1 1, 0 0)))",
    "GEOMETRYCOLLECTION": "(POINT(1 2))",
    "CURVE": "LINESTRING(0 0, 1 1)",
}
"""What stands behind the name of a geometry; a point is what any other may be."""


# ---- pgvector


@RULES.for_type("pgvector.sqlalchemy.vector.VECTOR", "pgvector.sqlalchemy.Vector", knows=True)
def vector(type_: ColumnType, word: str) -> Iterator[Answer]:
    """As many numbers as it has dimensions; never all zero, since such a vector has no direction."""
    rest = _dimensions(type_) - 1
    others = (f", *[0.1] * {rest}",) if rest else ()
    yield Answer(_made(code(f"[0.1] * {rest + 1}")), nth=code("[n + 1.0", *others, "]"))


@RULES.for_type("pgvector.sqlalchemy.halfvec.HALFVEC", knows=True)
def half_vector(type_: ColumnType, word: str) -> Iterator[Answer]:
    """The same in numbers of two bytes."""
    rest = _dimensions(type_) - 1
    others = (f", *[0.1] * {rest}",) if rest else ()
    nth = code(f"[n % {EXACT_IN_HALF} + 1.0", *others, "]")
    yield Answer(_made(code(f"[0.1] * {rest + 1}")), nth, reach=EXACT_IN_HALF)


@RULES.for_type("pgvector.sqlalchemy.sparsevec.SPARSEVEC", knows=True)
def sparse_vector(type_: ColumnType, word: str) -> Iterator[Answer]:
    """One number that is not zero."""
    size = _dimensions(type_)
    value, nth = (code(SPARSE_VECTOR, f"({{0: {first}}}, {size})") for first in ("1.0", "n + 1.0"))
    yield Answer(_made(value), nth)


def _dimensions(type_: ColumnType) -> int:
    return int(next(iter(type_.told("dim")), DIMENSIONS))


def _made(value: Code) -> Call:
    """A new object for each row."""
    return Call(code(LAZY_FUNCTION), (Argument(value, "lambda: "),))


# ---- GeoAlchemy2


@RULES.for_type("geoalchemy2.types.Geometry", "geoalchemy2.types.Geography", knows=True)
def geometry(type_: ColumnType, word: str) -> Iterator[Answer]:
    """The simplest geometry of its kind, as text with the reference system: ``SRID=4326;POINT(1 2)``."""
    told = str(next(iter(type_.told("geometry_type")), "POINT")).upper()
    srid = int(next(iter(type_.told("srid")), -1))
    system = f"SRID={srid};" if srid > 0 else ""
    shape, axes = _shape_and_axes(told)
    if shape in SHAPES:
        yield Answer(literal(system + _with_axes(shape, SHAPES[shape], axes)))
        return
    more = " 0" * len(axes)
    name = f"{system}POINT{' ' + axes if axes else ''}("
    nth = f_string(name, code("n % 180"), " ", code("n // 180 % 90"), f"{more})")
    yield Answer(literal(f"{name}1 2{more})"), nth, reach=180 * 90)


def _shape_and_axes(told: str) -> tuple[str, str]:
    """``POINTZM`` -> ``("POINT", "ZM")``."""
    found = re.fullmatch(r"([A-Z]+?)(ZM|Z|M)?", told)
    return (found[1], found[2] or "") if found else (told, "")


def _with_axes(shape: str, points: str, axes: str) -> str:
    if shape == "CURVE":
        return _with_axes("LINESTRING", SHAPES["LINESTRING"], axes)
    added = re.sub(r"(\d+ \d+)", lambda found: found[1] + " 0" * len(axes), points)
    if axes:
        added = added.replace("POINT(", f"POINT {axes}(")
    return f"{shape}{' ' + axes if axes else ''}{added}"


# ---- SQLAlchemy-Utils


RULES.for_type(f"{UTILS}.choice.ChoiceType", knows=True)(enum)


@RULES.for_type(f"{UTILS}.email.EmailType", knows=True)
def email(type_: ColumnType, word: str) -> Iterator[Answer]:
    """An address."""
    yield Answer(call(FAKER, literal("email")), f_string("user", code("n"), "@example.com"))


@RULES.for_type(f"{UTILS}.url.URLType", knows=True)
def url(type_: ColumnType, word: str) -> Iterator[Answer]:
    """An address of the web, as text."""
    yield Answer(call(FAKER, literal("url")), f_string("https://example.com/", code("n")))


@RULES.for_type(f"{UTILS}.password.PasswordType", knows=True)
def password(type_: ColumnType, word: str) -> Iterator[Answer]:
    """One that a test can log in with; the type keeps its hash."""
    yield Answer(literal("password"), f_string("password", code("n")))


RULES.for_type(f"{UTILS}.json.JSONType", knows=True)(json)
RULES.for_type(f"{UTILS}.uuid.UUIDType", knows=True)(uuid)


@RULES.for_type(f"{UTILS}.phone_number.PhoneNumberType", knows=True)
def phone_number(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A number with its country, of those that are kept for examples."""
    yield Answer(literal("+12025550123"), f_string("+1202555", code("n % 10000:04d")), reach=10_000)


@RULES.for_type(f"{UTILS}.country.CountryType", knows=True)
def country(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A country's code."""
    yield Answer(call(FAKER, literal("country_code")))


@RULES.for_type(f"{UTILS}.currency.CurrencyType", knows=True)
def currency(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A code that Babel knows; Faker has some that it does not."""
    codes = listing(literal("EUR"), literal("GBP"), literal("USD"))
    yield Answer(call(FAKER, literal("random_element"), elements=codes))


@RULES.for_type(f"{UTILS}.ip_address.IPAddressType", knows=True)
def ip_address(type_: ColumnType, word: str) -> Iterator[Answer]:
    """An address, as text."""
    parts = (code("n >> 16 & 255"), ".", code("n >> 8 & 255"), ".", code("n & 255"))
    yield Answer(call(FAKER, literal("ipv4")), f_string("10.", *parts), reach=256**3)


@RULES.for_type(f"{UTILS}.ltree.LtreeType", knows=True)
def ltree(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A path in a tree of labels, which the type wants as an object of its own."""
    yield Answer(_made(code(LTREE, '("root.branch")')), nth=code(LTREE, '(f"root.b{n}")'))


@RULES.for_type(f"{UTILS}.scalar_list.ScalarListType", knows=True)
def scalars(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A list of one text."""
    yield Answer(_made(code('["text"]')), code('[f"text{n}"]'))


@RULES.for_type(f"{UTILS}.locale.LocaleType", knows=True)
def locale(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A language."""
    yield Answer(literal("en"))
