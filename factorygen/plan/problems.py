"""What in a model wants a human: told to the user, and as a TODO in the factory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factorygen.diagnostics import Diagnostic, Level
from factorygen.own_words import OwnWords
from factorygen.plan.order import References, way_back
from factorygen.references import Reference
from factorygen.schema import Column, ForeignKey, Model, Schema

LONGEST = 160
"""Characters of what somebody else's code said."""


@dataclass(frozen=True)
class Problem:
    """Something that could not be decided."""

    level: Level
    place: str
    """The attributes it is about."""
    text: str
    way_out: str
    in_factory: bool = True
    """Whether it stands in the factory too."""

    @property
    def todo(self) -> str:
        """As a comment in the factory."""
        return f"{self.place}: {self.text}; {self.way_out}"

    def diagnostic(self, model: Model) -> Diagnostic:
        """As a message about the model."""
        return Diagnostic(self.level, f"{model.name}.{self.place}", self.text, self.way_out)


def unknown_value(column: Column, refusal: str) -> Problem:
    """A required column for which no rule has a value that it takes; ``refusal`` is what it said to the first."""
    tried = f", it refuses {shortened(refusal)}" if refusal else ""
    return Problem(Level.WARNING, column.key, f"no value is known for {column.type.lineage[0]}{tried}", "declare one")


def shortened(text: str) -> str:
    """The beginning of a text, which may be the user's."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} ..."


def refused(complaint: str) -> Problem:
    """An ``__init__`` that nothing satisfies."""
    return Problem(
        Level.WARNING, "__init__", complaint, "objects are made without it; override _build to call it", False
    )


def foreign_keys(
    model: Model,
    cut: Iterable[Reference],
    unfilled: Iterable[ForeignKey],
    references: References,
    schema: Schema,
    own: OwnWords,
) -> Iterator[Problem]:
    """Required foreign keys that no factory can fill: those ``cut`` out of a circle, those to tables without a class.

    Not those that the user has filled.
    """
    for reference in cut:
        if not own.decide(model, reference.columns):
            yield _cycle(reference, references, schema)
    for key in unfilled:
        text = f"no class is mapped to the table {key.target_table}, and no row of it can be made"
        way_out = "map one, or pass the key of a row"
        if key.excluded:
            text, way_out = f"{key.excluded} is excluded, so no row is made for it", "pass the row or its key"
        yield Problem(Level.WARNING, ", ".join(key.columns), text, way_out)


def _cycle(reference: Reference, references: References, schema: Schema) -> Problem:
    columns = [_columns(one, schema) for one in (reference, *way_back(reference, references, schema))]
    if reference.target == reference.model:
        text = f"{columns[0]} requires a row of its own table, another one each time"
    else:
        text = f"a cycle of required foreign keys, all of them unique: {', then '.join(columns)}"
    return Problem(Level.ERROR, reference.name, text, "make a column of the cycle nullable, or pass the row")


def _columns(reference: Reference, schema: Schema) -> str:
    model = schema.model(reference.model)
    return ", ".join(f"{model.table}.{model.column(key).name}" for key in reference.columns)
