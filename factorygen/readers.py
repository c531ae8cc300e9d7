"""What does a setting have to look like? One reader a kind: what TOML says -> the value, or ``WrongValue``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from keyword import iskeyword
from pathlib import Path
from typing import Any

from factorygen.diagnostics import closest

BASE = "factory_base.py"
EXAMPLE = """for example 'Faker("company_email")'"""
MODEL = "{model}"
AFFIX = re.compile(r"\*\w+|\w+\*")


class WrongValue(Exception):
    """A reader's answer to a value it does not take: the problem, and a way out."""

    def __init__(self, problem: str, way_out: str = "") -> None:
        self.problem = problem
        self.way_out = way_out
        super().__init__(problem)


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


def read_yes_or_no(value: object) -> bool:
    """true or false."""
    if isinstance(value, bool):
        return value
    raise WrongValue(f"must be true or false, not {value!r}")


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


def read_factory_name(value: object) -> str:
    """What factories are called, with ``{model}`` where the model's name stands."""
    example = 'for example "{model}Factory"'
    if not isinstance(value, str) or value.count(MODEL) != 1:
        raise WrongValue(f"must be a string with one {MODEL} in it, not {value!r}", example)
    before, _, after = value.partition(MODEL)
    if not f"{before}Model{after}".isidentifier():
        raise WrongValue(f"does not give a class's name, as {value!r} stands", example)
    return value


def read_affixes(value: object) -> tuple[str, ...]:
    """One pattern or a list of them: ``T*`` stands before a name, ``*Model`` after it."""
    affixes = value if isinstance(value, list) else [value]
    for affix in affixes:
        if not isinstance(affix, str) or not AFFIX.fullmatch(affix):
            way_out = f'write "*{affix}" or "{affix}*"' if str(affix).isidentifier() else 'for example ["T*", "*Model"]'
            raise WrongValue(f"must have a * where the name is, before or after what goes, not {affix!r}", way_out)
    return tuple(affixes)


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
