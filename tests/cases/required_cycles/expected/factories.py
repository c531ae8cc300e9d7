"""Factories for the models in ``case_required_cycles.models``.

``ObservationFactory()`` saves an observation with the concept, domain, vocabulary and
publisher it needs; ``ObservationFactory.build()`` makes the same objects without a
database. Pass parents as objects (``concept=...``) or by key (``concept_id=7``), or
reach into them with two underscores (``concept__...``). Ask for children by number or
hand them over (``DomainFactory(concepts=3)``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_required_cycles.models import (
    Concept,
    Domain,
    Employee,
    Guide,
    Line,
    Node,
    Observation,
    Order,
    Person,
    Player,
    Publisher,
    Team,
    Vocabulary,
)

from .factory_base import BaseFactory, Children, FirstRow, Key


class ConceptFactory(BaseFactory[Concept]):
    class Meta:
        model = Concept

    # Concept, Domain and Vocabulary require each other: their first rows come together.
    domain = FirstRow(f"{__name__}.DomainFactory")
    vocabulary = FirstRow(f"{__name__}.VocabularyFactory")

    name = Sequence(lambda n: f"Concept {n}")


class DomainFactory(BaseFactory[Domain]):
    class Meta:
        model = Domain

    concept = SubFactory(ConceptFactory)

    id = Sequence(lambda n: f"id-{n}")

    concepts = Children(f"{__name__}.ConceptFactory", of="domain")


class PublisherFactory(BaseFactory[Publisher]):
    class Meta:
        model = Publisher

    name = Sequence(lambda n: f"Company {n}")

    vocabularies = Children(f"{__name__}.VocabularyFactory", of="publisher")


class VocabularyFactory(BaseFactory[Vocabulary]):
    class Meta:
        model = Vocabulary

    concept = SubFactory(ConceptFactory)
    publisher = SubFactory(PublisherFactory)

    id = Sequence(lambda n: f"id-{n}")


class ObservationFactory(BaseFactory[Observation]):
    class Meta:
        model = Observation

    class Params:
        type_concept = SubFactory(ConceptFactory)

    concept = SubFactory(ConceptFactory)

    type_concept_id = Key("type_concept.id")


class TeamFactory(BaseFactory[Team]):
    class Meta:
        model = Team

    class Params:
        # Team and Player require each other: their first rows come together.
        captain = FirstRow(f"{__name__}.PlayerFactory")

    captain_id = Key("captain.id")


class PlayerFactory(BaseFactory[Player]):
    class Meta:
        model = Player

    class Params:
        team = SubFactory(TeamFactory)

    team_id = Key("team.id")


class NodeFactory(BaseFactory[Node]):
    class Meta:
        model = Node

    # A Node requires another: the first one is its own, later ones have it too.
    next = FirstRow(f"{__name__}.NodeFactory")


class PersonFactory(BaseFactory[Person]):
    class Meta:
        model = Person

    # Person and Employee require each other: their first rows come together.
    boss = FirstRow(f"{__name__}.EmployeeFactory")


class EmployeeFactory(PersonFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Employee

    salary = Faker("pyint", min_value=1, max_value=1000)


class LineFactory(BaseFactory[Line]):
    class Meta:
        model = Line

    # Line and Order require each other: their first rows come together.
    order = FirstRow(f"{__name__}.OrderFactory")


class OrderFactory(BaseFactory[Order]):
    class Meta:
        model = Order

    class Params:
        first_line = SubFactory(LineFactory)

    region = Faker("text", max_nb_chars=10)
    first_line_id = Key("first_line.id")


class GuideFactory(BaseFactory[Guide]):
    class Meta:
        model = Guide

    # A Guide requires another: the first one is its own, later ones have it too.
    trained_by = FirstRow(f"{__name__}.GuideFactory")

    name = Sequence(lambda n: f"Guide {n}")
