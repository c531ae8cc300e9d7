"""What is pyproject.toml to say? All that stands in it stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable, Table

from factorygen.diagnostics import FactorygenError

OURS = ("tool", "factorygen")
OF_PYTEST = (("tool", "pytest"), ("tool", "pytest", "ini_options"))
"""Tables of pytest's own, the first since pytest 9."""


def with_settings(text: str, settings: Mapping[str, object]) -> str:
    """The file with a ``[tool.factorygen]`` table, which it has not yet."""
    table = tomlkit.table()
    for key, value in settings.items():
        table.append(key, value)
    return _with_table(text, OURS, table)


def with_pythonpath(text: str, folder: str) -> str:
    """The file with a folder on pytest's ``pythonpath``."""
    document = tomlkit.parse(text)
    told = next((table for names in OF_PYTEST if (table := _found(document, names, "ini_options")) is not None), None)
    if told is None:
        table = tomlkit.table()
        table.append("pythonpath", [folder])
        return _with_table(text, OF_PYTEST[1], table)
    before = told.get("pythonpath")
    if isinstance(before, str):
        told["pythonpath"] = f"{before} {folder}".strip()
    elif before is None:
        told.append("pythonpath", [folder])
    else:
        before.append(folder)
    return _with_newlines_of(text, document.as_string())


def _found(document: Container, names: tuple[str, ...], inner: str) -> Any:
    """A table that is there and has settings of its own, not only the table ``inner``."""
    found: Any = document
    for name in names:
        found = found.get(name) if hasattr(found, "get") else None
    return found if isinstance(found, Table | InlineTable) and set(found) - {inner} else None


def _with_table(text: str, names: tuple[str, ...], table: Table) -> str:
    """A table at the end of the file; TOML wants them in no order."""
    document = tomlkit.document()
    inner = table
    for name in reversed(names[1:]):
        outer = tomlkit.table(is_super_table=True)
        outer.append(name, inner)
        inner = outer
    document.append(names[0], inner)
    gap = "" if not text.strip() else "\n" if text.endswith(("\n", "\r")) else "\n\n"
    whole = text + _with_newlines_of(text, gap + document.as_string())
    try:
        tomlkit.parse(whole)
    except TOMLKitError:
        table_name = ".".join(names)
        raise FactorygenError(
            "pyproject.toml", f"has no room for [{table_name}]", f"write {names[0]!r} as a table"
        ) from None
    return whole


def _with_newlines_of(text: str, other: str) -> str:
    """Windows's, if a file has those."""
    if not text.count("\r\n") or text.count("\r\n") < text.count("\n"):
        return other
    return other.replace("\r\n", "\n").replace("\n", "\r\n")
