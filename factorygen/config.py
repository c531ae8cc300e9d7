"""What does the project say in ``[tool.factorygen]`` of its pyproject.toml, and where is its root?"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from factorygen.diagnostics import FactorygenError, closest
from factorygen.readers import (
    WrongValue,
    one_of,
    read_affixes,
    read_children,
    read_columns,
    read_factory_name,
    read_get_or_create,
    read_locale,
    read_module_file,
    read_names,
    read_patterns,
    read_python_file,
    read_session,
    read_share,
    read_sources,
    read_text,
    read_types,
    read_yes_or_no,
)

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = "pyproject.toml"
PLACE = f"{FILE}: [tool.factorygen]"
DIALECTS = ("mariadb", "mysql", "postgresql", "sqlite")


def _told(read_value: Callable[[object], object], key: str = "") -> dict[str, object]:
    """Marks a field of ``Config``: it stands in the file under ``key`` (its own name if that is left out)."""
    return {"key": key, "read": read_value}


@dataclass(frozen=True)
class Config:
    """What can stand in the file. A new setting is one more field here."""

    sources: tuple[str, ...] = field(default=(), metadata=_told(read_sources, key="source"))
    """Where the models are; see ``sources.load``."""
    output: Path = field(default=Path("tests/factories.py"), metadata=_told(read_python_file))
    """The file to write, seen from the project's root."""
    dialect: str = field(default="", metadata=_told(one_of(*DIALECTS)))
    """The database the models are meant for; "": the models tell."""
    nullable: str = field(default="fill", metadata=_told(one_of("fill", "none")))
    """Whether nullable columns get a value (``fill``) or stay None (``none``)."""
    locale: str = field(default="", metadata=_told(read_locale))
    """The language of Faker's values; "": factory_boy's own."""
    include: tuple[str, ...] = field(default=(), metadata=_told(read_patterns))
    """Patterns of the models that get a factory; (): all do."""
    exclude: tuple[str, ...] = field(default=(), metadata=_told(read_patterns))
    """Patterns of the models that get none."""
    columns: tuple[tuple[str, str], ...] = field(default=(), metadata=_told(read_columns))
    """Patterns of ``Model.attribute`` and the code of their values; "": they are not declared."""
    types: tuple[tuple[str, str], ...] = field(default=(), metadata=_told(read_types))
    """Names of column types and the code of their values."""
    share: tuple[tuple[str, bool], ...] = field(default=(), metadata=_told(read_share))
    """Patterns of ``Model.parent``: whether ancestors of one name are one row where no foreign key says so."""
    factory_name: str = field(default="{model}Factory", metadata=_told(read_factory_name))
    """What factories are called; ``{model}`` stands for the model's name."""
    strip: tuple[str, ...] = field(default=(), metadata=_told(read_affixes))
    """What of the models' names is left out of it: ``T*`` before it, ``*Model`` after it."""
    style: str = field(default="plain", metadata=_told(one_of("plain", "isolated")))
    """Whether a model has one factory, or a base, one without children and one with them."""
    children: tuple[tuple[str, tuple[int, int]], ...] = field(default=(), metadata=_told(read_children))
    """Patterns of ``Model.collection``: how many children are made unasked, at least and at most."""
    asyncio: bool = field(default=False, metadata=_told(read_yes_or_no, key="async"))
    """Whether factories save to an AsyncSession too."""
    session: str = field(default="", metadata=_told(read_session))
    """Where factories save to if nobody has called ``set_session()``; see ``own_session``."""
    get_or_create: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), metadata=_told(read_get_or_create))
    """Patterns of the models whose rows are taken where they are there, and their keys; (): the unique constraint."""
    get_or_create_cache: bool = field(default=False, metadata=_told(read_yes_or_no))
    """Whether sessions remember such rows."""
    layout: str = field(default="module", metadata=_told(one_of("module", "package")))
    """Whether the factories are one module, or a package with a module for each module of models."""
    stubs: bool = field(default=False, metadata=_told(read_yes_or_no))
    """Whether a stub beside the factories names their keywords to editors and type checkers."""
    tests: bool = field(default=False, metadata=_told(read_yes_or_no))
    """Whether a module of tests beside the factories saves each one."""

    url: str = field(default="", metadata=_told(read_text))
    """A database to read, besides the models or instead of them."""
    url_env: str = field(default="", metadata=_told(read_text))
    """The environment variable that holds its URL."""
    schemas: tuple[str, ...] = field(default=(), metadata=_told(read_names, key="schema"))
    """The database's schemas; (): the default one."""
    models: str = field(default="models.py", metadata=_told(read_module_file))
    """The file of the models of a database that has none, beside the factories."""


