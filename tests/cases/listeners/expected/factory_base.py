"""The base class of the factories in this folder, and the session they save to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time, timedelta
from functools import cache
from itertools import count
from math import gcd
from numbers import Number
from os import environ
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from factory.alchemy import SQLAlchemyModelFactory, SQLAlchemyOptions
from factory.builder import StepBuilder
from factory.declarations import (
    SKIP,
    Maybe,
    PostGenerationDeclaration,
    SelfAttribute,
    Sequence,
    SubFactory,
)
from factory.enums import CREATE_STRATEGY, get_builder_phase
from factory.errors import FactoryError
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import RelationshipDirection, Session, scoped_session
from sqlalchemy.orm.collections import collection_adapter

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
        return _Builder(cls._meta, params, strategy).build()

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
        return any(not isinstance(hook, Children) for hook in hooks)


_MEASURES = (date, time, timedelta, Number)


class Plus(SelfAttribute):
    """The second half of a pair: ``end_date = Plus("start_date", timedelta(days=30))``.

    Where the caller passes only ``end_date``, ``start_date`` lies that much before it.
    """

    def __init__(self, first: str, gap: Any) -> None:
        super().__init__(first)
        self.gap = gap

    def evaluate(self, instance: Any, step: Any, extra: Any) -> Any:
        first = super().evaluate(instance, step, extra)
        if not isinstance(first, _MEASURES):  # None or SQL: as if it were not passed
            declared = step.builder.factory_meta.pre_declarations[self.attribute_name]
            first = _value(declared.declaration, instance, step)
        second = _moved(first, self.gap)
        return second

    def before(self, second: Any) -> Any:
        """The first half, for a second one."""
        first = _moved(second, -self.gap)
        if isinstance(second, (date, time, timedelta)) or second < 0:
            return first
        return max(first, second // 2)  # which does not go below zero


def _moved(value: Any, gap: Any) -> Any:
    return value + gap


def _value(declared: Any, instance: Any, step: Any) -> Any:
    """The value of a declaration or constant."""
    if get_builder_phase(declared):
        return declared.evaluate_pre(instance, step, {})
    return declared


def _between(low: Any, middle: Any, high: Any) -> bool:
    try:
        return middle is not None and low < middle < high
    except TypeError:  # only one of them has a time zone
        return False


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
    extras = {**_first_halves(meta, extras), **extras}
    return extras


def _first_halves(meta: Any, extras: dict[str, Any]) -> dict[str, Any]:
    """The first halves of pairs whose second half alone the caller passes."""
    found: dict[str, Any] = {}
    pairs = _pairs(meta)
    for name, plus in pairs * len(pairs):  # of a chain, each link
        first = plus.attribute_name
        second = extras.get(name, found.get(name))
        if isinstance(second, _MEASURES) and first not in {**extras, **found}:
            before = plus.before(second)
            low = _passed_before(first, dict(pairs), extras)
            found[first] = low if _between(before, low, second) else before
    return found


def _passed_before(name: str, pairs: dict[str, Plus], extras: dict[str, Any]) -> Any:
    """What the caller passes for a link of the chain further ahead."""
    while name in pairs and not isinstance(extras.get(name), _MEASURES):
        name = pairs[name].attribute_name
    return extras.get(name)


def _pairs(meta: Any) -> list[tuple[str, Plus]]:
    found = []
    declarations = meta.pre_declarations.declarations
    for name, declared in declarations.items():
        while isinstance(declared, Maybe):  # where a trait has something else
            declared = declared.no
        if isinstance(declared, Plus) and declared.attribute_name in declarations:
            found.append((name, declared))
    return found


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
