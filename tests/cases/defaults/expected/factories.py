"""Factories for the models in ``case_defaults.models``.

``SettingFactory()`` saves a setting; ``SettingFactory.build()`` makes the same objects
without a database.
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_defaults.models import Article, Setting

from .factory_base import BaseFactory, Key


class SettingFactory(BaseFactory[Setting]):
    class Meta:
        model = Setting

    name = Sequence(lambda n: f"Setting {n}")


class ArticleFactory(BaseFactory[Article]):
    class Meta:
        model = Article

    class Params:
        author = None
        with_author = Trait(author=SubFactory(f"{__name__}.ArticleFactory"))

    title = Faker("text", max_nb_chars=50)
    author_id = Key("author.id")
