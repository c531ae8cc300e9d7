"""Factories for the models in ``case_sqlmodels.models``.

``VoyageFactory()`` saves a voyage with the sailor it needs; ``VoyageFactory.build()``
makes the same objects without a database. Pass parents as objects (``sailor=...``) or
by key (``sailor_id=7``), or reach into them with two underscores (``sailor__...``). Ask
for children by number or hand them over (``CrewFactory(sailors=3)``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_sqlmodels.models import Crew, Membership, Role, Sailor, Voyage

from .factory_base import BaseFactory, Children, Key


class CrewFactory(BaseFactory[Crew]):
    class Meta:
        model = Crew

    name = Sequence(lambda n: f"Crew {n}")
    headquarters = Faker("currency_code")

    sailors = Children(f"{__name__}.SailorFactory")


class SailorFactory(BaseFactory[Sailor]):
    class Meta:
        model = Sailor

    name = Sequence(lambda n: f"Sailor {n}")
    age = Faker("pyint", min_value=18, max_value=80)
    salary = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
    contact = Sequence(lambda n: f"contact-{n}")

    crews = Children(f"{__name__}.CrewFactory")
    voyages = Children(f"{__name__}.VoyageFactory", of="sailor")


class MembershipFactory(BaseFactory[Membership]):
    class Meta:
        model = Membership

    class Params:
        crew = SubFactory(CrewFactory)
        sailor = SubFactory(SailorFactory)
        writer = Trait(role=Role.writer)

    crew_id = Key("crew.id")
    sailor_id = Key("sailor.id")


class VoyageFactory(BaseFactory[Voyage]):
    class Meta:
        model = Voyage

    class Params:
        backup = None
        with_backup = Trait(backup=SubFactory(SailorFactory))
        writer = Trait(role=Role.writer)

    sailor = SubFactory(SailorFactory)

    title = Faker("text", max_nb_chars=80)
    role = Role.reader
    backup_id = Key("backup.id")
