"""The lock: what was generated last, a declaration a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from factorygen import lock
from factorygen.diagnostics import FactorygenError
from factorygen.lock import Lock
from factorygen.merge import Baseline, Line

EMAIL = Line("app.models.User", "email", "8f1c22d0.77aa01.required", "9a7706e1d3c4b5a6")
PENDING = Line("app.models.User", "name", "8f1c22d0..optional", "-", "0c9a331f77ab01c2")
CREATE = Line("BaseFactory", "_create", "-", "1f0c9a337706e1d3")
DOCSTRING = Line("", "docstring:#1", "-", "77ab01c2d3e4f506")
KNOWN = Lock(
    frozenset({"defaults", "children"}),
    True,
    {
        "factories.py": Baseline(frozenset({EMAIL, PENDING, DOCSTRING}), frozenset({("factory.faker", "Faker")})),
        "factory_base.py": Baseline(frozenset({CREATE, DOCSTRING}), frozenset({("typing", "Any"), ("datetime", "")})),
    },
)
TEXT = """\
# Written by factorygen; commit it together with the factories.
adopted: yes
base: children defaults
declaration: app.models.User email 8f1c22d0.77aa01.required 9a7706e1d3c4b5a6
declaration: app.models.User name 8f1c22d0..optional - 0c9a331f77ab01c2
import: factories.py factory.faker Faker
import: factory_base.py datetime -
import: factory_base.py typing Any
text: factories.py - docstring:#1 77ab01c2d3e4f506
text: factory_base.py - docstring:#1 77ab01c2d3e4f506
text: factory_base.py BaseFactory _create 1f0c9a337706e1d3
"""


@pytest.fixture
def factories(tmp_path: Path) -> Path:
    path = tmp_path / "factories.py"
    path.touch()
    return path


def write(factories: Path, text: str = TEXT) -> Path:
    path = lock.path_of(factories)
    path.write_text(text)
    return path


def test_it_is_sorted_and_has_a_line_for_each_declaration() -> None:
    assert lock.text(KNOWN, "factories.py") == TEXT


def test_it_reads_back_as_it_was_written(factories: Path) -> None:
    assert lock.read(write(factories)) == KNOWN


def test_what_git_has_merged_is_read_with_the_lines_of_both_sides(factories: Path) -> None:
    other = TEXT.replace("9a7706e1d3c4b5a6", "0000000000000000").splitlines(keepends=True)
    both = write(factories, "".join([*TEXT.splitlines(keepends=True), *other[1:]]))
    known = lock.read(both).files["factories.py"]
    assert known.marks(("app.models.User", "email")) == {"9a7706e1d3c4b5a6", "0000000000000000"}


def test_a_line_that_is_none_is_told_with_its_number(factories: Path) -> None:
    path = write(factories, TEXT + "<<<<<<< HEAD\n")
    with pytest.raises(FactorygenError, match=r"factories.lock:12: is no line of a lock file .*keep the lines of both"):
        lock.read(path)


def test_the_base_is_known_to_all_locks_of_a_folder(factories: Path) -> None:
    write(factories)
    second = factories.with_name("more_factories.py")
    base = factories.with_name("factory_base.py")
    mark = "aaaaaaaaaaaaaaaa"
    write(second, f"{lock.HEADER}\nbase: flush\ntext: factory_base.py BaseFactory _create {mark}\n")
    assert lock.baseline(base, factories).marks(("BaseFactory", "_create")) == {mark, CREATE.mark}
    assert lock.baseline(second, second) == Baseline()
    assert lock.base_features(factories.parent) == {"children", "defaults"}
    second.touch()
    assert lock.base_features(factories.parent) == {"children", "defaults", "flush"}
    assert lock.base_features(factories.parent, besides=second) == {"children", "defaults"}


def test_other_tools_locks_are_not_read(factories: Path) -> None:
    write(factories)
    factories.with_name("uv.lock").write_text("version = 1\n")
    factories.with_name("uv.py").touch()
    assert lock.base_features(factories.parent) == {"children", "defaults"}


def test_a_folder_that_is_not_there_has_no_locks(tmp_path: Path) -> None:
    assert lock.base_features(tmp_path / "gone") == frozenset()
