"""What does a domain check of its value?"""

from __future__ import annotations

import re

VALUE = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\bVALUE\b""", re.IGNORECASE)


def in_place_of_value(check: str, name: str) -> str:
    """A condition with a column in place of ``VALUE``; texts and quoted names are passed over."""
    return VALUE.sub(lambda found: name if found[0].upper() == "VALUE" else found[0], check)
