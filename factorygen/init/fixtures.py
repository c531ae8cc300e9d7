"""What is the tests' conftest.py to say? A session in a transaction that is rolled back, for what the project uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from factorygen.expression import Name
from factorygen.formatting import formatted
from factorygen.import_lines import import_sections, local_names
from factorygen.merge import Baseline, merge
from factorygen.render import rendered

FIXTURE = "session"
RELATIVE = ".factory_base"
OF_ALL_MODELS = "  # noqa: F401  (it imports all models)"
OF_SESSION = (Name("sqlalchemy", "Engine"), Name("sqlalchemy", "create_engine"), Name("sqlalchemy.orm", "Session"))
OF_FLASK = (Name("typing", "Any"), Name("flask", "Flask"), Name("sqlalchemy.orm", "scoped_session"))
OF_ASYNCIO = (
    Name("collections.abc", "AsyncIterator"),
    Name("sqlalchemy", "create_engine"),
    Name("sqlalchemy.ext.asyncio", "AsyncSession"),
    Name("sqlalchemy.ext.asyncio", "create_async_engine"),
    Name("sqlalchemy.pool", "NullPool"),
)


@dataclass(frozen=True)
class Needs:
    """What the fixture has to be made for."""

    tables: tuple[Name, ...]
    """What knows the tables: declarative bases, registries, or Flask-SQLAlchemy's ``db``."""
    models_are_known: bool
    """Whether importing that brings along all models; else the factories have to do it."""
    base_module: str
    """How the conftest imports the base of the factories."""
    first_party: frozenset[str]
    flask: bool = False
    asyncio: bool = False
    anyio: bool = False
    server: bool = False
    """Whether it takes another database than SQLite in memory."""

    @property
    def template(self) -> str:
        """Which one it is made from."""
        if self.flask:
            return "conftest_flask.py.jinja"
        return "conftest_asyncio.py.jinja" if self.asyncio else "conftest.py.jinja"


@dataclass(frozen=True)
class Conftest:
    """A conftest as its template takes it."""

    imports: tuple[tuple[str, ...], ...]
    tables: tuple[str, ...]
    """``Base.metadata``, or ``db``."""
    anyio: bool
    server: bool


def conftest(needs: Needs) -> str:
    """The text of a conftest.py with nothing else in it."""
    called = local_names(needs.tables, ())
    tables = tuple(called[one] if needs.flask else f"{called[one]}.metadata" for one in needs.tables)
    view = Conftest(_imports(needs, called), tables, needs.anyio, needs.server)
    return formatted(rendered(needs.template, conftest=view))


def with_fixture(text: str, needs: Needs) -> str:
    """A conftest of the user's, with what it lacks: fixtures that are there stay as they are."""
    return merge(text, conftest(needs), Baseline()).text


def fixture_line(text: str, name: str = FIXTURE) -> int:
    """The line on which a module has a fixture of that name, 0 if it has none. SyntaxError if it does not parse."""
    found = (node for node in ast.parse(text).body if name in _fixture_names(node))
    return next((node.lineno for node in found), 0)


def uses_base(text: str) -> bool:
    """Whether a module hands a session to the factories already."""
    calls = (node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return any(ast.unparse(one).rpartition(".")[2] == "set_session" for one in calls)


def _fixture_names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom):
        yield from (one.asname or one.name for one in node.names)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        for one in node.decorator_list:
            called = one if isinstance(one, ast.Call) else None
            if "fixture" in ast.unparse(called.func if called else one):
                told = [word.value for word in called.keywords if word.arg == "name"] if called else []
                yield next((str(word.value) for word in told if isinstance(word, ast.Constant)), node.name)


def _imports(needs: Needs, called: Mapping[Name, str]) -> tuple[tuple[str, ...], ...]:
    """Its imports in the order of isort; pytest's stands first among the libraries, since it is imported whole."""
    base = Name(RELATIVE, "set_session")
    names = [(one, called.get(one, one.name)) for one in (*_of_libraries(needs), *needs.tables, base)]
    sections = import_sections(names, {RELATIVE: needs.base_module}, needs.first_party)
    whole = ["import pytest", *(["import pytest_asyncio"] if needs.asyncio and not needs.anyio else [])]
    if not needs.models_are_known and needs.base_module != RELATIVE:
        whole.insert(0, f"import factories{OF_ALL_MODELS}")
    return tuple(_completed(section, whole, needs) for section in sections)


def _completed(section: tuple[str, ...], whole: Sequence[str], needs: Needs) -> tuple[str, ...]:
    """With the modules that are imported whole, the factories among them, if it takes them to import all models."""
    if any(line.startswith("from sqlalchemy") for line in section):
        return (*whole, *section)
    beside = any(line.startswith(f"from {RELATIVE} ") for line in section)
    return (f"from . import factories{OF_ALL_MODELS}", *section) if beside and not needs.models_are_known else section


def _of_libraries(needs: Needs) -> Iterator[Name]:
    if not needs.anyio:
        yield Name("collections.abc", "Iterator")
    if needs.server:
        yield Name("os", "environ")
    else:
        yield Name("sqlalchemy", "event")
    if needs.flask:
        yield from OF_FLASK
    elif needs.asyncio:
        yield from OF_ASYNCIO
    else:
        yield from OF_SESSION
        yield from () if needs.server else (Name("sqlalchemy.pool", "StaticPool"),)
