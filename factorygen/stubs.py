"""Which stubs are to stand beside the factories? They are written wholly, from what the modules have in the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from factorygen import write
from factorygen.diagnostics import FactorygenError
from factorygen.formatting import formatted
from factorygen.merge import Subject, known_in, stub

SUFFIX = ".pyi"
OURS = "# Written by factorygen"
INIT = "__init__.py"


def stubs(texts: Mapping[Path, str], subjects: Iterable[Subject], force: bool = False) -> Mapping[Path, str]:
    """The stubs of these modules of factories; a package's own module needs none. FactorygenError for others' stubs."""
    attributes = {one.factory: [attribute.name for attribute in one.attributes] for one in subjects}
    modules = {path: text.removeprefix("\ufeff") for path, text in texts.items() if path.name != INIT}
    known = known_in(modules.values(), attributes)
    for path in modules:
        if _of(path).exists() and not _is_ours(_of(path)) and not force:
            way_out = "--force overwrites it, or move it away"
            raise FactorygenError(str(_of(path)), write.NOT_OURS, way_out)
    return {
        _of(path): formatted(f"{OURS} from {path.name}, which you may edit.\n\n{stub(text, known)}\n", stub=True)
        for path, text in modules.items()
    }


def stale(modules: Iterable[Path]) -> tuple[Path, ...]:
    """The stubs of ours beside these modules, which are no longer wanted."""
    return tuple(path for path in map(_of, modules) if path.is_file() and _is_ours(path))


def _of(module: Path) -> Path:
    return module.with_suffix(SUFFIX)


def _is_ours(path: Path) -> bool:
    return (write.on_disk(path) or "").startswith(OURS)
