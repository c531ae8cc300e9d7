"""A member of a short enum as a keyword: ``UserFactory(admin=True)``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from factory.declarations import Trait
from generated import Saving, case, inline, saving


@pytest.fixture(scope="module")
def made() -> Iterator[Saving]:
    with saving(case("enum_traits")) as found:
        yield found


def traits(made: object, factory: str) -> set[str]:
    """The names of a factory's own traits and of those it inherits."""
    return {name for name, one in getattr(made, factory)._meta.parameters.items() if isinstance(one, Trait)}


@pytest.mark.parametrize(
    ("factory", "expected"),
    [
        ("UserFactory", {"admin", "super_user", "free", "paid_yearly", "light"}),
        ("InvoiceFactory", {"with_reviewer", "sent", "paid"}),
        ("DoorFactory", set()),
        ("SeatFactory", set()),
        ("TaskFactory", {"admin", "super_user"}),
        ("ErrandFactory", {"admin", "super_user", "right"}),
        ("GadgetFactory", {"admin", "super_user", "paid_monthly", "paid_yearly", "right"}),
    ],
)
def test_members_that_are_traits(made: Saving, factory: str, expected: set[str]) -> None:
    assert traits(made, factory) == expected


@pytest.mark.parametrize(
    ("trait", "attribute", "member"),
    [("admin", "role", "ADMIN"), ("super_user", "role", "SUPER_USER"), ("paid_yearly", "plan", "PaidYearly")],
)
def test_a_trait_sets_its_member_and_nothing_else(made: Saving, trait: str, attribute: str, member: str) -> None:
    plain, told = made.UserFactory(), made.UserFactory(**{trait: True})
    assert getattr(made.read(told), attribute).name == member
    others = {"role", "plan", "newsletter", "birthday"} - {attribute}
    assert {key: getattr(told, key) for key in others} == {key: getattr(plain, key) for key in others}


def test_a_value_that_is_passed_wins(made: Saving) -> None:
    assert made.UserFactory(admin=True, role=made.models.Role.MEMBER).role is made.models.Role.MEMBER


def test_a_trait_brings_what_a_check_asks_for(made: Saving) -> None:
    assert made.read(made.InvoiceFactory(paid=True)).paid_at is not None
    assert made.InvoiceFactory(paid=True).reviewer is None
    assert made.read(made.InvoiceFactory(sent=True)).reviewer_id is not None


def test_a_trait_reaches_through_parents(made: Saving) -> None:
    assert made.InvoiceFactory(with_reviewer=True, reviewer__admin=True).reviewer.role is made.models.Role.ADMIN


def test_the_users_own_word_has_no_traits() -> None:
    told = inline(
        """
class Shape(Base):
    __tablename__ = "shape"
    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(sa.Enum("round", "square", name="form"), info={"factorygen": "'round'"})
    edge: Mapped[str] = mapped_column(sa.Enum("sharp", "dull", name="edge"), info={"factorygen": False}, default="dull")
    rest: Mapped[str] = mapped_column(sa.Enum("plain", "fine", name="rest"))
"""
    )
    assert traits(told, "ShapeFactory") == {"fine"}
