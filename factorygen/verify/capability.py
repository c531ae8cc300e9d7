"""What the database at hand can't tell, and which failures are its own and not the factory's."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table

from factorygen.verify.database import Database
from factorygen.verify.failures import Diagnosis
from factorygen.verify.violations import Kind


def missing_tables(database: Database, tables: Iterable[Table]) -> str:
    """Why some of these tables are not there, "" if all are."""
    names = {table.fullname for table in tables}
    return "; ".join(gap.reason for gap in database.gaps if gap.missing and gap.table in names)


def unchecked(database: Database, tables: Iterable[Table]) -> str:
    """The rules of these tables that the database does not enforce, "" if it does all."""
    names = {table.fullname for table in tables}
    gaps = (gap for gap in database.gaps if gap.table in names and not gap.missing and not gap.column)
    return "; ".join(gap.reason for gap in gaps)


def incapable(database: Database, diagnosis: Diagnosis) -> str:
    """Why a failure is the database's own: it lacks a table, a default, a type or a function. "" if it is not."""
    violation = diagnosis.violation
    if violation.kind is Kind.UNSUPPORTED:
        return f"{database.dialect} can't do it: {diagnosis.failure.error}" if database.scratch else ""
    for gap in database.gaps:
        if violation.kind is Kind.NO_TABLE and gap.missing and _last(gap.table) == _last(violation.table):
            return gap.reason
        if gap.column and gap.column in violation.columns and _last(gap.table) == _last(violation.table):
            return gap.reason
    return ""


def _last(name: str) -> str:
    return name.rpartition(".")[2]
