"""Which session of the project's own do the factories save to? Its module is read, never imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from factorygen.decisions import OwnSession
from factorygen.diagnostics import FactorygenError, closest

PLACE = "pyproject.toml: [tool.factorygen]"
CALL = "()"


def own_session(told: str, folders: Sequence[Path]) -> OwnSession:
    """What ``tests.db:Session`` or ``tests.db:get_session()`` says; modules are looked for in ``folders``.

    FactorygenError if there is no such module or name, or if it can't be a session.
    """
    module, _, code = told.partition(":")
    root = code.removesuffix(CALL).partition(".")[0]
    file = _file(module, folders)
    if file is None:
        _require_installed(told, module, folders)
    else:
        _require_session(told, root, _read(told, file))
    return OwnSession(module, root, code)


def _file(module: str, folders: Sequence[Path]) -> Path | None:
    places = (folder.joinpath(*module.split(".")) for folder in folders)
    files = (file for place in places for file in (place.with_suffix(".py"), place / "__init__.py"))
    return next((file for file in files if file.is_file()), None)


def _require_installed(told: str, module: str, folders: Sequence[Path]) -> None:
    """A module that is not the project's own is a library's."""
    top = module.partition(".")[0]
    if any((folder / top).is_dir() for folder in folders) or find_spec(top) is None:
        raise _error(told, f"there is no module {module!r}", "it is looked for from the project's root")


def _read(told: str, file: Path) -> ast.Module:
    try:
        return ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError) as error:
        raise _error(told, f"{file.name} cannot be read: {getattr(error, 'msg', error)}", "repair it") from None


def _require_session(told: str, root: str, tree: ast.Module) -> None:
    bound = {name: node for node in _statements(tree.body) for name in _names(node)}
    if "*" in bound and root not in bound:
        return
    if root not in bound:
        raise _error(told, f"there is no {root!r} in it", closest(root, bound))
    found = bound[root]
    if isinstance(found, ast.AsyncFunctionDef) or (isinstance(found, ast.FunctionDef) and _gives_no_session(found)):
        raise _error(told, f"{root!r} returns no session", "name a function that does, or call set_session() there")
    if isinstance(found, ast.FunctionDef) and told.endswith(f":{root}"):
        raise _error(told, f"{root!r} is a function", f"write {told + CALL!r}")
    if _is_maker(found) and told.endswith((f":{root}", f":{root}{CALL}")):
        raise _error(told, f"{root!r} makes another session each time", "name a scoped_session of it")


def _gives_no_session(function: ast.FunctionDef) -> bool:
    """A fixture, a context manager, what hands out a session and waits: its caller gets something else."""
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function))


def _is_maker(node: ast.stmt) -> bool:
    value = getattr(node, "value", None)
    called = ast.unparse(value.func) if isinstance(value, ast.Call) else ""
    return called.rpartition(".")[2] in ("sessionmaker", "async_sessionmaker")


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Those of a module, with what stands in an ``if``, ``try`` or ``with``."""
    for node in body:
        yield node
        for inner in ("body", "orelse", "finalbody") if isinstance(node, ast.If | ast.Try | ast.With) else ():
            yield from _statements(getattr(node, inner, ()))


def _names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=imported) | ast.ImportFrom(names=imported):
            yield from (one.asname or one.name.partition(".")[0] for one in imported)
        case ast.Assign(targets=targets):
            yield from (one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name


def _error(told: str, problem: str, way_out: str) -> FactorygenError:
    return FactorygenError(PLACE, f"'session' {told!r}: {problem}", way_out)
