"""Names and texts of a database that try to become code: what is generated has the shape it has for harmless ones."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa
from command_line import factorygen
from servers import database

RUNS = "__import__('os')and(open('zzrun','w'))"
HOSTILE = (
    f'zz"); {RUNS} #',
    f"zz'); {RUNS} #",
    f'zz"""\n{RUNS}\n"""',
    f"zz'''\n{RUNS}\n'''",
    f"zz\\\n{RUNS}",
    "zz{{ 7 * 7 }}{% raw %}{# zz #}",
    "zz{self!r}%s:zz",
    "zz\u2028\u202e\x0b\r\n# zz",
    "ﬁzz ªzz ²zz x̸zz",
    "__zz__",
    "_sa_zz",
    "zz" * 31,
)
"""Quotes, ends of strings and lines, templates, formats, look-alikes, names of Python's own, names of 62 bytes."""
ORDINARY = HOSTILE[-2:]
"""Those that can be the names of attributes."""
TABLES = {
    "sqlite": """
        CREATE TABLE {t} (
            zzid INTEGER PRIMARY KEY, {c} VARCHAR(200) NOT NULL DEFAULT {d}, zzother VARCHAR(200) NOT NULL,
            CONSTRAINT {k} CHECK (zzother <> {d}), CONSTRAINT {u} UNIQUE ({c}, zzother)
        );
        CREATE TABLE {h} (zzid INTEGER PRIMARY KEY, {f} INTEGER NOT NULL REFERENCES {t} (zzid));
    """,
    "postgresql": """
        CREATE TYPE {e} AS ENUM ({d}, 'zz1', 'zz2', 'zz3', 'zz4', 'zz5');
        CREATE DOMAIN {o} AS text CHECK (VALUE <> {d});
        CREATE TYPE zzcomposite{n} AS ({c} text);
        CREATE TABLE {t} (
            zzid serial PRIMARY KEY, {c} varchar(200) NOT NULL DEFAULT {d}, zzother varchar(200) NOT NULL,
            zzenum {e} NOT NULL, zzdomain {o} NOT NULL, zzcomposite zzcomposite{n} NOT NULL,
            CONSTRAINT {k} CHECK (zzother <> {d}), CONSTRAINT {u} UNIQUE ({c}, zzother)
        );
        COMMENT ON TABLE {t} IS {d};
        COMMENT ON COLUMN {t}.{c} IS {d};
        CREATE UNIQUE INDEX {i} ON {t} (lower(zzother || {d}));
        CREATE TABLE {h} (zzid serial PRIMARY KEY, {f} integer NOT NULL REFERENCES {t} (zzid));
    """,
    "mysql": """
        CREATE TABLE {t} (
            zzid integer AUTO_INCREMENT PRIMARY KEY, {c} varchar(200) NOT NULL DEFAULT {d} COMMENT {d},
            zzother varchar(200) NOT NULL, zzenum ENUM ({d}, 'zz1', 'zz2', 'zz3', 'zz4', 'zz5') NOT NULL,
            CONSTRAINT {k} CHECK (zzother <> {d}), CONSTRAINT {u} UNIQUE ({c}, zzother)
        ) COMMENT {d};
        CREATE TABLE {h} (
            zzid integer AUTO_INCREMENT PRIMARY KEY, {f} integer NOT NULL,
            CONSTRAINT {x} FOREIGN KEY ({f}) REFERENCES {t} (zzid)
        );
    """,
}
PLACES = "tckuifeohx"


@pytest.fixture(params=TABLES)
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[sa.Engine, sa.Engine]]:
    """Two empty databases."""
    if request.param == "sqlite":
        yield tuple(sa.create_engine(f"sqlite:///{tmp_path / name}.db") for name in "ab")  # type: ignore[misc]
        return
    with database(request.param) as one, database(request.param) as other:
        yield one, other


def test_names_and_texts_never_become_code(engines: tuple[sa.Engine, sa.Engine], tmp_path: Path) -> None:
    shapes = []
    harmless = [f"zz{number}" if text in ORDINARY else f"zz {number}" for number, text in enumerate(HOSTILE)]
    for engine, texts in zip(engines, (harmless, HOSTILE), strict=True):
        folder = tmp_path / f"project{len(shapes)}"
        folder.mkdir()
        create(engine, texts)
        for command in ("generate", "verify"):
            done = factorygen(command, "--url", engine.url.render_as_string(hide_password=False), folder=folder)
            assert done.code == 0, done.out + done.err
        assert not list(tmp_path.rglob("zzrun"))
        shapes.append([shape((folder / "tests" / file).read_text()) for file in ("models.py", "factories.py")])
    for usual, found in zip(*shapes, strict=True):
        assert found - usual == usual - found == Counter()


def create(engine: sa.Engine, texts: Sequence[str]) -> None:
    """For each text a table, and one that points at it, whose names begin with it, and which hold it."""
    with engine.begin() as connection:
        cursor = connection.connection.cursor()
        for number, text in enumerate(texts):
            for statement in statements(text, number, engine.dialect):
                cursor.execute(statement)


def statements(text: str, number: int, dialect: sa.Dialect) -> list[str]:
    quote = dialect.identifier_preparer.quote_identifier
    value = "'" + text.replace("'", "''") + "'"
    if dialect.name == "mysql":
        text = " ".join(text.split())  # SQLAlchemy reads its statements line by line
        value = value.replace("\\", "\\\\")
    names = {place: quote(shortened(f"{place}{number}{text}")) for place in PLACES}
    return TABLES[dialect.name].format(**names, d=value, n=number).split(";\n")[:-1]


def shortened(name: str) -> str:
    """What fits into a name of PostgreSQL, which has 63 bytes; MySQL wants no blank at its end."""
    return name.encode()[:63].decode(errors="ignore").rstrip()


def shape(text: str) -> Counter[str]:
    """The kinds of the nodes of each statement of a module, in their order; names and constants are of no interest."""
    return Counter(" ".join(_kinds(statement)) for statement in ast.parse(text).body)


def _kinds(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if not isinstance(node, ast.alias | ast.expr_context):
            yield type(node).__name__
