"""The base class of the factories in this folder, and the session they save to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import count
from math import gcd
from os import environ
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from factory.alchemy import SQLAlchemyModelFactory, SQLAlchemyOptions
from factory.builder import StepBuilder
from factory.declarations import (
    SKIP,
    BaseDeclaration,
    Maybe,
    PostGenerationDeclaration,
    SelfAttribute,
    SubFactory,
)
from factory.enums import CREATE_STRATEGY, get_builder_phase
from factory.errors import FactoryError
from sqlalchemy import inspect, select
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
    extras = _moved_up(meta, extras)
    extras = {**_given(meta, extras, strategy), **extras}
    extras = {**_agreed(meta, extras), **extras}
    extras = {**_unshared(meta, extras), **extras}
    return extras


def _given(meta: Any, extras: dict[str, Any], strategy: str) -> dict[str, Any]:
    """The parents that are settled by what the caller passes."""
    given: dict[str, Any] = {}
    for relationship, target, keys in _relationship_keys(meta.model):
        own = _own_keys(meta.model, keys)
        if relationship not in extras and own <= extras.keys():
            told = {key: extras[key] for key in keys if key in extras}
            found = _found(meta, relationship, target, keys, told, strategy)
            given[relationship] = found
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


def _own_keys(model: Any, keys: dict[str, str]) -> set[str]:
    """A parent's keys, without those that are another parent's too."""
    return keys.keys() - _common_keys(model) or set(keys)


@cache
def _common_keys(model: Any) -> set[str]:
    """The attributes of columns that several foreign keys have in common."""
    mapper = inspect(model)
    found = [table.foreign_key_constraints for table in mapper.tables]
    columns = [column for keys in found for key in keys for column in key.columns]
    common = {column for column in columns if columns.count(column) > 1}
    return {one.key for one in mapper.column_attrs if common.intersection(one.columns)}


def _found(
    meta: Any, name: str, model: Any, keys: Any, told: dict[str, Any], strategy: str
) -> Any:
    """The parent of a key that is passed, as far as it can be known."""
    if model is None or strategy != CREATE_STRATEGY:
        return SKIP
    shared = [(parent, source) for parent, _, source in _shared(meta)]
    read = {part for pair in shared for part in (pair[0], pair[1].partition(".")[0])}
    if name in read and any(get_builder_phase(value) for value in told.values()):
        return _Loaded(model, {key: keys[key] for key in told})
    loaded = _load(model, {keys[key]: value for key, value in told.items()})
    return SKIP if loaded is None else loaded


class _Loaded(BaseDeclaration):
    """The parent of a key that is known only when it is needed."""

    def __init__(self, model: Any, keys: dict[str, str]) -> None:
        super().__init__()
        self.model = model
        self.keys = keys

    def evaluate(self, instance: Any, step: Any, extra: Any) -> Any:
        keys = {there: getattr(instance, here) for here, there in self.keys.items()}
        loaded = _load(self.model, keys)
        return SKIP if loaded is None else loaded


def _load(model: Any, keys: dict[str, Any]) -> Any:
    """The parent that a key passed by the caller stands for, if there is one."""
    for key in keys.values():
        if key is None or key is SKIP or get_builder_phase(key):
            return None
    session, mapper = get_session(), inspect(model)
    primary = {mapper.get_property_by_column(one).key for one in mapper.primary_key}
    with session.no_autoflush:
        if primary == keys.keys():
            return session.get(model, keys)
        found = session.scalars(select(model).filter_by(**keys).limit(2)).all()
    return found[0] if len(found) == 1 else None


def _maker(meta: Any, name: str) -> Any:
    """The SubFactory of a parent, be it in a trait; None if it has none."""
    waiting = [meta.pre_declarations.declarations.get(name)]
    while waiting:
        declared = waiting.pop()
        if isinstance(declared, SubFactory):
            return declared
        if isinstance(declared, Maybe):
            waiting += [declared.no, declared.yes]
    return None


@cache
def _shared(meta: Any) -> list[tuple[str, str, str]]:
    """What parents are passed on: the parent, its keyword, and where the value is."""
    found = []
    for name in meta.pre_declarations:
        maker = _maker(meta, name)
        for inside, value in maker._defaults.items() if maker else ():
            up = inside.count("__") + 2
            if isinstance(value, SelfAttribute) and value.depth == up:
                found.append((name, inside, value.attribute_name))
    return found


def _moved_up(meta: Any, extras: dict[str, Any]) -> dict[str, Any]:
    """What is told of a shared ancestor through one parent, as told where it is made."""
    told = dict(extras)
    for parent in dict.fromkeys(key.partition("__")[0] for key in extras):
        maker = _maker(meta, parent)
        above = f"{parent}__"
        nested = [key for key in extras if maker and key.startswith(above)]
        further = {key[len(above) :]: told.pop(key) for key in nested}
        if further:
            further = _moved_up(maker.get_factory()._meta, further)
            told.update({above + key: value for key, value in further.items()})
    for name, inside, source in _shared(meta):
        if source.partition(".")[0] in told:
            continue
        there, there_keys = _place(meta, f"{name}__{inside}")
        here, here_keys = _place(meta, source.replace(".", "__"))
        _move(told, there, here)
        for remote, key in there_keys.items():
            _move(told, key, here_keys.get(remote, key))
    return told


def _move(told: dict[str, Any], there: str, here: str) -> None:
    for key in list(told):
        if key == there or key.startswith(f"{there}__"):
            told.setdefault(here + key[len(there) :], told.pop(key))


def _place(meta: Any, keyword: str) -> tuple[str, dict[str, str]]:
    """The keyword of a parent or of its key, as the parent's and those of its keys."""
    *path, last = keyword.split("__")
    for name in path:
        meta = _maker(meta, name).get_factory()._meta
    above = "".join(f"{name}__" for name in path)
    for parent, keys in _all_keys(meta):
        if last == parent or last in keys:
            return above + parent, {keys[key]: above + key for key in keys}
    return keyword, {}


