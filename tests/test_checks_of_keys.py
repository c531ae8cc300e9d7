"""CHECKs about foreign keys: what holds by itself, what a trait has to change, and what cannot hold."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from factory.declarations import Trait
from generated import Saving, case, inline, saving

from factorygen.verify import factories_in


@pytest.fixture
def made() -> Iterator[Saving]:
    with saving(case("checks_of_keys")) as found:
        yield found


TRAITS = [
    ("Address", "with_country", "country"),
    ("Address", "with_office", "office"),
    ("Folder", "with_parent", "parent"),
    ("Move", "with_origin", "target"),
    ("Move", "with_target", "origin"),
    ("Account", "with_tenant", "tenant"),
    ("Task", "with_user", "user"),
]


@pytest.mark.parametrize(("model", "trait", "filled"), TRAITS)
def test_a_trait_keeps_the_checks(made: Saving, model: str, trait: str, filled: str) -> None:
    found = getattr(made, f"{model}Factory")(**{trait: True})
    assert getattr(found, filled) is not None
    assert made.read(found) is not None


def test_each_trait_is_tried_here(made: Saving) -> None:
    offered = [
        (factory._meta.model.__name__, name)
        for factory in factories_in(made.factories)
        for name, one in factory._meta.parameters.items()
        if isinstance(one, Trait)
    ]
    assert sorted(offered) == sorted((model, trait) for model, trait, _ in TRAITS)


def test_a_parent_that_a_check_excludes_has_no_trait(made: Saving) -> None:
    assert "with_office" not in made.AccountFactory._meta.parameters
    assert "with_office" not in made.BadgeFactory._meta.parameters  # its other parent stands in Params


UNSOLVED = '''
class Team(Base):
    __tablename__ = "team"
    id: Mapped[int] = mapped_column(primary_key=True)


class Country(Base):
    __tablename__ = "country"
    code: Mapped[str] = mapped_column(String(2), primary_key=True)


class Match(Base):
    """Each CHECK beyond what parents of its own can give it; the last can be held."""

    __tablename__ = "match"
    __table_args__ = (
        sa.CheckConstraint("home_id > guest_id", name="{home}"),
        sa.CheckConstraint("guest_id = 7", name="seventh"),
        sa.CheckConstraint("country_code IN ('DE', 'FR')"),
        sa.CheckConstraint("length(title) = 4 AND title <> 'four'"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    guest_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    country_code: Mapped[str] = mapped_column(ForeignKey("country.code"))
    title: Mapped[str] = mapped_column(String(40))
'''


def test_what_cannot_hold_is_told_and_fails_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    generated = inline(UNSOLVED.replace("{home}", "at_home"))
    warnings = [line for line in capsys.readouterr().err.splitlines() if line.startswith("warning: ")]
    told = "no value found that satisfies it (declare a value that it accepts)"
    assert warnings == [
        f"warning: Match.home_id, guest_id: the CHECK at_home of match (home_id > guest_id): {told}",
        f"warning: Match.guest_id: the CHECK seventh of match (guest_id = 7): {told}",
        f"warning: Match.country_code: the CHECK of match (country_code IN ('DE', 'FR')): {told}",
    ]
    with saving(generated) as made:
        assert len(made.MatchFactory.build().title) == 4
        made.TeamFactory.create_batch(3)
        with pytest.raises(sa.exc.IntegrityError, match="at_home"):
            made.MatchFactory()
