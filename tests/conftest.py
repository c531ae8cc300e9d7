"""Options of the test run."""

from __future__ import annotations

import os

import pytest

for worker in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT"):
    os.environ.pop(worker, None)  # factories count as they do outside of it, however many workers run our tests
collect_ignore_glob = ["bad_input/*", "cases/*"]
"""What is given and expected there is no test of ours, whatever it is called."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write what is generated as what is expected")


@pytest.fixture
def record(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written again."""
    return bool(request.config.getoption("--record"))
