"""Factories for the models in ``case_inheritance_concrete.models``.

``ManagerFactory()`` saves a manager with the company it needs;
``ManagerFactory.build()`` makes the same objects without a database. Pass parents as
objects (``company=...``) or by key (``company_id=7``), or reach into them with two
underscores (``company__...``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_inheritance_concrete.models import (
    Circle,
    Company,
    Engineer,
    Manager,
    Patient,
    Person,
    Shape,
)

from .factory_base import BaseFactory


class CompanyFactory(BaseFactory[Company]):
    class Meta:
        model = Company

    name = Faker("company", locale="en_US")


class PersonFactory(BaseFactory[Person]):
    class Meta:
        model = Person

    name = Faker("name", locale="en_US")
    nickname = Faker("first_name")


class PatientFactory(BaseFactory[Patient]):
    class Meta:
        model = Patient

    name = Faker("name", locale="en_US")
    diagnosis = Faker("word")


class ManagerFactory(BaseFactory[Manager]):
    class Meta:
        model = Manager

    company = SubFactory(CompanyFactory)

    budget = Faker("pyint", min_value=1, max_value=1000)
    name = Faker("name", locale="en_US")


class EngineerFactory(BaseFactory[Engineer]):
    class Meta:
        model = Engineer

    company = SubFactory(CompanyFactory)

    language = Faker("language_name")
    name = Sequence(lambda n: f"Engineer {n}")


class ShapeFactory(BaseFactory[Shape]):
    class Meta:
        model = Shape

    colour = Faker("hex_color")


class CircleFactory(ShapeFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Circle

    radius = Faker("pyfloat", min_value=1, max_value=100, right_digits=2)
