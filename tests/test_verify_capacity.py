"""Is it known how many rows a table admits?"""

from __future__ import annotations

import pytest
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.sql.schema import SchemaItem

from factorygen.verify.capacity import limit_of


def key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


@pytest.mark.parametrize(
    ("items", "rows"),
    [
        pytest.param([key()], None, id="counted key"),
        pytest.param([Column("kind", Enum("a", "b", "c"), primary_key=True)], 3, id="enum key"),
        pytest.param([key(), Column("on", Boolean, unique=True, nullable=False)], 2, id="boolean"),
        pytest.param([key(), Column("x", String, unique=True, default="same")], 1, id="constant default"),
        pytest.param([key(), Column("x", String, unique=True, server_default="same")], 1, id="server's constant"),
        pytest.param([key(), Column("x", String, unique=True, default=lambda: "new")], None, id="callable default"),
        pytest.param([key(), Column("on", Boolean, unique=True)], None, id="NULL as often as you like"),
        pytest.param([key(), CheckConstraint("id = 1")], 1, id="equal"),
        pytest.param([key(), CheckConstraint("((id = 1))")], 1, id="brackets"),
        pytest.param([key(), CheckConstraint("id IN (1, 2, 3)")], 3, id="in"),
        pytest.param([key(), CheckConstraint("id = ANY (ARRAY[1, 2])")], 2, id="in, as PostgreSQL says it"),
        pytest.param([key(), CheckConstraint("`id` = 1 or `id` = 2")], 2, id="or, as MariaDB says it"),
        pytest.param([key(), CheckConstraint("id BETWEEN 1 AND 4")], 4, id="between"),
        pytest.param([key(), CheckConstraint("id >= 1 AND 10 > id")], 9, id="bounds"),
        pytest.param([key(), CheckConstraint("id >= 1"), CheckConstraint("id <= 5")], 5, id="bounds in two CHECKs"),
        pytest.param([key(), CheckConstraint("id >= -1 AND id < 1")], 2, id="negative"),
        pytest.param([key(), CheckConstraint("id >= 1")], None, id="one bound"),
        pytest.param([key(), CheckConstraint("id = 1 OR length('x') = 1")], None, id="or something else"),
        pytest.param([key(), Column("x", Integer), CheckConstraint("x = 1")], None, id="no key"),
        pytest.param([key(), CheckConstraint("what is this (")], None, id="unreadable"),
        pytest.param(
            [Column("only", Boolean, CheckConstraint("only"), primary_key=True)], 1, id="the row that is true"
        ),
        pytest.param(
            [
                key(),
                Column("a", Enum("x", "y"), nullable=False),
                Column("b", Enum("x", "y", "z"), nullable=False),
                UniqueConstraint("a", "b"),
            ],
            6,
            id="two columns",
        ),
        pytest.param(
            [key(), Column("a", Boolean, nullable=False), UniqueConstraint("a", "id")], None, id="partly free"
        ),
        pytest.param([key(), Index("one", text("(true)"), unique=True)], 1, id="unique constant"),
        pytest.param([key(), Column("a", String), Index("l", text("lower(a)"), unique=True)], None, id="expression"),
        pytest.param(
            [
                key(),
                Column("a", Boolean, nullable=False),
                Index("p", "a", unique=True, postgresql_where=text("id > 5")),
            ],
            None,
            id="partial index",
        ),
    ],
)
def test_the_rows_of_a_table(items: list[SchemaItem], rows: int | None) -> None:
    limit = limit_of([Table("t", MetaData(), *items)], frozenset())
    assert (limit and limit.rows) == rows


def test_what_the_factory_declares_is_not_its_default() -> None:
    table = Table("t", MetaData(), key(), Column("x", String, unique=True, default="same"))
    assert limit_of([table], frozenset({table.c.x})) is None


def test_a_declared_column_is_not_null() -> None:
    table = Table("t", MetaData(), key(), Column("x", Boolean, unique=True))
    limit = limit_of([table], frozenset({table.c.x}))
    assert limit is not None and limit.rows == 2


def test_a_unique_key_to_a_limited_parent() -> None:
    metadata = MetaData()
    parent = Table("parent", metadata, key(), CheckConstraint("id IN (1, 2)"))
    child = Table("child", metadata, key(), Column("parent_id", ForeignKey(parent.c.id), unique=True, nullable=False))
    plain = Table("plain", metadata, key(), Column("parent_id", ForeignKey(parent.c.id), nullable=False))
    assert str(limit_of([child], frozenset())) == (
        "admits 2 rows: UNIQUE (parent_id): parent admits 2 rows: CHECK (id IN (1, 2))"
    )
    assert limit_of([plain], frozenset()) is None


def test_tables_that_point_at_each_other() -> None:
    metadata = MetaData()
    one = Table("one", metadata, Column("id", ForeignKey("two.id"), primary_key=True))
    Table("two", metadata, Column("id", ForeignKey("one.id"), primary_key=True))
    assert limit_of([one], frozenset()) is None
