"""Which declarations does a relationship get? One small function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from factorygen.decisions import Declaration
from factorygen.expression import Argument, Call, Code, Expression, call, code, literal
from factorygen.imports import CHILDREN, KEY, SELF_ATTRIBUTE, SKIP, SUB_FACTORY, TRAIT
from factorygen.references import Reference
from factorygen.schema import Direction, Model, PythonName, Relationship, Schema


@dataclass(frozen=True)
class Share:
    """What a factory passes on to a parent, so that both have the same ancestor or value.

    ``inside`` is where the parent's factory declares it, ``source`` where it is found, both seen from their factories.
    """

    inside: tuple[str, ...]
    source: tuple[str, ...]
    ancestor: str
    by_key: bool = False
    """Whether the source is a key that the database makes, so that its row has to be there first."""

    @property
    def words(self) -> str:
        """What is shared, in a comment."""
        owner = "same" if len(self.source) == 1 else f"{self.source[0]}'s"
        return f"the {owner} {self.ancestor}"


Shares = Mapping[tuple[PythonName, str], tuple[Share, ...]]
"""By model, and its relationship to the parent or the parent's name in ``Params``."""


Number = tuple[int, int]
"""At least so many, and at most."""
Numbers = Mapping[tuple[PythonName, str], Number]
"""By model and its collection."""


@dataclass(frozen=True)
class Wiring:
    """What the rules need to know of the other factories, seen from the one they write in."""

    schema: Schema
    references: Mapping[PythonName, tuple[Reference, ...]]
    factories: Mapping[PythonName, str]
    above: frozenset[PythonName]
    """The models whose factories stand above this one in the module."""
    besides: Mapping[str, tuple[Argument, ...] | None] = field(default_factory=dict)
    """What the trait of a foreign key, by its name, sets besides the parent; None: there is to be no trait."""
    shares: Shares = field(default_factory=dict)
    numbers: Numbers = field(default_factory=dict)
    """How many children are made unasked; none of the collections that are not here."""

    def factory(self, target: PythonName) -> Code:
        """A factory by its class where that is there already, else by its dotted path."""
        name = self.factories[target]
        return code(name) if target in self.above else code('f"{__name__}.', name, '"')

    def back_reference(self, relationship: Relationship) -> Reference | None:
        """The target's reference that this relationship is the other side of."""
        for reference in self.references[relationship.target]:
            if relationship.back and reference.name == relationship.back:
                return reference
            if not relationship.back and reference.columns == relationship.remote:
                return reference
        return None


@dataclass(frozen=True)
class Wires:
    """The declarations for one relationship, by the place where they stand."""

    params: tuple[Declaration, ...] = ()
    parents: tuple[Declaration, ...] = ()
    scalars: tuple[Declaration, ...] = ()
    children: tuple[Declaration, ...] = field(default=())


def reference_wires(reference: Reference, model: Model, wiring: Wiring) -> Wires:
    """A model's own foreign key."""
    return REFERENCE_RULES[reference.relationship is not None, reference.required](reference, model, wiring)


def collection_wires(relationship: Relationship, model: Model, wiring: Wiring) -> Wires:
    """The other side of somebody else's foreign key, or a many-to-many."""
    rule = COLLECTION_RULES.get((relationship.direction, relationship.uselist))
    return rule(relationship, model, wiring) if rule else Wires()


def required_relationship(reference: Reference, model: Model, wiring: Wiring) -> Wires:
    """A parent of its own."""
    return Wires(parents=(_parent(reference, wiring, "required many-to-one"),))


def nullable_relationship(reference: Reference, model: Model, wiring: Wiring) -> Wires:
    """Nothing, so that a key which the caller passes counts; a trait makes the parent."""
    return Wires(params=_trait(reference, wiring))


def required_key(reference: Reference, model: Model, wiring: Wiring) -> Wires:
    """A parent in Params, and its key."""
    parent = _parent(reference, wiring, "required foreign key without relationship")
    return Wires(params=(parent,), scalars=_keys(reference))


def nullable_key(reference: Reference, model: Model, wiring: Wiring) -> Wires:
    """No parent until one is passed or the trait makes one."""
    none = Declaration(reference.name, literal(None), "nullable foreign key without relationship")
    return Wires(params=(none, *_trait(reference, wiring)), scalars=_keys(reference))


