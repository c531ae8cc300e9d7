"""Factories for the models in ``case_discriminators.models``.

``ContentFactory()`` saves a content; ``ContentFactory.build()`` makes the same objects
without a database.
"""

from typing import Any

from factory.declarations import Sequence
from factory.faker import Faker

from case_discriminators.models import (
    Account,
    Content,
    Employee,
    Engineer,
    Image,
    Kind,
    Manager,
    Page,
    Savings,
)

from .factory_base import BaseFactory


class ContentFactory(BaseFactory[Content]):
    class Meta:
        model = Content

    kind = Kind.PAGE
    title = Faker("text", max_nb_chars=60)


class ImageFactory(ContentFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Image
        exclude = ("kind",)  # SQLAlchemy sets it

    width = Faker("pyint", min_value=1, max_value=1000)


class PageFactory(ContentFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Page
        exclude = ("kind",)  # SQLAlchemy sets it

    text = Faker("sentence")


class AccountFactory(BaseFactory[Account]):
    class Meta:
        model = Account

    iban = Sequence(lambda n: f"DE{n:020d}")


class SavingsFactory(AccountFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Savings

    rate = Faker("pyfloat", min_value=0, max_value=1, right_digits=2)


class EmployeeFactory(BaseFactory[Employee]):
    class Meta:
        model = Employee

    name = Faker("name", locale="en_US")
    code = Faker("lexify", text="?", letters="abcdefghijklmnopqrstuvwxyz")


class EngineerFactory(EmployeeFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Engineer

    code: Any = "E"


class ManagerFactory(EmployeeFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Manager

    code: Any = "M"
