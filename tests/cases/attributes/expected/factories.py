"""Factories for the models in ``case_attributes.models``.

``PetFactory()`` saves a pet with the person it needs; ``PetFactory.build()`` makes the
same objects without a database. Pass parents as objects (``person=...``) or by key
(``person_id=7``), or reach into them with two underscores (``person__...``). Ask for
children by number or hand them over (``PersonFactory(pets=3)``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_attributes.models import Person, Pet, Route

from .factory_base import BaseFactory, Children


class RouteFactory(BaseFactory[Route]):
    class Meta:
        model = Route

    x1 = Faker("pyint")
    y1 = Faker("pyint")
    x2 = Faker("pyint")
    y2 = Faker("pyint")
    price_amount = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
    price_currency = Faker("currency_code")


class PersonFactory(BaseFactory[Person]):
    class Meta:
        model = Person

    first_name = Faker("first_name")
    last_name = Faker("last_name", locale="en_US")
    _email = Sequence(lambda n: f"person{n}@example.com")
    password_hash = Faker("sha256")
    biography = Faker("sentence")

    pets = Children(f"{__name__}.PetFactory", of="person")


class PetFactory(BaseFactory[Pet]):
    class Meta:
        model = Pet

    person = SubFactory(PersonFactory)

    name = Sequence(lambda n: f"Pet {n}")
