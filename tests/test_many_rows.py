"""Ten thousand rows in one batch, and what happens where there can't be as many."""

from __future__ import annotations

import factory.random
import pytest
import sqlalchemy as sa
from generated import inline, saving
from sqlalchemy.exc import IntegrityError

LEDGER = """
class Tenant(Base):
    __tablename__ = "tenant"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))


class Ledger(Base):
    __tablename__ = "ledger"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "slug"), sa.UniqueConstraint("city", "year"))
    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    code: Mapped[str] = mapped_column(String(12), unique=True)
    slug: Mapped[str] = mapped_column(String(30))
    city: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    title: Mapped[str] = mapped_column(String(25))
    owner_name: Mapped[str] = mapped_column(String(10))
    tenant: Mapped[Tenant] = relationship()
"""
FEW = """
class Level(Base):
    __tablename__ = "level"
    name: Mapped[str] = mapped_column(sa.Enum("low", "middle", "high", native_enum=False), primary_key=True)


class Seat(Base):
    __tablename__ = "seat"
    id: Mapped[int] = mapped_column(primary_key=True)
    level_name: Mapped[str] = mapped_column(ForeignKey("level.name"))
    level: Mapped[Level] = relationship()


class Shelf(Base):
    __tablename__ = "shelf"
    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(sa.Enum("left", "right", native_enum=False), unique=True)
"""
CIRCLE = """
class Team(Base):
    __tablename__ = "team"
    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(sa.Enum("left", "right", native_enum=False), unique=True)
    captain_id: Mapped[int] = mapped_column(ForeignKey("player.id"))


class Player(Base):
    __tablename__ = "player"
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
"""


@pytest.mark.long
@pytest.mark.parametrize("locale", ["en_US", "ja_JP"])
def test_ten_thousand_rows_differ(locale: str) -> None:
    generated = inline(LEDGER, locale=locale)
    for seed in (1, 2, 3):
        with saving(generated) as models:
            factory.random.reseed_random(seed)
            tenant = models.TenantFactory()
            models.LedgerFactory.create_batch(10_000, tenant=tenant)
            assert models.count("Ledger") == 10_000
            for name in ("code", "slug", "city", "title", "owner_name"):
                longest = models.session.scalar(sa.select(sa.func.max(sa.func.length(getattr(models.Ledger, name)))))
                assert longest <= models.Ledger.__table__.c[name].type.length


def test_where_values_repeat_the_error_says_so() -> None:
    with saving(inline(FEW)) as models:
        models.ShelfFactory.create_batch(2)
        with pytest.raises(IntegrityError, match=r"ShelfFactory\.side has no more than 2 different values"):
            models.ShelfFactory()


def test_the_error_is_told_in_a_circle_too() -> None:
    with saving(inline(CIRCLE)) as models, pytest.raises(IntegrityError, match="FOREIGN KEY"):
        models.PlayerFactory(team_id=1_000_000)


def test_a_parent_of_which_there_are_few_is_used_again() -> None:
    with saving(inline(FEW)) as models:
        seats = models.SeatFactory.create_batch(7)
        assert models.count("Level", "Seat") == (3, 7)
        assert len({seat.level for seat in seats}) == 3
