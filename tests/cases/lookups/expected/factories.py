"""Factories for the models in ``case_lookups.models``.

``UserFactory()`` saves a user with the role, state and priority it needs;
``UserFactory.build()`` makes the same objects without a database. Pass parents as
objects (``role=...``) or by key (``role_id=7``), or reach into them with two
underscores (``role__...``). Ask for children by number or hand them over
(``RoleFactory(users=3)``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_lookups.models import Flag, Level, Priority, Role, State, User

from .factory_base import BaseFactory, Children, Key


class RoleFactory(BaseFactory[Role]):
    class Meta:
        model = Role
        sqlalchemy_get_or_create = ("name",)

    # 4 different values, then the same rows again.
    name = Sequence(lambda n: ["ADMIN", "MEMBER", "VIEWER", "SYSTEM"][n % 4])

    users = Children(f"{__name__}.UserFactory", of="role")


class PriorityFactory(BaseFactory[Priority]):
    class Meta:
        model = Priority
        sqlalchemy_get_or_create = ("level",)

    # 2 different values, then the same rows again.
    level = Sequence(lambda n: list(Level)[n % 2])
    color = Faker("hex_color")


class StateFactory(BaseFactory[State]):
    class Meta:
        model = State
        sqlalchemy_get_or_create = ("code",)

    # 3 different values, then the same rows again.
    code = Sequence(lambda n: ["open", "closed", "lost"][n % 3])


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    class Params:
        priority = SubFactory(PriorityFactory)

    role = SubFactory(RoleFactory)
    state = SubFactory(StateFactory)

    name = Faker("name", locale="en_US")
    priority_level = Key("priority.level")


class FlagFactory(BaseFactory[Flag]):
    class Meta:
        model = Flag

    # 2 different values, then they repeat.
    level = Sequence(lambda n: list(Level)[n % 2])
