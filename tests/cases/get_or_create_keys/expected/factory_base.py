"""The base class of the factories in this folder, and the session they save to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import count
from math import gcd
from os import environ
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from factory.alchemy import SQLAlchemyModelFactory, SQLAlchemyOptions
from factory.builder import BuildStep, Resolver, StepBuilder, parse_declarations
from factory.declarations import (
    SKIP,
    BaseDeclaration,
    Maybe,
    PostGenerationDeclaration,
    SelfAttribute,
    Sequence,
    SubFactory,
)
from factory.enums import CREATE_STRATEGY, get_builder_phase
from factory.errors import FactoryError
from sqlalchemy import event, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session
from sqlalchemy.orm import RelationshipDirection, Session, scoped_session
from sqlalchemy.orm.attributes import init_collection
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
    if session is None and _async_session.get() is not None:
        raise RuntimeError("the session is an AsyncSession: use await acreate(...)")
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
        savepoint = _savepoint.get()
        if savepoint is not None:
            savepoint.begin()
        return cls._save(model_class, get_session(), args, kwargs)

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
        if creating:
            _keep_collection(instance, name)
        for child in self._own_children(wanted, instance, step, context.extra):
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

    def _own_children(
        self, wanted: int | list[Any], instance: Any, step: Any, extra: Any
    ) -> Iterator[Any]:
        """Each once; a row that was found may have another parent, and keeps it."""
        seen: dict[int, Any] = {}
        for child in self._children(wanted, instance, step, extra):
            handed_over = isinstance(wanted, list)
            if id(child) not in seen and (handed_over or self._has(instance, child)):
                seen[id(child)] = child
                yield child

    def _has(self, instance: Any, child: Any) -> bool:
        if self.of:
            return getattr(child, self.of) is instance
        keys = self.keys.items()
        return all(getattr(child, key) == getattr(instance, here) for key, here in keys)


def _keep_collection(instance: Any, name: str) -> None:
    """A row that is looked up for a child has the parent flushed, and this not loaded."""
    if name in vars(instance) or not inspect(instance).pending:
        return
    for relationship in inspect(type(instance)).relationships:
        lists = relationship.lazy not in ("write_only", "dynamic")
        if relationship.key == name and lists:
            init_collection(instance, name)


class _Builder(StepBuilder):
    """Reads what the caller passes before anything is made."""

    def __init__(self, meta: Any, extras: dict[str, Any], strategy: str) -> None:
        if issubclass(meta.factory, BaseFactory):  # and not factory_boy's own for List
            extras = _told(meta, extras, strategy)
        super().__init__(meta, extras, strategy)

    def build(self, parent_step: Any = None, force_sequence: Any = None) -> Any:
        meta, creating = self.factory_meta, self.strategy == CREATE_STRATEGY
        if not creating or not issubclass(meta.factory, BaseFactory):
            return super().build(parent_step, force_sequence)
        if not meta.sqlalchemy_get_or_create:
            return super().build(parent_step, force_sequence)
        pre, post = parse_declarations(
            self.extras, meta.pre_declarations, meta.post_declarations
        )
        given = self.force_init_sequence if force_sequence is None else force_sequence
        number = meta.next_sequence() if given is None else given
        step = BuildStep(self, number, parent_step)
        step.stub = Resolver(pre, step, number)
        lookup = _Lookup(step, pre)
        return _get_or_create(lookup, lambda: self._made(step, pre, post))

    def _made(self, step: Any, pre: Any, post: Any) -> Any:
        """What factory_boy does with the declarations, those of the key being resolved."""
        for name in pre:
            step.attributes[name] = getattr(step.stub, name)
        args, kwargs = self.factory_meta.prepare_arguments(step.attributes)
        instance = self.factory_meta.instantiate(step, args, kwargs)
        results = {
            name: post[name].declaration.evaluate_post(
                instance=instance, step=step, overrides=post[name].context
            )
            for name in post.sorted()
        }
        self.factory_meta.use_postgeneration_results(step, instance, results)
        return instance


def _told(meta: Any, extras: dict[str, Any], strategy: str) -> dict[str, Any]:
    """The caller's keywords, and what follows from them."""
    extras = _moved_up(meta, extras)
    extras = {**_given(meta, extras, strategy), **extras}
    extras = _as_declared(meta, extras)
    extras = {**_agreed(meta, extras), **extras}
    extras = {**_unshared(meta, extras), **extras}
    return extras