def one_to_many(relationship: Relationship, model: Model, wiring: Wiring) -> Wires:
    """Children by number or by list; each gets this parent."""
    reference = wiring.back_reference(relationship)
    options: list[Argument] = []
    if relationship.back:
        options.append(Argument.named("of", literal(relationship.back)))
    elif reference is not None and reference.required:
        pairs = zip(reference.columns, reference.target_columns, strict=True)
        entries = ", ".join(f"{literal(here).parts[0]}: {literal(there).parts[0]}" for here, there in pairs)
        options.append(Argument.named("keys", code(f"{{{entries}}}")))
    return Wires(children=(_children(relationship, model, wiring, options),))


def many_to_many(relationship: Relationship, model: Model, wiring: Wiring) -> Wires:
    """Children by number or by list, which join the collection."""
    return Wires(children=(_children(relationship, model, wiring, []),))


def one_to_one(relationship: Relationship, model: Model, wiring: Wiring) -> Wires:
    """The far side of a one-to-one: a trait; its own parent is this object."""
    reference = wiring.back_reference(relationship)
    options: tuple[Argument, ...] = ()
    if relationship.back:
        options = (Argument.named(relationship.back, literal(None)),)
    elif reference is not None:
        options = tuple(Argument.named(key, code(SKIP)) for key in reference.columns)
    if reference is not None:
        options += tuple(_told(share) for share in wiring.shares.get((reference.model, reference.name), ()))
    made = Call(code(SUB_FACTORY), (Argument(wiring.factory(relationship.target)), *options))
    trait = Call(code(TRAIT), (Argument.named(relationship.key, made),))
    return Wires(params=(Declaration(f"with_{relationship.key}", trait, "one-to-one from the far side"),))


REFERENCE_RULES: dict[tuple[bool, bool], Callable[[Reference, Model, Wiring], Wires]] = {
    (True, True): required_relationship,
    (True, False): nullable_relationship,
    (False, True): required_key,
    (False, False): nullable_key,
}
"""By: is there a relationship, is it required."""

COLLECTION_RULES: dict[tuple[Direction, bool], Callable[[Relationship, Model, Wiring], Wires]] = {
    (Direction.ONETOMANY, True): one_to_many,
    (Direction.ONETOMANY, False): one_to_one,
    (Direction.MANYTOMANY, True): many_to_many,
}
"""By direction and uselist."""


def _parent(reference: Reference, wiring: Wiring, reason: str) -> Declaration:
    shares = wiring.shares.get((reference.model, reference.name), ())
    return Declaration(reference.name, _made(reference, wiring, shares), reason, _comment(shares), shares=bool(shares))


def _trait(reference: Reference, wiring: Wiring) -> tuple[Declaration, ...]:
    besides = wiring.besides.get(reference.name, ())
    if besides is None:
        return ()
    shares = wiring.shares.get((reference.model, reference.name), ())
    made = Argument.named(reference.name, _made(reference, wiring, shares))
    trait = Call(code(TRAIT), (made, *besides))
    reason = "nullable foreign key"
    return (Declaration(f"with_{reference.name}", trait, reason, _comment(shares), shares=bool(shares)),)


def _made(reference: Reference, wiring: Wiring, shares: tuple[Share, ...]) -> Expression:
    passed = tuple(Argument.named("__".join(one.inside), _read(one.source, len(one.inside), one)) for one in shares)
    return Call(code(SUB_FACTORY), (Argument(wiring.factory(reference.target)), *passed))


def _read(path: tuple[str, ...], depth: int, share: Share) -> Expression:
    return call(KEY if share.by_key else SELF_ATTRIBUTE, literal("." * (depth + 1) + ".".join(path)))


def _told(share: Share) -> Argument:
    """What a child that its parent makes is told by it, instead of the other way round."""
    return Argument.named("__".join(share.source), _read(share.inside, len(share.source), share))


def _comment(shares: tuple[Share, ...]) -> str:
    words = list(dict.fromkeys(share.words for share in shares))
    listed = ", ".join(words[:-1]) + (" and " if words[:-1] else "") + "".join(words[-1:])
    return f"Of {listed}, whichever is passed." if words else ""


def _children(relationship: Relationship, model: Model, wiring: Wiring, options: list[Argument]) -> Declaration:
    path = code('f"{__name__}.', wiring.factories[relationship.target], '"')
    least, most = wiring.numbers.get((model.id, relationship.key), (0, 0))
    if most:
        number = literal(most) if least == most else code(f"({least}, {most})")
        options.append(Argument.named("number", number))
    made = Call(code(CHILDREN), (Argument(path), *options))
    return Declaration(relationship.key, made, relationship.direction.value, unasked=most > 0)


def _keys(reference: Reference) -> tuple[Declaration, ...]:
    return tuple(
        Declaration(column, call(KEY, literal(f"{reference.name}.{key}")), f"key of {reference.name}")
        for column, key in zip(reference.columns, reference.target_columns, strict=True)
    )
