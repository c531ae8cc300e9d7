"""Models that refer to each other, and can do without."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Team(Base):
    """Mutual; no relationship() of its own."""

    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    rival_id: Mapped[int | None] = mapped_column(ForeignKey("rivals.id", use_alter=True))


class Rival(Base):
    __tablename__ = "rivals"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))


class Left(Base):
    """Mutual, with relationships."""

    __tablename__ = "lefts"

    id: Mapped[int] = mapped_column(primary_key=True)
    right_id: Mapped[int | None] = mapped_column(ForeignKey("rights.id", use_alter=True))

    right: Mapped[Right | None] = relationship(foreign_keys=right_id)


class Right(Base):
    __tablename__ = "rights"

    id: Mapped[int] = mapped_column(primary_key=True)
    left_id: Mapped[int | None] = mapped_column(ForeignKey("lefts.id"))

    left: Mapped[Left | None] = relationship(foreign_keys=left_id)


class Album(Base):
    """Its cover is one of its photos, and set when both are there."""

    __tablename__ = "albums"

    id: Mapped[int] = mapped_column(primary_key=True)
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id", use_alter=True))

    cover: Mapped[Photo | None] = relationship(foreign_keys=cover_id, post_update=True)
    photos: Mapped[list[Photo]] = relationship(back_populates="album", foreign_keys="Photo.album_id")


class Photo(Base):
    __tablename__ = "photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("albums.id"))

    album: Mapped[Album] = relationship(back_populates="photos", foreign_keys=album_id)


class Folder(Base):
    """Of itself, with both sides."""

    __tablename__ = "folders"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("folders.id"))

    parent: Mapped[Folder | None] = relationship(back_populates="children", remote_side=id)
    children: Mapped[list[Folder]] = relationship(back_populates="parent")
