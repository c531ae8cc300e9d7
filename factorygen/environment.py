"""Is the project's Python environment another one than this, and can factorygen run there?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

GUARD = "FACTORYGEN_ENVIRONMENT"
"""Set in a process that was started from another environment, which therefore starts no third."""
FOLDER = ".venv"
INSTALL = "-m pip install factorygen"


def other_environment(root: Path) -> Path | None:
    """The interpreter of the project's environment, if that is another one than the running.

    The environment is the active one (``VIRTUAL_ENV``), else ``.venv`` in the root. None where there is no such, where
    it is this one, and in a process that was started by ``run_again``.
    """
    if GUARD in os.environ:
        return None
    return _project_python(root)


def can_run(python: Path) -> bool:
    """Whether factorygen is installed for that interpreter (a checkout in the current folder does not count)."""
    command = [str(python), "-c", "import factorygen"]
    try:
        done = subprocess.run(command, cwd=python.parent, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def run_again(python: Path, arguments: Sequence[str]) -> int:
    """Runs ``factorygen arguments`` with that interpreter, on the same streams; its exit code."""
    command = [str(python), "-m", "factorygen", *arguments]
    return subprocess.run(command, env={**os.environ, GUARD: str(python)}, check=False).returncode


def way_out(root: Path) -> str:
    """What to do about a package that the project has and this environment has not."""
    python = _project_python(root)
    if python is None:
        return f"install it here, or factorygen in the project's own environment ({INSTALL.removeprefix('-m ')})"
    shown = python.relative_to(root) if python.is_relative_to(root) else python
    return f"install factorygen in the project's environment {shown.parent.parent}: {shown} {INSTALL}"


def _project_python(root: Path) -> Path | None:
    folders = [Path(active)] if (active := os.environ.get("VIRTUAL_ENV")) else []
    for folder in (*folders, root / FOLDER):
        python = _python_of(folder)
        if python is not None:
            return None if folder.resolve() == Path(sys.prefix).resolve() else python
    return None


def _python_of(folder: Path) -> Path | None:
    """The interpreter of an environment; it is a link, and following it would lead out of the environment."""
    places = (folder / "bin" / "python", folder / "Scripts" / "python.exe")
    return next((python for python in places if python.is_file()), None)
