"""Factories for the models in ``case_isolated.models``.

``ProjectFactory()`` saves a project with the client and user it needs;
``ProjectFactory.build()`` makes the same objects without a database. Pass parents as
objects (``client=...``) or by key (``client_id=7``), or reach into them with two
underscores (``client__...``). ``UserFactory()`` makes clients too,
``UserFactory(clients=3)`` three of them, ``IsolatedUserFactory()`` none.
"""

from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait
from factory.faker import Faker

from case_isolated.models import Client, Company, Office, Profile, Project, Tag, User

from .factory_base import BaseFactory, Children, Key


class UserFactoryBase(BaseFactory[User]):
    class Meta:
        model = User
        abstract = True

    class Params:
        with_mentor = Trait(mentor=SubFactory(f"{__name__}.IsolatedUserFactory"))

    email = Sequence(lambda n: f"user{n}@example.com")


class IsolatedUserFactory(UserFactoryBase):
    pass


class UserFactory(UserFactoryBase):
    students = Children(f"{__name__}.IsolatedUserFactory", of="mentor")
    clients = Children(f"{__name__}.IsolatedClientFactory", of="user", number=(1, 3))
    profiles = Children(f"{__name__}.IsolatedProfileFactory", of="user", number=1)


class ProfileFactoryBase(BaseFactory[Profile]):
    class Meta:
        model = Profile
        abstract = True

    user = SubFactory(IsolatedUserFactory)

    user_id = SelfAttribute("user.id")
    motto = Faker("catch_phrase", locale="en_US")


class IsolatedProfileFactory(ProfileFactoryBase):
    pass


class ProfileFactory(ProfileFactoryBase):
    pass


class ClientFactoryBase(BaseFactory[Client]):
    class Meta:
        model = Client
        abstract = True

    user = SubFactory(IsolatedUserFactory)

    user_id = SelfAttribute("user.id")
    name = Faker("name")


class IsolatedClientFactory(ClientFactoryBase):
    pass


class ClientFactory(ClientFactoryBase):
    projects = Children(
        f"{__name__}.IsolatedProjectFactory", of="client", number=(1, 3)
    )


class CompanyFactoryBase(ClientFactoryBase):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Company
        abstract = True

    vat_number = Faker("numerify", text="DE#########")


class IsolatedCompanyFactory(CompanyFactoryBase):
    pass


class CompanyFactory(CompanyFactoryBase):
    projects = Children(
        f"{__name__}.IsolatedProjectFactory", of="client", number=(1, 3)
    )
    offices = Children(
        f"{__name__}.IsolatedOfficeFactory", keys={"company_id": "id"}, number=(1, 3)
    )


class OfficeFactoryBase(BaseFactory[Office]):
    class Meta:
        model = Office
        abstract = True

    class Params:
        company = SubFactory(IsolatedCompanyFactory)

    company_id = Key("company.id")
    city = Faker("city")


class IsolatedOfficeFactory(OfficeFactoryBase):
    pass


class OfficeFactory(OfficeFactoryBase):
    pass


class ProjectFactoryBase(BaseFactory[Project]):
    class Meta:
        model = Project
        abstract = True

    class Params:
        with_reviewer = Trait(reviewer=SubFactory(IsolatedUserFactory))

    client = SubFactory(IsolatedClientFactory)

    client_id = SelfAttribute("client.id")
    title = Faker("text", max_nb_chars=80)


class IsolatedProjectFactory(ProjectFactoryBase):
    pass


class ProjectFactory(ProjectFactoryBase):
    tags = Children(f"{__name__}.IsolatedTagFactory", number=(1, 3))


class TagFactoryBase(BaseFactory[Tag]):
    class Meta:
        model = Tag
        abstract = True

    word = Sequence(lambda n: f"tag-{n}")


class IsolatedTagFactory(TagFactoryBase):
    pass


class TagFactory(TagFactoryBase):
    projects = Children(f"{__name__}.IsolatedProjectFactory")
