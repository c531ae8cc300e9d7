"""Lays out a module as ruff would, which finds nothing to say against it afterwards."""

from __future__ import annotations

import subprocess

from ruff.__main__ import find_ruff_bin  # type: ignore[import-not-found,import-untyped,unused-ignore]

RULES = "F401,I,UP"
"""Imports that are used, in their order; annotations as Python 3.10 writes them."""
TIDY = ("check", "--fix-only", "--select", RULES)
LAY_OUT = ("format",)
WIDTH = 88
ISOLATED = ("--isolated", "--quiet", "--target-version", "py310", "--line-length", str(WIDTH), "-")


def formatted(text: str, *, tidied: bool = False, stub: bool = False) -> str:
    """The same module or ``stub``, laid out, and its imports ``tidied``; as it is where ruff can't be run."""
    named = ("--stdin-filename", "stub.pyi") if stub else ()
    for step in (TIDY, LAY_OUT) if tidied else (LAY_OUT,):
        try:
            done = subprocess.run(
                [find_ruff_bin(), *step, *named, *ISOLATED], input=text, capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            return text
        text = done.stdout
    return text
