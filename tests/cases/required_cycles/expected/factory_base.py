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
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from factory.alchemy import SQLAlchemyModelFactory, SQLAlchemyOptions
from factory.base import StubObject
from factory.builder import BuildStep, StepBuilder, parse_declarations
from factory.declarations import (
    SKIP,
    Maybe,
    PostGenerationDeclaration,
    SelfAttribute,
    SubFactory,
)
from factory.enums import BUILD_STRATEGY, CREATE_STRATEGY
from factory.errors import FactoryError
from sqlalchemy import func, insert, inspect, select, text
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
    def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        instance = super()._build(model_class, *args, **kwargs)
        for key, default in _defaults(model_class):
            if key not in kwargs and instance.__dict__.get(key) is None:
                value = default.arg(None) if default.is_callable else default.arg
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
    extras = {**_given(meta, extras, strategy), **extras}
    return extras


def _given(meta: Any, extras: dict[str, Any], strategy: str) -> dict[str, Any]:
    """The parents that are settled by what the caller passes."""
    given: dict[str, Any] = {}
    for relationship, target, keys in _relationship_keys(meta.model):
        if relationship not in extras and keys.keys() <= extras.keys():
            given[relationship] = SKIP
    for parent, keys in _declared_keys(meta):
        if parent not in extras and keys.keys() <= extras.keys():
            given[parent] = SKIP
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
        plain = plain and not isinstance(declared.declaration, FirstRow)
        if plain and parent not in told:
            found[parent] = declared.declaration
    return found


def _passed_on(meta: Any, maker: Any, row: dict[str, Any]) -> dict[str, Any] | None:
    """What a row's parents pass on to another one; None if that is not known yet."""
    return None if maker._defaults else {}


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


def _once(name: Any, make: Any) -> Any:
    """The key of a row that ``make`` sees to, with those of other rows by their names.

    While the transaction lasts in which it did so, it is not asked again; after that
    it is told the key of before, whose row may be gone.
    """
    session = get_session()
    session.connection()  # begins a transaction
    rows = session.info.setdefault("rows", {})
    under_way = list(_transactions(session))
    transaction, key = rows.get(name, (None, None))
    if transaction not in under_way:
        made = make(key)
        rows.update({each: (under_way[0], made[each]) for each in made})
    return rows[name][1]


def _transactions(session: Any) -> Iterator[Any]:
    """Those under way, the innermost first."""
    session = session() if isinstance(session, scoped_session) else session
    transaction = session.get_nested_transaction() or session.get_transaction()
    while transaction is not None:
        yield transaction
        transaction = transaction.parent


class FirstRow(SubFactory):
    """A parent in a circle of rows that require each other.

    The first time, a row of each table in the circle is inserted, all of them at once;
    later objects get the same parent. What is asked of it (``domain__name="Drug"``)
    gets a parent of its own.
    """

    def evaluate(self, instance: Any, step: Any, extra: Any) -> Any:
        if extra:
            return super().evaluate(instance, step, extra)
        factory = self.get_factory()
        if step.builder.strategy != CREATE_STRATEGY:
            return _Circle(factory, step.builder.strategy).built()
        key = _once(factory, lambda before: _first_keys(factory, before))
        return get_session().get(factory._meta.model, key)


def _first_keys(factory: Any, before: Any) -> dict[Any, Any]:
    """The keys of the first rows of a circle, which are inserted if they are gone."""
    session = get_session()
    if before is not None:
        columns = inspect(factory._meta.model).primary_key
        same = (column == value for column, value in zip(columns, before))
        if session.execute(select(*columns).where(*same)).first() is not None:
            return {factory: before}
    circle = _Circle(factory, CREATE_STRATEGY)
    session.flush()  # the parents that are not in the circle
    _insert_together(session, list(circle.inserts()))
    keys = {one: circle.key(one) for one in circle.parents}
    for one, key in keys.items():
        session.get(one._meta.model, key, populate_existing=True)
    return keys


