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
    """Tables that there are models of: their schemas are read too, where they exist, and partitions are no less."""

    @property
    def expected_schemas(self) -> tuple[str, ...]:
        """The schemas of these tables, "" for those that name none."""
        return tuple(dict.fromkeys(table.rpartition(".")[0] for table in self.expected))
