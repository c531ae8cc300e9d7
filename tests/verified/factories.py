"""Factories that save, or as many as the tables admit."""

from __future__ import annotations

from datetime import date

from factory.declarations import LazyFunction, Sequence, SubFactory
from factory_base import BaseFactory
from verified_models import Colour, Colouring, Event, Gauge, Host, Part, Post, Release, Tagged, Tagging, User, Version


class UserFactory(BaseFactory):
    class Meta:
        model = User

    mail = Sequence(lambda n: f"user{n}@example.com")


class PostFactory(BaseFactory):
    class Meta:
        model = Post

    user = SubFactory(f"{__name__}.UserFactory")
    title = "A title"


class ColouringFactory(BaseFactory):
    class Meta:
        model = Colouring

    colour = Sequence(lambda n: list(Colour)[n % 3])


class VersionFactory(BaseFactory):
    class Meta:
        model = Version


class ReleaseFactory(BaseFactory):
    class Meta:
        model = Release

    version = SubFactory(VersionFactory)


class EventFactory(BaseFactory):
    class Meta:
        model = Event

    name = "same"
    address = "10.0.0.1"


class TaggedFactory(BaseFactory):
    class Meta:
        model = Tagged

    tags = LazyFunction(list)


class TaggingFactory(BaseFactory):
    class Meta:
        model = Tagging

    tagged = SubFactory(TaggedFactory)


class HostFactory(BaseFactory):
    class Meta:
        model = Host


class PartFactory(BaseFactory):
    class Meta:
        model = Part

    made = date(2020, 1, 1)


class GaugeFactory(BaseFactory):
    class Meta:
        model = Gauge

    tiny = 1
    state = "on"
    text = "long"
