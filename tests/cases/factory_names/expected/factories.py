"""Factories for the models in ``case_factory_names.models``.

``Lines()`` saves a lines with the order, stock, user and team it needs;
``Lines.build()`` makes the same objects without a database. Pass parents as objects
(``order=...``) or by key (``order_id=7``), or reach into them with two underscores
(``order__...``). Ask for children by number or hand them over (``Team(users=3)``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_factory_names.models import Children as ChildrenModel
from case_factory_names.models import LinesOrm, Meta, TUser, tbl_price
from case_factory_names.models import Order as CaseFactoryNamesOrder
from case_factory_names.models import OrderModel as OrderModelModel
from case_factory_names.models import Sequence as CaseFactoryNamesSequence
from case_factory_names.models import Stock as CaseFactoryNamesStock
from case_factory_names.models import Team as TeamModel

from .factory_base import BaseFactory, Key
from .factory_base import Children as FactoryBaseChildren


class Team(BaseFactory[TeamModel]):
    class Meta:
        model = TeamModel

    name = Sequence(lambda n: f"Team {n}")

    users = FactoryBaseChildren(f"{__name__}.User", of="team")


class User(BaseFactory[TUser]):
    class Meta:
        model = TUser

    class Params:
        with_manager = Trait(manager=SubFactory(f"{__name__}.User"))
        second = Trait(turn=CaseFactoryNamesSequence.SECOND)

    team = SubFactory(Team)

    email = Sequence(lambda n: f"user{n}@example.com")
    turn = CaseFactoryNamesSequence.FIRST


class OrderModel(BaseFactory[OrderModelModel]):
    class Meta:
        model = OrderModelModel

    number = Sequence(lambda n: f"{n:06d}")


class Order(BaseFactory[CaseFactoryNamesOrder]):
    class Meta:
        model = CaseFactoryNamesOrder

    user = SubFactory(User)
    model = SubFactory(OrderModel)


class ModelsStock(BaseFactory[CaseFactoryNamesStock]):
    class Meta:
        model = CaseFactoryNamesStock

    amount = Faker("pyint", min_value=1, max_value=1000)


class Lines(BaseFactory[LinesOrm]):
    class Meta:
        model = LinesOrm

    order = SubFactory(Order)
    Stock = SubFactory(ModelsStock)

    text = Faker("text", max_nb_chars=30)


class Children(BaseFactory[ChildrenModel]):
    class Meta:
        model = ChildrenModel

    name = Sequence(lambda n: f"Children {n}")


class ModelsMeta(BaseFactory[Meta]):
    class Meta:
        model = Meta

    class Params:
        children = SubFactory(Children)

    key = Sequence(lambda n: f"meta-{n}")
    children_id = Key("children.id")


class Price(BaseFactory[tbl_price]):
    class Meta:
        model = tbl_price

    cents = Faker("pyint", min_value=100, max_value=100000)
