"""A live database as a source: instead of models, or besides them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from factorygen import mapped
from factorygen.database.address import Address
from factorygen.database.wanted import Wanted
from factorygen.diagnostics import Diagnostic, Level
from factorygen.enrichment import Live

OF_MIGRATIONS = frozenset({"alembic_version", "migrate_version"})
"""Tables of the tools that migrate."""
Progress = Callable[[str], None]


def instead(address: Address, wanted: Wanted, module: str, progress: Progress) -> tuple[tuple[type, ...], Live]:
    """The classes of a models module that is written for the database, as ``module``; and what it can't say."""
    from factorygen.database import nouns  # noqa: F401  (before sqlacodegen imports inflect in its own way)
    from factorygen.database.live_models import live_models
    from factorygen.database.reflection import reflect
    from factorygen.database.tables_as_models import facts

    reflected = reflect(address, wanted, progress)
    schema = facts(reflected, only_there=True)
    progress("models")
    models = live_models(reflected, module)
    classes = mapped.with_needed(mapped.classes_of(models.module))
    told = (Diagnostic(Level.WARNING, table, problem) for table, problem in models.problems)
    return classes, Live(schema, reflected.default_schema, models.text, tuple(told))


def besides(classes: Sequence[type], address: Address, wanted: Wanted, progress: Progress) -> Live:
    """What the database says of the models' tables, and the tables and models that have no counterpart."""
    from factorygen.database.reflection import reflect
    from factorygen.database.tables_as_models import facts

    reflected = reflect(address, replace(wanted, expected=tuple(sorted(mapped.tables_of(classes)))), progress)
    schema, default = facts(reflected), reflected.default_schema
    told = _strangers(classes, schema.tables, reflected.others, default)
    return Live(schema, default, diagnostics=tuple(told))


def _strangers(
    classes: Sequence[type], tables: frozenset[str], others: frozenset[str], default_schema: str
) -> Iterator[Diagnostic]:
    """Models without a table, tables without a model; a view will do for a table."""
    known = {table.removeprefix(f"{default_schema}.") for table in mapped.tables_of(classes)}
    for cls, table in mapped.table_by_class(classes):
        if table.removeprefix(f"{default_schema}.") not in tables | others:
            yield Diagnostic(Level.WARNING, cls, f"there is no table {table} in the database", "run the migrations")
    for table in sorted(tables - known - OF_MIGRATIONS):
        yield Diagnostic(Level.WARNING, table, "no model is mapped to this table", "pass the module that has one")
