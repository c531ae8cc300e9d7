"""What a table's column is called in the models, and what a constraint is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.exc import UnmappedColumnError
from sqlalchemy.schema import Constraint
from sqlglot import exp

from factorygen.verify.sql import parsed
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
    return (
        str(constraint.sqltext.compile(compile_kwargs={"literal_binds": True}))
        if isinstance(constraint, CheckConstraint)
        else ""
    )


def _constraint(table: Table, violation: Violation) -> Constraint | None:
    wanted = CLASSES.get(violation.kind)
    everywhere: list[Constraint] = [*table.constraints, *(item for column in table.c for item in column.constraints)]
    for constraint in everywhere:
        if wanted is None or not isinstance(constraint, wanted | PrimaryKeyConstraint):
            continue
        if violation.constraint and violation.constraint in (constraint.name, _words(constraint)):
            return constraint
        if violation.columns and violation.columns == _key(constraint):
            return constraint
    return None


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
    return tuple(
        column.name for column in table.c if violation.constraint in _usual(table, column.name, violation.kind)
    )


def _usual(table: Table, column: str, kind: Kind) -> Iterable[str]:
    """The names that databases give to a constraint of one column by themselves."""
    return column, f"{table.name}.{column}", f"{table.name}_{column}_{SUFFIXES.get(kind, '')}"


def columns_in(text: str, table: Table) -> tuple[str, ...]:
    """The columns of a table that a condition speaks of."""
    expression = parsed(text)
    if expression is None:
        return ()
    names = {column.name.lower() for column in expression.find_all(exp.Column)}
    return tuple(column.name for column in table.c if column.name.lower() in names)


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
