"""Why did the user's code not run? An exception of his as one of ours, with his own lines of the traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from factorygen import environment
from factorygen.diagnostics import FactorygenError, closest
from factorygen.module_names import beside

OURS = str(Path(__file__).parent)
INSTALLED = ("site-packages", "dist-packages")


def failure(source: str, error: BaseException, root: Path, folders: Sequence[Path]) -> FactorygenError:
    """What is told about an exception that came out of the user's code while ``source`` was loaded.

    The place is the last of his own lines (that ran, or could not be parsed), the details are all of them and what
    follows the first line of the message. ``folders`` are those that the project's modules are imported from.
    """
    frames = [*_frames(error), *_syntax_error_frame(error)]
    own = [frame for frame in frames if _is_own(frame, root)] or frames[-1:]
    lines = [f"{_shown(frame, root)}:{frame.lineno}: {(frame.line or '').strip()}".rstrip(" :") for frame in own]
    place = f"{_shown(own[-1], root)}:{own[-1].lineno}" if own else source
    problem, way_out = _diagnosed(error, root, folders)
    return FactorygenError(place, f"{source} {problem}", way_out, (*lines, *_rest_of_message(error)))


def _rest_of_message(error: BaseException) -> list[str]:
    """pydantic, for one, names a setting that is missing only in its second line."""
    return [] if isinstance(error, SyntaxError) else [line for line in str(error).strip().splitlines()[1:7] if line]


def said(error: BaseException) -> str:
    """An exception in one line: its class and the first line of its message."""
    lines = str(error).strip().splitlines()
    name = type(error).__name__
    return f"{name}: {' '.join(lines[0].split())}" if lines else name


def _diagnosed(error: BaseException, root: Path, folders: Sequence[Path]) -> tuple[str, str]:
    """The problem and a way out."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _missing_module(error, error.name, root, folders)
    if isinstance(error, SystemExit):
        return f"ends the program when it is imported ({said(error)})", 'keep that under if __name__ == "__main__"'
    if isinstance(error, KeyError) and _comes_from_environ(error):
        return f"does not import: {said(error)}", f"set the environment variable {error.args[0]}"
    return f"does not import: {said(error)}", "correct that line, or give it what it needs"


def _missing_module(error: ImportError, name: str, root: Path, folders: Sequence[Path]) -> tuple[str, str]:
    problem = f"does not import: {said(error)}"
    top, _, rest = name.partition(".")
    if top in beside(folders) or (rest and top in sys.modules):
        parent, _, missing = name.rpartition(".")
        return problem, closest(missing, siblings(parent, folders)) or "correct that line"
    holder = next((path.parent for path in (*root.glob(f"*/{top}"), *root.glob(f"*/{top}.py"))), None)
    if holder is not None and not holder.name.startswith("."):
        folder = holder.name
        return problem, f'it is in {folder}: [tool.pytest.ini_options] pythonpath = ["{folder}"] in pyproject.toml'
    return f"needs {name!r}, which is not installed here", environment.way_out(root)


def siblings(parent: str, folders: Sequence[Path]) -> frozenset[str]:
    """The modules of the package ``parent``, or of the project if it is ""."""
    return beside(getattr(sys.modules.get(parent), "__path__", ()) if parent else folders)


# ---- frames


def _frames(error: BaseException) -> Iterator[traceback.FrameSummary]:
    """The traceback but for the machinery of importing and ourselves."""
    for frame in traceback.extract_tb(error.__traceback__):
        if not frame.filename.startswith(("<", OURS)) and "importlib" not in Path(frame.filename).parts:
            yield frame


def _syntax_error_frame(error: BaseException) -> Iterator[traceback.FrameSummary]:
    """The line of a syntax error, which was never run and so is in no traceback."""
    if isinstance(error, SyntaxError) and error.filename:
        yield traceback.FrameSummary(error.filename, error.lineno or 0, "", line=error.text or "")


def _is_own(frame: traceback.FrameSummary, root: Path) -> bool:
    path = Path(frame.filename)
    return path.is_relative_to(root) and not any(part in INSTALLED for part in path.parts)


def _comes_from_environ(error: BaseException) -> bool:
    last = [frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__)][-1:]
    return last == [type(os.environ).__getitem__.__code__]


def _shown(frame: traceback.FrameSummary, root: Path) -> str:
    """A file as seen from the root, or from the folder of installed packages."""
    path = Path(frame.filename)
    if path.is_relative_to(root) and not any(part in INSTALLED for part in path.parts):
        return path.relative_to(root).as_posix()
    installed = [index for index, part in enumerate(path.parts) if part in INSTALLED]
    return Path(*path.parts[installed[-1] + 1 :]).as_posix() if installed else path.as_posix()
