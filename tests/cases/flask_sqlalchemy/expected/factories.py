"""Factories for the models in ``case_flask_sqlalchemy.models``.

``UserFactory()`` saves a user with the user role it needs; ``UserFactory.build()``
makes the same objects without a database. Pass parents as objects (``role=...``) or by
key (``role_id=7``), or reach into them with two underscores (``role__...``). Ask for
children by number or hand them over (``UserRoleFactory(users=3)``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_flask_sqlalchemy.models import AdminUser, User, UserRole

from .factory_base import BaseFactory, Children


class UserRoleFactory(BaseFactory[UserRole]):
    class Meta:
        model = UserRole

    name = Sequence(lambda n: f"User role {n}")

    users = Children(f"{__name__}.UserFactory", of="role")


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    role = SubFactory(UserRoleFactory)

    email = Sequence(lambda n: f"user{n}@example.com")


class AdminUserFactory(UserFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = AdminUser

    level = Faker("pyint", min_value=1, max_value=5)
