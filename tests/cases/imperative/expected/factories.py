"""Factories for the models in ``case_imperative.models``.

``OrderLineFactory()`` saves an order line with the batch it needs;
``OrderLineFactory.build()`` makes the same objects without a database. Pass parents as
objects (``batch=...``) or by key (``batch_id=7``), or reach into them with two
underscores (``batch__...``). Ask for children by number or hand them over
(``BatchFactory(lines=3)``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_imperative.models import Batch, Contact, OrderLine, Supplier

from .factory_base import BaseFactory, Children


class BatchFactory(BaseFactory[Batch]):
    class Meta:
        model = Batch

    ref = Sequence(lambda n: f"REF-{n:06d}")
    qty = Faker("pyint", min_value=1, max_value=100)
    sku = Faker("numerify", text="SKU-#####")
    eta = Faker("future_date")

    lines = Children(f"{__name__}.OrderLineFactory", of="batch")


class OrderLineFactory(BaseFactory[OrderLine]):
    class Meta:
        model = OrderLine

    batch = SubFactory(BatchFactory)

    order_number = Faker("numerify", text="ORD-######")
    quantity = Faker("pyint", min_value=1, max_value=100)


class SupplierFactory(BaseFactory[Supplier]):
    class Meta:
        model = Supplier

    title = Faker("company", locale="en_US")

    contacts = Children(f"{__name__}.ContactFactory", of="supplier")


class ContactFactory(BaseFactory[Contact]):
    class Meta:
        model = Contact

    supplier = SubFactory(SupplierFactory)

    email = Faker("email")
