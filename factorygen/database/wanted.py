"""Which tables of a database are asked for?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """Which tables: of these schemas (none: the default one), and by patterns of ``table`` or ``schema.table``."""

    schemas: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    """Schemas that models name, "" for those that name none: they are read too, where they exist."""
