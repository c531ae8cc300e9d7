"""Which of the factories does a file have, where the user has split them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from factorygen.merge.renames import Renames

Key = tuple[str, str]


@dataclass(frozen=True)
class Moved:
    """A factory that stands in another module: its name there, and code by which factory_boy finds it."""

    scope: str
    called: str
    path: str
    generated: str = ""
    """What the new text calls it, and """
    becomes: str = ""
    """what it is called in the end; "": as it is."""


@dataclass(frozen=True)
class Part:
    """What a file has of the factories, where the user has split them."""

    only: frozenset[str] | None = None
    """The scopes of the factories in it, and nothing else is ours; None: it is the main file."""
    elsewhere: tuple[Moved, ...] = ()
    required: frozenset[Key] = frozenset()
    """Of a module that was taken over: what has to be declared, by whomever it was written."""
    needed: frozenset[str] = frozenset()
    """The factories in it that the user's code in other modules names."""
    gone: frozenset[str] = frozenset()
    """What other modules had and have no more, as an import means it."""
    package: bool = False
    """Whether it is a module of a package of factories, all of which are ours."""
    deleted: frozenset[str] = frozenset()
    """The names of factories of other modules that the user has deleted."""
    relaid: bool = False
    """Whether the text was put together anew, so that what the user has not touched is to be as it is generated."""

    @property
    def named(self) -> Mapping[str, str]:
        """The scopes of the factories elsewhere, by all their names."""
        names = ((name, one.scope) for one in self.elsewhere for name in (one.called, one.generated, one.becomes))
        return {name: scope for name, scope in names if name}

    def under(self, renames: Renames) -> Part:
        """The same with the models' new names."""
        only = None if self.only is None else frozenset(map(renames.scope, self.only))
        return replace(
            self, only=only, elsewhere=tuple(replace(one, scope=renames.scope(one.scope)) for one in self.elsewhere)
        )

    def has(self, scope: str, is_class: bool) -> bool:
        """Whether something generated belongs into it."""
        if self.only is not None:
            return is_class and scope in self.only
        return scope not in {one.scope for one in self.elsewhere}


WHOLE = Part()
