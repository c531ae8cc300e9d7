"""What went wrong with a factory, in the words of its models: attribute, constraint, place in the code, way out."""

from __future__ import annotations

import inspect as python
import re
import sys
import sysconfig
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import factory
import faker
import sqlalchemy
from sqlalchemy import BigInteger, Column, Integer, SmallInteger, Table
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError, UnsupportedCompilationError
from sqlalchemy.orm.exc import FlushError

import factorygen
from factorygen.verify.attempt import BrokenKey, Trial, Unfit, Unreadable
from factorygen.verify.database import CanNotBeUndoneError
from factorygen.verify.names import Names, check_text
from factorygen.verify.report import Failure
from factorygen.verify.violations import Kind, Violation, violation_of, written_table, written_values

LIBRARIES = tuple(Path(package.__file__ or "").parent.resolve() for package in (factory, faker, sqlalchemy, factorygen))
STANDARD = Path(sysconfig.get_path("stdlib")).resolve()
INSTALLED = {"site-packages", "dist-packages"}

NO_RULE = Violation(Kind.OTHER)


@dataclass(frozen=True)
class Diagnosis:
    """A failure for the user, and the broken rule behind it, as far as the database told."""

    failure: Failure
    violation: Violation = NO_RULE


def diagnosed(trial: Trial, model: type[Any], names: Names, dialect: Dialect) -> Diagnosis:
    """What the error of a try is about."""
    error = trial.error
    if isinstance(error, Unreadable):
        return _unreadable(trial.strategy, error, model, dialect)
    if isinstance(error, BrokenKey | CanNotBeUndoneError):
        return _with_rule(trial.strategy, error, error.violation, names)
    if isinstance(error, DBAPIError):
        violation = _located(error, violation_of(error, dialect.name), names)
        return _with_rule(trial.strategy, error.orig or error, violation, names)
    if isinstance(error, StatementError):
        return _unbindable(trial.strategy, error, model, names, dialect)
    found = _without_rule(trial.strategy, error or Unfit("nothing came of it"), model)
    unsupported = isinstance(error, UnsupportedCompilationError)
    return Diagnosis(found.failure, Violation(Kind.UNSUPPORTED if unsupported else Kind.OTHER))


def _unreadable(strategy: str, error: Unreadable, model: type[Any], dialect: Dialect) -> Diagnosis:
    cause = error.__cause__ or error
    found = _without_rule(strategy, cause, model, f"{model.__name__}.{error.column}" if error.column else "")
    if isinstance(cause, DBAPIError):
        return Diagnosis(found.failure, violation_of(cause, dialect.name))
    columns: list[Any] = sqlalchemy.inspect(model).attrs[error.column].columns if error.column else []
    if not columns or not isinstance(columns[0], Column):
        return found
    return Diagnosis(found.failure, Violation(Kind.WRONG_TYPE, columns[0].table.fullname, (columns[0].name,)))


# ---- the database refused


def _with_rule(strategy: str, error: BaseException, violation: Violation, names: Names) -> Diagnosis:
    whole = names.completed(violation)
    table = names.table(whole.table)
    column = ", ".join(names.attribute(table, name) for name in whole.columns)
    way_out = WAYS_OUT[whole.kind](column or whole.table or "the row", table, whole)
    return Diagnosis(Failure(strategy, _first_line(error), column, whole.constraint, way_out), whole)


def _located(error: StatementError, violation: Violation, names: Names) -> Violation:
    """The column that a database leaves out: that of the text that is too long, of the value it can't take."""
    table = names.table(violation.table)
    suits = SUSPECTS.get(violation.kind)
    if violation.columns or table is None or suits is None:
        return violation
    found = (name for name, value in written_values(error) if name in table.c and suits(value, table, name))
    column = next(found, "")
    return Violation(violation.kind, violation.table, (column,) if column else (), violation.constraint)


def _too_long(value: object, table: Table, name: str) -> bool:
    length = getattr(table.c[name].type, "length", None)
    return isinstance(value, str) and length is not None and len(value) > length


def _unsupported(value: object, _table: Table, _name: str) -> bool:
    return not isinstance(value, str | bytes | int | float | bytearray | memoryview | None)


def _too_large(value: object, table: Table, name: str) -> bool:
    type_: Any = table.c[name].type
    if isinstance(type_, Integer):
        bits = 15 if isinstance(type_, SmallInteger) else 63 if isinstance(type_, BigInteger) else 31
        return isinstance(value, int) and not -(2**bits) <= value < 2**bits
    places = (getattr(type_, "precision", None) or 0) - (getattr(type_, "scale", None) or 0)
    return isinstance(value, int | float | Decimal) and places > 0 and abs(value) >= 10**places


SUSPECTS: dict[Kind, Callable[[object, Table, str], bool]] = {
    Kind.TOO_LONG: _too_long,
    Kind.WRONG_TYPE: _unsupported,
    Kind.OUT_OF_RANGE: _too_large,
}


def _way_out_of_length(column: str, table: Table | None, violation: Violation) -> str:
    known = table is not None and violation.columns and violation.columns[0] in table.c
    length = getattr(table.c[violation.columns[0]].type, "length", None) if known and table is not None else None
    return f"{column} takes {length} characters: shorten the value" if length else "shorten the value"


