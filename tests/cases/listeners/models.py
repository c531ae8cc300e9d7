"""Code that rejects or changes what is set: @validates, attribute events, init and before_insert."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, validates


class Base(DeclarativeBase):
    pass


class Team(Base):
    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    slug: Mapped[str] = mapped_column(sa.String(40))

    players: Mapped[list[Player]] = relationship(back_populates="team")

    @validates("name")
    def trimmed(self, key: str, value: str) -> str:
        if len(value) < 3:
            raise ValueError("too short")
        return value.strip()

    @validates("players")
    def known(self, key: str, player: Player) -> Player:
        assert isinstance(player, Player)
        return player


class Player(Base):
    """Takes only what fits together."""

    __tablename__ = "players"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(80), unique=True)
    code: Mapped[str] = mapped_column(sa.String(8))
    low: Mapped[int]
    high: Mapped[int]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))

    team: Mapped[Team] = relationship(back_populates="players")

    @validates("email")
    def address(self, key: str, value: str) -> str:
        if "@" not in value:
            raise ValueError("no e-mail address")
        return value.lower()

    @validates("code")
    def capitals(self, key: str, value: str) -> str:
        if not value.isupper():
            raise ValueError("a code is in capitals")
        return value

    @validates("low", "high")
    def in_order(self, key: str, value: int) -> int:
        if key == "high" and self.low is not None and value <= self.low:
            raise ValueError("high is higher than low")
        return value


class Permission(Base):
    """Its validators say what they take; one key of a pair is no longer counted up for it."""

    __tablename__ = "permissions"
    __table_args__ = (sa.UniqueConstraint("project", "action"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(sa.String(40))
    action: Mapped[str] = mapped_column(sa.String(40))
    scope: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[str] = mapped_column(sa.String(40), unique=True)
    level: Mapped[int]
    interval: Mapped[str] = mapped_column(sa.String(40))

    @validates("interval")
    def five_fields(self, key: str, value: str) -> str:
        if value and len(value.split()) != 5:
            raise ValueError("no cron expression")
        return value

    @validates("action", "scope", "state")
    def one_of_few(self, key: str, value: str) -> str:
        if key == "action" and value != "access_as_shared":
            raise ValueError(f"Invalid action {value!r}. Valid actions: {('access_as_shared',)}")
        if key == "scope" and value not in ("read", "write", "read-write"):
            raise ValueError(f"{value} is no scope: it must be one of read, write or read-write")
        if key == "state" and value not in [f"step-{number}" for number in range(12)]:
            raise ValueError(f"must be one of {[f'step-{number}' for number in range(12)]}")
        return value

    @validates("level")
    def of_three(self, key: str, value: int) -> int:
        if value not in (10, 20, 30):
            raise ValueError("10, 20 and 30 are the levels")
        return value


class Setting(Base):
    __tablename__ = "settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    value: Mapped[str] = mapped_column(sa.String(40))
    version: Mapped[int]


@event.listens_for(Team, "init")
def slug_of_name(target: Team, args: Any, kwargs: dict[str, Any]) -> None:
    kwargs.setdefault("slug", kwargs["name"].lower().replace(" ", "-"))


@event.listens_for(Setting.value, "set", retval=True)
def no_empty_value(target: Setting, value: str, old: object, initiator: object) -> str:
    if not value:
        raise ValueError("an empty value")
    return value.upper()


@event.listens_for(Setting, "before_insert")
def first_version(mapper: object, connection: object, target: Setting) -> None:
    if target.version is not None and target.version < 1:
        raise ValueError("versions count from one")
    target.name = target.name.lower()


@event.listens_for(Session, "before_flush")
def nothing_without_a_team(session: Session, context: object, instances: object) -> None:
    for one in session.new:
        if isinstance(one, Player) and one.team is None and one.team_id is None:
            raise ValueError("a player has a team")
