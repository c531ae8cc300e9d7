"""Factories for the models in ``case_peers.models``.

``PostFactory()`` saves a post with the user and country it needs;
``PostFactory.build()`` makes the same objects without a database. Pass parents as
objects (``author=...``) or by key (``author_id=7``), or reach into them with two
underscores (``author__...``). Ask for children by number or hand them over
(``TagFactory(posts=3)``).
"""

from datetime import timedelta

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_peers.models import Country, Post, Role, Tag, User

from .factory_base import BaseFactory, Children, Plus, short_code


class CountryFactory(BaseFactory[Country]):
    class Meta:
        model = Country

    # 1296 different values, then they repeat.
    code = Sequence(lambda n: short_code(n, 2))
    name = Faker("country")


class TagFactory(BaseFactory[Tag]):
    class Meta:
        model = Tag

    name = Sequence(lambda n: f"tag-{n}")

    posts = Children(f"{__name__}.PostFactory")


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    class Params:
        with_manager = Trait(manager=SubFactory(f"{__name__}.UserFactory"))
        writer = Trait(role=Role.WRITER)

    country = SubFactory(CountryFactory)

    email = Sequence(lambda n: f"user{n}@example.com")
    full_name = Faker("name")
    age = Faker("pyint", min_value=18, max_value=80)
    status = "new"
    role = Role.READER
    balance = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
    start_date = Faker("date_between", start_date="-2y", end_date="-1y")
    end_date = Plus("start_date", timedelta(days=180))

    posts = Children(f"{__name__}.PostFactory", of="author")


class PostFactory(BaseFactory[Post]):
    class Meta:
        model = Post

    author = SubFactory(UserFactory)

    slug = Sequence(lambda n: f"post-{n}")
    title = Faker("sentence", nb_words=4)
    body = Faker("sentence")

    tags = Children(f"{__name__}.TagFactory")
