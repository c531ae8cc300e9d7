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
from factory.builder import BuildStep, StepBuilder, parse_declarations
from factory.declarations import SKIP, SubFactory
from factory.enums import CREATE_STRATEGY
from factory.errors import FactoryError
from sqlalchemy import func, insert, inspect, select, text
from sqlalchemy.orm import RelationshipDirection, Session, scoped_session

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
        return bool(hooks)


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
