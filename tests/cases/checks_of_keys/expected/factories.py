"""Factories for the models in ``case_checks_of_keys.models``.

``OfficeFactory()`` saves an office with the tenant and country it needs;
``OfficeFactory.build()`` makes the same objects without a database. Pass parents as
objects (``tenant=...``) or by key (``tenant_id=7``), or reach into them with two
underscores (``tenant__...``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_checks_of_keys.models import (
    Account,
    Address,
    Badge,
    Country,
    Duty,
    Finding,
    Folder,
    FoundBySomebody,
    FoundInPlace,
    Friendship,
    Move,
    Office,
    Place,
    Rivalry,
    Task,
    Tenant,
    User,
)

from .factory_base import BaseFactory, Key, short_code


class TenantFactory(BaseFactory[Tenant]):
    class Meta:
        model = Tenant

    name = Sequence(lambda n: f"Tenant {n}")


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    tenant = SubFactory(TenantFactory)

    number = Sequence(lambda n: n + 1)


class CountryFactory(BaseFactory[Country]):
    class Meta:
        model = Country

    # 1296 different values, then they repeat.
    code = Sequence(lambda n: short_code(n, 2))


class OfficeFactory(BaseFactory[Office]):
    class Meta:
        model = Office

    class Params:
        country = SubFactory(CountryFactory)

    tenant = SubFactory(TenantFactory)

    country_code = Key("country.code")


class FolderFactory(BaseFactory[Folder]):
    class Meta:
        model = Folder

    class Params:
        with_parent = Trait(parent=SubFactory(f"{__name__}.FolderFactory"))


class FriendshipFactory(BaseFactory[Friendship]):
    class Meta:
        model = Friendship

    one = SubFactory(TenantFactory)
    other = SubFactory(TenantFactory)


class RivalryFactory(BaseFactory[Rivalry]):
    class Meta:
        model = Rivalry

    class Params:
        one = SubFactory(TenantFactory)
        other = SubFactory(TenantFactory)

    one_id = Key("one.id")
    other_id = Key("other.id")


class AddressFactory(BaseFactory[Address]):
    class Meta:
        model = Address

    class Params:
        with_country = Trait(country=SubFactory(CountryFactory), tenant=None)
        with_office = Trait(office=SubFactory(OfficeFactory), tenant=None)

    tenant = SubFactory(TenantFactory)


class BadgeFactory(BaseFactory[Badge]):
    class Meta:
        model = Badge

    class Params:
        tenant = SubFactory(TenantFactory)
        office = None

    tenant_id = Key("tenant.id")
    office_id = Key("office.id")


class MoveFactory(BaseFactory[Move]):
    class Meta:
        model = Move

    class Params:
        with_origin = Trait(
            origin=SubFactory(OfficeFactory),
            note=None,
            target=SubFactory(OfficeFactory),
        )
        with_target = Trait(
            target=SubFactory(OfficeFactory),
            note=None,
            origin=SubFactory(OfficeFactory),
        )

    note = Faker("text", max_nb_chars=60)


class AccountFactory(BaseFactory[Account]):
    class Meta:
        model = Account

    class Params:
        with_tenant = Trait(tenant=SubFactory(TenantFactory), kind="team")

    kind = "personal"


class TaskFactory(BaseFactory[Task]):
    class Meta:
        model = Task

    class Params:
        with_user = Trait(user=SubFactory(UserFactory))

    helpers = Faker("pyint")


class DutyFactory(BaseFactory[Duty]):
    class Meta:
        model = Duty

    user = SubFactory(UserFactory)


class FindingFactory(BaseFactory[Finding]):
    class Meta:
        model = Finding


class FoundBySomebodyFactory(FindingFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = FoundBySomebody

    found_by_id = Faker("pyint")


class PlaceFactory(BaseFactory[Place]):
    class Meta:
        model = Place


class FoundInPlaceFactory(FindingFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = FoundInPlace

    found_in = SubFactory(PlaceFactory)
