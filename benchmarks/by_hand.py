"""The same factories as people write them, flushing or committing each object, and polyfactory's."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from factory.alchemy import SESSION_PERSISTENCE_COMMIT, SESSION_PERSISTENCE_FLUSH, SQLAlchemyModelFactory
from factory.declarations import Sequence, SubFactory
from factory.faker import Faker
from library import Author, Book, Page
from polyfactory.factories.sqlalchemy_factory import SQLAlchemyFactory
from sqlalchemy.orm import Session


@dataclass
class Registry:
    """Where the factories find the session of the run."""

    session: Session | None = None


registry = Registry()


def current_session() -> Session | None:
    return registry.session


class FlushingAuthorFactory(SQLAlchemyModelFactory):
    class Meta:
        model = Author
        sqlalchemy_session_factory = current_session
        sqlalchemy_session_persistence = SESSION_PERSISTENCE_FLUSH

    name = Faker("name")
    email = Sequence(lambda n: f"author{n}@example.com")


class FlushingBookFactory(SQLAlchemyModelFactory):
    class Meta:
        model = Book
        sqlalchemy_session_factory = current_session
        sqlalchemy_session_persistence = SESSION_PERSISTENCE_FLUSH

    author = SubFactory(FlushingAuthorFactory)
    title = Faker("sentence", nb_words=4)


class FlushingPageFactory(SQLAlchemyModelFactory):
    class Meta:
        model = Page
        sqlalchemy_session_factory = current_session
        sqlalchemy_session_persistence = SESSION_PERSISTENCE_FLUSH

    book = SubFactory(FlushingBookFactory)
    number = Faker("pyint", min_value=1000, max_value=999999)


class CommittingAuthorFactory(FlushingAuthorFactory):
    class Meta:
        sqlalchemy_session_persistence = SESSION_PERSISTENCE_COMMIT


class CommittingBookFactory(FlushingBookFactory):
    class Meta:
        sqlalchemy_session_persistence = SESSION_PERSISTENCE_COMMIT

    author = SubFactory(CommittingAuthorFactory)


class CommittingPageFactory(FlushingPageFactory):
    class Meta:
        sqlalchemy_session_persistence = SESSION_PERSISTENCE_COMMIT

    book = SubFactory(CommittingBookFactory)


class QuietAuthorFactory(FlushingAuthorFactory):
    class Meta:
        sqlalchemy_session_persistence = None


class QuietBookFactory(FlushingBookFactory):
    class Meta:
        sqlalchemy_session_persistence = None

    author = SubFactory(QuietAuthorFactory)


class QuietPageFactory(FlushingPageFactory):
    class Meta:
        sqlalchemy_session_persistence = None

    book = SubFactory(QuietBookFactory)


class PolyAuthorFactory(SQLAlchemyFactory[Author]):
    __set_as_default_factory_for_type__ = True
    __set_primary_key__ = False

    numbers = count()

    @classmethod
    def email(cls) -> str:  # left alone, its random strings soon repeat themselves
        return f"author{next(cls.numbers)}@example.com"


class PolyBookFactory(SQLAlchemyFactory[Book]):
    __set_as_default_factory_for_type__ = True
    __set_primary_key__ = False
    __set_foreign_keys__ = False


class PolyPageFactory(SQLAlchemyFactory[Page]):
    __set_as_default_factory_for_type__ = True
    __set_primary_key__ = False
    __set_foreign_keys__ = False


def flush_per_object(session: Session, size: int, **values: object) -> Any:
    registry.session = session
    return FlushingPageFactory.create_batch(size, **values)


def commit_per_object(session: Session, size: int, **values: object) -> Any:
    registry.session = session
    return CommittingPageFactory.create_batch(size, **values)


def flush_by_hand(session: Session, size: int, **values: object) -> Any:
    """What no factory flushes, the test has to."""
    registry.session = session
    made = QuietPageFactory.create_batch(size, **values)
    session.flush()
    return made


def polyfactory(session: Session, size: int) -> Any:
    PolyPageFactory.__session__ = session
    return PolyPageFactory.create_batch_sync(size)
