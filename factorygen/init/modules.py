"""What do the project's modules define and import? Their files are parsed; nothing is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LEFT_OUT = frozenset(
    {"tests", "test", "migrations", "alembic", "node_modules", "site-packages", "build", "dist", "docs", "examples"}
)
MARK_OF_ENVIRONMENT = "pyvenv.cfg"


@dataclass(frozen=True)
class Class:
    """A class of a module: its bases and decorators as they are written, and what decides whether it is a model."""

    name: str
    bases: tuple[str, ...]
    decorators: tuple[str, ...]
    is_table: bool
    """``table=True``, as SQLModel wants it."""
    is_abstract: bool


@dataclass(frozen=True)
class Module:
    """A module's own names: what it imports (name -> whole path), its classes, what is assigned by a call."""

    name: str
    folder: Path
    is_package: bool
    imports: Mapping[str, str] = field(default_factory=dict)
    classes: tuple[Class, ...] = ()
    made: Mapping[str, str] = field(default_factory=dict)
    """``db = SQLAlchemy(app)`` -> ``{"db": "SQLAlchemy"}``."""
    mapped: tuple[str, ...] = ()
    """What ``map_imperatively`` is called on."""

    @property
    def names(self) -> frozenset[str]:
        """What can be imported from it, as far as it is known."""
        return frozenset((*self.imports, *self.made, *(one.name for one in self.classes)))


def modules(folders: Sequence[Path], besides: Path) -> Mapping[str, Module]:
    """The modules below these folders by name, without tests (``besides`` is where they are), migrations and such."""
    found: dict[str, Module] = {}
    for folder in folders:
        for path in _files(folder, frozenset((*folders, besides))):
            module = _module(path, folder)
            if module is not None:
                found.setdefault(module.name, module)
    return dict(sorted(found.items()))


def _files(folder: Path, others: frozenset[Path]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.suffix == ".py" and path.is_file() and not path.stem.startswith("test_") and path.stem != "conftest":
            yield path
        elif path.is_dir() and path not in others and not _is_left_out(path):
            yield from _files(path, others)


def _is_left_out(folder: Path) -> bool:
    return (
        folder.name in LEFT_OUT
        or not folder.name.isidentifier()
        or folder.is_symlink()
        or (folder / MARK_OF_ENVIRONMENT).exists()
    )


def _module(path: Path, folder: Path) -> Module | None:
    """None for what is no module, or does not parse."""
    is_package = path.stem == "__init__"
    parts = (path.parent if is_package else path.with_suffix("")).relative_to(folder).parts
    try:
        body = ast.parse(path.read_bytes()).body
    except (OSError, SyntaxError, ValueError, RecursionError):
        return None
    if not parts or not all(part.isidentifier() for part in parts):
        return None
    package = parts if is_package else parts[:-1]
    statements = list(_statements(body))
    return Module(
        ".".join(parts),
        folder,
        is_package,
        dict(pair for one in statements for pair in _imports(one, package)),
        tuple(_class(one) for one in statements if isinstance(one, ast.ClassDef)),
        dict(pair for one in statements for pair in _made(one)),
        tuple(name for one in statements for name in _mapped(one)),
    )


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Those of the module's own level, with what stands in an ``if`` or ``try``."""
    for one in body:
        yield one
        if isinstance(one, ast.If | ast.Try):
            yield from _statements([*one.body, *one.orelse])


def _imports(node: ast.stmt, package: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for one in node.names:
            top = one.name.partition(".")[0]
            yield (one.asname, one.name) if one.asname else (top, top)
    if isinstance(node, ast.ImportFrom):
        above = package[: len(package) - node.level + 1] if node.level else ()
        start = ".".join((*above, *([node.module] if node.module else [])))
        yield from ((one.asname or one.name, f"{start}.{one.name}") for one in node.names)


def _class(node: ast.ClassDef) -> Class:
    bases = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
    decorators = (one.func if isinstance(one, ast.Call) else one for one in node.decorator_list)
    told = {name.id: one.value for one in node.body if isinstance(one, ast.Assign) for name in _targets(one)}
    return Class(
        node.name,
        tuple(map(ast.unparse, bases)),
        tuple(map(ast.unparse, decorators)),
        any(one.arg == "table" and _is_true(one.value) for one in node.keywords),
        _is_true(told.get("__abstract__")),
    )


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _targets(node: ast.Assign) -> Iterator[ast.Name]:
    yield from (one for one in node.targets if isinstance(one, ast.Name))


def _made(node: ast.stmt) -> Iterator[tuple[str, str]]:
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    if isinstance(value, ast.Call):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from ((one.id, ast.unparse(value.func)) for one in targets if isinstance(one, ast.Name))


def _mapped(node: ast.stmt) -> Iterator[str]:
    calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
    for one in calls:
        if isinstance(one.func, ast.Attribute) and one.func.attr == "map_imperatively":
            yield ast.unparse(one.func.value)
