"""Random tables of which it is known that two hundred rows can be in them: the rows are drawn first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import strategies as st

ROWS = 200


@dataclass(frozen=True)
class RandomColumn:
    """A column, and what it has in the rows that were drawn, as SQL; ``varied``: in each row something else."""

    name: str
    kind: str
    type: str
    nullable: bool
    values: tuple[str, ...] = field(repr=False)

    @property
    def varied(self) -> bool:
        """Whether no two rows share a value."""
        return len(set(self.values)) == ROWS

    def source(self, key: str) -> str:
        """The line in its class; ``key`` is the column that is the primary key."""
        unique = ", unique=True" if self.name.endswith("_only") else ""
        if self.name == key:
            return f"    {self.name} = sa.Column({self.type}, primary_key=True, autoincrement=False)"
        return f"    {self.name} = sa.Column({self.type}, nullable={self.nullable}{unique})"


@dataclass(frozen=True)
class RandomTable:
    """Columns, unique constraints and indexes as they stand in ``__table_args__``, and CHECKs in SQL."""

    columns: tuple[RandomColumn, ...]
    uniques: tuple[str, ...]
    checks: tuple[str, ...]
    key: str
    """The column that is its primary key; "" if that is one that counts by itself."""

    def source(self, checks: tuple[str, ...]) -> str:
        """A module that maps it, with these CHECKs."""
        arguments = [*self.uniques, *(f"sa.CheckConstraint({_escaped(text)!r})" for text in checks)]
        lines = [f"        {argument},\n" for argument in arguments]
        args = f"    __table_args__ = (\n{''.join(lines)}    )\n" if lines else ""
        key = "" if self.key else "    id = sa.Column(sa.Integer, primary_key=True)\n"
        columns = "\n".join(column.source(self.key) for column in self.columns)
        return MODULE.format(args=args, columns=key + columns)


MODULE = """\
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "thing"
{args}
{columns}
"""


def _escaped(text: str) -> str:
    return text.replace(":", r"\:")


# ---- columns

NAMES = {
    "whole": ["quantity", "position", "min_size", "max_size", "year", "port", "age", "x"],
    "small": ["rating", "level", "priority"],
    "exact": ["price", "total", "discount", "amount"],
    "text": ["name", "email", "slug", "title", "city", "code", "country", "first_name", "url", "sku", "note"],
    "fixed": ["iso_code", "checksum", "mark"],
    "day": ["start_date", "end_date", "birthday", "due_on"],
    "moment": ["created_at", "updated_at", "starts_at", "ends_at", "finished_at"],
    "zoned": ["opened_at", "closed_at", "seen_at"],
    "flag": ["is_active", "done", "is_default"],
    "choice": ["status", "kind", "role"],
    "real": ["ratio", "latitude", "score"],
    "clock": ["opens", "closes"],
    "span": ["duration", "timeout"],
    "bytes": ["payload", "digest"],
    "document": ["settings", "data"],
    "uid": ["uid", "token_uid"],
}
CHOICES = ("draft", "sent", "done")
STARTS = ("", "ab", "draft-", "refs/heads/", "X")


@st.composite
def columns(draw: st.DrawFn) -> tuple[RandomColumn, ...]:
    kinds = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=8))
    found: dict[str, RandomColumn] = {}
    for kind in kinds:
        name = draw(st.sampled_from(NAMES[kind]))
        type_, values = FAMILIES[kind](draw)
        nullable = draw(st.booleans())
        if nullable and draw(st.booleans()):
            values = ("NULL",) * ROWS
        if len(set(values)) == ROWS and draw(st.integers(0, 2)) == 0:
            name += "_only"
        found[name] = RandomColumn(name, kind, type_, nullable, values)
    return tuple(found.values())


Family = Callable[[st.DrawFn], tuple[str, tuple[str, ...]]]


def _steps(draw: st.DrawFn) -> range:
    """Numbers of the rows, all the same for a column that does not vary."""
    start = draw(st.integers(-50, 500))
    return range(start, start + ROWS) if draw(st.booleans()) else range(start, start + 1)


def _each(values: list[str]) -> tuple[str, ...]:
    return tuple(values * (ROWS // len(values)))


def _whole(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    return draw(st.sampled_from(["sa.Integer", "sa.BigInteger"])), _each([str(n) for n in _steps(draw)])


def _small(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    return "sa.SmallInteger", _each([str(n) for n in _steps(draw)])


def _exact(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    precision, scale = draw(st.sampled_from([(8, 2), (12, 4), (5, 2), (6, 0)]))
    return f"sa.Numeric({precision}, {scale})", _each([str(n) for n in _steps(draw)])


def _real(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    return "sa.Float", _each([f"{n / 2}" for n in _steps(draw)])


def _text(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    length = draw(st.sampled_from([3, 4, 6, 8, 12, 20, 60, None]))
    ending = draw(st.sampled_from(["", "@b.org"])) if length is None or length > 12 else ""
    start = draw(st.sampled_from(STARTS))[: (length or 20) - 3 - len(ending)] if length != 3 else ""
    values = [f"'{start}{n % 1000:03d}{ending}'" for n in _steps(draw)]
    return f"sa.String({length})" if length else draw(st.sampled_from(["sa.Text", "sa.String"])), _each(values)


def _fixed(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    length = draw(st.sampled_from([3, 5, 10, 32]))
    return f"sa.CHAR({length})", _each([f"'{n % 1000:0{length}d}'" for n in _steps(draw)])


def _day(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    start = draw(st.dates(datetime(1990, 1, 1).date(), datetime(2030, 1, 1).date()))
    return "sa.Date", _each([f"'{start + timedelta(days=n)}'" for n in _steps(draw)])


def _moment(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    start = draw(st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1))).replace(microsecond=0)
    return "sa.DateTime", _each([f"'{start + timedelta(hours=n)}.000000'" for n in _steps(draw)])


def _zoned(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    return "sa.DateTime(timezone=True)", _moment(draw)[1]


def _flag(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    return "sa.Boolean", _each([draw(st.sampled_from(["true", "false"]))])


def _choice(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    native = draw(st.sampled_from(["name='choice_{}', native_enum=False", "native_enum=False, create_constraint=True"]))
    return f"sa.Enum(*{CHOICES}, {native.format('of')})", _each([f"'{draw(st.sampled_from(CHOICES))}'"])


def _clock(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    return "sa.Time", _each([f"'{n % 24:02d}:{n % 50:02d}:00.000000'" for n in _steps(draw)])


def _span(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    return "sa.Interval", _each(["NULL"])


def _bytes(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    return f"sa.LargeBinary({draw(st.sampled_from([4, 16, 64]))})", _each(["NULL"])


def _document(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    return draw(st.sampled_from(["sa.JSON", "sa.JSON().with_variant(postgresql.JSONB, 'postgresql')"])), _each(["'{}'"])


def _uid(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    return "sa.Uuid", _each([f"'{n + 60:032x}'" for n in _steps(draw)])


FAMILIES: dict[str, Family] = {
    "whole": _whole,
    "small": _small,
    "exact": _exact,
    "real": _real,
    "text": _text,
    "fixed": _fixed,
    "day": _day,
    "moment": _moment,
    "zoned": _zoned,
    "flag": _flag,
    "choice": _choice,
    "clock": _clock,
    "span": _span,
    "bytes": _bytes,
    "document": _document,
    "uid": _uid,
}
UNSEEN = ("span", "bytes")
"""Kinds without a witness: they are NULL in all rows that are drawn, whether or not they have to be filled."""
ORDERED = ("whole", "small", "exact", "real", "day", "moment", "zoned")
TEXTUAL = ("text", "fixed")
KEYS = ("whole", "text", "uid", "day")
"""Kinds that may be a primary key."""

# ---- unique constraints


@st.composite
def uniques(draw: st.DrawFn, table: tuple[RandomColumn, ...], dialect: str) -> str:
    """A unique constraint or index, single, composite, partial or of an expression, that the drawn rows satisfy."""
    first = draw(st.sampled_from([one for one in table if one.varied]))
    keys = [column for column in table if column.kind != "document" and column.kind not in UNSEEN]
    others = draw(st.lists(st.sampled_from(keys), max_size=2, unique=True))
    names = list(dict.fromkeys([first.name, *(one.name for one in others)]))
    draw(st.randoms(use_true_random=False)).shuffle(names)
    listed = ", ".join(repr(name) for name in names)
    shapes = [f"sa.UniqueConstraint({listed})", f"sa.Index('ix_{{number}}', {listed}, unique=True)"]
    for where in _conditions_of(table):
        text = f"sa.text({where!r})"
        shapes.append(
            f"sa.Index('ix_{{number}}', {first.name!r}, unique=True, sqlite_where={text}, postgresql_where={text})"
        )
    shapes += [
        f"sa.Index('ix_{{number}}', {one.name!r}, unique=True, sqlite_where=sa.text({one.name!r}),"
        f" postgresql_where=sa.text({one.name!r}))"
        for one in table
        if set(one.values) == {"false"}
    ]
    if dialect == "postgresql":
        shapes.append(f"sa.UniqueConstraint({listed}, postgresql_nulls_not_distinct=True)")
    if first.kind == "text":
        shapes.append(f"sa.Index('ix_{{number}}', sa.text('lower({first.name})'), unique=True)")
    return draw(st.sampled_from(shapes))


def _conditions_of(table: tuple[RandomColumn, ...]) -> list[str]:
    flags = [column.name for column in table if column.kind == "flag"]
    empty = [f"{column.name} IS NULL" for column in table if column.nullable]
    return [*flags, *empty[:2]]


# ---- CHECKs


@st.composite
def condition(draw: st.DrawFn, table: tuple[RandomColumn, ...], dialect: str) -> str:
    """One condition about one or two columns, of the shapes that real databases have; the rows may fail it."""
    column = draw(st.sampled_from(table))
    shapes = _of_one(draw, column, dialect)
    for other in table:
        if other.name != column.name:
            shapes += _of_two(draw, column, other, dialect)
    return draw(st.sampled_from(shapes))


def _of_one(draw: st.DrawFn, column: RandomColumn, dialect: str) -> list[str]:
    name, kind = column.name, column.kind
    value = draw(st.sampled_from(column.values[:1] + column.values[-1:]))
    shapes = [f"{name} IS NULL", f"{name} IS NOT NULL"] if column.nullable else []
    if kind == "document":
        right = f"jsonb_typeof({name}::jsonb)" if dialect == "postgresql" else f"json_type({name})"
        return [*shapes, f"{right} = 'object'"]
    if kind in UNSEEN or kind in ("uid", "clock"):
        return [*shapes, "1 = 1"]
    if kind == "flag":
        return [*shapes, name, f"NOT {name}", f"{name} IS TRUE"]
    if value == "NULL":
        value = {"choice": "'draft'", "text": "'ab'", "fixed": "'abc'", "day": "'2020-01-01'"}.get(kind, "7")
        value = "'2020-01-01 00:00:00.000000'" if kind in ("moment", "zoned") else value
    if kind in ORDERED:
        shapes += [f"{name} >= {value}", f"{name} > {value}", f"{name} <= {value}", f"{name} <> {value}"]
        shapes += [f"{name} BETWEEN {column.values[0]} AND {column.values[-1]}"] if column.values[0] != "NULL" else []
        if kind in ("whole", "small", "exact", "real"):
            shapes += [f"{name} > 0", f"{name} >= 0", f"{name} <= 10000"]
    if kind == "choice":
        shapes += [f"{name} IN ({value}, 'sent')", f"{name} <> {value}", f"{name} = {value}"]
    if kind in TEXTUAL:
        shapes += _of_text(draw, name, value, dialect)
    return shapes


def _of_text(draw: st.DrawFn, name: str, value: str, dialect: str) -> list[str]:
    inner = value.strip("'")
    shapes = [f"{name} <> ''", f"length({name}) = {len(inner)}", f"length({name}) <= {len(inner)}"]
    shapes += [f"{name} LIKE '{inner[:2].replace('_', '')}%'", f"length(trim({name})) > 0", f"{name} = lower({name})"]
    shapes += [f"{name} = upper({name})", f"{name} NOT LIKE '% %'", f"{name} LIKE '%@%.%'", f"{name} <> {value}"]
    if dialect == "postgresql":
        shapes += [f"{name} ~ '^[a-zA-Z0-9@./-]+$'", f"{name} ~ '^[0-9]{{{len(inner)}}}$'", f"{name} !~ '[;,]'"]
        shapes += [f"char_length({name}) >= {min(len(inner), 3)}"]
    else:
        shapes += [f"{name} NOT GLOB '*[;,]*'", f"{name} GLOB '*[0-9]'"]
    return shapes


def _of_two(draw: st.DrawFn, column: RandomColumn, other: RandomColumn, dialect: str) -> list[str]:
    name, second = column.name, other.name
    shapes = [f"({name} IS NULL) = ({second} IS NULL)"] if column.nullable and other.nullable else []
    if column.nullable and other.nullable:
        shapes += [f"{name} IS NOT NULL OR {second} IS NOT NULL", f"({name} IS NULL) <> ({second} IS NULL)"]
        shapes += [f"num_nonnulls({name}, {second}) = 1"] if dialect == "postgresql" else []
    if column.kind == "choice" and other.nullable:
        shapes.append(f"{name} <> '{draw(st.sampled_from(CHOICES))}' OR {second} IS NOT NULL")
    if column.kind == "flag" and other.nullable:
        shapes.append(f"NOT {name} OR {second} IS NOT NULL")
    if column.kind == other.kind and column.kind in (*ORDERED, *TEXTUAL):
        shapes += [f"{name} <> {second}", f"{name} <= {second}", f"{name} < {second}"]
        if column.kind == "day":
            later = f"{name} + 7" if dialect == "postgresql" else f"date({name}, '+7 days')"
            shapes.append(f"{second} >= {later}")
    return shapes


@st.composite
def checks(draw: st.DrawFn, table: tuple[RandomColumn, ...], dialect: str) -> str:
    """Up to three conditions, joined."""
    parts = draw(st.lists(condition(table, dialect), min_size=1, max_size=3))
    text = parts[0]
    for part in parts[1:]:
        text = f"({text}) {draw(st.sampled_from(['AND', 'OR']))} ({part})"
    return text


@st.composite
def tables(draw: st.DrawFn, dialect: str) -> RandomTable:
    """A table whose rows satisfy its unique constraints; whether they pass its CHECKs is for a database to say."""
    table = draw(columns())
    varied = [column for column in table if column.varied]
    found = draw(st.lists(uniques(table, dialect), max_size=2)) if varied else []
    numbered = tuple(text.format(number=number) for number, text in enumerate(found))
    keys = [column.name for column in varied if column.kind in KEYS]
    key = draw(st.sampled_from(keys)) if keys and draw(st.booleans()) else ""
    return RandomTable(table, numbered, tuple(draw(st.lists(checks(table, dialect), max_size=4))), key)