class _Circle:
    """A first row for each factory of a circle."""

    def __init__(self, start: Any, strategy: str) -> None:
        self.start = start
        self.parents = _circle(start)
        self.resolved = {
            one: _resolved(one, parents, strategy)
            for one, parents in self.parents.items()
        }
        self.rows: dict[Any, dict[str, Any]] = {}

    def built(self) -> Any:
        """The objects, which have each other for parents."""
        made = {one: _instance(one, each) for one, each in self.resolved.items()}
        for one, parents in self.parents.items():
            for name, other in parents.items():
                name = one._meta.rename.get(name, name)
                if name in inspect(one._meta.model).relationships:
                    setattr(made[one], name, made[other])
        return made[self.start]

    def inserts(self) -> Iterator[Any]:
        """A statement for each table."""
        for one, resolved in self.resolved.items():
            parents = dict.fromkeys(_parents(one))
            instance = _instance(one, {**resolved, **parents})
            self.rows[one] = {
                attribute.key: vars(instance).get(attribute.key)
                for attribute in inspect(one._meta.model).column_attrs
            }
        for one in self.rows:
            for key in self._links(one):
                self.value(one, key)
        for one, row in self.rows.items():
            mapper = inspect(one._meta.model)
            for table in mapper.tables:
                values = {
                    column: row[attribute.key]
                    for attribute in mapper.column_attrs
                    for column in attribute.columns
                    if column.table is table and row[attribute.key] is not None
                }
                yield insert(table).values(values)

    def key(self, one: Any) -> tuple[Any, ...]:
        """The identity of a row."""
        mapper = inspect(one._meta.model)
        return tuple(
            self.value(one, mapper.get_property_by_column(column).key)
            for column in mapper.primary_key
        )

    def value(self, one: Any, key: str) -> Any:
        """What a row has for a key, its own or a parent's."""
        row = self.rows[one]
        if row[key] is None:
            parent, remote = self._links(one).get(key, (None, ""))
            if parent is None:
                attribute = inspect(one._meta.model).column_attrs[key]
                row[key] = _generated(attribute.columns[-1])
            elif parent in self.rows:
                row[key] = self.value(parent, remote)
            else:
                row[key] = getattr(parent, remote)
        return row[key]

    def _links(self, one: Any) -> dict[str, tuple[Any, str]]:
        """For each foreign key the parent, or the factory of its row, and the key there."""
        links = {}
        for name, keys in _keys_of_parents(one._meta):
            parent = self.parents[one].get(name) or self.resolved[one].get(name)
            if parent is not None and parent is not SKIP:
                links.update({here: (parent, there) for here, there in keys.items()})
        return links


def _circle(start: Any) -> dict[Any, dict[str, Any]]:
    """The factories that lead back to the first one, and their parents among them."""
    parents: dict[Any, dict[str, Any]] = {}
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one not in parents:
            parents[one] = _parents(one)
            waiting += parents[one].values()
    back = {start}
    while more := {
        one for one in parents if one not in back and back & {*parents[one].values()}
    }:
        back |= more
    return {
        one: {name: other for name, other in parents[one].items() if other in back}
        for one in parents
        if one in back
    }


def _parents(factory: Any) -> dict[str, Any]:
    """The factories of the parents that it declares."""
    found = {}
    for name, declaration in factory._meta.pre_declarations.declarations.items():
        if isinstance(declaration, SubFactory):
            made_by = declaration.get_factory()
            if issubclass(made_by, BaseFactory):  # and not a dict
                found[name] = made_by
    return found


def _keys_of_parents(meta: Any) -> Iterator[tuple[str, dict[str, str]]]:
    declared = {real: name for name, real in meta.rename.items()}
    for relationship, _, keys in _relationship_keys(meta.model):
        yield declared.get(relationship, relationship), keys
    yield from _declared_keys(meta)


def _resolved(factory: Any, without: Any, strategy: str) -> dict[str, Any]:
    """What the declarations of a factory come to, where these parents are still to come."""
    meta = factory._meta
    builder = _Builder(meta, dict.fromkeys(without), strategy)
    pre, _ = parse_declarations(
        builder.extras, meta.pre_declarations, meta.post_declarations
    )
    step = BuildStep(builder, meta.next_sequence())
    step.resolve(pre)
    return step.attributes


def _instance(factory: Any, resolved: dict[str, Any]) -> Any:
    args, kwargs = factory._meta.prepare_arguments(resolved)
    return factory._build(factory._meta.model, *args, **kwargs)


def _generated(column: Any) -> Any:
    """The next key that Python or the database would give."""
    default: Any = column.default
    if default is not None and default.is_callable:
        return default.arg(None)
    session = get_session()
    dialect = session.connection().dialect
    if default is not None and default.is_sequence and dialect.supports_sequences:
        return session.scalar(select(default.next_value()))
    if dialect.name == "postgresql":
        table = dialect.identifier_preparer.format_table(column.table)
        sequence = func.pg_get_serial_sequence(table, column.name)
        key = session.scalar(select(func.nextval(sequence)))
        if key is not None:
            return key
    if column.server_default is not None:
        return session.scalar(select(column.server_default.arg))
    return session.scalar(select(func.coalesce(func.max(column), 0) + 1))


_UNCHECKED = {
    "sqlite": ("PRAGMA defer_foreign_keys = ON", "PRAGMA defer_foreign_keys = OFF"),
    "mysql": ("SET foreign_key_checks = 0", "SET foreign_key_checks = 1"),
    "mariadb": ("SET foreign_key_checks = 0", "SET foreign_key_checks = 1"),
}


def _insert_together(session: Any, inserts: list[Any]) -> None:
    """Rows whose foreign keys hold only when all of them are there."""
    dialect = session.connection().dialect.name
    if dialect == "postgresql":  # where keys are checked at the end of a statement
        *others, last = inserts
        rows = [one.cte(f"row_{number}") for number, one in enumerate(others)]
        session.execute(last.add_cte(*rows))
        return
    off, on = _UNCHECKED.get(dialect, ("", ""))
    if off:
        session.execute(text(off))
    try:
        for one in inserts:
            session.execute(one)
    finally:
        if on:
            session.execute(text(on))
