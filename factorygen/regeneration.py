"""What are the files to become? What was generated now, with the user's edits in it, and the lock that knows both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from factorygen import lock, write
from factorygen.account import Account, LookAt, account
from factorygen.adoption import is_taken_over, taken_over
from factorygen.dependents import imported_names
from factorygen.diagnostics import FactorygenError
from factorygen.fingerprint import tree_of
from factorygen.generated import Generated
from factorygen.lock import Lock
from factorygen.merge import (
    USERS,
    Baseline,
    Merged,
    Part,
    bound_in,
    every,
    factory_of,
    fresh,
    imports_of,
    merge,
    resembles,
    used,
)
from factorygen.package import as_module, as_package, is_package
from factorygen.split import split
from factorygen.stubs import stale, stubs
from factorygen.write import NOT_OURS, Action, Change

ADOPT = "--adopt takes it over as yours, --force overwrites it, -o chooses another file"
MODULE = 'write layout = "module"'
FORCE = "choose another file with -o, or --force overwrites it"


@dataclass(frozen=True)
class Regeneration:
    """The changes to the files, and the account of what is in them."""

    changes: tuple[Change, ...]
    accounts: tuple[Account, ...]

    @property
    def stale(self) -> bool:
        """Whether the factories are not what they should be; a lock alone that knows less does no harm."""
        return any(
            change.action in (Action.CREATED, Action.REMOVED)
            or (change.action is Action.UPDATED and change.path.suffix != lock.SUFFIX)
            for change in self.changes
        )

    @property
    def look_at(self) -> tuple[LookAt, ...]:
        """All that a human has to look at."""
        return tuple(one for each in self.accounts for one in each.look_at)

    def diff(self, root: Path) -> str:
        """The changes as a unified diff, if there is anything stale; paths are seen from ``root``."""
        if not self.stale:
            return ""
        return write.diff(self.changes, root)


def regenerate(generated: Generated, force: bool = False, written: bool = True, adopt: bool = False) -> Regeneration:
    """What becomes of the files on disk, which is only read.

    ``force`` takes what was generated as it is; ``adopt`` takes over a module that others wrote; ``written`` says
    that lines to look at are those of the new text. Raises FactorygenError for a file that is not ours, or that does
    not parse.
    """
    foreign = not force and (is_taken_over(generated) or (adopt and not _is_known(generated)))
    gone: tuple[Path, ...] = ()
    if foreign and generated.package is not None:
        raise FactorygenError(str(generated.factories), "was written by others, and stays a module", MODULE)
    if generated.package is not None or is_package(generated):
        laid = as_package(generated, force) if generated.package else as_module(generated, force)
        merged, gone = dict(laid.merged), laid.removed
    elif foreign:
        over = taken_over(generated)
        generated = over.generated
        merged = _split(generated, over.baseline, over.required)
    else:
        merged = _factories(generated, force)
    known = _known(generated.factories, merged)
    beside, gone = _stubs(generated, merged, gone, force)
    generated = _with_users_base(generated, merged)
    others = {path: text for path, text in generated.files.items() if path != generated.factories}
    merged |= {path: _merged(path, text, generated, force) for path, text in others.items()}
    known |= {path.name: merged[path].baseline for path in others}
    texts = {**beside, **{path: one.text for path, one in merged.items()}}
    for text in texts.values():
        tree_of(text.removeprefix("\ufeff"))  # nothing is handed on that Python cannot read
    facts = Lock(generated.base, foreign, known)
    texts[lock.path_of(generated.factories)] = _lock_text(facts, generated.factories, force)
    return _regeneration(write.changes(texts, gone), merged, generated, written)


def _regeneration(
    changes: tuple[Change, ...], merged: Mapping[Path, Merged], generated: Generated, written: bool
) -> Regeneration:
    before = {change.path: change.before for change in changes}
    accounts = (
        account(path, one, one.text if written else before[path] or one.text, path == generated.base_file)
        for path, one in merged.items()
        if before[path] not in (None, one.text) or one.findings
    )
    return Regeneration(changes, tuple(accounts))


def _stubs(
    generated: Generated, merged: Mapping[Path, Merged], gone: tuple[Path, ...], force: bool
) -> tuple[Mapping[Path, str], tuple[Path, ...]]:
    """The stubs of the factories' files, and what goes besides those that have gone: stubs nobody wants."""
    modules = {path: one.text for path, one in merged.items()}
    if generated.stubs:
        return stubs(modules, generated.subjects, force), (*gone, *stale(gone))
    return {}, (*gone, *stale((*modules, *gone)))


def _is_known(generated: Generated) -> bool:
    return bool(lock.baseline(generated.factories, generated.factories).lines)


