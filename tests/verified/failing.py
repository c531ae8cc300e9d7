"""Factories of which each fails in its own way."""

from __future__ import annotations

import sys

from factory.declarations import LazyFunction, PostGeneration
from factory_base import BaseFactory
from sqlalchemy import text
from sqlalchemy.orm import Session, object_session
from verified_models import Post, User


def session_of(instance: object) -> Session:
    session = object_session(instance)
    assert session is not None
    return session


class RepeatingFactory(BaseFactory):
    class Meta:
        model = User

    mail = "one@example.com"


class UntitledFactory(BaseFactory):
    class Meta:
        model = Post

    user_id = LazyFunction(lambda: None)
    title = None


class TextKeyFactory(BaseFactory):
    class Meta:
        model = Post

    id = "no number"
    user_id = 1
    title = "A title"


class OrphanFactory(BaseFactory):
    class Meta:
        model = Post

    user_id = 99
    title = "A title"


class UncheckedFactory(RepeatingFactory):
    mail = "no address"


class MisspeltFactory(RepeatingFactory):
    male = "x"


class BadNickFactory(RepeatingFactory):
    nick = "bad"


class OddFactory(RepeatingFactory):
    even = 3


class UnreadableFactory(RepeatingFactory):
    even = 4


class WrongTypeFactory(RepeatingFactory):
    mail = LazyFunction(dict)


class LongFactory(RepeatingFactory):
    nick = "too long a nick"


class LargeFactory(RepeatingFactory):
    small = 100_000


class ExitingFactory(RepeatingFactory):
    leave = PostGeneration(lambda *_, **__: sys.exit(3))


class ForgetfulFactory(RepeatingFactory):
    """Makes an object that it does not add."""

    @classmethod
    def _save(cls, model_class, session, args, kwargs):
        return model_class(*args, **kwargs)


class CommittingConnectionFactory(RepeatingFactory):
    save = PostGeneration(lambda instance, create, _, **__: create and session_of(instance).connection().commit())


class CommittingStatementFactory(RepeatingFactory):
    save = PostGeneration(lambda instance, create, _, **__: create and session_of(instance).execute(text("COMMIT")))


class RollingBackFactory(RepeatingFactory):
    undo = PostGeneration(lambda instance, create, _, **__: create and session_of(instance).connection().rollback())


class CreatingFactory(RepeatingFactory):
    create_table = PostGeneration(
        lambda instance, create, _, **__: (
            create and session_of(instance).execute(text("CREATE TABLE left_over (a INT)"))
        )
    )


def interrupt(instance: object, create: bool, _: object, **__: object) -> None:
    if create:
        session_of(instance).commit()
        raise KeyboardInterrupt


class InterruptedFactory(RepeatingFactory):
    stop = PostGeneration(interrupt)
