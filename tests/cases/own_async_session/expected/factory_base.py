"""The base class of the factories in this folder, and the session they save to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from factory.alchemy import SQLAlchemyModelFactory
from factory.builder import StepBuilder
from factory.declarations import SKIP, PostGenerationDeclaration, SubFactory
from factory.enums import CREATE_STRATEGY
from factory.errors import FactoryError
from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session
from sqlalchemy.orm import RelationshipDirection, Session, scoped_session
from sqlalchemy.orm.collections import collection_adapter

T = TypeVar("T")
AnySession = Session | scoped_session[Any]
AnyAsyncSession = AsyncSession | async_scoped_session[Any]
Created = TypeVar("Created")

_session: ContextVar[AnySession | None] = ContextVar("session", default=None)
_async_session: ContextVar[AnyAsyncSession | None] = ContextVar(
    "async_session", default=None
)


def set_session(session: AnySession | AnyAsyncSession | None) -> None:
    """Point every factory at ``session``; ``None`` takes it away again.

    An AsyncSession is that of ``acreate()`` and ``acreate_batch()``.
    """
    if isinstance(session, AsyncSession | async_scoped_session):
        _session.set(None)
        _async_session.set(session)
    else:
        _session.set(session)
        _async_session.set(None)


def get_session() -> AnySession:
    session = _session.get()
    if session is None:
        raise RuntimeError("the session is an AsyncSession: use await acreate(...)")
    return session


def _own_session() -> AnyAsyncSession:
    # Imported no sooner than it is needed: its module may import the factories.
    from case_own_async_session.db import Session

    return Session


class BaseFactory(SQLAlchemyModelFactory, Generic[T]):
    """What one call creates is flushed once, when all of it is made."""

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
        return _Builder(cls._meta, params, strategy).build()

    @classmethod
    @contextmanager
    def _flushed(cls) -> Iterator[None]:
        # A session that a test has put on the factory itself comes first.
        token = _session.set(cls._meta.sqlalchemy_session or get_session())
        try:
            yield
            get_session().flush()
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
        return any(not isinstance(hook, Children) for hook in hooks)


class Children(PostGenerationDeclaration):
    """The other side of a relationship, empty unless the caller asks for some.

    ``clients=3``, ``clients__name="Ann"`` (one of that name) or ``clients=[ann, bob]``.
    ``of`` is the child's relationship to its parent. A child without one joins the
    parent's collection and is told the parent's ``keys``, by its own names for them.
    """

    def __init__(
        self, factory: Any, *, of: str = "", keys: dict[str, str] | None = None
    ):
        super().__init__()
        self.child = SubFactory(factory)
        self.of = of
        self.keys = keys or {}

    def __set_name__(self, owner: Any, name: str) -> None:
        self.name = name

    def call(self, instance: Any, step: Any, context: Any) -> None:
        wanted = self._wanted(context)
        if not wanted:
            return
        # Before any flush: after it, the collection would have to be loaded.
        name = step.builder.factory_meta.rename.get(self.name, self.name)
        joined = None if self.of else collection_adapter(getattr(instance, name))
        creating = step.builder.strategy == CREATE_STRATEGY
        for child in self._children(wanted, instance, step, context.extra):
            if self.of:
                setattr(child, self.of, instance)
            if creating:
                get_session().add(child)  # setting its parent did not do that
            if joined is not None:
                joined.append_with_event(child)
        if creating and step.stub is None:  # pytest-factoryboy calls it all alone
            get_session().flush()

    def _wanted(self, context: Any) -> int | list[Any]:
        given, extra = context.value, context.extra
        if not context.value_provided or given is self:  # so pytest-factoryboy has it
            return 1 if extra else 0
        if given is None:
            return 0
        if isinstance(given, bool):
            raise TypeError(f"{self.name}={given}: give a number or a list")
        if isinstance(given, int):
            return given
        if extra:
            raise TypeError(f"{self.name}__{min(extra)}: not together with a list")
        return list(given)

    def _children(
        self, wanted: int | list[Any], instance: Any, step: Any, extra: Any
    ) -> Iterator[Any]:
        if isinstance(wanted, list):
            yield from wanted
            return
        parent = {self.of: instance} if self.of else {}
        if self.keys:
            if step.builder.strategy == CREATE_STRATEGY:
                get_session().flush()  # a child without its key could not be saved
            parent = {key: getattr(instance, here) for key, here in self.keys.items()}
        for _ in range(wanted):
            yield step.recurse(self.child.get_factory(), {**parent, **extra})


class _Builder(StepBuilder):
    """Reads what the caller passes before anything is made."""

    def __init__(self, meta: Any, extras: dict[str, Any], strategy: str) -> None:
        if issubclass(meta.factory, BaseFactory):  # and not factory_boy's own for List
            extras = _told(meta, extras, strategy)
        super().__init__(meta, extras, strategy)


def _told(meta: Any, extras: dict[str, Any], strategy: str) -> dict[str, Any]:
    """The caller's keywords, and what follows from them."""
    extras = {**_given(meta, extras, strategy), **extras}
    return extras


def _given(meta: Any, extras: dict[str, Any], strategy: str) -> dict[str, Any]:
    """The parents that are settled by what the caller passes."""
    given: dict[str, Any] = {}
    for relationship, target, keys in _relationship_keys(meta.model):
        if relationship not in extras and keys.keys() <= extras.keys():
            given[relationship] = SKIP
    return given


@cache
def _relationship_keys(model: Any) -> list[tuple[str, Any, dict[str, str]]]:
    """Each many-to-one relationship, its target, and its keys here and there."""
    found = []
    for relationship in inspect(model).relationships:
        writes = not relationship.viewonly
        if writes and relationship.direction is RelationshipDirection.MANYTOONE:
            here, there = relationship.parent, relationship.mapper
            keys = {
                here.get_property_by_column(local).key: (
                    there.get_property_by_column(remote).key
                )
                for local, remote in relationship.local_remote_pairs
            }
            found.append((relationship.key, there.class_, keys))
    return found


async def acreate(factory: type[BaseFactory[T]], /, **kwargs: Any) -> T:
    """``factory.create()``, in the AsyncSession that ``set_session()`` was given."""
    return await _in_async_session(lambda: factory.create(**kwargs))


async def acreate_batch(
    factory: type[BaseFactory[T]], size: int, /, **kwargs: Any
) -> list[T]:
    """``factory.create_batch()``, in the same way."""
    return await _in_async_session(lambda: factory.create_batch(size, **kwargs))


async def _in_async_session(create: Callable[[], Created]) -> Created:
    session = _async_session.get() or _own_session()

    def create_there(sync_session: Session) -> Created:
        token = _session.set(sync_session)
        try:
            return create()
        finally:
            _session.reset(token)

    if isinstance(session, async_scoped_session):
        session = session()
    return await session.run_sync(create_there)
