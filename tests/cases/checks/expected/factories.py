"""Factories for the models in ``case_checks.models``.

``OfferFactory()`` saves an offer; ``OfferFactory.build()`` makes the same objects
without a database. Pass parents as objects (``person=...``) or by key
(``person_id=7``), or reach into them with two underscores (``person__...``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_checks.models import Firm, Offer, Person

from .factory_base import BaseFactory, Plus


class PersonFactory(BaseFactory[Person]):
    class Meta:
        model = Person

    name = Faker("name", locale="en_US")


class FirmFactory(BaseFactory[Firm]):
    class Meta:
        model = Firm

    name = Faker("company", locale="en_US")


class OfferFactory(BaseFactory[Offer]):
    class Meta:
        model = Offer

    class Params:
        with_firm = Trait(firm=SubFactory(FirmFactory), person=None)

    person = SubFactory(PersonFactory)

    rating = Faker("pyint", min_value=1, max_value=5)
    price = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
    grade = Faker("lexify", text="???")
    branch = "refs/heads/example"
    state = "open"
    low = Faker("pyint", min_value=0, max_value=50)
    high = Plus("low", 50)
    handle = Sequence(lambda n: f"offer{n}")
