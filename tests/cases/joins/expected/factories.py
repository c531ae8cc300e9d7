"""Factories for the models in ``case_joins.models``.

``VisitFactory()`` saves a visit with the person it needs; ``VisitFactory.build()``
makes the same objects without a database. Pass parents as objects (``visitor=...``) or
by key (``visitor_id=7``), or reach into them with two underscores (``visitor__...``).
Ask for children by number or hand them over (``PersonFactory(notes=3)``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_joins.models import Note, Person, Place, Plan, Subscription, Ticket, Visit

from .factory_base import BaseFactory, Children, Key


class PersonFactory(BaseFactory[Person]):
    class Meta:
        model = Person

    name = Faker("name", locale="en_US")

    notes = Children(f"{__name__}.NoteFactory")


class PlaceFactory(BaseFactory[Place]):
    class Meta:
        model = Place

    notes = Children(f"{__name__}.NoteFactory")


class NoteFactory(BaseFactory[Note]):
    class Meta:
        model = Note

    subject_kind = Faker("word", locale="en_US")
    subject_id = Faker("pyint")


class VisitFactory(BaseFactory[Visit]):
    class Meta:
        model = Visit

    class Params:
        with_place = Trait(place=SubFactory(PlaceFactory))

    visitor = SubFactory(PersonFactory)


class TicketFactory(BaseFactory[Ticket]):
    class Meta:
        model = Ticket

    holder = SubFactory(PersonFactory)


class PlanFactory(BaseFactory[Plan]):
    class Meta:
        model = Plan

    id = Sequence(lambda n: f"id-{n}")
    name = Sequence(lambda n: f"Plan {n}")


class SubscriptionFactory(BaseFactory[Subscription]):
    class Meta:
        model = Subscription

    class Params:
        plan = SubFactory(PlanFactory)

    plan_id = Key("plan.id")
