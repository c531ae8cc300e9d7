"""Would an expert's tools pass what is generated: ruff, mypy and pyright as they come, the same in every run?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_cases import about, files

TESTS = Path(__file__).parent
CASES = sorted(path.parent for path in (TESTS / "cases").glob("*/models.py"))
EXAMPLE = TESTS.parent / "generated_example"
PATIENCE = 120
pytestmark = pytest.mark.long
GENERATE_ALL = """
import json, sys
from pathlib import Path
from factorygen.cli import main

project = Path("pyproject.toml").read_text()
table = "[tool.factorygen]\\n"
for settings, arguments in json.load(sys.stdin):
    Path("pyproject.toml").write_text(project.replace(table, table + settings + "\\n"))
    try:
        main(["generate", *arguments])
    except SystemExit as end:
        if end.code != 0:
            raise
"""


def generate_all(folder: Path, hash_seed: str) -> None:
    """The example, and all cases in packages of their own beside it: one project, one process."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__", "factor*.*"), dirs_exist_ok=True)
    calls: list[tuple[str, list[str]]] = [("", [])]
    for case in CASES:
        package = folder / f"case_{case.name}"
        package.mkdir()
        (package / "__init__.py").touch()
        for module in case.glob("*.py"):
            shutil.copy(module, package)
        settings = about(case).get("settings", "")
        calls.append((settings, [f"{package.name}.models", "-o", f"{package.name}/factories.py"]))
    run(sys.executable, "-c", GENERATE_ALL, folder=folder, given=calls, seed=hash_seed)


def run(*command: str, folder: Path, given: object = None, seed: str = "random") -> None:
    """The command has nothing to complain of."""
    paths = os.pathsep.join(filter(None, sys.path))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        input=json.dumps(given),
        text=True,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def generated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what is generated, made by the first of the processes that share this run."""
    shared = tmp_path_factory.getbasetemp()
    folder = (shared.parent if hasattr(request.config, "workerinput") else shared) / "generated"
    done = folder.with_name("generated.done")
    try:
        folder.mkdir()
    except FileExistsError:
        wait_for(done)
    else:
        generate_all(folder, "0")
        done.touch()
    assert len(written(folder)) == sum(len(generated_for(case)) for case in CASES) + 2
    return folder


def wait_for(file: Path) -> None:
    """Until another process has made it."""
    end = time.monotonic() + PATIENCE
    while not file.exists():
        assert time.monotonic() < end, f"{file.stem} was not made"
        time.sleep(0.1)


def written(folder: Path, endings: tuple[str, ...] = (".py", ".pyi")) -> dict[str, bytes]:
    """What is generated, by path: factories, bases and what stands beside, or what else ends so."""
    places = [folder / "tests", *folder.glob("case_*")]
    found = {
        f"{place.relative_to(folder)}/{name}": text.encode() for place in places for name, text in files(place).items()
    }
    return {name: text for name, text in sorted(found.items()) if name.endswith(endings)}


def generated_for(case: Path) -> list[str]:
    """The Python files that are expected for a case."""
    return [name for name in files(case / "expected") if name.endswith((".py", ".pyi"))]


def test_ruff_has_nothing_to_complain_of(generated: Path) -> None:
    """On the oldest Python that the code runs on; for a newer one ruff wants ``datetime.UTC``, which that has not."""
    ruff = (sys.executable, "-m", "ruff", "check", "--isolated", "--target-version=py310", "--no-cache")
    run(*ruff, *written(generated), folder=generated)


def test_ruff_would_format_it_so(generated: Path) -> None:
    ruff = (sys.executable, "-m", "ruff", "format", "--check", "--diff", "--isolated", "--no-cache")
    run(*ruff, *written(generated), folder=generated)


@pytest.mark.parametrize("ending", [".py", ".pyi"])
def test_mypy_has_nothing_to_complain_of(generated: Path, ending: str) -> None:
    """But for the models, which not everybody annotates, and factory_boy, which has no types in 3.3.1.

    It does not take a module and its stub in one call.
    """
    silent = ("--follow-imports=silent", "--disable-error-code=import-untyped")
    options = ("--config-file=", "--no-incremental", f"--cache-dir={os.devnull}", *silent)
    run(sys.executable, "-m", "mypy", *options, *written(generated, (ending,)), folder=generated)


def test_pyright_has_nothing_to_complain_of(generated: Path) -> None:
    run(sys.executable, "-m", "pyright", "--pythonpath", sys.executable, *written(generated), folder=generated)


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_it_is_the_same_byte_by_byte_under_every_hash_seed(generated: Path, tmp_path: Path, hash_seed: str) -> None:
    generate_all(tmp_path, hash_seed)
    everything = (".py", ".pyi", ".lock")
    assert written(tmp_path, everything) == written(generated, everything)
    assert len(written(tmp_path, (".lock",))) == len(CASES) + 1
