"""Factories for the models in ``case_inheritance.models``.

``WorkerFactory()`` saves a worker with the company it needs; ``WorkerFactory.build()``
makes the same objects without a database. Pass parents as objects (``company=...``) or
by key (``company_id=7``), or reach into them with two underscores (``company__...``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_inheritance.models import Company, Engineer, Manager, Worker

from .factory_base import BaseFactory


class CompanyFactory(BaseFactory[Company]):
    class Meta:
        model = Company

    name = Faker("company", locale="en_US")


class WorkerFactory(BaseFactory[Worker]):
    class Meta:
        model = Worker

    company = SubFactory(CompanyFactory)

    email = Sequence(lambda n: f"worker{n}@example.com")


class ManagerFactory(WorkerFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Manager

    budget = Faker("pyint", min_value=1, max_value=1000)


class EngineerFactory(WorkerFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Engineer

    language = Faker("language_name")
