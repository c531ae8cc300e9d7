"""Factories for the models in ``case_listeners.models``.

``PlayerFactory()`` saves a player with the team it needs; ``PlayerFactory.build()``
makes the same objects without a database. Pass parents as objects (``team=...``) or by
key (``team_id=7``), or reach into them with two underscores (``team__...``). Ask for
children by number or hand them over (``TeamFactory(players=3)``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_listeners.models import Permission, Player, Setting, Team

from .factory_base import BaseFactory, Children, Plus


class TeamFactory(BaseFactory[Team]):
    class Meta:
        model = Team

    name = Sequence(lambda n: f"Team {n}")

    players = Children(f"{__name__}.PlayerFactory", of="team")


class PlayerFactory(BaseFactory[Player]):
    class Meta:
        model = Player

    team = SubFactory(TeamFactory)

    email = Sequence(lambda n: f"player{n}@example.com")
    code = Faker("numerify", text="C####")
    low = Faker("pyint", min_value=0, max_value=50)
    high = Plus("low", 50)


class PermissionFactory(BaseFactory[Permission]):
    class Meta:
        model = Permission

    project = Sequence(lambda n: f"project-{n}")
    action = "access_as_shared"
    scope = "read"
    # 12 different values, then they repeat.
    state = Sequence(
        lambda n: [
            "step-0",
            "step-1",
            "step-2",
            "step-3",
            "step-4",
            "step-5",
            "step-6",
            "step-7",
            "step-8",
            "step-9",
            "step-10",
            "step-11",
        ][n % 12]
    )
    level = 10
    interval = "0 0 * * *"


class SettingFactory(BaseFactory[Setting]):
    class Meta:
        model = Setting

    name = Sequence(lambda n: f"Setting {n}")
    value = Faker("word")
    version = Faker("pyint", min_value=1, max_value=10)
