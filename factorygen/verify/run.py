"""Does each factory save? Every one is built, created, created in a batch, read back, and undone."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

import factory.random
from sqlalchemy import Column, MetaData, Table, inspect
from sqlalchemy.exc import NoInspectionAvailable
from sqlalchemy.orm import Mapper, configure_mappers

from factorygen.database.address import Address
from factorygen.diagnostics import FactorygenError
from factorygen.verify.attempt import Trial, built, saved
from factorygen.verify.capability import incapable, missing_tables, unchecked
from factorygen.verify.capacity import Limit, limit_of
from factorygen.verify.database import Database, opened
from factorygen.verify.failures import Diagnosis, diagnosed
from factorygen.verify.names import Names
from factorygen.verify.report import Failure, Outcome, Report, Status

RANDOM: Any = factory.random


@dataclass(frozen=True)
class Case:
    """A factory, and what its model is mapped to."""

    factory: Any
    model: type
    mapper: Mapper[Any]

    @property
    def tables(self) -> list[Table]:
        """All that a row of the model stands in."""
        return [table for table in self.mapper.tables if isinstance(table, Table)]

    @property
    def declared(self) -> frozenset[Column[Any]]:
        """The columns that the factory's declarations give a value."""
        keys = self.factory._meta.pre_declarations.as_dict().keys() & self.mapper.attrs.keys()
        columns = [column for key in keys for column in _columns_of(self.mapper.attrs[key])]
        return frozenset(column for column in columns if isinstance(column, Column))

    def names(self, mappers: Iterable[Mapper[Any]]) -> Names:
        """What things are called, in the words of this model first."""
        return Names((self.mapper, *(mapper for mapper in mappers if mapper is not self.mapper)))


def _columns_of(attribute: Any) -> Iterable[object]:
    return [*getattr(attribute, "columns", ()), *getattr(attribute, "local_columns", ())]


@dataclass(frozen=True)
class Request:
    """What is the same for all factories: the mapped classes, and what the caller asked for."""

    mappers: tuple[Mapper[Any], ...]
    size: int
    address: Address | None
    seed: int


@dataclass(frozen=True)
class Setting:
    """What a factory is tried in."""

    database: Database
    names: Names
    request: Request