@dataclass(frozen=True)
class Setting:
    """A field of ``Config`` as the file has it."""

    name: str
    key: str
    read: Callable[[object], object]


def settings() -> tuple[Setting, ...]:
    """Every setting, in the order of the fields."""
    return tuple(
        Setting(item.name, item.metadata["key"] or item.name, item.metadata["read"]) for item in fields(Config)
    )


# ---- reading


def find_root(start: Path) -> Path:
    """The nearest folder from ``start`` upward that holds a pyproject.toml, or ``start`` itself."""
    start = start.absolute()
    return next((folder for folder in (start, *start.parents) if (folder / FILE).is_file()), start)


def read(root: Path) -> Config:
    """The settings in the pyproject.toml of ``root``; the defaults where it says nothing, or is not there.

    Raises FactorygenError for a file that can't be read, an unknown key or a value that is not one.
    """
    table = _table(_document(root), "tool", "factorygen")
    known = {setting.key: setting for setting in settings()}
    for key in table:
        if key not in known:
            raise FactorygenError(PLACE, f"unknown key {key!r}", closest(key, known, most=len(known)))
    return Config(**{known[key].name: _value(known[key], value) for key, value in table.items()})


def is_configured(root: Path) -> bool:
    """Whether the pyproject.toml of ``root`` has settings of ours."""
    return "factorygen" in _table(_document(root), "tool")


def oldest_python(root: Path) -> tuple[int, int]:
    """The oldest Python that the project's ``requires-python`` admits; the running one if it does not say."""
    told = _table(_document(root), "project", strict=False).get("requires-python", "")
    found = re.search(r"(?:>=|==|~=|>)\s*(\d+)\.(\d+)", told if isinstance(told, str) else "")
    return (int(found[1]), int(found[2])) if found else sys.version_info[:2]


def import_folders(root: Path) -> tuple[Path, ...]:
    """The folders from which the project's modules are imported: pytest's ``pythonpath``, ``root``, ``root/src``."""
    folders = (*pythonpath(root), root, root / "src")
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def pythonpath(root: Path) -> tuple[Path, ...]:
    """The folders that pytest puts on sys.path, as the project says."""
    document = _document(root)
    told = [
        folder
        for table in (("tool", "pytest", "ini_options"), ("tool", "pytest"))
        for folder in _words(_table(document, *table, strict=False).get("pythonpath", ()))
    ]
    return tuple(Path(os.path.abspath(root / folder)) for folder in told)


def _words(value: object) -> Iterable[str]:
    """pytest takes a list, or one string with spaces in it."""
    if isinstance(value, str):
        return value.split()
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def _value(setting: Setting, value: object) -> Any:
    try:
        return setting.read(value)
    except WrongValue as wrong:
        raise FactorygenError(PLACE, f"{setting.key!r} {wrong.problem}", wrong.way_out) from None


def _table(document: Any, *names: str, strict: bool = True) -> dict[str, Any]:
    """The table under these names, empty if there is none; one that is no table is an error if ``strict``."""
    table = document
    for name in names:
        table = table.get(name, {}) if isinstance(table, dict) else None
    if isinstance(table, dict):
        return table
    if strict:
        raise FactorygenError(FILE, f"{'.'.join(names)!r} is not a table", f"write [{'.'.join(names)}]")
    return {}


def _document(root: Path) -> dict[str, Any]:
    """The parsed file; empty if there is none."""
    try:
        return tomllib.loads((root / FILE).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        line, message = _line_and_message(str(error))
        raise FactorygenError(f"{FILE}{line}", f"is not valid TOML: {message}", "correct that line") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else "it is not UTF-8"
        raise FactorygenError(FILE, f"cannot be read: {reason}", "correct the file, or take it away") from None


def _line_and_message(error: str) -> tuple[str, str]:
    """``Expected '=' (at line 3, column 5)`` -> ``(":3", "Expected '='")``."""
    message, _, position = error.rstrip(")").rpartition(" (at ")
    line = re.search(r"line (\d+)", position)
    return (f":{line[1]}", message) if line else ("", error)