def _as_declared(meta: Any, extras: dict[str, Any]) -> dict[str, Any]:
    """Keywords by the names that they have in the factory (``create_`` for ``create``)."""
    names = dict(extras)
    for declared, real in meta.rename.items():
        for key in extras:
            if key == real or key.startswith(f"{real}__"):
                names[declared + key[len(real) :]] = names.pop(key)
    return names


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


def _get_or_create(lookup: _Lookup, make: Any) -> Any:
    """The row of a factory's key, or what ``make`` makes inside a SAVEPOINT.

    A row that the database refuses had one before it; that one is taken, and what was
    made for the other is gone, but nothing of what the caller had done before.
    """
    asked, key = lookup.is_asked_for(), None
    savepoint = _Savepoint(lookup.model)
    try:
        with savepoint.waits():
            key = lookup.key()
            looks = asked or lookup.is_at_hand(key)
            found = lookup.find(key) if looks and not savepoint.begun else None
            if found is not None:
                return found
            savepoint.begin()
            made = make()
    except IntegrityError:
        found = lookup.find_other() if savepoint.begun else None
        if found is None:
            raise
        lookup.remember_to_look()
        return found
    if asked and key is not None:
        _remember(lookup.model, key, made)
    return made


class _Lookup:
    """Looks for the row that has the key of one that is to be made."""

    def __init__(self, step: Any, declared: Any) -> None:
        self.step = step
        self.declared = declared
        self.meta = step.builder.factory_meta
        self.model = self.meta.model
        self.is_resolved = False

    def is_asked_for(self) -> bool:
        """Whether it may be there: the caller says its key, and no part is counted up."""
        if self.meta.factory in get_session().info.get("counted_again", ()):
            return True
        declarations = self.declared.declarations
        names = {self._declared_as(name) for name in (*self._names(), *self._columns())}
        counted = any(isinstance(declarations.get(one), Sequence) for one in names)
        said = {name.partition("__")[0] for name in self.step.builder.extras}
        return not counted and not names.isdisjoint(said)

    def remember_to_look(self) -> None:
        """What is counted up has been there: in this session, the next may be there too."""
        get_session().info.setdefault("counted_again", set()).add(self.meta.factory)

    def key(self) -> dict[str, Any] | None:
        """The columns of the key; None where one of them is not known, its parent being new."""
        self.is_resolved = False
        key = {column: self._value(column) for column in self._columns()}
        self.is_resolved = True
        return None if any(value is SKIP for value in key.values()) else key

    def is_at_hand(self, key: dict[str, Any] | None) -> bool:
        """Whether the session has a row of that primary key, which it will not have twice."""
        mapper = inspect(self.model)
        names = [mapper.get_property_by_column(one).key for one in mapper.primary_key]
        if key is None or not key.keys() >= set(names):
            return False
        identity = [key[name] for name in names]
        known = get_session().identity_map
        return mapper.identity_key_from_primary_key(identity) in known

    def find(self, key: dict[str, Any] | None) -> Any:
        """The row, as the database and the session have it now; None if there is none."""
        if key is None:
            return None
        found = _remembered(self.model, key)
        if found is None:
            found = self._select(key)
        if found is not None:
            _remember(self.model, key, found)
        return found

    def _select(self, key: dict[str, Any]) -> Any:
        session = get_session()
        query = select(self.model).filter_by(**key)
        with session.no_autoflush:  # what waits for its flush may well wait on
            found = session.scalars(query).unique().first()
            if found is None:
                outdated = any(isinstance(one, self.model) for one in session.new)
            else:
                changed = session.is_modified(found, include_collections=False)
                outdated = changed or found in session.deleted
        if outdated:
            session.flush()
            found = session.scalars(query).unique().first()
        return found

    def find_other(self) -> Any:
        """The row that another one had to give way to."""
        key = self.key() if self.is_resolved else None
        found = self.find(key)
        return self._find_locked(key) if found is None and key is not None else found

    def _find_locked(self, key: dict[str, Any]) -> Any:
        """The row that MySQL and MariaDB show to nobody who read before it came, but lock."""
        session = get_session()
        connection = session.connection(bind_arguments={"mapper": self.model})
        if connection.dialect.name not in ("mysql", "mariadb"):
            return None
        strict = "SHOW VARIABLES WHERE variable_name = 'innodb_snapshot_isolation'"
        if any(value == "ON" for _, value in connection.exec_driver_sql(strict)):
            return None  # locking it would end the transaction
        query = select(self.model).filter_by(**key).with_for_update(read=True)
        return session.scalars(query).unique().first()

    def _names(self) -> tuple[str, ...]:
        return tuple(self.meta.sqlalchemy_get_or_create)

    def _columns(self) -> list[str]:
        keys = {name: keys for name, _, keys in _relationship_keys(self.model)}
        columns = [one for name in self._names() for one in keys.get(name, (name,))]
        return list(dict.fromkeys(columns))

    def _value(self, column: str) -> Any:
        """What a column of the key is to hold; SKIP: nobody knows yet."""
        for name, _, keys in _relationship_keys(self.model):
            parent = self._told(name) if column in keys else None
            if parent is not None and parent is not SKIP:
                is_saved = inspect(parent).has_identity
                return getattr(parent, keys[column]) if is_saved else SKIP
        value = self._told(column)
        if value is not SKIP:
            return value
        mapped = inspect(self.model).column_attrs[column].columns[0]
        if mapped.default is not None and mapped.default.is_scalar:
            return mapped.default.arg
        return None if mapped.default is mapped.server_default is None else SKIP

    def _told(self, attribute: str) -> Any:
        """What is passed or declared for an attribute; SKIP if nothing is."""
        name = self._declared_as(attribute)
        return getattr(self.step.stub, name) if name in self.declared else SKIP

    def _declared_as(self, attribute: str) -> str:
        for name, real in self.meta.rename.items():
            if real == attribute:
                return str(name)
        return attribute


