"""Where are the project's models, their bases, and what do they save through? From what its modules say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factorygen.init.modules import Class, Module, modules

DECLARATIVE = ("sqlalchemy.orm.DeclarativeBase", "sqlalchemy.orm.DeclarativeBaseNoMeta")
MAKE_BASE = ("declarative_base", "generate_base")
REGISTRIES = ("sqlalchemy.orm.registry",)
SQLMODEL = "sqlmodel.SQLModel"
FLASK = "flask_sqlalchemy.SQLAlchemy"
ASYNCIO = ("create_async_engine", "async_sessionmaker", "async_engine_from_config", "AsyncSession")
DIALECTS = ("postgresql", "mysql", "mssql", "oracle")
TYPES_OF_POSTGRESQL = ("geoalchemy2", "pgvector")
FAR = 20
"""Names that are imported on are followed so far."""


@dataclass(frozen=True, order=True)
class Holder:
    """What knows the tables: a declarative base, a registry, SQLModel, or Flask-SQLAlchemy's ``db``."""

    module: str
    name: str

    @property
    def path(self) -> str:
        """Its whole path."""
        return f"{self.module}.{self.name}"


@dataclass(frozen=True)
class Survey:
    """What was found in a project's files."""

    modules: Mapping[str, Module]
    models: Mapping[str, Holder]
    """The modules with models, and what knows the tables of the first of each."""
    asynchronous: bool
    needs_server: bool
    """Whether models have types of another database than SQLite."""

    def is_of_flask(self, holder: Holder) -> bool:
        """Whether it is Flask-SQLAlchemy's ``db``."""
        return _is_made_by(self, holder.path, lambda callee: callee == FLASK)

    def origin(self, module: str, name: str) -> str:
        """The whole path of what a module calls ``name``, where it is defined."""
        first, dot, rest = name.partition(".")
        for _ in range(FAR):
            there = self.modules.get(module)
            if there is None or first not in there.imports:
                return f"{module}.{first}{dot}{rest}"
            module, _, first = there.imports[first].rpartition(".")
            if not module:  # a module imported whole
                module, _, first = f"{first}{dot}{rest}".rpartition(".")
                return self.origin(module, first) if module in self.modules else f"{module}.{first}"
            if f"{module}.{first}" in self.modules and rest:  # ``from app import db``, then ``db.Base``
                return self.origin(f"{module}.{first}", rest)
        return f"{module}.{first}{dot}{rest}"


def survey(folders: Sequence[Path], tests: Path) -> Survey:
    """What the modules below these folders say, those of the tests left out."""
    bare = Survey(modules(folders, tests), {}, False, False)
    holders = _holders(bare)
    flask = any(bare.origin(one.name, made) == FLASK for one in bare.modules.values() for made in one.made.values())
    models = {name: found for name in bare.modules for found in _first(_models(bare, name, holders))}
    paths = [path for one in bare.modules.values() for path in one.imports.values()]
    asynchronous = any(path.startswith("sqlalchemy.ext.asyncio.") and path.endswith(ASYNCIO) for path in paths)
    asynchronous |= any(path == "sqlmodel.ext.asyncio.session.AsyncSession" for path in paths)
    return Survey(bare.modules, models, asynchronous and not flask, any(map(_is_of_server, paths)))


def _is_of_server(path: str) -> bool:
    dialects = (f"sqlalchemy.dialects.{one}" for one in DIALECTS)
    return path.partition(".")[0] in TYPES_OF_POSTGRESQL or any(path.startswith(one) for one in dialects)


def _first(found: Iterator[Holder]) -> tuple[Holder, ...]:
    return next(((one,) for one in found), ())


def _holders(bare: Survey) -> Mapping[str, Holder]:
    """By the whole path of each class that knows its tables, what knows them; subclasses of models included."""
    found: dict[str, Holder] = {}
    classes = [(module, one) for module in bare.modules.values() for one in module.classes]
    for module in bare.modules.values():
        for name, callee in module.made.items():
            if callee.rpartition(".")[2] in MAKE_BASE:
                found[f"{module.name}.{name}"] = Holder(module.name, name)
    before = -1
    while len(found) != before:
        before = len(found)
        for module, one in classes:
            found |= {f"{module.name}.{one.name}": holder for holder in _holder_of(bare, module, one, found)}
    return found


def _holder_of(bare: Survey, module: Module, one: Class, known: Mapping[str, Holder]) -> Iterator[Holder]:
    if f"{module.name}.{one.name}" in known:
        return
    for base in one.bases:
        origin = bare.origin(module.name, base)
        holder, _, attribute = origin.rpartition(".")
        if origin in known:
            yield known[origin]
        elif origin in DECLARATIVE:
            yield Holder(module.name, one.name)
        elif origin == SQLMODEL or origin.startswith(f"{SQLMODEL}."):
            yield Holder("sqlmodel", "SQLModel")
        elif attribute == "Model" and _is_made_by(bare, holder, lambda callee: callee == FLASK):
            yield Holder(*_split(holder))
    for decorator in one.decorators:
        holder, _, attribute = bare.origin(module.name, decorator).rpartition(".")
        if attribute in ("mapped", "mapped_as_dataclass") and _is_made_by(bare, holder, REGISTRIES.__contains__):
            yield Holder(*_split(holder))


def _is_made_by(bare: Survey, path: str, wanted: Callable[[str], bool]) -> bool:
    module, name = _split(path)
    made = bare.modules[module].made.get(name) if module in bare.modules else None
    return made is not None and wanted(bare.origin(module, made))


def _split(path: str) -> tuple[str, str]:
    module, _, name = path.rpartition(".")
    return module, name


def _models(bare: Survey, name: str, holders: Mapping[str, Holder]) -> Iterator[Holder]:
    """What knows the tables of a module's models, model by model."""
    module = bare.modules[name]
    for one in module.classes:
        holder = holders.get(f"{name}.{one.name}")
        is_base = holder == Holder(name, one.name) or one.is_abstract
        if holder is not None and not is_base and (one.is_table or holder.name != "SQLModel"):
            yield holder
    for called in module.mapped:
        yield Holder(*_split(bare.origin(name, called)))
