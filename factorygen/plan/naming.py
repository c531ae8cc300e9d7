"""What are factories called, and what must not be used as a name inside them?"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable

from factory.alchemy import SQLAlchemyModelFactory

from factorygen.schema import PythonName

OF_BASE = frozenset(
    [
        "_construct",
        "_flushed",
        "_has_hooks",
        "_is_late",
        "_lacks_parent",
        "_late",
        "_make",
        "_add_parents",
        "_batch",
        "_save",
        "_without_init",
    ]
)
DOUBLED = re.compile("(?<=[^_])__+")
RESERVED = frozenset(dir(SQLAlchemyModelFactory)) | OF_BASE | {"Meta", "Params"}
"""Names that factory_boy and the base have for themselves."""


def factory_names(models: Iterable[PythonName]) -> dict[PythonName, str]:
    """A name for each model's factory; models of one name get their module's name before it."""
    names: dict[PythonName, str] = {}
    for model in models:
        candidates = _candidates(model)
        free = (name for name in candidates if f"{name}Factory" not in names.values())
        names[model] = f"{next(free)}Factory"
    return names


def declared_name(attribute: str, suffix: str) -> str:
    """The name under which an attribute is declared: another one where factory_boy would stumble over it.

    One cannot reach (``x__name``) into what ends in an underscore, so the suffix of parents and children does not.
    """
    clean = DOUBLED.sub("_", attribute)
    unreachable = clean.endswith("_") and not suffix.endswith("_")
    if clean in RESERVED or keyword.iskeyword(clean) or unreachable:
        return clean.rstrip("_") + suffix
    return clean


def _candidates(model: PythonName) -> Iterable[str]:
    name = _class_name(model.name)
    yield name
    prefix = ""
    for part in reversed([*model.module.split("."), *model.qualname.split(".")[:-1]]):
        prefix = "".join(word.capitalize() for word in part.split("_")) + prefix
        yield f"{prefix}{name}"
    yield from _numbered(name)


def _class_name(name: str) -> str:
    """A class that is called like its table (``user_account``, as automap does) as classes are called."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_")) if name[:1].islower() else name


def _numbered(name: str) -> Iterable[str]:
    return (f"{name}{number}" for number in range(2, 10_000))
