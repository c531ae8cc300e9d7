"""Which plugin of pytest runs the project's async tests, and is what they need there?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

ANYIO = "anyio"
PLUGINS = {"pytest_asyncio": r"pytest[-_.]asyncio", ANYIO: r"\banyio\b"}
DRIVER = "aiosqlite"
REQUIREMENTS = ("pyproject.toml", "requirements*.txt", "requirements/*.txt", "setup.cfg", "setup.py")


def runner(root: Path) -> str:
    """The one that the project requires, else the one that is installed; ``pytest_asyncio`` or ``anyio``."""
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in _requirements(root))
    required = (name for name, pattern in PLUGINS.items() if re.search(pattern, text))
    installed = (name for name in PLUGINS if find_spec(name) is not None)
    return next(required, "") or next(installed, "") or next(iter(PLUGINS))


def missing(plugin: str, server: bool) -> tuple[str, ...]:
    """What has to be installed before the fixture works, as pip calls it."""
    wanted = (plugin,) if server else (plugin, DRIVER)
    return tuple(name.replace("_", "-") for name in wanted if find_spec(name) is None)


def _requirements(root: Path) -> Iterator[Path]:
    for pattern in REQUIREMENTS:
        yield from (path for path in sorted(root.glob(pattern)) if path.is_file())
