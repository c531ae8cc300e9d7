"""What does writing these files change, and: write them, all or none, each one in a single step."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from difflib import unified_diff
from enum import Enum
from pathlib import Path

from factorygen import lock
from factorygen.diagnostics import FactorygenError

OTHER_FILE = "choose another file with -o"
WAYS_OUT = {
    errno.EACCES: f"change its permissions, or {OTHER_FILE}",
    errno.EPERM: f"change its permissions, or {OTHER_FILE}",
    errno.EROFS: OTHER_FILE,
    errno.ENOSPC: "make room on that disk",
    errno.EDQUOT: "make room on that disk",
    errno.ELOOP: "take that symbolic link away",
}


class Action(Enum):
    """What happens to a file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """A file before (None: it was not there) and after, line endings as they stand on the disk."""

    path: Path
    action: Action
    before: str | None
    after: str


# ---- what changes


def changes(files: Mapping[Path, str], removed: Iterable[Path] = ()) -> tuple[Change, ...]:
    """What writing these texts comes to, file by file, lock files last. Reads the disk and changes nothing.

    ``removed`` are files that go.
    """
    ordered = sorted(files, key=lambda path: (path.suffix == lock.SUFFIX, path))
    gone = (Change(path, Action.REMOVED, on_disk(path), "") for path in sorted(removed))
    return tuple(sorted((*gone, *(_change(path, files[path]) for path in ordered)), key=_is_lock))


def _is_lock(change: Change) -> bool:
    return change.path.suffix == lock.SUFFIX


def _change(path: Path, text: str) -> Change:
    before = on_disk(path)
    if before is None:
        return Change(path, Action.CREATED, None, text)
    after = _with_line_endings(text, before)
    return Change(path, Action.UNCHANGED if after == before else Action.UPDATED, before, after)


def on_disk(path: Path) -> str | None:
    """The text of a file, None if there is none."""
    with _named(path):
        if path.exists() and not path.is_file():
            raise FactorygenError(str(path), "is a folder" if path.is_dir() else "is no ordinary file", OTHER_FILE)
        try:
            return path.read_bytes().decode("utf-8", "replace")
        except (FileNotFoundError, NotADirectoryError):
            return None


def _with_line_endings(text: str, before: str) -> str:
    """A text that was made without looking at the old one gets its line endings."""
    windows = before.count("\r\n") * 2 > before.count("\n") and "\r\n" not in text
    return text.replace("\n", "\r\n") if windows else text


def diff(changes: Iterable[Change], root: Path) -> str:
    """The changes as a unified diff; paths are seen from ``root``."""
    return "".join(line for change in changes for line in _diff(change, root))


def _diff(change: Change, root: Path) -> Iterable[str]:
    if change.action is Action.UNCHANGED:
        return
    path = change.path.relative_to(root) if change.path.is_relative_to(root) else change.path
    before, after = (text.splitlines(keepends=True) for text in (change.before or "", change.after))
    old = "/dev/null" if change.before is None else f"a/{path.as_posix()}"
    new = "/dev/null" if change.action is Action.REMOVED else f"b/{path.as_posix()}"
    for line in unified_diff(before, after, old, new):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


# ---- doing it


@dataclass(frozen=True)
class Staged:
    """A change ready to be made: ``new`` takes the place of ``target``, which stays at hand as ``old``.

    Without a ``new`` one it goes.
    """

    change: Change
    target: Path
    new: Path | None
    old: Path | None


def apply(changes: Iterable[Change]) -> None:
    """Makes the changes, all of them or, with a FactorygenError, none.

    Everything is on the disk, under another name in the same folder, before the first file is replaced. A kill in the
    middle leaves each file whole, old or new.
    """
    pending = [change for change in changes if change.action is not Action.UNCHANGED]
    with ExitStack() as at_the_end, ExitStack() as on_failure:
        staged = [_staged(change, at_the_end, on_failure) for change in pending]
        for each in sorted(staged, key=lambda one: one.new is None):  # what goes goes last
            _swap(each, on_failure)
        on_failure.pop_all()
    for folder in {each.target.parent for each in staged if each.new is None}:
        _remove_folder(folder)  # if nothing else is in it


def _staged(change: Change, at_the_end: ExitStack, on_failure: ExitStack) -> Staged:
    if on_disk(change.path) != change.before:
        raise FactorygenError(str(change.path), "was changed in the meantime", "run the command again")
    with _named(change.path):
        _make_folder(change.path.parent, on_failure)
        target = change.path.resolve()
        if change.action is Action.REMOVED:
            return Staged(change, change.path, None, _linked(change.path, at_the_end))
        _make_folder(target.parent, on_failure)  # another one, if the path is a symbolic link
        new = _name_beside(target)
        on_failure.callback(new.unlink, missing_ok=True)
        _write(new, change.after)
        old = _kept(target, new, at_the_end) if target.exists() else None
    return Staged(change, target, new, old)


def _kept(target: Path, new: Path, at_the_end: ExitStack) -> Path:
    """A second name for the file that is there, whose mode the new one gets."""
    _require_writable(target)
    new.chmod(target.stat().st_mode & 0o7777)
    return _linked(target, at_the_end)


def _linked(target: Path, at_the_end: ExitStack) -> Path:
    old = _name_beside(target)
    at_the_end.callback(old.unlink, missing_ok=True)
    try:
        os.link(target, old)
    except OSError:  # a file system without hard links
        shutil.copy2(target, old)
    return old


def _require_writable(path: Path) -> None:
    """A rename would replace a read-only file, which is not what its owner wants."""
    if not os.access(path, os.W_OK):
        raise FactorygenError(str(path), "is not writable", WAYS_OUT[errno.EACCES])


def _make_folder(folder: Path, on_failure: ExitStack) -> None:
    if os.path.lexists(folder) and not folder.is_dir():
        raise FactorygenError(str(folder), "is a file where a folder is needed", OTHER_FILE)
    if not folder.exists():
        _make_folder(folder.parent, on_failure)
        folder.mkdir(exist_ok=True)
        on_failure.callback(_remove_folder, folder)


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):  # somebody else has put something there
        folder.rmdir()


def _name_beside(target: Path) -> Path:
    return target.with_name(f".factorygen-{secrets.token_hex(8)}.tmp")


def _write(path: Path, text: str) -> None:
    """A new file with the text, on the disk when this returns."""
    with path.open("x", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _swap(staged: Staged, on_failure: ExitStack) -> None:
    with _named(staged.change.path):
        if staged.new is None:
            staged.target.unlink()
        else:
            os.replace(staged.new, staged.target)
    if staged.old is None:
        on_failure.callback(staged.target.unlink)
    else:
        on_failure.callback(os.replace, staged.old, staged.target)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turns what the system says about a file into an error of ours."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of symbolic links, before Python 3.13
        number = error.errno if isinstance(error, OSError) else errno.ELOOP
        reason = os.strerror(number) if number else str(error)
        way_out = WAYS_OUT.get(number or 0, OTHER_FILE)
        raise FactorygenError(str(path), f"cannot be written: {reason.lower()}", way_out) from None
