"""Factories for the models in ``case_constructors_with_parents.models``.

``TicketFactory()`` saves a ticket with the user it needs; ``TicketFactory.build()``
makes the same objects without a database. Pass parents as objects (``user=...``) or by
key (``user_id=7``), or reach into them with two underscores (``user__...``).
"""

from typing import ClassVar

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_constructors_with_parents.models import (
    Note,
    Post,
    Remark,
    Review,
    Secret,
    Ticket,
    User,
)

from .factory_base import BaseFactory, Key


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    name = Faker("name", locale="en_US")


class TicketFactory(BaseFactory[Ticket]):
    class Meta:
        model = Ticket

    user = SubFactory(UserFactory)

    user_id = Key("user.id")
    title = Faker("text", max_nb_chars=50)


class NoteFactory(BaseFactory[Note]):
    class Meta:
        model = Note
        rename: ClassVar = {"user": "author"}

    user = SubFactory(UserFactory)

    day = Faker("past_date")
    loud = False
    text = Faker("sentence")


class SecretFactory(BaseFactory[Secret]):
    class Meta:
        model = Secret

    user = SubFactory(UserFactory)

    user_id = Key("user.id")
    password = Faker("password")


class PostFactory(BaseFactory[Post]):
    class Meta:
        model = Post
        rename: ClassVar = {"user": "writer"}

    user = SubFactory(UserFactory)

    headline = Faker("sentence", nb_words=4)
    slug = Sequence(lambda n: f"post-{n}")


class ReviewFactory(PostFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Review

    stars = Faker("pyint", min_value=1, max_value=5)


class RemarkFactory(BaseFactory[Remark]):
    class Meta:
        model = Remark
        rename: ClassVar = {"user": "by"}

    class Params:
        with_post = Trait(post=SubFactory(PostFactory))

    user = SubFactory(UserFactory)
    about = SubFactory(PostFactory)

    text = Faker("sentence")
