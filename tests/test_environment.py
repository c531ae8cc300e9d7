"""Which environment is the project's, told apart by real ones."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from factorygen import environment

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As if factorygen had been started by its full path, with no environment active."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv(environment.GUARD, raising=False)
    return monkeypatch


def environment_at(folder: Path) -> Path:
    venv.create(folder, with_pip=False, symlinks=True)
    return folder / "bin" / "python"


def test_a_project_without_one_has_none(tmp_path: Path, outside: pytest.MonkeyPatch) -> None:
    assert environment.other_environment(tmp_path) is None
    assert environment.way_out(tmp_path).startswith("install it here, or factorygen in the project's own environment")


def test_the_folder_in_the_root_is_the_projects(tmp_path: Path, outside: pytest.MonkeyPatch) -> None:
    python = environment_at(tmp_path / ".venv")
    assert environment.other_environment(tmp_path) == python
    assert environment.way_out(tmp_path) == (
        "install factorygen in the project's environment .venv: .venv/bin/python -m pip install factorygen"
    )


def test_the_active_one_comes_first(tmp_path: Path, outside: pytest.MonkeyPatch) -> None:
    environment_at(tmp_path / ".venv")
    active = environment_at(tmp_path / "active")
    outside.setenv("VIRTUAL_ENV", str(tmp_path / "active"))
    assert environment.other_environment(tmp_path) == active


def test_an_active_one_that_is_gone_does_not_count(tmp_path: Path, outside: pytest.MonkeyPatch) -> None:
    outside.setenv("VIRTUAL_ENV", str(tmp_path / "gone"))
    assert environment.other_environment(tmp_path) is None


def test_the_running_one_is_no_other(tmp_path: Path, outside: pytest.MonkeyPatch) -> None:
    (tmp_path / ".venv").symlink_to(sys.prefix)
    assert environment.other_environment(tmp_path) is None
    outside.setenv("VIRTUAL_ENV", sys.prefix)
    environment_at(tmp_path / "project" / ".venv")
    assert environment.other_environment(tmp_path / "project") is None


def test_it_runs_only_where_it_is_installed(tmp_path: Path, outside: pytest.MonkeyPatch) -> None:
    python = environment_at(tmp_path / ".venv")
    outside.delenv("PYTHONPATH", raising=False)
    outside.chdir(REPOSITORY)
    assert not environment.can_run(python)
    packages = next((tmp_path / ".venv" / "lib").glob("python*")) / "site-packages"
    (packages / "factorygen").mkdir()
    (packages / "factorygen" / "__init__.py").write_text("")
    assert environment.can_run(python)


def test_what_is_no_interpreter_runs_nothing(tmp_path: Path) -> None:
    assert not environment.can_run(tmp_path / "python")


STAND_IN = """
import sys
from pathlib import Path
from factorygen import environment
sys.prefix = "/elsewhere"
print(sys.argv[1:], environment.other_environment(Path(sys.argv[1])))
sys.exit(3)
"""


def test_it_runs_again_with_its_arguments_and_never_a_third_time(
    tmp_path: Path, outside: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The project's factorygen is a stand-in for the command that tells what it sees."""
    python = environment_at(tmp_path / ".venv")
    package = tmp_path / "stand_in" / "factorygen"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(f"__path__.append({str(REPOSITORY / 'factorygen')!r})\n")
    (package / "__main__.py").write_text(STAND_IN)
    outside.setenv("PYTHONPATH", str(tmp_path / "stand_in"))
    outside.chdir(tmp_path)  # away from the checkout, which would come first
    assert environment.run_again(python, [str(tmp_path), "--check"]) == 3
    assert capfd.readouterr().out == f"[{str(tmp_path)!r}, '--check'] None\n"
    unguarded = subprocess.run([python, "-c", STAND_IN, tmp_path], capture_output=True, text=True, check=False)
    assert unguarded.stdout == f"[{str(tmp_path)!r}] {python}\n"
