"""Does ``__init__`` take what is declared? It is asked, and the factory changed until it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from factorygen.decisions import Declaration
from factorygen.expression import Expression, call
from factorygen.imports import SUB_FACTORY
from factorygen.plan.arguments import parent_of, values
from factorygen.plan.filled import filled, sampled
from factorygen.relationship_rules import Wires, Wiring
from factorygen.schema import Direction, Model, Objection, PythonName

ROUNDS = 20
ALTERNATIVES = 12
PARENTS = 2
"""How many arguments may turn out to be objects without a name or an annotation that says so."""


@dataclass(frozen=True)
class Construction:
    """What a factory passes to ``__init__``, what waits until the object is there, and what remains to be said."""

    arguments: tuple[Declaration, ...]
    """Declarations of parameters that are no column of this factory's, in front of the others."""
    parents: tuple[Declaration, ...]
    late: tuple[str, ...]
    complaint: str = ""
    """Why ``__init__`` cannot be called at all."""
    rename: tuple[tuple[str, str], ...] = ()
    """Relationships that are declared, and the parameters that it takes them by."""
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
    targets: tuple[tuple[str, PythonName], ...] = ()
    """Parameters that were found to want an object, and of which model."""

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
        if objection == Objection():
            return state._construction(objection.kept)
        given = ", ".join((*(one.attribute for one in state.arguments), *state._passed()[1]))
        complaint = objection.text or f"__init__ wants {', '.join(objection.missing)}"
        return Construction((), (), (), f"{complaint} (given: {given})" if given else complaint)

    def _construction(self, kept_parents: Iterable[tuple[str, str]]) -> Construction:
        own = {one.attribute for one in (*self.wires.scalars, *self.wires.parents)}
        arguments = tuple(one for one in self.arguments if one.attribute not in own)
        found = filled(self.model, *self._passed(), arguments, self.differ)
        declared = {one.attribute: one for one in self.wires.scalars if not one.own}
        kept = {name: declared[key] for name, key in found.kept_as if key in declared}
        late = (self.late | found.overwritten) - self.model.constructor.refuses
        rename = tuple((key, name) for name, key in kept_parents if key in own)
        renamed = {name for _, name in rename}
        return Construction(
            tuple(_as_kept(one, kept.get(one.attribute)) for one in arguments),
            tuple(one for one in self.parents if one.attribute not in renamed),
            tuple(key for key in _in_order(self.model) if key in late),
            filled=frozenset(key for key in found.attributes if key in declared),
            rename=rename,
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
        target = self._parent_of(parameter)
        if target is not None:
            return self._with_parent(parameter, target)
        value = next(values(self.model, parameter, self.wiring), None)
        if value is None or any(one.attribute == parameter for one in self.arguments):
            return None
        return replace(self, arguments=(*self.arguments, Declaration(parameter, value, "__init__ wants it")))

    def _parent_of(self, parameter: str) -> PythonName | None:
        return dict(self.targets).get(parameter) or parent_of(self.model, parameter, self.wiring)

    def _with_parent(self, parameter: str, target: PythonName) -> _State:
        made = call(SUB_FACTORY, self.wiring.factory(target))
        parent = Declaration(parameter, made, "__init__ wants it", reads_parent=True)
        arguments = tuple(one for one in self.arguments if one.attribute != parameter)
        targets = (*self.targets, (parameter, target))
        return replace(self, arguments=arguments, parents=(*self.parents, parent), targets=targets)

    def _with_other_arguments(self) -> _State:
        """The first state, one argument changed at a time, to which ``__init__`` does not object."""
        if found := self._with_other_parents(PARENTS):
            return found
        for position, argument in enumerate(self.arguments):
            for number, value in enumerate(values(self.model, argument.attribute, self.wiring)):
                if number > ALTERNATIVES:
                    break
                other = replace(argument, expression=value)
                state = replace(self, arguments=(*self.arguments[:position], other, *self.arguments[position + 1 :]))
                if state._objection() == Objection():
                    return state
        return self

    def _with_other_parents(self, most: int) -> _State | None:
        """The same, arguments being objects, which nothing but the attempt says of them."""
        targets = dict.fromkeys(
            one.target
            for one in self.model.relationships
            if one.direction is Direction.MANYTOONE and one.target in self.wiring.factories
        )
        states = [self._with_parent(one.attribute, target) for one in self.arguments for target in targets]
        found = next((state for state in states if state._objection() == Objection()), None)
        deeper = (state._with_other_parents(most - 1) for state in states if most > 1)
        return found or next(filter(None, deeper), None)

    def _objection(self) -> Objection:
        attempt = self.model.constructor.attempt
        assert attempt is not None
        scalars, parents = self._passed()
        collections: dict[str, object] = {key: [] for key in self.model.constructor.collections}
        return attempt({**collections, **sampled(scalars)}, parents)

    def _passed(self) -> tuple[dict[str, Expression], dict[str, PythonName]]:
        """The values and the parents that ``__init__`` is given."""
        waiting = self.late | self.model.constructor.refuses
        scalars = {one.attribute: one.expression for one in self._all_scalars() if one.attribute not in waiting}
        parents = {one.attribute for one in self._all_parents()} - waiting
        targets = {name: self._parent_of(name) for name in sorted(parents)}
        return scalars, {name: target for name, target in targets.items() if target is not None}

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


def _in_order(model: Model) -> Iterable[str]:
    return (*(one.key for one in model.columns), *(one.key for one in model.relationships))
