"""The base class of the factories in this folder, and the session they save to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from inspect import Parameter, signature
from itertools import count
from math import gcd
from os import environ
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from factory.alchemy import SQLAlchemyModelFactory, SQLAlchemyOptions
from factory.base import StubObject
from factory.builder import StepBuilder
from factory.declarations import (
    SKIP,
    BaseDeclaration,
    Maybe,
    PostGenerationDeclaration,
    SelfAttribute,
    SubFactory,
)
from factory.enums import BUILD_STRATEGY, CREATE_STRATEGY, get_builder_phase
from factory.errors import FactoryError
from sqlalchemy import inspect, select
from sqlalchemy.orm import RelationshipDirection, Session, scoped_session
from sqlalchemy.orm.attributes import set_committed_value
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

    _late: ClassVar[tuple[str, ...]] = ()

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
            return cls._batch([dict(kwargs) for _ in range(size)])

        @classmethod
        def _batch(cls, rows):
            with cls._flushed():
                cls._add_parents(rows)
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
    def _add_parents(cls, rows: list[dict[str, Any]]) -> None:
        """The parents of a batch that need a flush, made together; its rows have the same keywords."""
        makers = _makers(cls._meta, rows[0]) if rows else {}
        for parent in list(makers) * len(makers):  # one may need what another one has
            passed = [_passed_on(cls._meta, makers[parent], row) for row in rows]
            if parent not in rows[0] and None not in passed:
                made = makers[parent].get_factory()._batch(passed)
                for row, one in zip(rows, made):
                    row[parent] = one

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

    @classmethod
    def _is_late(cls, model_class: Any, key: str) -> bool:
        """Whether an attribute has to wait for the object, because __init__ refuses it."""
        accepted = _parameters(model_class)
        return key in cls._late or (accepted is not None and key not in accepted)

    @classmethod
    def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        instance = cls._construct(model_class, *args, **kwargs)
        for key, default in _defaults(model_class):
            if key not in kwargs and instance.__dict__.get(key) is None:
                value = default.arg(None) if default.is_callable else default.arg
                setattr(instance, key, value)
        return instance

    @classmethod
    def _construct(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        refused = [key for key in kwargs if cls._is_late(model_class, key)]
        late = {key: kwargs.pop(key) for key in refused}
        collections = _demanded_collections(model_class)
        parents = _demanded_parents(model_class)
        demanded = {**collections, **parents, **kwargs}
        instance = super()._build(model_class, *args, **demanded)
        for key in parents.keys() - kwargs.keys():
            # As if it had not been set, so that its key counts.
            set_committed_value(instance, key, None)
        for key, value in late.items():
            setattr(instance, key, value)
        return instance


class Key(SelfAttribute):
    """A parent's key, for a foreign key without relationship: ``Key("owner.id")``.

    Without a relationship the session does not know that the parent's row has to be
    there first, so a new parent is flushed here.
    """

    def evaluate(self, instance: Any, step: Any, extra: Any) -> Any:
        holder = step.chain[self.depth - 1] if self.depth > 1 else instance
        parent = getattr(holder, self.attribute_name.partition(".")[0])
        if parent is None or parent is SKIP or isinstance(parent, StubObject):
            return None
        if step.builder.strategy == CREATE_STRATEGY and not inspect(parent).persistent:
            get_session().add(parent)
            get_session().flush()
        return super().evaluate(instance, step, extra)


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
    extras = {**_given(meta, extras, strategy), **extras}
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
    for parent, keys in _declared_keys(meta):
        own = _own_keys(meta.model, keys)
        if parent not in extras and own <= extras.keys():
            maker = _maker(meta, parent)
            told = {key: extras[key] for key in keys if key in extras}
            model = maker.get_factory()._meta.model if maker else None
            given[parent] = _found(meta, parent, model, keys, told, strategy)
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


def _declared_keys(meta: Any) -> list[tuple[str, dict[str, str]]]:
    """The parents in Params, and their keys here and there."""
    found: dict[str, dict[str, str]] = {}
    for name, declaration in meta.pre_declarations.declarations.items():
        if isinstance(declaration, Key):
            parent, _, key = declaration.attribute_name.partition(".")
            found.setdefault(parent, {})[name] = key
    return list(found.items())


def _makers(meta: Any, row: dict[str, Any]) -> dict[str, Any]:
    """The SubFactories of parents in Params that no keyword speaks of."""
    told = {key.partition("__")[0] for key in _told(meta, row, BUILD_STRATEGY)}
    found = {}
    for parent, _ in _declared_keys(meta):
        declared = meta.pre_declarations[parent]
        plain = isinstance(declared.declaration, SubFactory) and not declared.context
        if plain and parent not in told:
            found[parent] = declared.declaration
    return found


def _passed_on(meta: Any, maker: Any, row: dict[str, Any]) -> dict[str, Any] | None:
    """What a row's parents pass on to another one; None if that is not known yet."""
    passed = {}
    for inside, value in maker._defaults.items():
        up = inside.count("__") + 2
        if not isinstance(value, SelfAttribute) or value.depth != up:
            return None
        first, *path = value.attribute_name.split(".")
        for parent, keys in _declared_keys(meta):
            if first in keys:
                first, path = parent, [keys[first]]
        if first not in row:
            return None
        passed[inside] = row[first]
        for attribute in path:
            passed[inside] = getattr(passed[inside], attribute)
    return passed


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
    found += _declared_keys(meta)
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
    if value is None and holder is not None and maker and strategy == CREATE_STRATEGY:
        meta = maker.get_factory()._meta
        keys = dict(_declared_keys(meta)).get(name, {})
        made_by = _maker(meta, name)
        if keys and made_by:
            values = {remote: getattr(holder, local) for local, remote in keys.items()}
            return _load(made_by.get_factory()._meta.model, values)
    return value


@cache
def _parameters(model: Any) -> frozenset[str] | None:
    """The keywords that the model's ``__init__`` takes; None: it takes any."""
    parameters = signature(model).parameters.values()
    if any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters):
        return None
    return frozenset(parameter.name for parameter in parameters)


def _demanded_collections(model: Any) -> dict[str, Any]:
    """Empty collections, where ``__init__`` does not do without."""
    parameters = signature(model).parameters
    return {
        relationship.key: (relationship.collection_class or list)()
        for relationship in inspect(model).relationships
        if relationship.uselist
        and relationship.key in parameters
        and parameters[relationship.key].default is Parameter.empty
    }


def _demanded_parents(model: Any) -> dict[str, None]:
    """None for the parents that ``__init__`` does not do without."""
    parameters = signature(model).parameters
    return {
        relationship.key: None
        for relationship in inspect(model).relationships
        if not relationship.uselist
        and relationship.key in parameters
        and parameters[relationship.key].default is Parameter.empty
    }


@cache
def _defaults(model: Any) -> list[tuple[str, Any]]:
    """Python defaults that need no statement: constants, functions without context."""
    found = []
    mapper = inspect(model)
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        default = getattr(column, "default", None)
        if default is None or column is mapper.polymorphic_on or column.foreign_keys:
            continue
        if default.is_scalar or (default.is_callable and not _wants_context(default)):
            found.append((attribute.key, default))
    return found


def _wants_context(default: Any) -> bool:
    try:
        parameters = signature(default.arg).parameters.values()
    except (TypeError, ValueError):  # a built-in function or class, which takes none
        return False
    variable = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
    return any(p.default is p.empty and p.kind not in variable for p in parameters)
