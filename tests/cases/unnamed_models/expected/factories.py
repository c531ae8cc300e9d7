"""Factories for the models in ``case_unnamed_models.models``.

``HistoryFactory()`` saves a history with the page it needs; ``HistoryFactory.build()``
makes the same objects without a database.
"""

from typing import Any

from factory.declarations import SubFactory
from factory.faker import Faker

from case_unnamed_models.models import Base, Page, Renamed

from .factory_base import BaseFactory, Key, mapped_class


class PageFactory(BaseFactory[Page]):
    class Meta:
        model = Page

    title = Faker("text", max_nb_chars=100)


class HistoryFactory(BaseFactory[Any]):
    class Meta:
        model = mapped_class(Base, "History")

    class Params:
        page = SubFactory(PageFactory)

    page_id = Key("page.id")
    text = Faker("sentence")


class CommentFactory(BaseFactory[Any]):
    class Meta:
        model = Renamed
