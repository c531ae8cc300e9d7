"""Factories for the models in ``case_shadowing_names.models``.

``TraitFactory()`` saves a trait with the base factory and key it needs;
``TraitFactory.build()`` makes the same objects without a database. Pass parents as
objects (``SubFactory=...``) or by key (``base_id=7``), or reach into them with two
underscores (``SubFactory__...``). Ask for children by number or hand them over
(``BaseFactoryFactory(traits=3)``).
"""

from datetime import date as date_
from datetime import timedelta as timedelta_
from decimal import Decimal as DecimalDecimal
from typing import ClassVar

from factory.declarations import Sequence as FactorySequence
from factory.declarations import SubFactory as FactorySubFactory
from factory.declarations import Trait
from factory.faker import Faker as FactoryFaker

from case_shadowing_names.models import BaseFactory as CaseShadowingNamesBaseFactory
from case_shadowing_names.models import Child, Owner
from case_shadowing_names.models import Faker as CaseShadowingNamesFaker
from case_shadowing_names.models import Key as CaseShadowingNamesKey
from case_shadowing_names.models import Trait as CaseShadowingNamesTrait

from .factory_base import BaseFactory, Children, Key, Plus


class BaseFactoryFactory(BaseFactory[CaseShadowingNamesBaseFactory]):
    class Meta:
        model = CaseShadowingNamesBaseFactory

    name = FactorySequence(lambda n: f"Base factory {n}")

    traits = Children(f"{__name__}.TraitFactory", of="SubFactory")


class KeyFactory(BaseFactory[CaseShadowingNamesKey]):
    class Meta:
        model = CaseShadowingNamesKey
        rename: ClassVar = {"Meta_": "Meta", "_late_": "_late"}

    Sequence = FactorySequence(lambda n: f"Sequence-{n}")
    date = FactorySequence(lambda n: date_(2000, 1, 1) + timedelta_(days=n))
    timedelta = FactorySequence(lambda n: timedelta_(minutes=n + 1))
    Decimal = FactorySequence(lambda n: DecimalDecimal(n))
    start_date = FactoryFaker("date_between", start_date="-2y", end_date="-1y")
    end_date = Plus("start_date", timedelta_(days=180))
    Faker = CaseShadowingNamesFaker.YES
    Meta_ = FactoryFaker("text", max_nb_chars=20)
    exclude = FactoryFaker("text", max_nb_chars=20)
    _late_ = FactoryFaker("text", max_nb_chars=20)


class TraitFactory(BaseFactory[CaseShadowingNamesTrait]):
    class Meta:
        model = CaseShadowingNamesTrait
        rename: ClassVar = {"Params_": "Params"}

    class Params:
        with_Trait = Trait(Trait=FactorySubFactory(BaseFactoryFactory))
        key = FactorySubFactory(KeyFactory)

    SubFactory = FactorySubFactory(BaseFactoryFactory)

    Params_ = FactoryFaker("pyint")
    key_id = Key("key.id")


class OwnerFactory(BaseFactory[Owner]):
    class Meta:
        model = Owner
        rename: ClassVar = {
            "class_": "class",
            "from_": "from",
            "a_b": "a__b",
            "lambda_": "lambda",
        }

    class Params:
        key = FactorySubFactory(KeyFactory)

    class_ = FactoryFaker("text", max_nb_chars=20)
    from_ = FactoryFaker("text", max_nb_chars=20)
    a_b = FactoryFaker("text", max_nb_chars=20)
    first_name = FactoryFaker("first_name")
    größe = FactoryFaker("pyint")
    lambda_ = Key("key.id")


class ChildFactory(BaseFactory[Child]):
    class Meta:
        model = Child
        rename: ClassVar = {"o_wner": "o__wner"}

    o_wner = FactorySubFactory(OwnerFactory)
