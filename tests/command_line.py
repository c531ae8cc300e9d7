"""The command as a user types it: in a process of its own, which is forked from one that has the libraries loaded."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
FORKS = "forkserver" in multiprocessing.get_all_start_methods()
CONTEXT = multiprocessing.get_context("forkserver" if FORKS else "spawn")
PRELOADED = [
    "factorygen.database.live_models",
    "factorygen.database.tables_as_models",
    "factorygen.regeneration",
    "factorygen.verification",
    "factorygen.write",
    "psycopg",
    "pymysql",
    "rich.console",
    "rich.table",
    "sqlalchemy.dialects.mysql.pymysql",
    "sqlalchemy.dialects.postgresql.psycopg",
    "typer._adapters",
    "warmed_up",
]
"""What commands import, and with it all libraries: that takes a second and more. What is not there does not matter."""
PATIENCE = 60
FOREIGN = ("VIRTUAL_ENV", "PYTHONPATH", "FACTORYGEN_ENVIRONMENT", "COLUMNS")
"""Variables of the test run that the command would heed."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it said on either stream."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Call:
    """A command, where it is given, and the files that stand for its streams."""

    arguments: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]
    streams: tuple[Path, Path]


def factorygen(*arguments: str, folder: Path, environment: Mapping[str, str] | None = None) -> Outcome:
    """``factorygen arguments``, typed in ``folder``, with these variables besides those that there are."""
    with tempfile.TemporaryDirectory(prefix="factorygen-streams-") as place:
        out, err = Path(place, "out"), Path(place, "err")
        call = Call(arguments, folder, environment or {}, (out, err))
        _start()
        process = CONTEXT.Process(target=_run, args=(call,))
        process.start()
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"factorygen {' '.join(arguments)}: {err.read_text(encoding='utf-8')}")
        return Outcome(process.exitcode, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


@cache
def _start() -> None:
    """Starts the process that has the libraries loaded; it finds ``warmed_up`` as we do."""
    if not FORKS:
        return
    from multiprocessing.forkserver import ensure_running

    CONTEXT.set_forkserver_preload(PRELOADED)
    before = dict(os.environ)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(TESTS), *filter(None, [before.get("PYTHONPATH")])])
    try:
        ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)


def contents(folder: Path) -> dict[str, bytes | None]:
    """What lies in a folder: the bytes of its files, None for folders; without what Python compiles."""
    found = (path for path in folder.rglob("*") if "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in found}


def _run(call: Call) -> None:
    """What the new process does."""
    for descriptor, path in zip((1, 2), call.streams, strict=True):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(opened, descriptor)
        os.close(opened)
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(call.environment)
    os.chdir(call.folder)
    sys.path[:] = [entry for entry in sys.path if entry and Path(entry) != TESTS]
    sys.argv = ["factorygen", *call.arguments]

    from factorygen.cli import main

    main()
