"""Factories for the models in ``case_tenants.models``.

``ReturnFactory()`` saves a return with all the rows it needs; ``ReturnFactory.build()``
makes the same objects without a database. Pass parents as objects (``line=...``) or by
key (``tenant_id=7``), or reach into them with two underscores (``line__...``). Ask for
children by number or hand them over (``OrderFactory(lines=3)``).
"""

from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait
from factory.faker import Faker

from case_tenants.models import (
    Customer,
    Line,
    Load,
    Order,
    Product,
    Return,
    Shelf,
    Tenant,
    Truck,
)

from .factory_base import BaseFactory, Children


class TenantFactory(BaseFactory[Tenant]):
    class Meta:
        model = Tenant

    name = Faker("name")


class CustomerFactory(BaseFactory[Customer]):
    class Meta:
        model = Customer

    tenant = SubFactory(TenantFactory)

    name = Faker("name")


class ProductFactory(BaseFactory[Product]):
    class Meta:
        model = Product

    tenant = SubFactory(TenantFactory)

    number = Sequence(lambda n: n + 1)


class OrderFactory(BaseFactory[Order]):
    class Meta:
        model = Order

    class Params:
        # Of the same tenant, whichever is passed.
        with_payer = Trait(
            payer=SubFactory(CustomerFactory, tenant=SelfAttribute("..tenant"))
        )

    tenant = SubFactory(TenantFactory)
    # Of the same tenant, whichever is passed.
    customer = SubFactory(CustomerFactory, tenant=SelfAttribute("..tenant"))

    number = Sequence(lambda n: n + 1)

    lines = Children(f"{__name__}.LineFactory", of="order")


class LineFactory(BaseFactory[Line]):
    class Meta:
        model = Line

    order = SubFactory(OrderFactory)
    # Of the order's tenant, whichever is passed.
    product = SubFactory(ProductFactory, tenant=SelfAttribute("..order.tenant"))

    position = Sequence(lambda n: n + 1)
    quantity = Faker("pyint", min_value=1, max_value=100)


class ReturnFactory(BaseFactory[Return]):
    class Meta:
        model = Return

    # Of the clerk's tenant, whichever is passed.
    line = SubFactory(LineFactory, order__tenant=SelfAttribute("...clerk.tenant"))
    clerk = SubFactory(CustomerFactory)


class ShelfFactory(BaseFactory[Shelf]):
    class Meta:
        model = Shelf

    region = Faker("text", max_nb_chars=20)
    number = Sequence(lambda n: n + 1)


class TruckFactory(BaseFactory[Truck]):
    class Meta:
        model = Truck

    region = Faker("text", max_nb_chars=20)
    plate = Sequence(lambda n: f"AB {n:05d}")


class LoadFactory(BaseFactory[Load]):
    class Meta:
        model = Load

    shelf = SubFactory(ShelfFactory)
    # Of the shelf's region, whichever is passed.
    truck = SubFactory(TruckFactory, region=SelfAttribute("..shelf.region"))
