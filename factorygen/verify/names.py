"""What a table's column is called in the models, and what a constraint is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.exc import UnmappedColumnError
from sqlalchemy.schema import Constraint

from factorygen.verify.given_names import domain_checks, given_names
from factorygen.verify.sql import columns_in
from factorygen.verify.violations import Kind, Violation

CLASSES: dict[Kind, type[Constraint]] = {
    Kind.UNIQUE: UniqueConstraint,
    Kind.CHECK: CheckConstraint,
    Kind.FOREIGN_KEY: ForeignKeyConstraint,
}
SUFFIXES = {Kind.UNIQUE: "key", Kind.CHECK: "check", Kind.FOREIGN_KEY: "fkey"}


@dataclass(frozen=True)
class Names:
    """The mapped classes, those first whose names shall be used first."""

    mappers: tuple[Mapper[object], ...]

    def table(self, name: str) -> Table | None:
        """The mapped table of this name, with or without its schema."""
        tables = [table for mapper in self.mappers for table in mapper.tables if isinstance(table, Table)]
        exact = [table for table in tables if table.fullname == name]
        alike = [table for table in tables if table.name == name.rpartition(".")[2]]
        return next(iter(exact + alike), None)

    def attribute(self, table: Table | None, column: str) -> str:
        """``User.name``; ``users.name`` where no class maps it."""
        if table is None or column not in table.c:
            return column
        for mapper in self.mappers:
            if table in mapper.tables:
                try:
                    return f"{mapper.class_.__name__}.{mapper.get_property_by_column(table.c[column]).key}"
                except UnmappedColumnError:
                    continue
        return f"{table.fullname}.{column}"

    def completed(self, violation: Violation) -> Violation:
        """The violation with the columns and the constraint that the database left out, as the table has them."""
        table = self.table(violation.table)
        if table is None:
            return violation
        constraint = _constraint(table, violation)
        columns = violation.columns or _columns(table, violation, constraint)
        return replace(violation, columns=columns, constraint=_told(violation, table, constraint, columns))


def check_text(table: Table, violation: Violation) -> str:
    """The condition of a broken CHECK, "" if the table does not tell."""
    constraint = _constraint(table, violation)
    if isinstance(constraint, CheckConstraint):
        return str(constraint.sqltext.compile(compile_kwargs={"literal_binds": True}))
    return next((text for name, text, _ in domain_checks(table) if name == violation.constraint), "")


def _constraint(table: Table, violation: Violation) -> Constraint | None:
    wanted = CLASSES.get(violation.kind)
    everywhere: list[Constraint] = [*table.constraints, *(item for column in table.c for item in column.constraints)]
    for constraint in everywhere:
        if wanted is None or not isinstance(constraint, wanted | PrimaryKeyConstraint):
            continue
        words = _words(constraint)
        if violation.constraint and violation.constraint in (constraint.name, words, f"CHECK ({words})"):
            return constraint
        if violation.columns and violation.columns == _key(constraint):
            return constraint
    return dict(given_names(table)).get(violation.constraint) if violation.kind is Kind.CHECK else None


def _words(constraint: Constraint) -> str:
    """How SQLite calls a CHECK without a name."""
    return str(constraint.sqltext) if isinstance(constraint, CheckConstraint) else ""


def _key(constraint: Constraint) -> tuple[str, ...]:
    if isinstance(constraint, ForeignKeyConstraint):
        return tuple(constraint.column_keys)
    if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint):
        return tuple(column.name for column in constraint.columns)
    return ()


def _columns(table: Table, violation: Violation, constraint: Constraint | None) -> tuple[str, ...]:
    if isinstance(constraint, CheckConstraint):
        return columns_in(_words(constraint), table)
    if constraint is not None:
        return _key(constraint)
    for index in table.indexes:
        if index.name == violation.constraint:
            return tuple(column.name for column in index.columns)
    if violation.constraint == "PRIMARY":
        return tuple(column.name for column in table.primary_key)
    if violation.kind is Kind.CHECK and (domains := _domain_columns(table, violation)):
        return domains
    return tuple(
        column.name for column in table.c if violation.constraint in _usual(table, column.name, violation.kind)
    )


def _domain_columns(table: Table, violation: Violation) -> tuple[str, ...]:
    return tuple(column for name, _, column in domain_checks(table) if name == violation.constraint)


def _usual(table: Table, column: str, kind: Kind) -> Iterable[str]:
    """The names that databases give to a constraint of one column by themselves."""
    return column, f"{table.name}.{column}", f"{table.name}_{column}_{SUFFIXES.get(kind, '')}"


def _told(violation: Violation, table: Table, constraint: Constraint | None, columns: tuple[str, ...]) -> str:
    """The constraint's name, or what it says."""
    if constraint is not None and isinstance(constraint.name, str):
        return str(constraint.name)
    if violation.kind is Kind.CHECK:
        text = _words(constraint) if constraint is not None else ""
        return f"CHECK ({text})" if text else violation.constraint
    if violation.constraint:
        return violation.constraint
    if violation.kind is Kind.UNIQUE and columns == tuple(column.name for column in table.primary_key):
        return f"PRIMARY KEY ({', '.join(columns)})"
    if violation.kind in CLASSES and columns:
        return f"{violation.kind.value} ({', '.join(columns)})"
    return violation.kind.value if violation.kind is Kind.NOT_NULL else ""
