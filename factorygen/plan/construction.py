"""Does ``__init__`` take what is declared? It is asked, and the factory changed until it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from factorygen.column_rules.annotations import annotated
from factorygen.column_rules.columns import answer, guesses
from factorygen.decisions import Declaration
from factorygen.expression import Expression, call, code, literal
from factorygen.imports import KEY, SUB_FACTORY
from factorygen.plan.filled import Filled, filled, sampled
from factorygen.relationship_rules import Wires, Wiring
from factorygen.schema import Column, ColumnType, Direction, Model, Objection

ROUNDS = 20
ALTERNATIVES = 12


@dataclass(frozen=True)
class Construction:
    """What a factory passes to ``__init__``, what waits until the object is there, and what remains to be said."""

    arguments: tuple[Declaration, ...]
    """Declarations of parameters that are no column of this factory's, in front of the others."""
    parents: tuple[Declaration, ...]
    late: tuple[str, ...]
    complaint: str = ""
    """Why ``__init__`` cannot be called at all."""
    filled: frozenset[str] = frozenset()
    """Declared attributes that it fills in itself."""


def construction(
    model: Model, wires: Wires, inherited: Wires, wiring: Wiring, differ: frozenset[str] = frozenset()
) -> Construction:
    """Ask the model's ``__init__``; ``inherited`` are the declarations of the factories above.

    Of the attributes that ``differ`` no two rows may share a value.
    """
    attempt = model.constructor.attempt
    if attempt is None:
        return Construction((), (), ())
    state = _State(model, wires, inherited, wiring, differ)
    for strategy in (_State.as_declared, _State.parents_later, _State.all_later):
        found = strategy(state)._settled()
        if not found.complaint:
            return found
    return Construction((), (), (), state._settled().complaint)


