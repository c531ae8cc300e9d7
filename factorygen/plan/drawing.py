"""What does a factory depend on? The whole schema, and the factories that stand above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from factorygen.decisions import FactoryPlan, Isolation
from factorygen.diagnostics import Diagnostic
from factorygen.own_words import OwnWords
from factorygen.plan.checked import Setting
from factorygen.plan.parent_keys import parent_keys
from factorygen.plan.sharing import Sharing
from factorygen.plan.uniques import avoided, differing
from factorygen.references import Reference
from factorygen.relationship_rules import Numbers, Wires, Wiring
from factorygen.schema import Model, PythonName, Schema

NOTHING = Wires()


@dataclass(frozen=True)
class Drawing:
    """What every factory of one plan is made from."""

    schema: Schema
    references: dict[PythonName, tuple[Reference, ...]]
    factories: dict[PythonName, str]
    isolations: Mapping[PythonName, Isolation]
    """What stands beside them in the isolated style; {} in the plain one."""
    numbers: Numbers
    """How many children are made unasked."""
    cut: tuple[Reference, ...]
    fill: bool
    own: OwnWords
    sharing: Sharing

    def refers_to(self, model: PythonName) -> str:
        """The factory by which others make a row of this model."""
        return self.isolations[model].alone if self.isolations else self.factories[model]

    @cached_property
    def referred(self) -> Mapping[PythonName, str]:
        """The same of each."""
        return {id: self.refers_to(id) for id in self.factories}

    def root(self, model: PythonName) -> str:
        """The class that has the declarations of a model."""
        return self.isolations[model].base if self.isolations else self.factories[model]


@dataclass(frozen=True)
class Made:
    """A factory, all declarations that it and the factories above it have, and what is to be said of it."""

    factory: FactoryPlan
    wires: Wires
    passed: Wires
    """The same, with parents by the names under which ``__init__`` takes them."""
    diagnostics: tuple[Diagnostic, ...]
    filled: frozenset[str]
    """What its ``__init__`` and those above fill in."""


@dataclass(frozen=True)
class Spot:
    """Where a model's factory is to stand: below the factories that are made."""

    model: Model
    drawing: Drawing
    made: Mapping[PythonName, Made]

    @property
    def references(self) -> tuple[Reference, ...]:
        """The model's foreign keys."""
        return self.drawing.references[self.model.id]

    @property
    def base(self) -> Made | None:
        """The factory that it inherits from."""
        return self.made.get(self.model.parent) if self.model.parent else None

    @property
    def inherited(self) -> Wires:
        """All that the factories above it in the hierarchy declare."""
        return self.base.wires if self.base else NOTHING

    @property
    def parent(self) -> Model | None:
        """The model that it inherits from."""
        return self.drawing.schema.model(self.model.parent) if self.model.parent else None

    @property
    def of_parent(self) -> frozenset[str]:
        """The attributes of the model that it inherits from."""
        return self.parent.attributes if self.parent else frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """The attributes of foreign key columns."""
        return frozenset(column for reference in self.references for column in reference.columns)

    @cached_property
    def differ(self) -> frozenset[str]:
        """The attributes of which no two rows may share a value."""
        return differing(self.model, self.keys, self.drawing.own)

    @property
    def wiring(self) -> Wiring:
        """What the rules for relationships need to know."""
        drawing, above = self.drawing, frozenset(self.made)
        return Wiring(
            drawing.schema,
            drawing.references,
            drawing.referred,
            above,
            shares=drawing.sharing.shares,
            numbers=drawing.numbers,
        )

    @cached_property
    def setting(self) -> Setting:
        """What the model's CHECKs depend on; what the user wrote stays."""
        schema, checks = self.drawing.schema, self.model.checks + avoided(self.model, self.differ, self.keys)
        above = {one.target for one in self.references} & self.made.keys() - {self.model.id}
        declared = {id: self.made[id].wires.scalars for id in above}
        return Setting(
            model=replace(self.model, checks=checks),
            references=self.references,
            inherited=self.inherited.scalars,
            above=declared.keys(),
            differ=self.differ,
            dialect=schema.dialect,
            fixed=self._said(),
            made=parent_keys(self.references, schema, declared) if checks else {},
        )

    def _said(self) -> frozenset[str]:
        """The columns that the user has words of his own for."""
        own, columns = self.drawing.own, self.model.columns
        words = ((column, own.of(self.model, column) or own.of_type(column.type)) for column in columns)
        return frozenset(column.key for column, word in words if word is not None)
