"""Factories for the models in ``case_attrs_classes.models``.

``PetFactory()`` saves a pet with the owner it needs; ``PetFactory.build()`` makes the
same objects without a database. Pass parents as objects (``owner=...``) or by key
(``owner_id=7``), or reach into them with two underscores (``owner__...``). Ask for
children by number or hand them over (``OwnerFactory(pets=3)``).
"""

from factory.declarations import SubFactory
from factory.faker import Faker

from case_attrs_classes.models import Owner, Pet, Visit

from .factory_base import BaseFactory, Children, Key


class OwnerFactory(BaseFactory[Owner]):
    class Meta:
        model = Owner

    name = Faker("name", locale="en_US")
    nickname = Faker("text", max_nb_chars=12)

    pets = Children(f"{__name__}.PetFactory", of="owner")


class PetFactory(BaseFactory[Pet]):
    class Meta:
        model = Pet

    owner = SubFactory(OwnerFactory)

    species = Faker("text", max_nb_chars=20)


class VisitFactory(BaseFactory[Visit]):
    class Meta:
        model = Visit

    class Params:
        pet = SubFactory(PetFactory)

    pet_id = Key("pet.id")
    reason = Faker("text", max_nb_chars=100)