def _remembered(model: Any, key: dict[str, Any]) -> Any:
    """What was found last, if it is this session's still and nobody has changed it."""
    session = get_session()
    found = session.info.get("looked_up", {}).get((model, repr(key)))
    if found is None or found not in session or found in session.deleted:
        return None
    loaded = vars(found)
    same = (name in loaded and loaded[name] == value for name, value in key.items())
    return found if all(same) else None


def _remember(model: Any, key: dict[str, Any], found: Any) -> None:
    session = get_session()
    session = session() if isinstance(session, scoped_session) else session
    if "looked_up" not in session.info:
        session.info["looked_up"] = {}
        event.listen(session, "after_soft_rollback", _forget)
        event.listen(session, "after_transaction_end", _forget_at_end)
    session.info["looked_up"][model, repr(key)] = found


def _forget(session: Any, transaction: Any) -> None:
    session.info.get("looked_up", {}).clear()


def _forget_at_end(session: Any, transaction: Any) -> None:
    if transaction.parent is None:  # it was no SAVEPOINT
        session.info.get("looked_up", {}).clear()


class _Savepoint:
    """Around the making of a row: begins with the first thing made for it, if any is."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.session = get_session()
        self.around = _savepoint.get()
        self.begun = False
        self.ends = ExitStack()

    @contextmanager
    def waits(self) -> Iterator[None]:
        token = _savepoint.set(self)
        try:
            with self.ends:
                yield
        finally:
            _savepoint.reset(token)

    def begin(self) -> None:
        if self.begun:
            return
        if self.around is not None:
            self.around.begin()
        connection = self.session.connection(bind_arguments={"mapper": self.model})
        # Python's sqlite3 would not begin before the first INSERT: without a transaction
        # around it, the SAVEPOINT's end would be a commit.
        driver = connection.connection.driver_connection
        begun = getattr(driver, "in_transaction", True)
        if connection.dialect.name == "sqlite" and not begun:
            connection.exec_driver_sql("BEGIN")
        self.ends.enter_context(self.session.begin_nested())
        self.begun = True


_savepoint: ContextVar[_Savepoint | None] = ContextVar("savepoint", default=None)


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


async def acreate(factory: type[BaseFactory[T]], /, **kwargs: Any) -> T:
    """``factory.create()``, in the AsyncSession that ``set_session()`` was given."""
    return await _in_async_session(lambda: factory.create(**kwargs))


async def acreate_batch(
    factory: type[BaseFactory[T]], size: int, /, **kwargs: Any
) -> list[T]:
    """``factory.create_batch()``, in the same way."""
    return await _in_async_session(lambda: factory.create_batch(size, **kwargs))


async def _in_async_session(create: Callable[[], Created]) -> Created:
    session = _async_session.get()
    if session is None:
        raise RuntimeError("acreate() needs an AsyncSession: call set_session(session)")

    def create_there(sync_session: Session) -> Created:
        token = _session.set(sync_session)
        try:
            return create()
        finally:
            _session.reset(token)

    if isinstance(session, async_scoped_session):
        session = session()
    return await session.run_sync(create_there)