def verify(
    factories: Sequence[type],
    size: int = 25,
    address: Address | None = None,
    *,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
    chatter: TextIO | None = None,
) -> Report:
    """Saves one and ``size`` objects of each factory, and undoes it.

    ``address`` is that of a database to do so on; without it, it is SQLite in memory. ``progress`` is called with the
    name of
    each factory before its turn; what user code prints goes to ``chatter``, or nowhere. Nothing is left in the
    database, and the factories are as before but for their counters. Raises FactorygenError if there is no way into
    the database, or if the models do not configure.
    """
    if size < 1:
        raise FactorygenError("--size", "must be 1 or more")
    state = RANDOM.get_random_state()
    with contextlib.redirect_stdout(chatter or io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _configure()
        cases = [_case(target) for target in factories]
        mappers = sorted(_mappers(cases), key=lambda mapper: (mapper.class_.__module__, mapper.class_.__qualname__))
        try:
            return _report(cases, Request(tuple(mappers), size, address, seed), progress)
        finally:
            RANDOM.set_random_state(state)


def _report(cases: list[Case], request: Request, progress: Callable[[str], None] | None) -> Report:
    outcomes: list[Outcome] = []
    dialect = ""
    while len(outcomes) < len(cases) or not dialect:
        with opened(_metadatas(request.mappers), request.address) as database:
            dialect = database.dialect
            for case in cases[len(outcomes) :]:
                outcomes.append(_outcome(case, Setting(database, case.names(request.mappers), request), progress))
                if not database.intact:
                    break
    return Report(tuple(outcomes), dialect)


def _configure() -> None:
    try:
        configure_mappers()
    except Exception as error:
        words = str(error).splitlines() or [type(error).__name__]
        raise FactorygenError("the models", f"do not configure: {words[0]}") from error


def _case(target: Any) -> Case:
    model = target._meta.get_model_class()
    try:
        return Case(target, model, inspect(model).mapper)
    except (NoInspectionAvailable, AttributeError):
        raise FactorygenError(target.__name__, f"{model!r} is not a mapped class") from None


def _mappers(cases: Iterable[Case]) -> set[Mapper[Any]]:
    """The mapped classes of all registries that the factories' models belong to, and those they refer to."""
    found: set[Mapper[Any]] = set()
    waiting = {case.mapper for case in cases}
    while waiting:
        mapper = waiting.pop()
        found.add(mapper)
        related = {relationship.mapper for relationship in mapper.relationships}
        waiting |= (related | set(mapper.registry.mappers)) - found
    return found


def _metadatas(mappers: Iterable[Mapper[Any]]) -> list[MetaData]:
    tables = [table for mapper in mappers for table in mapper.tables if isinstance(table, Table)]
    return list({id(table.metadata): table.metadata for table in tables}.values())


# ---- one factory


def _outcome(case: Case, setting: Setting, progress: Callable[[str], None] | None) -> Outcome:
    if progress is not None:
        progress(case.factory.__name__)
    missing = missing_tables(setting.database, case.tables)
    if missing:
        return _told(case, Status.NOT_VERIFIED, note=missing)
    trials = [built(case.factory, setting.request.seed), _saved(case, setting, "create", 1)]
    if trials[-1].error is None:
        trials.append(_saved(case, setting, "create_batch", setting.request.size))
    return _judged(case, setting, trials)


def _saved(case: Case, setting: Setting, strategy: str, size: int) -> Trial:
    return saved(case.factory, strategy, size, setting.database, setting.request.seed)


def _judged(case: Case, setting: Setting, trials: list[Trial]) -> Outcome:
    rows = max(trial.rows for trial in trials[1:])
    dialect = setting.database.connection.dialect
    found = [diagnosed(trial, case.model, setting.names, dialect) for trial in trials if trial.error is not None]
    note = unchecked(setting.database, case.tables)
    if not found:
        fewer = rows < setting.request.size
        again = f"get-or-create: rows of {setting.request.size} calls: {rows}" if fewer else ""
        return _told(case, Status.SAVED, rows, again or note)
    reasons = [incapable(setting.database, diagnosis) for diagnosis in found]
    if all(reasons):
        return _told(case, Status.NOT_VERIFIED, rows, "; ".join(dict.fromkeys(reasons)))
    limit = _limit(case, setting, found[0]) if len(found) == 1 and rows else None
    if limit is not None and _saved(case, setting, "create_batch", limit.rows).error is None:
        return _told(case, Status.LIMITED, limit.rows, str(limit))
    return _told(case, Status.FAILED, rows, note, _distinct([diagnosis.failure for diagnosis in found]))


def _distinct(failures: Iterable[Failure]) -> tuple[Failure, ...]:
    """What fails in ``build()`` and for the same reason in ``create()`` is told once."""
    return tuple({(failure.error, failure.column): failure for failure in reversed(list(failures))}.values())[::-1]


def _limit(case: Case, setting: Setting, diagnosis: Diagnosis) -> Limit | None:
    """The limit that the batch ran into: of its own tables, or of the one that refused the row."""
    limit = limit_of(case.tables, case.declared)
    refusing = setting.names.table(diagnosis.violation.table)
    if refusing is not None and refusing not in case.tables:
        parents = limit_of([refusing], frozenset(refusing.columns))
        if parents is not None and (limit is None or parents.rows < limit.rows):
            limit = Limit(parents.rows, f"each has a row of {refusing.name} of its own, which {parents}")
    return limit if limit is not None and limit.rows < setting.request.size else None


def _told(case: Case, status: Status, rows: int = 0, note: str = "", failures: tuple[Failure, ...] = ()) -> Outcome:
    return Outcome(case.model.__qualname__, case.factory.__name__, status, rows, note, failures)
