"""Factories for the models in ``case_declarative_1_4.models``.

``PostFactory()`` saves a post with the blog it needs; ``PostFactory.build()`` makes the
same objects without a database. Pass parents as objects (``blog=...``) or by key
(``blog_id=7``), or reach into them with two underscores (``blog__...``). Ask for
children by number or hand them over (``BlogFactory(posts=3)``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_declarative_1_4.models import Blog, Label, Post

from .factory_base import BaseFactory, Children


class BlogFactory(BaseFactory[Blog]):
    class Meta:
        model = Blog

    name = Sequence(lambda n: f"Blog {n}")

    posts = Children(f"{__name__}.PostFactory", of="blog")


class LabelFactory(BaseFactory[Label]):
    class Meta:
        model = Label

    name = Sequence(lambda n: f"label-{n}")

    posts = Children(f"{__name__}.PostFactory")


class PostFactory(BaseFactory[Post]):
    class Meta:
        model = Post

    class Params:
        with_parent = Trait(parent=SubFactory(f"{__name__}.PostFactory"))

    blog = SubFactory(BlogFactory)

    body = Faker("sentence")
    name = Sequence(lambda n: f"Post {n}")

    labels = Children(f"{__name__}.LabelFactory")
    answers = Children(f"{__name__}.PostFactory", of="parent")
