"""What are factories called, and what must not be used as a name inside them?"""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from factory.alchemy import SQLAlchemyModelFactory

from factorygen.decisions import Isolation
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
OF_CLASSES = frozenset(["Meta", "Params"])
"""What stands in a factory, where a factory of this name could not be named."""
DOUBLED = re.compile("(?<=[^_])__+")
RESERVED = frozenset(dir(SQLAlchemyModelFactory)) | OF_BASE | {"Meta", "Params"}
"""Names that factory_boy and the base have for themselves."""


@dataclass(frozen=True)
class Naming:
    """How factories are called: ``pattern`` has ``{model}`` where the model's name stands.

    Of that name goes what the patterns ``strip`` say: ``T*`` before it, ``*Model`` after it. What is ``taken`` is
    called so already where factories stand.
    """

    pattern: str = "{model}Factory"
    strip: tuple[str, ...] = ()
    taken: frozenset[str] = frozenset()
    isolated: bool = False
    """Whether each factory stands on a base, with another one beside it that makes no children."""

    def free(self, model: str, names: Collection[str]) -> bool:
        """Whether a model of this name can have a factory beside those of these names."""
        wanted = self.classes(self.of(model))
        return wanted.isdisjoint({*names, *self.taken, *OF_CLASSES}) and not any(map(keyword.iskeyword, wanted))

    def of(self, model: str) -> str:
        """The factory of a model of this name."""
        return self.pattern.replace("{model}", model)

    def isolation(self, factory: str) -> Isolation | None:
        """What stands beside a factory of this name."""
        return Isolation(f"{factory}Base", f"Isolated{factory}") if self.isolated else None

    def classes(self, factory: str) -> frozenset[str]:
        """The names of all classes that come with a factory of this name."""
        isolation = self.isolation(factory)
        return frozenset({factory, isolation.base, isolation.alone} if isolation else {factory})

    def stripped(self, name: str) -> str:
        """The name without what goes, which is a word of it or several: ``T*`` is not the beginning of ``Team``."""
        for affix in self.strip:
            prefix, _, suffix = affix.partition("*")
            rest = name.removeprefix(prefix).removesuffix(suffix)
            whole_words = _is_bound(prefix, rest) and _is_bound(rest, suffix)
            if rest != name and rest.isidentifier() and whole_words:
                name = rest.strip("_") or name
        return name


PLAIN = Naming()


def factory_names(models: Iterable[PythonName], naming: Naming = PLAIN) -> dict[PythonName, str]:
    """A name for each model's factory; models of one name get their module's name before it.

    Where a model is called as another one is when stripped, the first one has the better claim.
    """
    names: dict[PythonName, str] = {}
    used: set[str] = set()
    for model in sorted(models, key=lambda one: naming.stripped(one.name) != one.name):
        name = next(name for name in _candidates(model, naming) if naming.free(name, used))
        names[model] = naming.of(name)
        used |= naming.classes(names[model])
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


def _candidates(model: PythonName, naming: Naming) -> Iterator[str]:
    name = _class_name(naming.stripped(model.name))
    yield name
    if name != _class_name(model.name):
        yield _class_name(model.name)
    prefix = ""
    for part in reversed([*model.module.split("."), *model.qualname.split(".")[:-1]]):
        prefix = "".join(word.capitalize() for word in part.split("_")) + prefix
        yield f"{prefix}{name}"
    yield from _numbered(name)


def _is_bound(left: str, right: str) -> bool:
    """Whether a word of a name ends between its two parts."""
    if not (left and right) or "_" in (left[-1], right[0]):
        return True
    return right[0].isupper() and (right[1:2].islower() or not left[-1].isupper())


def _class_name(name: str) -> str:
    """A class that is called like its table (``user_account``, as automap does) as classes are called."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_")) if name[:1].islower() else name


def _numbered(name: str) -> Iterable[str]:
    return (f"{name}{number}" for number in range(2, 10_000))
