"""Factories for the models in ``case_tenants_by_key.models``.

``ReturnFactory()`` saves a return with all the rows it needs; ``ReturnFactory.build()``
makes the same objects without a database.
"""

from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait
from factory.faker import Faker

from case_tenants_by_key.models import (
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

from .factory_base import BaseFactory, Key


class TenantFactory(BaseFactory[Tenant]):
    class Meta:
        model = Tenant

    name = Faker("name")


class CustomerFactory(BaseFactory[Customer]):
    class Meta:
        model = Customer

    class Params:
        tenant = SubFactory(TenantFactory)

    tenant_id = Key("tenant.id")
    name = Faker("name")


class ProductFactory(BaseFactory[Product]):
    class Meta:
        model = Product

    class Params:
        tenant = SubFactory(TenantFactory)

    tenant_id = Key("tenant.id")
    number = Sequence(lambda n: n + 1)


class OrderFactory(BaseFactory[Order]):
    class Meta:
        model = Order

    class Params:
        tenant = SubFactory(TenantFactory)
        # Of the same tenant, whichever is passed.
        customer = SubFactory(CustomerFactory, tenant_id=SelfAttribute("..tenant_id"))
        payer = None
        # Of the same tenant, whichever is passed.
        with_payer = Trait(
            payer=SubFactory(CustomerFactory, tenant_id=SelfAttribute("..tenant_id"))
        )

    tenant_id = Key("tenant.id")
    number = Sequence(lambda n: n + 1)
    customer_id = Key("customer.id")
    payer_id = Key("payer.id")


class LineFactory(BaseFactory[Line]):
    class Meta:
        model = Line

    class Params:
        order = SubFactory(OrderFactory)
        # Of the order's tenant, whichever is passed.
        product = SubFactory(
            ProductFactory, tenant_id=SelfAttribute("..order.tenant_id")
        )

    tenant_id = Key("order.tenant_id")
    order_number = Key("order.number")
    position = Sequence(lambda n: n + 1)
    product_number = Key("product.number")
    quantity = Faker("pyint", min_value=1, max_value=100)


class ReturnFactory(BaseFactory[Return]):
    class Meta:
        model = Return

    class Params:
        # Of the clerk's tenant, whichever is passed.
        line = SubFactory(
            LineFactory, order__tenant_id=SelfAttribute("...clerk.tenant_id")
        )
        clerk = SubFactory(CustomerFactory)

    tenant_id = Key("clerk.tenant_id")
    order_number = Key("line.order_number")
    position = Key("line.position")
    clerk_id = Key("clerk.id")


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

    class Params:
        shelf = SubFactory(ShelfFactory)
        # Of the shelf's region, whichever is passed.
        truck = SubFactory(TruckFactory, region=SelfAttribute("..shelf.region"))

    region = Key("shelf.region")
    shelf_number = Key("shelf.number")
    truck_plate = Key("truck.plate")
