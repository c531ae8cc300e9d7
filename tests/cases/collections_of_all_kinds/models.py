"""Collections that are no list: written only, dynamic, dicts by an attribute, sets, lists that keep an order."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import (
    DeclarativeBase,
    DynamicMapped,
    Mapped,
    WriteOnlyMapped,
    attribute_keyed_dict,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


album_tags = sa.Table(
    "album_tags",
    Base.metadata,
    sa.Column("album_id", ForeignKey("albums.id"), primary_key=True),
    sa.Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)


class Album(Base):
    __tablename__ = "albums"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(80))

    tracks: Mapped[list[Track]] = relationship(
        back_populates="album", order_by="Track.position", collection_class=ordering_list("position")
    )
    notes: Mapped[dict[str, Note]] = relationship(
        back_populates="album", collection_class=attribute_keyed_dict("keyword")
    )
    plays: WriteOnlyMapped[Play] = relationship(back_populates="album", passive_deletes=True)
    reviews: DynamicMapped[Review] = relationship(back_populates="album")
    comments: WriteOnlyMapped[Comment] = relationship()
    tags: Mapped[set[Tag]] = relationship(secondary=album_tags, back_populates="albums")


class Track(Base):
    __tablename__ = "tracks"

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("albums.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(80))

    album: Mapped[Album] = relationship(back_populates="tracks")


class Note(Base):
    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("albums.id"))
    keyword: Mapped[str] = mapped_column(sa.String(30))

    album: Mapped[Album] = relationship(back_populates="notes")


class Play(Base):
    __tablename__ = "plays"

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("albums.id", ondelete="CASCADE"))

    album: Mapped[Album] = relationship(back_populates="plays")


class Review(Base):
    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("albums.id"))
    stars: Mapped[int]

    album: Mapped[Album] = relationship(back_populates="reviews")


class Comment(Base):
    """Knows its album by key only."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("albums.id"))
    text: Mapped[str] = mapped_column(sa.Text)


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(30), unique=True)

    albums: DynamicMapped[Album] = relationship(secondary=album_tags, back_populates="tags")
