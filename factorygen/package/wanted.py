"""What is a package of factories to hold? Each factory where it is, and those that are new at their homes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from factorygen.formatting import WIDTH, formatted
from factorygen.generated import Generated
from factorygen.merge import (
    Baseline,
    Homes,
    Moved,
    Part,
    factory_of,
    imports_of,
    laid_out,
    renamed_scopes,
    scopes_of,
)
from factorygen.package.found import Found


def at_home(generated: Generated) -> Mapping[str, str]:
    """The modules as they would be if nothing were there."""
    return _laid_out(generated, generated.package.modules, {}) if generated.package else {}


@dataclass(frozen=True)
class Wanted:
    """What is to be where something is found."""

    found: Found

    @cached_property
    def _before(self) -> Mapping[str, str]:
        """What the models that were renamed were called."""
        return renamed_scopes(self.found.whole, self.found.known, self.found.generated.subjects)

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where each generated factory stands, by its name: where it is, else at its home."""
        package = self.found.generated.package
        found = {name: self.found.there.get(self._before.get(scope, scope)) for scope, name in self._scopes.items()}
        assert package is not None
        return {name: place[0] if place else package.modules[name] for name, place in found.items()}

    @cached_property
    def _scopes(self) -> Mapping[str, str]:
        return scopes_of(self.found.whole)

    @property
    def modules(self) -> Mapping[str, str]:
        """The new texts."""
        return _laid_out(self.found.generated, self.places, self._called)

    @cached_property
    def _called(self) -> Mapping[str, str]:
        """The user's names of factories, by those that are generated."""
        return {one.generated: one.becomes for one in self._moved if one.generated != one.becomes}

    @cached_property
    def _moved(self) -> tuple[Moved, ...]:
        """All factories, as they are seen from other modules."""
        return tuple(self._seen(scope, name) for scope, name in self._scopes.items())

    def _seen(self, scope: str, name: str) -> Moved:
        before = self._before.get(scope, scope)
        _, called = self.found.there.get(before, ("", name))
        last = factory_of(self.found.known.by_scope.get(before, ())) or name
        return Moved(scope, called, "", name, name if called == last else called)

    def part(self, names: Mapping[str, str]) -> Part:
        """What one module has, by the names of its factories by their scope."""
        elsewhere = tuple(one for one in self._moved if one.scope not in names)
        deleted = frozenset(one.generated for one in elsewhere if self._is_deleted(one.scope))
        return Part(elsewhere=elsewhere, package=True, deleted=deleted, relaid=self.found.converts)

    def _is_deleted(self, scope: str) -> bool:
        before = self._before.get(scope, scope)
        return before in self.found.known.by_scope and before not in self.found.there

    def known_of(self, module: str, new: str) -> Baseline:
        """What is known of a module and of the factories in it."""
        old = {self._before.get(scope, scope) for scope in scopes_of(new)}
        here = {scope for scope, (place, _) in self.found.there.items() if place == module} | old
        lines = frozenset(line for line in self.found.known.lines if line.scope and line.scope in here)
        own = self.found.own(module)
        imports = imports_of(new) if self.found.converts else frozenset()
        return Baseline(own.lines | lines, own.imports | imports)


def _laid_out(generated: Generated, places: Mapping[str, str], called: Mapping[str, str]) -> Mapping[str, str]:
    docstrings = generated.package.docstrings if generated.package else {}
    docs = {place: text for place, text in docstrings.items() if place in places.values()}
    texts = laid_out(generated.files[generated.factories], Homes(places, docs, frozenset(places), called))
    return {place: _fitting(text) for place, text in texts.items()}


def _fitting(text: str) -> str:
    """A path is longer than a name, so that a line may have to be broken."""
    wide = any(len(line) > WIDTH and not line.lstrip().startswith("#") for line in text.splitlines())
    return formatted(text) if wide else text
