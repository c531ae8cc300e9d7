"""What does the project say in ``[tool.factorygen]`` of its pyproject.toml, and where is its root?"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from keyword import iskeyword
from pathlib import Path
from typing import Any

from factorygen.diagnostics import FactorygenError, closest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = "pyproject.toml"
BASE = "factory_base.py"
PLACE = f"{FILE}: [tool.factorygen]"
DIALECTS = ("mariadb", "mysql", "postgresql", "sqlite")
EXAMPLE = """for example 'Faker("company_email")'"""


class WrongValue(Exception):
    """A reader's answer to a value it does not take: the problem, and a way out."""

    def __init__(self, problem: str, way_out: str = "") -> None:
        self.problem = problem
        self.way_out = way_out
        super().__init__(problem)


# ---- readers: what TOML says -> the value of a field, or WrongValue


def one_of(*words: str) -> Callable[[object], str]:
    """A reader for one of these words."""

    def read_word(value: object) -> str:
        if value in words:
            return str(value)
        raise WrongValue(f"must be one of {', '.join(words)}, not {value!r}", closest(str(value), words))

    return read_word


def read_sources(value: object) -> tuple[str, ...]:
    """One source or a list of them."""
    sources = value if isinstance(value, list) else [value]
    if sources and all(isinstance(source, str) and source.strip() for source in sources):
        return tuple(sources)
    raise WrongValue(f"must be a string or a list of strings, not {value!r}", 'for example "app.models"')


def read_python_file(value: object) -> Path:
    """The path of a module, which is not that of our base beside it."""
    example = 'for example "tests/factories.py"'
    if not isinstance(value, str) or not value.endswith(".py"):
        raise WrongValue(f"must be the path of a .py file, not {value!r}", example)
    if not Path(value).stem.isidentifier() or iskeyword(Path(value).stem):
        raise WrongValue(f"must be a module that can be imported, not {value!r}", example)
    if Path(value).name == BASE:
        raise WrongValue(f"can't be {BASE}, which is written beside it", example)
    return Path(value)


def read_text(value: object) -> str:
    """A word or more."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise WrongValue(f"must be a string, not {value!r}")


def read_module_file(value: object) -> str:
    """The name of a module's file, which stands beside the factories."""
    path = read_python_file(value)
    if path.name != str(path):
        raise WrongValue(f"stands beside the factories, and can't be {value!r}", 'for example "models.py"')
    return path.name


def read_names(value: object) -> tuple[str, ...]:
    """One name or a list of them."""
    names = value if isinstance(value, list) else [value]
    if all(isinstance(name, str) and name.strip() for name in names):
        return tuple(names)
    raise WrongValue(f"must be a string or a list of strings, not {value!r}", 'for example "public"')


def read_patterns(value: object) -> tuple[str, ...]:
    """One pattern of models' names or a list of them."""
    patterns = value if isinstance(value, list) else [value]
    if all(isinstance(pattern, str) and pattern.strip() for pattern in patterns):
        return tuple(patterns)
    raise WrongValue(f"must be a string or a list of strings, not {value!r}", 'for example "Audit*"')


def read_locale(value: object) -> str:
    """The name of a locale, as Faker has it; whether it has it, is told when values are made."""
    found = re.fullmatch(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2}))?", value) if isinstance(value, str) else None
    if found is None:
        raise WrongValue(f"must be the name of a locale, not {value!r}", 'for example "ja_JP"')
    return found[1].lower() + (f"_{found[2].upper()}" if found[2] else "")


def read_columns(value: object) -> tuple[tuple[str, str], ...]:
    """``"User.email" = 'Faker("email")'``: patterns with code; "" stands for false, not to be declared."""
    for pattern, told in _entries(value, '"User.email" = ...'):
        if "." not in pattern:
            raise WrongValue(f"has {pattern!r}, which is no MODEL.ATTRIBUTE", f'for example "*.{pattern}"')
        if told is not False and not _is_text(told):
            raise WrongValue(f"has {told!r} for {pattern!r}, which is neither code in a string nor false", EXAMPLE)
    return tuple((pattern, told or "") for pattern, told in _entries(value, ""))


def read_share(value: object) -> tuple[tuple[str, bool], ...]:
    """true, false, or ``"Output.log" = false``: parents that have, or have not, their ancestors in common."""
    if isinstance(value, bool):
        return (("*.*", value),)
    for pattern, told in _entries(value, '"Output.log" = false'):
        if "." not in pattern:
            raise WrongValue(f"has {pattern!r}, which is no MODEL.PARENT", f'for example "*.{pattern}"')
        if not isinstance(told, bool):
            raise WrongValue(f"has {told!r} for {pattern!r}, which is neither true nor false")
    return tuple(_entries(value, ""))


def read_types(value: object) -> tuple[tuple[str, str], ...]:
    """``"myapp.types.Money" = "Decimal(1)"``: names of types with code."""
    for name, told in _entries(value, '"myapp.types.Money" = ...'):
        if not _is_text(told):
            raise WrongValue(f"has {told!r} for {name!r}, which is no code in a string", EXAMPLE)
    return tuple(_entries(value, ""))


def _entries(value: object, example: str) -> Iterable[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise WrongValue(f"must be a table, not {value!r}", f"for example {example}")
    return value.items()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


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


def oldest_python(root: Path) -> tuple[int, int]:
    """The oldest Python that the project's ``requires-python`` admits; the running one if it does not say."""
    told = _table(_document(root), "project", strict=False).get("requires-python", "")
    found = re.search(r"(?:>=|==|~=|>)\s*(\d+)\.(\d+)", told if isinstance(told, str) else "")
    return (int(found[1]), int(found[2])) if found else sys.version_info[:2]


def import_folders(root: Path) -> tuple[Path, ...]:
    """The folders from which the project's modules are imported: pytest's ``pythonpath``, ``root``, ``root/src``."""
    document = _document(root)
    told = [
        folder
        for table in (("tool", "pytest", "ini_options"), ("tool", "pytest"))
        for folder in _words(_table(document, *table, strict=False).get("pythonpath", ()))
    ]
    folders = (*(Path(os.path.abspath(root / folder)) for folder in told), root, root / "src")
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


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
