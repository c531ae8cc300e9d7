"""Writing: all or nothing, each file in one step."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from factorygen import lock, write
from factorygen.diagnostics import FactorygenError
from factorygen.write import Action, Change

TEXT = 'name = Faker("name")\n'
NEWER = 'name = Faker("city")\n'
BASE = "class BaseFactory: ...\n"


@pytest.fixture
def factories(tmp_path: Path) -> Path:
    return tmp_path / "tests" / "factories.py"


def files(
    factories: Path, text: str = TEXT, base: str = BASE, words: tuple[str, ...] = ("children",)
) -> dict[Path, str]:
    known = lock.text(lock.Lock(frozenset(words)), factories.name)
    return {factories: text, factories.with_name("factory_base.py"): base, lock.path_of(factories): known}


def generate(factories: Path, text: str = TEXT) -> list[str]:
    changes = write.changes(files(factories, text))
    write.apply(changes)
    return [change.action.value for change in changes]


def refusal(factories: Path, text: str = NEWER) -> str:
    """What is said, after which nothing must have changed."""
    before = snapshot(factories.parent)
    with pytest.raises(FactorygenError) as caught:
        generate(factories, text)
    assert snapshot(factories.parent) == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


# ---- what it does


def test_a_missing_folder_is_made_and_the_lock_is_written(factories: Path) -> None:
    assert generate(factories) == ["created", "created", "created"]
    assert sorted(os.listdir(factories.parent)) == ["factories.lock", "factories.py", "factory_base.py"]
    assert factories.read_text() == TEXT


def test_a_second_run_leaves_all_as_it_is(factories: Path) -> None:
    generate(factories)
    old = factories.stat()
    assert generate(factories) == ["unchanged"] * 3
    assert factories.stat().st_ino == old.st_ino


def test_our_own_file_is_brought_up_to_date(factories: Path) -> None:
    generate(factories)
    assert generate(factories, NEWER) == ["updated", "unchanged", "unchanged"]
    assert factories.read_text() == NEWER


def test_a_change_holds_the_texts_before_and_after(factories: Path) -> None:
    generate(factories)
    change = next(change for change in write.changes(files(factories, NEWER)) if change.path == factories)
    assert change == Change(factories, Action.UPDATED, TEXT, NEWER)


def test_asking_changes_nothing(factories: Path) -> None:
    assert {change.action for change in write.changes(files(factories))} == {Action.CREATED}
    assert not factories.parent.exists()


def test_line_endings_of_a_file_are_kept(factories: Path) -> None:
    generate(factories)
    factories.write_bytes(TEXT.replace("\n", "\r\n").encode())
    generate(factories, NEWER)
    assert factories.read_bytes() == NEWER.replace("\n", "\r\n").encode()


def test_the_mode_of_a_file_is_kept(factories: Path) -> None:
    generate(factories)
    factories.chmod(0o640)
    generate(factories, NEWER)
    assert factories.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_mode_that_the_umask_gives(factories: Path) -> None:
    generate(factories)
    plain = factories.with_name("plain")
    plain.touch()
    assert factories.stat().st_mode == plain.stat().st_mode


def test_a_symbolic_link_stays_one(factories: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.py"
    factories.parent.mkdir()
    factories.symlink_to(real)
    generate(factories)
    generate(factories, NEWER)
    assert factories.is_symlink()
    assert real.read_text() == NEWER


# ---- what it refuses


def test_a_folder_in_place_of_the_file_is_named(factories: Path) -> None:
    factories.mkdir(parents=True)
    assert "factories.py: is a folder (choose another file with -o)" in refusal(factories)


def test_a_file_in_place_of_the_folder_is_named(factories: Path, tmp_path: Path) -> None:
    factories.parent.write_text("")
    with pytest.raises(FactorygenError, match="tests: is a file where a folder is needed"):
        generate(factories)
    assert snapshot(tmp_path) == {"tests": b""}


def test_a_device_is_named() -> None:
    with pytest.raises(FactorygenError, match="/dev/null: is no ordinary file"):
        write.changes({Path("/dev/null"): TEXT})


def test_a_loop_of_links_is_named(factories: Path) -> None:
    factories.parent.mkdir()
    factories.symlink_to(factories)
    with pytest.raises(FactorygenError, match="symbolic link"):
        generate(factories)


def test_a_file_that_was_saved_meanwhile_is_left_alone(factories: Path) -> None:
    generate(factories)
    changes = write.changes(files(factories, NEWER))
    factories.write_text("# saved by the editor just now\n")
    before = snapshot(factories.parent)
    with pytest.raises(FactorygenError, match="was changed in the meantime"):
        write.apply(changes)
    assert snapshot(factories.parent) == before


# ---- what it does when something breaks


def test_a_failure_between_two_files_undoes_the_first(tmp_path: Path) -> None:
    """The third change makes a folder where the second wants its file."""
    first = tmp_path / "a.py"
    first.write_text("old")
    changes = [
        Change(first, Action.UPDATED, "old", "new"),
        Change(tmp_path / "b", Action.CREATED, None, "new"),
        Change(tmp_path / "b" / "c.py", Action.CREATED, None, "new"),
    ]
    with pytest.raises(FactorygenError, match="b: cannot be written"):
        write.apply(changes)
    assert snapshot(tmp_path) == {"a.py": b"old"}


def test_a_failure_after_a_new_file_takes_it_away(tmp_path: Path) -> None:
    changes = [
        Change(tmp_path / "new" / "deep" / "a.py", Action.CREATED, None, "new"),
        Change(tmp_path / "b", Action.CREATED, None, "new"),
        Change(tmp_path / "b" / "c.py", Action.CREATED, None, "new"),
    ]
    with pytest.raises(FactorygenError, match="b: cannot be written"):
        write.apply(changes)
    assert snapshot(tmp_path) == {}


RUN = """
import sys
from pathlib import Path
from factorygen import write
from factorygen.diagnostics import FactorygenError
factories, text = Path(sys.argv[1]), sys.argv[2] * int(sys.argv[3])
files = {factories: text, factories.with_name("factory_base.py"): "x = 1\\n"}
%s
try:
    write.apply(write.changes(files))
except FactorygenError as error:
    print(error)
"""
FULL_DISK = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
NOBODY = "import os; os.setuid(65534) if os.geteuid() == 0 else None"


def said_by_another_process(factories: Path, trouble: str, text: str, times: int) -> str:
    command = [sys.executable, "-c", RUN % trouble, str(factories), text, str(times)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the limits of POSIX")
def test_a_full_disk_leaves_all_as_it_was(factories: Path) -> None:
    generate(factories)
    before = snapshot(factories.parent)
    assert "factories.py: cannot be written: file too large" in said_by_another_process(
        factories, FULL_DISK, "name = 'a'\n", 1000
    )
    assert snapshot(factories.parent) == before


@pytest.mark.skipif(sys.platform == "win32", reason="the permissions of POSIX")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "message"),
    [
        (0o444, 0o777, "is not writable (change its permissions, or choose another file with -o)"),
        (0o666, 0o555, "cannot be written: permission denied (change its permissions"),
    ],
)
def test_permissions_are_respected(file_mode: int, folder_mode: int, message: str) -> None:
    """As a user who is not root; the folder has to lie where such a user may go."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        factories = folder / "factories.py"
        generate(factories)
        before = snapshot(folder)
        factories.chmod(file_mode)
        folder.chmod(folder_mode)
        assert message in said_by_another_process(factories, NOBODY, NEWER, 1)
        assert snapshot(folder) == before
        folder.chmod(0o755)
