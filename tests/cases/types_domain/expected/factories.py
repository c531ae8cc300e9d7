"""Factories for the models in ``case_types_domain.models``.

``VisitorFactory()`` saves a visitor; ``VisitorFactory.build()`` makes the same objects
without a database.
"""

from datetime import date

from factory.declarations import List, Sequence
from factory.faker import Faker

from case_types_domain.models import Visitor

from .factory_base import BaseFactory, short_code


class VisitorFactory(BaseFactory[Visitor]):
    class Meta:
        model = Visitor

    visits = Faker("pyint", min_value=1)
    share = Faker("pyint", min_value=1, max_value=100)
    home = Faker("numerify", text="#####")
    post_box = Sequence(lambda n: f"{n % 100000:05d}")
    nickname = Faker("text", max_nb_chars=7)
    closed_reason = Faker("text", max_nb_chars=7)
    email = Sequence(lambda n: f"visitor{n}@example.com")
    contact = Faker("email")
    price = Faker("pydecimal", right_digits=2, min_value=0.5, max_value=9999)
    code = Sequence(lambda n: short_code(n, 4))
    number = 7
    name = Faker("name")
    born = Faker(
        "date_between", start_date=date(1999, 1, 2), end_date=date(2000, 12, 31)
    )
    scores = List([Faker("pyint", min_value=1), Faker("pyint", min_value=1)])
    counts = List([Faker("pyint", min_value=1)])
    routes = List([List([Faker("numerify", text="#####")])])
