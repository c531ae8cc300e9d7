"""What came of saving each factory, as data, as JSON and as a table."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table


class Status(Enum):
    """How a factory fared."""

    SAVED = "saved"
    LIMITED = "limited"
    """Saves as many rows as the table admits, which are fewer than were asked for."""
    FAILED = "failed"
    NOT_VERIFIED = "not verified"
    """The database at hand cannot tell: it lacks a type, a function or a table."""


STYLES = {Status.SAVED: "green", Status.LIMITED: "yellow", Status.FAILED: "red", Status.NOT_VERIFIED: "yellow"}


@dataclass(frozen=True)
class Failure:
    """One thing that went wrong: what was tried, the database's words, and what they are about.

    ``strategy`` is "build", "create", "create_batch" or "read back"; ``column`` the model's attribute
    (``User.name``), or "table.column" where no class maps it; each of the last three is "" where it is unknown.
    """

    strategy: str
    error: str
    column: str = ""
    constraint: str = ""
    way_out: str = ""

    def __str__(self) -> str:
        subject = ", ".join(word for word in (self.column, self.constraint) if word)
        way_out = f" ({self.way_out})" if self.way_out else ""
        return f"{self.strategy}: {subject + ': ' if subject else ''}{self.error}{way_out}"


@dataclass(frozen=True)
class Outcome:
    """What came of one factory; ``rows`` is the size of the largest batch that was saved."""

    model: str
    factory: str
    status: Status
    rows: int = 0
    note: str = ""
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class Report:
    """What came of all of them, in the order they were given, and on which kind of database."""

    outcomes: tuple[Outcome, ...]
    dialect: str

    @property
    def ok(self) -> bool:
        """Whether none failed."""
        return self.count(Status.FAILED) == 0

    def count(self, status: Status) -> int:
        """How many fared so."""
        return sum(outcome.status is status for outcome in self.outcomes)


def as_json(report: Report) -> str:
    """The report for machines: an object with ``ok``, ``dialect`` and a list ``outcomes``."""
    outcomes = [{**dataclasses.asdict(outcome), "status": outcome.status.value} for outcome in report.outcomes]
    return json.dumps({"ok": report.ok, "dialect": report.dialect, "outcomes": outcomes}, indent=2, ensure_ascii=False)


def as_table(report: Report) -> Table:
    """The report for people: a rich table, a row a factory."""
    from rich.table import Table
    from rich.text import Text

    table = Table("Factory", "Model", "Result", "Rows", "Note", title=f"Saved on {report.dialect}")
    table.columns[3].justify = "right"
    for column in table.columns:
        column.overflow = "fold"  # nothing is cut off, however narrow the terminal
    for outcome in report.outcomes:
        note = "\n".join([outcome.note] * bool(outcome.note) + [str(failure) for failure in outcome.failures])
        status = Text(outcome.status.value, STYLES[outcome.status])
        table.add_row(Text(outcome.factory), Text(outcome.model), status, str(outcome.rows), Text(note))
    return table
