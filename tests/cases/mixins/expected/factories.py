"""Factories for the models in ``case_mixins.models``.

``DocumentFactory()`` saves a document with the user it needs;
``DocumentFactory.build()`` makes the same objects without a database. Pass parents as
objects (``created_by=...``) or by key (``created_by_id=7``), or reach into them with
two underscores (``created_by__...``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_mixins.models import Book, Document, Folder, Report, User

from .factory_base import BaseFactory


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    email = Sequence(lambda n: f"user{n}@example.com")


class DocumentFactory(BaseFactory[Document]):
    class Meta:
        model = Document

    class Params:
        with_updated_by = Trait(updated_by=SubFactory(UserFactory))

    created_by = SubFactory(UserFactory)

    title = Faker("text", max_nb_chars=80)


class BookFactory(DocumentFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Book

    pages = Faker("pyint", min_value=1, max_value=500)


class ReportFactory(DocumentFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Report

    pages = Faker("pyint", min_value=1, max_value=500)


class FolderFactory(BaseFactory[Folder]):
    class Meta:
        model = Folder

    class Params:
        with_updated_by = Trait(updated_by=SubFactory(UserFactory))

    created_by = SubFactory(UserFactory)

    title = Sequence(lambda n: f"Folder {n}")
