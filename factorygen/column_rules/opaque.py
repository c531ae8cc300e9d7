"""Rules for types of databases that SQLAlchemy has no class for: known by their names in SQL, written as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.registry import RULES
from factorygen.column_rules.third_party import SHAPES
from factorygen.expression import call, code, f_string, literal
from factorygen.imports import FAKER
from factorygen.schema import ColumnType

OWN = "factorygen.database.column_types"
BIG = 256**2
CONSTANTS = {
    "aclitem": "=r/postgres",
    "box": "((0,0),(1,1))",
    "circle": "<(0,0),1>",
    "gtsvector": "",
    "int2vector": "1 2",
    "line": "{1,2,3}",
    "lquery": "*.branch",
    "lseg": "[(0,0),(1,1)]",
    "ltxtquery": "branch",
    "oidvector": "1 2",
    "path": "((0,0),(1,1))",
    "pg_snapshot": "1:1:",
    "polygon": "((0,0),(1,0),(1,1))",
    "query_int": "1",
    "regcollation": '"C"',
    "regnamespace": "pg_catalog",
    "regoper": "pg_catalog.||/",
    "regoperator": "+(integer,integer)",
    "regproc": "now",
    "regprocedure": "now()",
    "regrole": "pg_monitor",
    "regtype": "integer",
    "txid_snapshot": "1:1:",
}
"""Types whose values nobody counts."""
NUMBERED = {
    "cid": ("1", "", ""),
    "cube": ("(1,2,3)", "(", ")"),
    "halfvec": ("[1,2,3]", "[", ",1,1]"),
    "inet4": ("192.0.2.1", "", ""),
    "ltree": ("root.branch", "root.branch", ""),
    "name": ("name", "name", ""),
    "pg_lsn": ("0/1", "0/", ""),
    "point": ("(1,2)", "(", ",1)"),
    "seg": ("1", "", ""),
    "semver": ("1.0.0", "1.0.", ""),
    "tid": ("(0,1)", "(0,", ")"),
    "uri": ("https://example.com/", "https://example.com/", ""),
    "xid": ("1", "", ""),
    "xid8": ("1", "", ""),
    "xml": ("<root/>", "<root><n>", "</n></root>"),
}
"""A value, and what stands before and after the number of the numbered ones."""
CHECKED = {
    "ean13": ("4006381333931", "400", 9, "?"),
    "isbn": ("0-393-04002-X", "978", 9, "?"),
    "isbn13": ("978-0-393-04002-9", "978", 9, "?"),
    "ismn": ("M-2306-7118-7", "M", 8, "?"),
    "ismn13": ("979-0-2306-7118-7", "9790", 8, "?"),
    "issn": ("1436-4522", "", 7, "?"),
    "issn13": ("977-1436-452-00-8", "977", 7, "00?"),
    "upc": ("036000291452", "0", 10, "?"),
}
"""Numbers with a check digit, which the database finds where ? stands: one, and the start, digits and end of others."""


def _constants(name: str, value: str) -> None:
    @RULES.for_type(f"sql.{name}", knows=True)
    def constant(type_: ColumnType, word: str) -> Iterator[Answer]:
        yield Answer(literal(value))


def _numbered(name: str, value: str, before: str, after: str) -> None:
    @RULES.for_type(f"sql.{name}", knows=True)
    def numbered(type_: ColumnType, word: str) -> Iterator[Answer]:
        yield Answer(literal(value), f_string(before, code("n"), after))


def _checked(name: str, value: str, before: str, digits: int, after: str) -> None:
    @RULES.for_type(f"sql.{name}", knows=True)
    def checked(type_: ColumnType, word: str) -> Iterator[Answer]:
        yield Answer(literal(value), f_string(before, code(f"n % {10**digits}:0{digits}d"), after), reach=10**digits)


for _name, _value in CONSTANTS.items():
    _constants(_name, _value)
for _name, (_value, _before, _after) in NUMBERED.items():
    _numbered(_name, _value, _before, _after)
for _name, (_value, _before, _digits, _after) in CHECKED.items():
    _checked(_name, _value, _before, _digits, _after)


@RULES.for_type("sql.")
def untyped(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A column of SQLite without a type takes text."""
    yield Answer(call(FAKER, literal("word")), f_string(f"{word}-", code("n")))


