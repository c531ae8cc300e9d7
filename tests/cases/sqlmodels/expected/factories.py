"""Factories for the models in ``case_sqlmodels.models``.

``MissionFactory()`` saves a mission with the hero it needs; ``MissionFactory.build()``
makes the same objects without a database. Pass parents as objects (``hero=...``) or by
key (``hero_id=7``), or reach into them with two underscores (``hero__...``). Ask for
children by number or hand them over (``TeamFactory(heroes=3)``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_sqlmodels.models import Hero, Membership, Mission, Role, Team

from .factory_base import BaseFactory, Children, Key


class TeamFactory(BaseFactory[Team]):
    class Meta:
        model = Team

    name = Sequence(lambda n: f"Team {n}")
    headquarters = Faker("currency_code")

    heroes = Children(f"{__name__}.HeroFactory")


class HeroFactory(BaseFactory[Hero]):
    class Meta:
        model = Hero

    name = Sequence(lambda n: f"Hero {n}")
    age = Faker("pyint", min_value=18, max_value=80)
    salary = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
    contact = Sequence(lambda n: f"contact-{n}")

    teams = Children(f"{__name__}.TeamFactory")
    missions = Children(f"{__name__}.MissionFactory", of="hero")


class MembershipFactory(BaseFactory[Membership]):
    class Meta:
        model = Membership

    class Params:
        team = SubFactory(TeamFactory)
        hero = SubFactory(HeroFactory)

    team_id = Key("team.id")
    hero_id = Key("hero.id")


class MissionFactory(BaseFactory[Mission]):
    class Meta:
        model = Mission

    class Params:
        backup = None
        with_backup = Trait(backup=SubFactory(HeroFactory))

    hero = SubFactory(HeroFactory)

    title = Faker("text", max_nb_chars=80)
    role = Role.reader
    backup_id = Key("backup.id")