def _way_out_of_check(column: str, table: Table | None, violation: Violation) -> str:
    text = check_text(table, violation) if table is not None else ""
    return f"declare {column} so that {text or violation.constraint} holds"


WAYS_OUT: dict[Kind, Callable[[str, Table | None, Violation], str]] = {
    Kind.NOT_NULL: lambda column, *_: f"{column} is NOT NULL and the factory gives no value: declare it",
    Kind.UNIQUE: lambda column, *_: f"values of {column} repeat: use a Sequence",
    Kind.FOREIGN_KEY: lambda column, *_: f"{column} points at no row: declare the parent with a SubFactory",
    Kind.CHECK: _way_out_of_check,
    Kind.EXCLUSION: lambda column, *_: f"rows of {column} exclude each other: let a Sequence keep them apart",
    Kind.TOO_LONG: _way_out_of_length,
    Kind.OUT_OF_RANGE: lambda column, *_: f"{column} holds no such number: declare a smaller one",
    Kind.WRONG_TYPE: lambda column, *_: f"declare {column} with a value of the column's type",
    Kind.NO_TABLE: lambda column, *_: "create the table, or load the module that maps it",
    Kind.UNSUPPORTED: lambda *_: "verify it on the project's own database: --url",
    Kind.OTHER: lambda *_: "",
}


# ---- a type refused, before the database was asked


def _unbindable(strategy: str, error: StatementError, model: type, names: Names, dialect: Dialect) -> Diagnosis:
    table = names.table(written_table(error))
    values = written_values(error) if table is not None else []
    refused = (name for name, value in values if table is not None and _refuses(table, name, value, dialect))
    column = next(refused, "")
    found = _without_rule(strategy, error.orig or error, model, names.attribute(table, column) if column else "")
    violation = Violation(Kind.WRONG_TYPE, table.fullname if table is not None else "", (column,) if column else ())
    return Diagnosis(found.failure, violation)


def _refuses(table: Table, name: str, value: object, dialect: Dialect) -> bool:
    if name not in table.c:
        return False
    try:
        process = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        if process is not None:
            process(value)
    except Exception:
        return True
    return False


# ---- Python refused


def _without_rule(strategy: str, error: BaseException, model: type, column: str = "") -> Diagnosis:
    column = column or _named_attribute(error, model)
    words = _first_line(error)
    if not isinstance(error, Unfit):
        words = f"{type(error).__name__}: {words}" if words else type(error).__name__
    place = "" if isinstance(error, SQLAlchemyError | Unfit) else _place(error, model)
    ways = [f"see {place}"] if place else []
    if isinstance(error, RecursionError):
        ways.append("a factory needs itself: break the circle where a key may be NULL")
    return Diagnosis(Failure(strategy, words, column, "", "; ".join(ways)))


def _named_attribute(error: BaseException, model: Any) -> str:
    """The attribute that the error speaks of: an argument of ``__init__``, or a key that stayed empty."""
    named = re.search(r"argument:? '(\w+)'|'(\w+)' is an invalid keyword argument", str(error))
    if named and isinstance(error, TypeError):
        return f"{model.__name__}.{named.group(1) or named.group(2)}"
    if isinstance(error, FlushError) and "NULL identity key" in str(error):
        keys = [column for column in sqlalchemy.inspect(model).primary_key if not column.foreign_keys]
        return ", ".join(f"{model.__name__}.{column.key}" for column in keys)
    return ""


def _place(error: BaseException, model: Any) -> str:
    """``file:line`` of the innermost code that is the user's; where the model's ``__init__`` stands, if none is."""
    home = _home(model)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if _is_users(frame.filename, home):
            return f"{_relative(frame.filename)}:{frame.lineno}"
    try:
        code = python.unwrap(model.__init__).__code__
    except AttributeError:
        return ""
    known = isinstance(error, TypeError) and _is_users(code.co_filename, home)
    return f"{_relative(code.co_filename)}:{code.co_firstlineno}" if known else ""


def _home(model: type) -> Path | None:
    """The folder of the package that the model is part of."""
    file = getattr(sys.modules.get(model.__module__.partition(".")[0]), "__file__", None)
    return Path(file).resolve().parent if file and "." in model.__module__ else None


def _is_users(filename: str, home: Path | None) -> bool:
    """Whether a file is the project's, and no library's; the models may be a library's themselves."""
    if filename.startswith("<"):
        return False
    path = Path(filename).resolve()
    if home is not None and path.is_relative_to(home):
        return True
    ours = any(path.is_relative_to(library) for library in LIBRARIES)
    return not ours and INSTALLED.isdisjoint(path.parts) and not path.is_relative_to(STANDARD)


def _relative(filename: str) -> str:
    path = Path(filename).resolve()
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)


def _first_line(error: BaseException) -> str:
    """What the database or the exception says, on one line."""
    told = error.args[1:] if isinstance(next(iter(error.args), None), int) else ()  # MySQL: number and sentence
    words = str(told[0]) if told else str(error)
    return " ".join((words.strip().splitlines() or [""])[0].split())