@RULES.for_type("sql.vector", knows=True)
def vector(type_: ColumnType, word: str) -> Iterator[Answer]:
    """As many numbers as it has dimensions."""
    size = int(next(iter(type_.told("dim")), 3))
    rest = ",1" * (size - 1)
    yield Answer(literal(f"[1{rest}]"), f_string("[", code("n + 1"), f"{rest}]"))


@RULES.for_type("sql.inet6", knows=True)
def inet6(type_: ColumnType, word: str) -> Iterator[Answer]:
    """An address of MariaDB."""
    yield Answer(literal("2001:db8::1"), f_string("2001:db8::", code(f"n % {BIG}:x")), reach=BIG)


@RULES.for_type("sql.geometry", "sql.geography", knows=True)
def geometry(type_: ColumnType, word: str) -> Iterator[Answer]:
    """The simplest geometry of its kind, as PostGIS reads it."""
    told = str(next(iter(type_.told("geometry_type")), "POINT")).upper()
    srid = next(iter(type_.told("srid")), 0)
    yield Answer(literal((f"SRID={srid};" if srid else "") + _shape(told)))


@RULES.for_type(*(f"converted.{name.lower()}" for name in (*SHAPES, "point", "geometry", "geomcollection")), knows=True)
def converted(type_: ColumnType, word: str) -> Iterator[Answer]:
    """The same, as a function of MySQL reads it."""
    name = next(name for name in type_.lineage if name.startswith("converted.")).partition(".")[2]
    yield Answer(literal(_shape(name.upper())))


def _shape(name: str) -> str:
    plain = re.sub(r"(?:ZM|Z|M)$", "", name)
    known = {"GEOMCOLLECTION": "GEOMETRYCOLLECTION"}.get(plain, plain)
    return f"{known}{SHAPES[known]}" if known in SHAPES and known != "CURVE" else "POINT(1 2)"


# ---- types that the database is made of itself


MEMBERS = {
    "bool": "t",
    "date": "2000-01-01",
    "datetime": "2000-01-01 12:00:00",
    "Decimal": "1",
    "dict": "{}",
    "float": "1",
    "int": "1",
    "str": "text",
    "time": "12:00:00",
    "UUID": "00000000-0000-0000-0000-000000000001",
}
"""What stands for a member of a composite type; one that is not here is NULL."""
RANGES = {"int": ("1", "10"), "float": ("1", "10"), "Decimal": ("1", "10"), "str": ("a", "z")} | {
    name: (value, value.replace("2000", "2001")) for name, value in MEMBERS.items() if name in ("date", "datetime")
}


@RULES.for_type(f"{OWN}.CompositeType", knows=True)
def composite(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A row, as PostgreSQL writes it."""
    yield Answer(literal(f"({','.join(_members(type_.members))})"))


def _members(types: Sequence[ColumnType]) -> Iterator[str]:
    for one in types:
        text = one.labels[0] if one.labels else MEMBERS.get(one.python, "")
        short = str(text)[: one.length] if one.length else str(text)
        yield f'"{short}"' if re.search(r"[\s,(){}]", short) else short


@RULES.for_type(f"{OWN}.RangeType", knows=True)
def custom_range(type_: ColumnType, word: str) -> Iterator[Answer]:
    """From one value to another, or all there are; numbers can be counted."""
    python = type_.item.python if type_.item else ""
    bounds = RANGES.get(python)
    one = f"[{','.join(bounds)})" if bounds else "(,)"
    start, end = ("{", "}") if type_.is_a(f"{OWN}.MultirangeType") else ("", "")
    nth = (
        f_string(f"{start}[", code("n"), ",", code("n + 1"), f"){end}")
        if python in ("int", "float", "Decimal")
        else None
    )
    yield Answer(literal(start + one + end), nth)