def _factories(generated: Generated, force: bool) -> dict[Path, Merged]:
    """The file with the factories, and those to which the user has moved some of them."""
    path = generated.factories
    before = write.on_disk(path)
    known = lock.baseline(path, path) if before is not None and not force else Baseline()
    if before is None or not known.lines:
        return {path: _merged(path, generated.files[path], generated, force)}
    generated.require_python(path, before)
    return _split(generated, known, Part())


def _split(generated: Generated, known: Baseline, main: Part) -> dict[Path, Merged]:
    path, text = generated.factories, generated.files[generated.factories]
    before = write.on_disk(path) or ""
    parts = split(path, before, text, known, _names(known))
    others = {other: _of_part(other, generated, known, parts.part(other)) for other in parts.files}
    needed = frozenset(name for one in others.values() for name in used(one.text))
    part = replace(parts.part(path), required=main.required, needed=needed)
    merged = merge(before, text, known, generated.subjects, part)
    gone = frozenset(parts.here.values()) - bound_in(merged.text) if others else frozenset()
    if gone:
        there = frozenset(f"{path.stem}.{name}" for name in gone)
        parts_of = {other: replace(parts.part(other), gone=there) for other in others}
        others = {other: _of_part(other, generated, known, part) for other, part in parts_of.items()}
    return {path: merged, **others}


def _of_part(path: Path, generated: Generated, known: Baseline, part: Part) -> Merged:
    """A file to which the user has moved factories: of its imports, ours are those that we have added."""
    before = write.on_disk(path) or ""
    own = lock.read(lock.path_of(generated.factories)).files.get(path.name, Baseline()).imports
    theirs = replace(known, imports=own)
    result = merge(before, generated.files[generated.factories], theirs, generated.subjects, part)
    there = imports_of(result.text)
    ours = (own & there) | (there - imports_of(before))
    return replace(result, baseline=replace(result.baseline, imports=ours))


def _known(main: Path, merged: Mapping[Path, Merged]) -> dict[str, Baseline]:
    """Declarations are known to the main file, wherever they stand; all else is each file's own."""
    declared = frozenset(line for one in merged.values() for line in one.baseline.lines if line.scope)
    found = {
        lock.name_of(path, main): replace(one.baseline, lines=one.baseline.lines - declared)
        for path, one in merged.items()
    }
    own = found.get(main.name, Baseline())
    return {**found, main.name: replace(own, lines=own.lines | declared)}


def _names(known: Baseline) -> Mapping[str, str]:
    """What the factories were called when they were generated."""
    found = {scope: factory_of(lines) for scope, lines in known.by_scope.items()}
    return {scope: name for scope, name in found.items() if name}


def _with_users_base(generated: Generated, factories: Mapping[Path, Merged]) -> Generated:
    """What the user has written relies on the base as it was: no part of it goes."""
    path = lock.path_of(generated.factories)
    last = lock.read(path).base if lock.is_lock(path) else frozenset()
    if last <= generated.base:
        return generated
    words = generated.base | last
    whole = generated.base_with(words)
    if not (_have_users_own(factories.values()) or _need_more(generated, whole, factories)):
        return generated
    return replace(generated, files={**generated.files, generated.base_file: whole}, base=words)


def _have_users_own(factories: Iterable[Merged]) -> bool:
    outcomes = (one for file in factories for one in every(file.outcomes))
    return any(one.verdict in USERS and one.element.mark for one in outcomes)


def _need_more(generated: Generated, whole: str, factories: Mapping[Path, Merged]) -> bool:
    """Whether a module of the folder imports what only the ``whole`` base has."""
    base = generated.base_file
    wanted = imported_names(base, {path: one.text for path, one in factories.items()})
    return not wanted.isdisjoint(bound_in(whole) - bound_in(generated.files[base]))


def _merged(path: Path, text: str, generated: Generated, force: bool) -> Merged:
    subjects = generated.subjects if path == generated.factories else ()
    before = write.on_disk(path)
    if before is None:
        return fresh(text, subjects)
    generated.require_python(path, before)
    if force:
        return fresh(text, subjects)
    known = lock.baseline(path, generated.factories)
    if not known.lines and not resembles(before, text):
        raise FactorygenError(str(path), NOT_OURS, ADOPT if path == generated.factories else FORCE)
    return merge(before, text, known, subjects)


def _lock_text(known: Lock, factories: Path, force: bool) -> str:
    path = lock.path_of(factories)
    if path.exists() and not lock.is_lock(path) and not force:
        raise FactorygenError(str(path), NOT_OURS, FORCE)
    return lock.text(known, factories.name)
