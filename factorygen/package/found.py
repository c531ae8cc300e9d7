"""What is there of a package of factories, or of the module that is to become one?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from factorygen import lock, write
from factorygen.diagnostics import FactorygenError
from factorygen.generated import Generated
from factorygen.lock import Lock
from factorygen.merge import Baseline, docstring_of, factories_in, laid_out_again
from factorygen.write import NOT_OURS

INIT = "__init__"


@dataclass(frozen=True)
class Found:
    """What stands on the disk, and what is known of it."""

    generated: Generated
    force: bool
    new: Mapping[str, str] = field(default_factory=dict)
    """The modules of the package as they would be generated."""
    lock: Lock = field(default_factory=Lock)
    """What is known of it; nothing if it is written for the first time."""

    @classmethod
    def of(cls, generated: Generated, force: bool, new: Mapping[str, str]) -> Found:
        path = lock.path_of(generated.factories)
        is_known = lock.is_lock(path) and lock.is_there(generated.factories)
        found = cls(generated, force, new, lock.read(path) if is_known else Lock())
        if found.converts:
            found._require_convertible(lock.is_lock(path))
        return found

    def _require_convertible(self, is_known: bool) -> None:
        """Whether the module can become a package."""
        main = self.generated.factories
        if not is_known or lock.is_of_package(self.lock):
            raise FactorygenError(str(main), NOT_OURS, f"move it away: {main.stem}/ takes its place")
        moved = self.known.by_scope.keys() - self._in_main.keys()
        for path in sorted(main.parent.glob("*.py")):
            others = factories_in(_text(path), self.whole, self.known) if path != main and moved else {}
            if moved & others.keys():
                raise FactorygenError(str(path), f"has factories of {main.name}", "move them back for a package")

    @property
    def converts(self) -> bool:
        """Whether a module is to become a package."""
        return self.generated.package is not None and self.generated.factories.exists()

    def path(self, module: str) -> Path:
        """The file of a module of the package."""
        return self.generated.folder / f"{module}.py"

    # ---- what is known

    @property
    def whole(self) -> str:
        """All factories as one new module."""
        return self.generated.files[self.generated.factories]

    @cached_property
    def known(self) -> Baseline:
        """What was generated last, wherever it stands."""
        return Baseline() if self.force else self.lock.files.get(self.generated.factories.name, Baseline())

    def own(self, name: str) -> Baseline:
        """What is known of a module itself."""
        main = self.generated.factories
        found = self.known if self.converts else self.lock.files.get(f"{main.stem}/{name}.py", Baseline())
        lines = frozenset(line for line in found.lines if not line.scope)
        return Baseline(lines if name == INIT or not self.converts else frozenset(), found.imports)

    @cached_property
    def _in_main(self) -> Mapping[str, str]:
        return factories_in(_text(self.generated.factories), self.whole, self.known)

    # ---- what is there

    @cached_property
    def disk(self) -> Mapping[str, str]:
        """The modules that have factories of ours, or had."""
        main = self.generated.factories
        if self.converts:
            self.generated.require_python(main, _text(main))
            return laid_out_again(_text(main), self.new, self.whole, self.known)
        return {path.stem: _text(path) for path in self._files() if self._is_ours(path)}

    @cached_property
    def init(self) -> str:
        """The package's own module."""
        main, path = self.generated.factories, self.generated.folder / f"{INIT}.py"
        if self.converts and not self.force:
            return docstring_of(_text(main))
        if not path.exists():
            return ""
        self.generated.require_python(path, _text(path))
        return _text(path)

    def _files(self) -> Iterator[Path]:
        folder = self.generated.folder
        return (path for path in sorted(folder.glob("*.py")) if path.stem != INIT) if folder.is_dir() else iter(())

    def _is_ours(self, path: Path) -> bool:
        text = _text(path)
        if f"{path.parent.name}/{path.name}" in self.lock.files or path.stem in self.new:
            self.generated.require_python(path, text)
            return True
        try:
            return "class " in text and bool(factories_in(text, self.whole, self.known))
        except SyntaxError:
            return False

    @cached_property
    def there(self) -> Mapping[str, tuple[str, str]]:
        """The module and the name of each factory that is there."""
        return {
            scope: (module, name)
            for module, text in self.disk.items()
            for scope, name in factories_in(text, self.whole, self.known).items()
        }


def _text(path: Path) -> str:
    return write.on_disk(path) or ""
