"""Where is the database? A URL from the command line, the environment or the settings, which is never shown."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from factorygen.diagnostics import FactorygenError

EXAMPLE = "it looks like postgresql+psycopg://user@host/name"
IN_MEMORY = (None, "", ":memory:")


@dataclass(frozen=True)
class Address:
    """A URL, and what the user calls it: ``--url``, or the name of an environment variable."""

    place: str
    url: URL = field(repr=False)

    @property
    def is_file(self) -> bool:
        """Whether it is a SQLite database that is not in memory."""
        return self.url.get_backend_name() == "sqlite" and self.url.database not in IN_MEMORY

    def without_secrets(self, text: str) -> str:
        """A text with stars in place of the password, and of other secrets of the URL, and of the URL itself."""
        whole = self.url.render_as_string(hide_password=False)
        told = [value if isinstance(value, str) else " ".join(value) for value in self.url.query.values()]
        for secret in (whole, str(self.url.password or ""), *(value for value in told if value in text)):
            text = text.replace(secret, "***") if secret else text
        return text


def address(url: str, url_env: str = "", place: str = "--url") -> Address | None:
    """Where ``url`` or the environment variable ``url_env`` lead; None if neither is given.

    Raises FactorygenError if both are, if the variable is not set, or for what is no URL.
    """
    if url and url_env:
        raise FactorygenError("", "--url and --url-env are given", "give one of them")
    if not url_env:
        return _parsed(url, place) if url else None
    if not os.environ.get(url_env):
        raise FactorygenError(url_env, "is not set", "set the variable to a database URL")
    return _parsed(os.environ[url_env], url_env)


def _parsed(url: str, place: str) -> Address:
    try:
        found = Address(place, make_url(url))
    except (ArgumentError, ValueError):
        raise FactorygenError(place, "is not a database URL", EXAMPLE) from None
    if found.is_file:
        _require_file(found)
    return found


def _require_file(found: Address) -> None:
    """SQLite would make the file, and we leave nothing behind."""
    name = found.url.database or ""
    if not name.startswith("file:") and not Path(name).is_file():
        raise FactorygenError(found.place, f"there is no database file {name}", "correct the path")
