"""Each folder of ``bad_input/``: what is told about it, in the words of its ``stderr.txt``, and nothing is written."""

from __future__ import annotations

import doctest
import shlex
import shutil
from pathlib import Path

import pytest
from command_line import contents, factorygen

CASES = sorted(path.parent for path in Path(__file__).with_name("bad_input").glob("*/command.txt"))
COMMAND, STDERR, EXIT = "command.txt", "stderr.txt", "exit.txt"
"""The arguments; what is expected, ``...`` where the words are those of others; the exit code if it is not 2."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_told_and_nothing_is_written(case: Path, tmp_path: Path, record: bool) -> None:
    project = tmp_path / "project"
    shutil.copytree(case, project, ignore=shutil.ignore_patterns(COMMAND, STDERR, EXIT, "__pycache__"))
    before = contents(project)

    outcome = factorygen(*shlex.split((case / COMMAND).read_text()), folder=project)

    told = outcome.err.replace(str(project), "PROJECT")
    if record and not is_as_expected(case, told):
        (case / STDERR).write_text(told)
    assert is_as_expected(case, told), f"python -m pytest tests/test_bad_input.py --record\n{told}"
    assert outcome.code == (int((case / EXIT).read_text()) if (case / EXIT).exists() else 2)
    assert outcome.out == ""
    assert contents(project) == before


def is_as_expected(case: Path, told: str) -> bool:
    """Word by word, but for what ``...`` stands for, and the lines, which a ``...`` does not span."""
    expected = (case / STDERR).read_text() if (case / STDERR).exists() else ""
    lines, checker = told.splitlines(), doctest.OutputChecker()
    return len(lines) == len(expected.splitlines()) and all(
        checker.check_output(want, line, doctest.ELLIPSIS)
        for want, line in zip(expected.splitlines(), lines, strict=True)
    )
