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
SESSION = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*:[^\W\d]\w*(\.[^\W\d]\w*)*(\(\))?")
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


def read_session(value: object) -> str:
    """``module:attribute``, or a call of it."""
    if isinstance(value, str) and SESSION.fullmatch(value) and not any(map(iskeyword, re.findall(r"\w+", value))):
        return value
    raise WrongValue(
        f"must be the module and the name of a session, not {value!r}",
        'for example "tests.db:Session", or "tests.db:get_session()" of a function',
    )


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


def read_children(value: object) -> tuple[tuple[str, tuple[int, int]], ...]:
    """2, "1-3", or ``"User.clients" = "1-3"``: how many children are made unasked, at least and at most."""
    if not isinstance(value, dict):
        return (("*.*", _number(value, "")),)
    for pattern in value:
        if "." not in pattern:
            raise WrongValue(f"has {pattern!r}, which is no MODEL.COLLECTION", f'for example "*.{pattern}"')
    return tuple((pattern, _number(told, f" for {pattern!r}")) for pattern, told in value.items())


def _number(value: object, where: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", str(value)) if isinstance(value, str | int) else None
    least, most = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if isinstance(value, bool) or least > most:
        raise WrongValue(f"has {value!r}{where}, which is no number of children", 'for example 2 or "1-3"')
    return least, most


def read_get_or_create(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """``"*"``, ``["Country"]`` or ``{ Product = ["name", "category"] }``: patterns of models and their keys.

    () stands for a key that the model itself has to tell.
    """
    if not isinstance(value, dict):
        return tuple((pattern, ()) for pattern in read_patterns(value))
    for pattern, key in value.items():
        names = key if isinstance(key, list) else [key]
        if not names or not all(_is_text(name) for name in names):
            problem = f"has {key!r} for {pattern!r}, which is no list of attributes"
            raise WrongValue(problem, 'for example { Product = ["name", "category"] }')
    return tuple((pattern, tuple(key) if isinstance(key, list) else (key,)) for pattern, key in value.items())


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
