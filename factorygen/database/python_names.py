"""Names of a database -> names of Python: whatever they are made of, and without a second meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import chain, count
from keyword import iskeyword

OF_DECLARATIVE = frozenset({"metadata", "registry"})
"""What a declarative class has a use of its own for."""
OF_CALLS = frozenset({"cls", "model_class", "self"})
"""What constructors and factory_boy call arguments of their own, beside which there is no room for an attribute's."""
IN_ANNOTATIONS = frozenset({"bool", "bytes", "dict", "float", "int", "list", "object", "str"})
"""What an attribute may not be called, since annotations below it would mean that attribute."""


def class_name(name: str, *taken: Collection[str]) -> str:
    """``user_accounts`` -> ``UserAccounts``."""
    return _free("".join(part[:1].upper() + part[1:] for part in _identifier(name).split("_")) or "Table", *taken)


def attribute_name(name: str, *taken: Collection[str]) -> str:
    """A name for an attribute of a class: none that is in use.

    Nor a private one, since Python would rename it, nor with two underscores, which factory_boy takes for a path.
    """
    plain = re.sub("__+", "_", _identifier(name))
    if plain.startswith("_sa_") or plain == "_" or re.search("^__|__$", name):
        plain = plain.strip("_") or "column"
    return _free(plain, OF_DECLARATIVE, OF_CALLS, IN_ANNOTATIONS, *taken)


def _identifier(name: str) -> str:
    """In the form in which Python reads it: ``ﬁ`` is ``fi``."""
    normal = unicodedata.normalize("NFKC", name.strip())
    plain = "".join(char if f"a{char}".isidentifier() else "_" for char in normal)
    if plain != normal:
        plain = re.sub("__+", "_", plain).strip("_")
    return plain if plain.isidentifier() else f"_{plain}"


def relationship_name(name: str, other: str, taken: Collection[str]) -> str:
    """A name for an attribute of a class; where it is taken, ``other`` goes behind it."""
    plain = attribute_name(name)
    return plain if plain not in taken else attribute_name(f"{plain.rstrip('_')}_{other}", taken)


def _free(name: str, *taken: Collection[str]) -> str:
    """The name, or with ``_``, ``1``, ``2`` ... behind it."""
    if iskeyword(name):
        name += "_"
    candidates = (name, f"{name}_")
    numbered = (f"{name}{number}" for number in count(1))
    return next(one for one in chain(candidates, numbered) if not any(one in names for names in taken))
