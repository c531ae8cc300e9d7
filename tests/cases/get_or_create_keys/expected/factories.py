"""Factories for the models in ``case_get_or_create_keys.models``.

``BadgeFactory()`` saves a badge with the member, group and tenant it needs;
``BadgeFactory.build()`` makes the same objects without a database. Pass parents as
objects (``member=...``) or by key (``member_id=7``), or reach into them with two
underscores (``member__...``). Ask for children by number or hand them over
(``MemberFactory(badges=3)``).
"""

from typing import ClassVar

from factory.declarations import SelfAttribute, Sequence, SubFactory
from factory.faker import Faker

from case_get_or_create_keys.models import (
    Badge,
    Employee,
    Group,
    Member,
    Person,
    Tenant,
)

from .factory_base import BaseFactory, Children


class TenantFactory(BaseFactory[Tenant]):
    class Meta:
        model = Tenant
        sqlalchemy_get_or_create = ("slug",)

    slug = Sequence(lambda n: f"tenant-{n}")
    email = Sequence(lambda n: f"tenant{n}@example.com")


class GroupFactory(BaseFactory[Group]):
    class Meta:
        model = Group
        rename: ClassVar = {"create_": "create"}
        sqlalchemy_get_or_create = ("tenant", "create")

    tenant = SubFactory(TenantFactory)

    create_ = Sequence(lambda n: f"create-{n}")


class MemberFactory(BaseFactory[Member]):
    class Meta:
        model = Member
        sqlalchemy_get_or_create = ("group", "name")

    # Of the same tenant, whichever is passed.
    group = SubFactory(GroupFactory, tenant=SelfAttribute("..tenant"))
    tenant = SubFactory(TenantFactory)

    name = Sequence(lambda n: f"Member {n}")

    badges = Children(f"{__name__}.BadgeFactory", of="member")


class BadgeFactory(BaseFactory[Badge]):
    class Meta:
        model = Badge
        sqlalchemy_get_or_create = ("member",)

    member = SubFactory(MemberFactory)

    color = Faker("hex_color")


class PersonFactory(BaseFactory[Person]):
    class Meta:
        model = Person
        sqlalchemy_get_or_create = ("name",)

    name = Sequence(lambda n: f"Person {n}")


class EmployeeFactory(PersonFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Employee

    salary = Faker("pyint", min_value=1, max_value=1000)
