"""Factories for the models in ``case_awkward_names.models``.

``FakerFactory()`` saves a faker with the sequence it needs; ``FakerFactory.build()``
makes the same objects without a database. Pass parents as objects (``stub_row=...``) or
by key (``sequence_id=7``), or reach into them with two underscores (``stub_row__...``).
"""

from datetime import date as date_
from datetime import timedelta
from typing import ClassVar

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_awkward_names.models import Faker as CaseAwkwardNamesFaker
from case_awkward_names.models import Sequence as CaseAwkwardNamesSequence

from .factory_base import BaseFactory


class SequenceFactory(BaseFactory[CaseAwkwardNamesSequence]):
    class Meta:
        model = CaseAwkwardNamesSequence
        rename: ClassVar = {"build_": "build", "create_": "create"}

    build_ = Faker("numerify", text="r####")
    create_ = Sequence(lambda n: f"create-{n}")
    size = Faker("pyint", min_value=1, max_value=1000)
    date = Sequence(lambda n: date_(2000, 1, 1) + timedelta(days=n))
    class_ = Faker("text", max_nb_chars=20)
    metadata_ = Faker("text", max_nb_chars=20)
    _private = Faker("text", max_nb_chars=20)


class FakerFactory(BaseFactory[CaseAwkwardNamesFaker]):
    class Meta:
        model = CaseAwkwardNamesFaker
        rename: ClassVar = {"stub_row": "stub"}

    stub_row = SubFactory(SequenceFactory)
