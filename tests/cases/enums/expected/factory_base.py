"""The base class of the factories in this folder, and the session they save to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from math import gcd
from os import environ
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from factory.alchemy import SQLAlchemyModelFactory, SQLAlchemyOptions
from factory.builder import StepBuilder
from factory.declarations import Sequence, SubFactory
from factory.enums import CREATE_STRATEGY
from factory.errors import FactoryError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

T = TypeVar("T")
AnySession = Session | scoped_session[Any]

_session: ContextVar[AnySession | None] = ContextVar("session", default=None)


def set_session(session: AnySession | None) -> None:
    """Point every factory at ``session``; ``None`` takes it away again."""
    _session.set(session)


def get_session() -> AnySession:
    session = _session.get()
    if session is None:
        raise RuntimeError(
            "create() needs a session: call set_session(session) first, "
            "in a fixture for example, or use build()"
        )
    return session


# Workers of pytest-xdist may share a database: each takes every so many-th number of a
# sequence. Steps of this kind leave no value out where few are possible and repeat.
_WORKERS = int(environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
_STEP = next(step for step in count(_WORKERS) if gcd(step, 30) == 1)
_FIRST = int(environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


class _Options(SQLAlchemyOptions):
    def next_sequence(self) -> int:
        number: int = super().next_sequence()
        return number * _STEP + _FIRST


class BaseFactory(SQLAlchemyModelFactory, Generic[T]):
    """What one call creates is flushed once, when all of it is made."""

    _options_class = _Options

    if TYPE_CHECKING:
        Meta: Any
        _meta: Any

        def __new__(cls, **kwargs: Any) -> T: ...  # type: ignore[misc]
        @classmethod
        def build(cls, **kwargs: Any) -> T: ...
        @classmethod
        def create(cls, **kwargs: Any) -> T: ...
        @classmethod
        def build_batch(cls, size: int, **kwargs: Any) -> list[T]: ...
        @classmethod
        def create_batch(cls, size: int, **kwargs: Any) -> list[T]: ...
    else:

        class Meta:
            abstract = True

        @classmethod
        def build_batch(cls, size, /, **kwargs):
            return [cls.build(**kwargs) for _ in range(size)]

        @classmethod
        def create_batch(cls, size, /, **kwargs):
            with cls._flushed():
                rows = [dict(kwargs) for _ in range(size)]
                return [cls._make(CREATE_STRATEGY, row) for row in rows]

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
        if strategy != CREATE_STRATEGY:
            return cls._make(strategy, params)
        with cls._flushed():
            return cls._make(strategy, params)

    @classmethod
    def _make(cls, strategy: str, params: dict[str, Any]) -> Any:
        if cls._meta.abstract:
            raise FactoryError(f"{cls.__name__} is abstract: it has no Meta.model")
        return StepBuilder(cls._meta, params, strategy).build()

    @classmethod
    @contextmanager
    def _flushed(cls) -> Iterator[None]:
        # A session that a test has put on the factory itself comes first.
        token = _session.set(cls._meta.sqlalchemy_session or get_session())
        try:
            yield
            get_session().flush()
        except IntegrityError as error:
            for told in _exhausted(cls):
                error.add_detail(told)
            raise
        finally:
            _session.reset(token)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        session = get_session()
        if cls._meta.sqlalchemy_get_or_create:
            return cls._get_or_create(model_class, session, args, kwargs)
        return cls._save(model_class, session, args, kwargs)

    @classmethod
    def _save(cls, model_class: Any, session: Any, args: Any, kwargs: Any) -> Any:
        instance = cls._build(model_class, *args, **kwargs)
        session.add(instance)
        if cls._has_hooks():
            session.flush()
        return instance

    @classmethod
    def _has_hooks(cls) -> bool:
        """Whether somebody else's code looks at the object before it is returned."""
        if cls._after_postgeneration != super()._after_postgeneration:
            return True
        hooks = cls._meta.post_declarations.declarations.values()
        return bool(hooks)


def _exhausted(factory: Any) -> Iterator[str]:
    """Which sequences of a factory and its parents have begun to repeat themselves."""
    for one in _with_parents(factory):
        made = one._meta.next_sequence()
        for name, declared in one._meta.pre_declarations.declarations.items():
            if isinstance(declared, Sequence):
                first = declared.function(0)
                again = (n for n in range(1, made) if declared.function(n) == first)
                reach = next(again, None)
                if reach:
                    name = f"{one.__name__}.{name}"
                    yield f"{name} has no more than {reach} different values"


def _with_parents(factory: Any) -> list[Any]:
    """A factory and those of its parents, each once: in a circle it is one of them."""
    found = [factory]
    for one in found:
        for declared in one._meta.pre_declarations.declarations.values():
            if isinstance(declared, SubFactory) and declared.get_factory() not in found:
                found.append(declared.get_factory())
    return found
