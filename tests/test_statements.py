"""How many statements does a batch take? One INSERT a table, where SQLAlchemy can put its rows together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from generated import Generated, inline
from servers import database
from sqlalchemy.orm import Session

KEYS = {
    "made by the database": "id: Mapped[int] = mapped_column(primary_key=True)",
    "uuid4": "id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)",
}
PARENT = """
class {name}(Base):
    __tablename__ = "{table}"

    {id}
    name: Mapped[str] = mapped_column(String(50))
"""
CHILD = """
class Shipment(Base):
    __tablename__ = "shipments"

    {id}
    sender_id: Mapped[{type}] = mapped_column(ForeignKey("senders.id"))
    carrier_id: Mapped[{type}] = mapped_column(ForeignKey("carriers.id"))
    depot_id: Mapped[{type}] = mapped_column(ForeignKey("depots.id"))
"""
RELATIONSHIPS = """
    sender: Mapped[Sender] = relationship()
    carrier: Mapped[Carrier] = relationship()
    depot: Mapped[Depot] = relationship()
"""
SHARED = """
class Box(Base):
    __tablename__ = "boxes"

    {id}
    shipment_id: Mapped[{type}] = mapped_column(ForeignKey("shipments.id"))
    depot_id: Mapped[{type}] = mapped_column(ForeignKey("depots.id"))
"""
TABLES = {"senders": "Sender", "carriers": "Carrier", "depots": "Depot"}


def models(key: str, with_relationships: bool) -> str:
    """Three parents and their child, and a grandchild with which it shares one of them."""
    blanks = {"id": KEYS[key], "type": "int" if "int" in KEYS[key] else "uuid.UUID"}
    parents = [PARENT.format(name=name, table=table, **blanks) for table, name in TABLES.items()]
    child, grandchild = CHILD.format(**blanks), SHARED.format(**blanks)
    if with_relationships:
        child += RELATIONSHIPS
        grandchild += "\n    shipment: Mapped[Shipment] = relationship()\n    depot: Mapped[Depot] = relationship()\n"
    return "\n".join([*parents, child, grandchild])


@contextmanager
def inserts(engine: sa.Engine) -> Iterator[Counter[str]]:
    """How often each table is inserted into: one entry for each call of the driver's cursor."""
    seen: Counter[str] = Counter()

    @sa.event.listens_for(engine, "before_cursor_execute")
    def execute(connection: object, cursor: object, statement: str, *rest: object) -> None:
        words = statement.split()
        if words[0] == "INSERT":
            seen[words[2]] += 1
        elif words[0] == "SELECT":
            seen["SELECT"] += 1

    yield seen


@contextmanager
def on_postgresql(made: Generated) -> Iterator[sa.Engine]:
    with database("postgresql") as engine:
        made.models.Base.metadata.create_all(engine)
        with Session(engine) as session:
            made.base.set_session(session)
            try:
                yield engine
            finally:
                made.base.set_session(None)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("with_relationships", [True, False], ids=["relationships", "keys only"])
def test_a_batch_is_one_insert_a_table(key: str, with_relationships: bool) -> None:
    made = inline(models(key, with_relationships))
    with on_postgresql(made) as engine, inserts(engine) as seen:
        made.ShipmentFactory.create_batch(100)
        assert seen == dict.fromkeys([*TABLES, "shipments"], 1)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("with_relationships", [True, False], ids=["relationships", "keys only"])
def test_so_it_is_with_a_parent_that_is_shared(key: str, with_relationships: bool) -> None:
    made = inline(models(key, with_relationships))
    with on_postgresql(made) as engine, inserts(engine) as seen:
        made.BoxFactory.create_batch(100)
        assert seen == dict.fromkeys([*TABLES, "shipments", "boxes"], 1)
