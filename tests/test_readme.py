"""What the README shows is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
SHOWN = re.findall(r"<!-- begin: (\S+) -->\n```python\n(.*?)```\n<!-- end -->", README, re.DOTALL)


def test_files_are_shown() -> None:
    assert [path for path, _ in SHOWN] == [
        "generated_example/tests/factories.py",
        "generated_example/tests/conftest.py",
    ]


@pytest.mark.parametrize(("path", "text"), SHOWN, ids=[path for path, _ in SHOWN])
def test_shown_as_it_is(path: str, text: str) -> None:
    assert text == (ROOT / path).read_text()


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
