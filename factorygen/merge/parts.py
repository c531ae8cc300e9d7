"""Which of the factories does a file have, where the user has split them?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from factorygen.merge.renames import Renames

Key = tuple[str, str]


@dataclass(frozen=True)
class Moved:
    """A factory that stands in another module: its name there, and code by which factory_boy finds it."""

    scope: str
    called: str
    path: str


@dataclass(frozen=True)
class Part:
    """What a file has of the factories, where the user has split them."""

    only: frozenset[str] | None = None
    """The scopes of the factories in it, and nothing else is ours; None: it is the main file."""
    elsewhere: tuple[Moved, ...] = ()
    required: frozenset[Key] = frozenset()
    """Of a module that was taken over: what has to be declared, by whomever it was written."""

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
