"""Factories for the models in ``case_cycles_nullable.models``.

``PhotoFactory()`` saves a photo with the album it needs; ``PhotoFactory.build()`` makes
the same objects without a database. Pass parents as objects (``album=...``) or by key
(``album_id=7``), or reach into them with two underscores (``album__...``). Ask for
children by number or hand them over (``AlbumFactory(photos=3)``).
"""

from factory.declarations import SubFactory, Trait

from case_cycles_nullable.models import Album, Folder, Left, Photo, Right, Rival, Team

from .factory_base import BaseFactory, Children, Key


class TeamFactory(BaseFactory[Team]):
    class Meta:
        model = Team

    class Params:
        rival = None
        with_rival = Trait(rival=SubFactory(f"{__name__}.RivalFactory"))

    rival_id = Key("rival.id")


class RivalFactory(BaseFactory[Rival]):
    class Meta:
        model = Rival

    class Params:
        team = None
        with_team = Trait(team=SubFactory(TeamFactory))

    team_id = Key("team.id")


class LeftFactory(BaseFactory[Left]):
    class Meta:
        model = Left

    class Params:
        with_right = Trait(right=SubFactory(f"{__name__}.RightFactory"))


class RightFactory(BaseFactory[Right]):
    class Meta:
        model = Right

    class Params:
        with_left = Trait(left=SubFactory(LeftFactory))


class AlbumFactory(BaseFactory[Album]):
    class Meta:
        model = Album

    class Params:
        with_cover = Trait(cover=SubFactory(f"{__name__}.PhotoFactory"))

    photos = Children(f"{__name__}.PhotoFactory", of="album")


class PhotoFactory(BaseFactory[Photo]):
    class Meta:
        model = Photo

    album = SubFactory(AlbumFactory)


class FolderFactory(BaseFactory[Folder]):
    class Meta:
        model = Folder

    class Params:
        with_parent = Trait(parent=SubFactory(f"{__name__}.FolderFactory"))

    children = Children(f"{__name__}.FolderFactory", of="parent")
