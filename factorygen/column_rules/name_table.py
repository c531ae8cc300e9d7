"""Which rows speak of a name? The table of names, by the words a name ends with."""

from __future__ import annotations

from collections.abc import Iterable

from factorygen.column_rules import name_table_internet, name_table_people, name_table_text, name_table_things
from factorygen.column_rules.name_rows import Row

ROWS = (*name_table_people.ROWS, *name_table_internet.ROWS, *name_table_things.ROWS, *name_table_text.ROWS)


def _by_key(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """Rows by phrase, those for certain subjects first."""
    found: dict[str, tuple[Row, ...]] = {}
    for one in sorted(rows, key=lambda row: not (row.of or row.when)):
        for key in one.keys:
            found[key] = (*found.get(key, ()), one)
    return found


TABLE = _by_key(ROWS)