@dataclass(frozen=True)
class _State:
    """The declarations as they would be passed at present."""

    model: Model
    wires: Wires
    inherited: Wires
    wiring: Wiring
    differ: frozenset[str]
    late: frozenset[str] = frozenset()
    arguments: tuple[Declaration, ...] = ()
    parents: tuple[Declaration, ...] = ()

    def as_declared(self) -> _State:
        return self

    def parents_later(self) -> _State:
        return replace(self, late=frozenset(one.attribute for one in self._all_parents()))

    def all_later(self) -> _State:
        scalars = (one.attribute for one in self._all_scalars() if one.attribute in self.model.attributes)
        return replace(self, late=self.parents_later().late.union(scalars))

    def _settled(self) -> Construction:
        """Give in to each objection, a bounded number of times."""
        state, objection = self, Objection()
        for _ in range(ROUNDS):
            objection = state._objection()
            changed = state._giving_in(objection)
            if changed is None:
                break
            state = changed
        if objection.text:
            state = state._with_other_arguments()
            objection = state._objection()
        complaint = (
            "" if objection == Objection() else objection.text or f"__init__ wants {', '.join(objection.missing)}"
        )
        return state._construction(complaint)

    def _construction(self, complaint: str) -> Construction:
        own = {one.attribute for one in (*self.wires.scalars, *self.wires.parents)}
        arguments = tuple(one for one in self.arguments if one.attribute not in own)
        found = Filled() if complaint else filled(self.model, *self._passed(), arguments, self.differ)
        declared = {one.attribute: one for one in self.wires.scalars if not one.own}
        kept = {name: declared[key] for name, key in found.kept_as if key in declared}
        late = (self.late | found.overwritten) - self.model.constructor.refuses
        return Construction(
            tuple(_as_kept(one, kept.get(one.attribute)) for one in arguments),
            self.parents,
            tuple(key for key in _in_order(self.model) if key in late),
            complaint,
            frozenset(key for key in found.attributes if key in declared),
        )

    def _giving_in(self, objection: Objection) -> _State | None:
        if objection.unexpected and objection.unexpected not in self.late:
            return replace(self, late=self.late | {objection.unexpected})
        if objection.ignored and not self.late.issuperset(objection.ignored):
            return replace(self, late=self.late.union(objection.ignored))
        if objection.missing:
            return self._with(objection.missing[0])
        return None

    def _with(self, parameter: str) -> _State | None:
        """The state in which a parameter is passed too."""
        if parameter in self.late:
            return replace(self, late=self.late - {parameter})
        relationship = next((one for one in self.model.relationships if one.key == parameter), None)
        known = relationship is not None and relationship.target in self.wiring.factories
        if known and relationship is not None and relationship.direction is Direction.MANYTOONE:
            parent = call(SUB_FACTORY, self.wiring.factory(relationship.target))
            return replace(self, parents=(*self.parents, Declaration(parameter, parent, "__init__ wants it")))
        value = next(_values(self.model, parameter, self.wiring), None)
        if value is None or any(one.attribute == parameter for one in self.arguments):
            return None
        return replace(self, arguments=(*self.arguments, Declaration(parameter, value, "__init__ wants it")))

    def _with_other_arguments(self) -> _State:
        """The first state, one argument changed at a time, to which ``__init__`` does not object."""
        for position, argument in enumerate(self.arguments):
            for number, value in enumerate(_values(self.model, argument.attribute, self.wiring)):
                if number > ALTERNATIVES:
                    break
                other = replace(argument, expression=value)
                state = replace(self, arguments=(*self.arguments[:position], other, *self.arguments[position + 1 :]))
                if state._objection() == Objection():
                    return state
        return self

    def _objection(self) -> Objection:
        attempt = self.model.constructor.attempt
        assert attempt is not None
        scalars, parents = self._passed()
        collections: dict[str, object] = {key: [] for key in self.model.constructor.collections}
        return attempt({**collections, **sampled(scalars)}, parents)

    def _passed(self) -> tuple[dict[str, Expression], list[str]]:
        """The values and the parents that ``__init__`` is given."""
        waiting = self.late | self.model.constructor.refuses
        scalars = {one.attribute: one.expression for one in self._all_scalars() if one.attribute not in waiting}
        parents = [one.attribute for one in self._all_parents() if one.attribute not in waiting]
        return scalars, [one for one in parents if one in self.model.attributes]

    def _all_scalars(self) -> list[Declaration]:
        declared = [*self.inherited.scalars, *self.wires.scalars]
        return [*(one for one in self.arguments), *declared]

    def _all_parents(self) -> list[Declaration]:
        return [*self.inherited.parents, *self.wires.parents, *self.parents]


def _as_kept(argument: Declaration, attribute: Declaration | None) -> Declaration:
    """A parameter that is kept as an attribute gets what the attribute would get."""
    if attribute is None:
        return argument
    return replace(attribute, attribute=argument.attribute, reason=f"__init__ keeps it as {attribute.attribute}")


def _values(model: Model, parameter: str, wiring: Wiring) -> Iterator[Expression]:
    """What might be passed for a parameter, best first: by what the model knows of it, by annotation, by name."""
    column = next((one for one in model.columns if one.key == parameter), None)
    if column is not None:
        yield from _of_column(model, column, wiring)
    elif any(one.key == parameter for one in model.relationships):
        yield call(code("list"))
        return
    annotation = model.constructor.annotation(parameter)
    if annotation is not None:
        yield from (one.value for one in annotated(annotation))
    named = column or Column(parameter, parameter, model.table, ColumnType(("String",), "str"), nullable=False)
    yield from guesses(named, model)


def _of_column(model: Model, column: Column, wiring: Wiring) -> Iterator[Expression]:
    if column.discriminator and model.identity is not None:
        yield literal(model.identity)
        return
    for reference in wiring.references[model.id]:
        if column.key in reference.columns and reference.required:
            key = reference.target_columns[reference.columns.index(column.key)] if reference.target_columns else "id"
            yield call(KEY, literal(f"{reference.name}.{key}"))
            return
    if column.nullable:
        yield literal(None)
    found = answer(column, model, column.unique)
    if found is not None:
        yield found[0]


def _in_order(model: Model) -> Iterable[str]:
    return (*(one.key for one in model.columns), *(one.key for one in model.relationships))
