"""Attributes called as factory_boy calls something itself: the caller uses their own names, and his word counts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from generated import Saving, case, inline, saving

from factorygen.plan.naming import RESERVED

CASES = Path(__file__).with_name("cases")


@pytest.fixture
def awkward() -> Iterator[Saving]:
    """Attributes called build, create, size, stub."""
    with saving(case("awkward_names")) as made:
        yield made


@pytest.mark.parametrize("name", ["build", "create", "size", "date", "class_", "metadata_", "_private"])
def test_the_callers_value_wins_whatever_it_is_called(awkward: Saving, name: str) -> None:
    value: Any = 5 if name == "size" else awkward.SequenceFactory.build().date if name == "date" else "mine"
    assert getattr(awkward.SequenceFactory.build(**{name: value}), name) == value
    assert getattr(awkward.SequenceFactory(**{name: value}), name) == value


def test_its_name_in_the_factory_works_as_well(awkward: Saving) -> None:
    assert awkward.SequenceFactory(create_="mine").create == "mine"


def test_batches_take_an_attribute_called_size(awkward: Saving) -> None:
    assert [one.size for one in awkward.SequenceFactory.create_batch(2, size=5)] == [5, 5]
    assert [one.size for one in awkward.SequenceFactory.build_batch(2, size=5)] == [5, 5]


def test_a_parent_by_such_a_name_is_the_only_one(awkward: Saving) -> None:
    parent = awkward.SequenceFactory()
    assert awkward.FakerFactory(stub=parent).stub is parent
    assert awkward.count("Sequence") == 1


def test_the_key_of_a_parent_by_such_a_name_is_honoured(awkward: Saving) -> None:
    parent = awkward.SequenceFactory()
    assert awkward.FakerFactory(sequence_id=parent.id).stub is parent
    assert awkward.count("Sequence") == 1


def test_one_can_reach_into_a_parent_of_such_a_name(awkward: Saving) -> None:
    assert awkward.FakerFactory(stub__build="mine").stub.build == "mine"
    assert awkward.count("Sequence") == 1


@pytest.mark.parametrize("base", sorted(CASES.glob("*/expected/factory_base.py")), ids=lambda path: path.parts[-3])
def test_what_the_base_has_for_itself_is_reserved(base: Path) -> None:
    classes = (node for node in ast.parse(base.read_text()).body if isinstance(node, ast.ClassDef))
    own = next(node for node in classes if node.name == "BaseFactory")
    names = {node.name for node in ast.walk(own) if isinstance(node, ast.FunctionDef)}
    names |= {ast.unparse(node.target) for node in ast.walk(own) if isinstance(node, ast.AnnAssign)}
    assert names <= RESERVED


ONLY_SCALARS = """
class Lathe(Base):
    __tablename__ = "lathes"

    id: Mapped[int] = mapped_column(primary_key=True)
    build: Mapped[str] = mapped_column(String(50))
"""
AWKWARD_COLLECTIONS = """
class Plant(Base):
    __tablename__ = "plants"

    id: Mapped[int] = mapped_column(primary_key=True)

    build: Mapped[list[Machine]] = relationship()
    class_: Mapped[list[Kind]] = relationship(back_populates="from_")


class Machine(Base):
    __tablename__ = "machines"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    plant_id: Mapped[int] = mapped_column(ForeignKey("plants.id"))


class Kind(Base):
    __tablename__ = "kinds"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    plant_id: Mapped[int] = mapped_column(ForeignKey("plants.id"))

    from_: Mapped[Plant] = relationship(back_populates="class_")
"""


def test_the_callers_value_wins_where_no_model_has_a_parent() -> None:
    with saving(inline(ONLY_SCALARS)) as made:
        assert made.LatheFactory(build="mine").build == made.LatheFactory.build(build="mine").build == "mine"


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_collections_by_such_names(strategy: str) -> None:
    with saving(inline(AWKWARD_COLLECTIONS)) as made:
        plant = getattr(made.PlantFactory, strategy)(build=2, class_=3)
        assert (len(plant.build), len(plant.class_)) == (2, 3)
        plant = getattr(made.PlantFactory, strategy)(build__name="mine", class___name="mine")
        assert [one.name for one in (*plant.build, *plant.class_)] == ["mine", "mine"]
        assert getattr(made.KindFactory, strategy)(from_=plant).from_ is plant
