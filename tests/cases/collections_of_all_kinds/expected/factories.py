"""Factories for the models in ``case_collections_of_all_kinds.models``.

``TrackFactory()`` saves a track with the album it needs; ``TrackFactory.build()`` makes
the same objects without a database. Pass parents as objects (``album=...``) or by key
(``album_id=7``), or reach into them with two underscores (``album__...``). Ask for
children by number or hand them over (``AlbumFactory(tracks=3)``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_collections_of_all_kinds.models import (
    Album,
    Comment,
    Note,
    Play,
    Review,
    Tag,
    Track,
)

from .factory_base import BaseFactory, Children, Key


class AlbumFactory(BaseFactory[Album]):
    class Meta:
        model = Album

    title = Faker("text", max_nb_chars=80)

    tracks = Children(f"{__name__}.TrackFactory", of="album")
    notes = Children(f"{__name__}.NoteFactory", of="album")
    plays = Children(f"{__name__}.PlayFactory", of="album")
    reviews = Children(f"{__name__}.ReviewFactory", of="album")
    comments = Children(f"{__name__}.CommentFactory", keys={"album_id": "id"})
    tags = Children(f"{__name__}.TagFactory")


class TrackFactory(BaseFactory[Track]):
    class Meta:
        model = Track

    album = SubFactory(AlbumFactory)

    position = Faker("pyint", min_value=0, max_value=100)
    title = Faker("text", max_nb_chars=80)


class NoteFactory(BaseFactory[Note]):
    class Meta:
        model = Note

    album = SubFactory(AlbumFactory)

    keyword = Sequence(lambda n: f"note-{n}")


class PlayFactory(BaseFactory[Play]):
    class Meta:
        model = Play

    album = SubFactory(AlbumFactory)


class ReviewFactory(BaseFactory[Review]):
    class Meta:
        model = Review

    album = SubFactory(AlbumFactory)

    stars = Faker("pyint", min_value=1, max_value=5)


class CommentFactory(BaseFactory[Comment]):
    class Meta:
        model = Comment

    class Params:
        album = SubFactory(AlbumFactory)

    album_id = Key("album.id")
    text = Faker("sentence")


class TagFactory(BaseFactory[Tag]):
    class Meta:
        model = Tag

    name = Sequence(lambda n: f"tag-{n}")

    albums = Children(f"{__name__}.AlbumFactory")
