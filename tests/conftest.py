"""Options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write what is generated as what is expected")


@pytest.fixture
def record(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written again."""
    return bool(request.config.getoption("--record"))
