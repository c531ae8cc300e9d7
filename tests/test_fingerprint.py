"""What counts as an edit of a generated file, and what is only layout."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from factorygen.fingerprint import fingerprint

GENERATED = '''"""Factories.

``UserFactory()`` saves a user.
"""

from datetime import timedelta

from factory.declarations import LazyAttribute, Sequence
from factory.faker import Faker

from app.models import User
from .factory_base import BaseFactory


class UserFactory(BaseFactory[User]):
    """A user."""

    class Meta:
        model = User

    name = Faker("name")
    # Unique.
    email = Sequence(lambda n: f"user{n}@example.com")
    born = Faker("date_between", start_date="-80y", end_date="-18y")
    until = LazyAttribute(lambda o: o.born + timedelta(days=30))
'''

IMPORTS = "from factory.declarations import LazyAttribute, Sequence\nfrom factory.faker import Faker\n"
IMPORTS_OTHERWISE = """\
from factory.faker import Faker
from factory.declarations import (
    Sequence,
    LazyAttribute)
"""


def changed(old: str, new: str) -> str:
    assert old in GENERATED
    return GENERATED.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("    ", "\t"),
        ('"', "'"),
        ('"""', "'''"),
        ('name = Faker("name")', 'name = (\n        Faker("name")\n    )'),
        ('Faker("name")', "Faker(  'name', )"),
        ('end_date="-18y")', 'end_date="-18y",\n    )'),
        ("o.born + timedelta(days=30)", "(o.born + timedelta(days=30))"),
        ('f"user{n}@example.com"', 'f"us" f"er{n}@example.com"'),
        ("# Unique.", "#   Unique.  "),
        (IMPORTS, IMPORTS_OTHERWISE),
        ('"""A user."""\n\n', '"""A user.\n    """\n'),
        ("\n\nclass", "\nclass"),
    ],
)
def test_layout_is_no_edit(old: str, new: str) -> None:
    assert fingerprint(changed(old, new)) == fingerprint(GENERATED)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('Faker("name")', 'Faker("Name")'),
        ("{n}", "{n + 1}"),
        ("days=30", "days=31"),
        ("    # Unique.\n", ""),
        ("# Unique.", "# unique."),
        ("    # Unique.\n    email", "    email"),
        ('    name = Faker("name")\n', ""),
        ('    name = Faker("name")\n    # Unique.\n', '    # Unique.\n    name = Faker("name")\n'),
        ("o.born + timedelta", "o.born - timedelta"),
        ("LazyAttribute, Sequence", "LazyAttribute, Sequence as S"),
        ("from .factory_base", "from ..factory_base"),
        ("saves a user", "saves  a user"),
        ('    name = Faker("name")\n', '        name = Faker("name")\n'),
        ("class UserFactory", "def UserFactory("),
    ],
)
def test_everything_else_is(old: str, new: str) -> None:
    assert fingerprint(changed(old, new)) != fingerprint(GENERATED)


def test_moving_a_line_out_of_its_block_is_an_edit() -> None:
    assert fingerprint("if a:\n    b\n    c\n") != fingerprint("if a:\n    b\nc\n")


def test_the_formatter_and_its_import_sorter_make_no_edit() -> None:
    ruff = shutil.which("ruff", path=f"{sys.prefix}/bin") or shutil.which("ruff")
    if ruff is None:
        pytest.skip("ruff is not installed")
    text = GENERATED
    for command in (["check", "--fix", "--select", "I", "--isolated"], ["format", "--isolated", "--line-length", "40"]):
        done = subprocess.run([ruff, *command, "-"], input=text, capture_output=True, text=True, check=True)
        text = done.stdout
    assert text != GENERATED
    assert fingerprint(text) == fingerprint(GENERATED)


def test_it_is_the_same_under_every_python_version() -> None:
    """Recorded under 3.11; the suite runs under other versions as well."""
    text = GENERATED + 'odd = ["\\u0378", 1.5e300, b"\\xff", 10j, ..., None, -1, "\\U0001fae9"]\n'
    assert fingerprint(text) == "bb41e7a6c05451e2efb173deeb2dcaba"


@pytest.mark.parametrize("text", ["class :", "(" * 500, "x = '\ud800'", "\0", "if x:\n  a\n b", "", "'\\d'"])
def test_any_text_has_one(text: str) -> None:
    assert fingerprint(text) != fingerprint(text + "#")