def _all_keys(meta: Any) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    found += [(parent, keys) for parent, _, keys in _relationship_keys(meta.model)]
    return sorted(found, key=lambda one: len(one[1]))


def _agreed(meta: Any, extras: dict[str, Any]) -> dict[str, Any]:
    """The ancestors of a parent that is passed, for the other parents that share them."""
    agreed: dict[str, Any] = {}
    for name, inside, source in _shared(meta):
        told = {**extras, **agreed}
        here = source.replace(".", "__")
        if told.get(name, SKIP) in (None, SKIP) or source.partition(".")[0] in told:
            continue
        if not any(key == here or key.startswith(f"{here}__") for key in told):
            path = f"{name}.{inside.replace('__', '.')}"
            agreed[here] = _Of(path, here)
    return agreed


class _Of(BaseDeclaration):
    """An ancestor of a parent that is passed; if that has none, what is declared."""

    def __init__(self, path: str, keyword: str) -> None:
        super().__init__()
        self.path = path
        *self.above, self.name = keyword.split("__")

    def evaluate(self, instance: Any, step: Any, extra: Any) -> Any:
        holder = step
        for _ in self.above:
            holder = holder.parent_step
        first, *path = self.path.split(".")
        value = getattr(holder.stub, first)
        maker = _maker(holder.builder.factory_meta, first)
        for name in path:
            value = _attribute(value, name, maker, step.builder.strategy)
            maker = _maker(maker.get_factory()._meta, name) if maker else None
        if value is None:
            return _Own(self.name).evaluate(instance, step, extra)
        return value


class _Own(BaseDeclaration):
    """What a factory declares under a name, whatever is passed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def evaluate(self, instance: Any, step: Any, extra: Any) -> Any:
        declared = step.builder.factory_meta.pre_declarations.declarations
        own = declared.get(self.name, SKIP)
        if get_builder_phase(own):
            return own.evaluate_pre(instance, step, extra)
        return own


def _unshared(meta: Any, extras: dict[str, Any]) -> dict[str, Any]:
    """Ancestors of a parent that is not known: the other parents have their own."""
    return {
        f"{name}__{inside}": _Own(inside.rpartition("__")[2])
        for name, inside, source in _shared(meta)
        if "." in source and extras.get(source.partition(".")[0], meta) in (None, SKIP)
    }


def _attribute(holder: Any, name: str, maker: Any, strategy: str) -> Any:
    """An attribute of a parent; where it has none of that name, the row that its key stands for."""
    value = getattr(holder, name, None)
    return value
