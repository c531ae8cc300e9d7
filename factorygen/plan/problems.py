"""What in a model wants a human: told to the user, and as a TODO in the factory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factorygen.diagnostics import Diagnostic, Level
from factorygen.references import Reference, unmapped
from factorygen.schema import Column, Model, Schema


@dataclass(frozen=True)
class Problem:
    """Something that could not be decided."""

    level: Level
    place: str
    """The attributes it is about."""
    text: str
    way_out: str

    @property
    def todo(self) -> str:
        """As a comment in the factory."""
        return f"{self.place}: {self.text}; {self.way_out}"

    def diagnostic(self, model: Model) -> Diagnostic:
        """As a message about the model."""
        return Diagnostic(self.level, f"{model.name}.{self.place}", self.text, self.way_out)


def unknown_value(column: Column) -> Problem:
    """A required column for which no rule has a value that it takes."""
    return Problem(Level.WARNING, column.key, f"no value is known for {column.type.lineage[0]}", "declare one")


def refused(complaint: str) -> Problem:
    """An ``__init__`` that nothing satisfies."""
    return Problem(Level.WARNING, "__init__", complaint, "objects are made without it; override _build to call it")


def foreign_keys(model: Model, references: Iterable[Reference], schema: Schema) -> Iterator[Problem]:
    """Required foreign keys that no factory can fill: those cut out of a cycle, those to tables without a class."""
    for reference in references:
        yield _cycle(model, reference, schema.model(reference.target))
    for key in unmapped(model):
        text = f"no class is mapped to the table {key.target_table}"
        yield Problem(Level.WARNING, ", ".join(key.columns), text, "map one, or pass the key of a row")


def _cycle(model: Model, reference: Reference, target: Model) -> Problem:
    columns = ", ".join(f"{model.table}.{model.column(key).name}" for key in reference.columns)
    if target is model:
        text = f"{columns} requires a row of its own table"
    else:
        text = f"{columns} requires a row of {target.table}, which requires one of {model.table}"
    return Problem(Level.ERROR, reference.name, text, "make a column of the cycle nullable, or pass the row")
