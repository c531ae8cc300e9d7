"""Factories for the models in ``case_get_or_create.models``.

``PriceFactory()`` saves a price with the product, country, category and owner it needs;
``PriceFactory.build()`` makes the same objects without a database. Pass parents as
objects (``product=...``) or by key (``product_id=7``), or reach into them with two
underscores (``product__...``). Ask for children by number or hand them over
(``CategoryFactory(products=3)``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_get_or_create.models import (
    Account,
    Category,
    Country,
    Owner,
    Price,
    Product,
    Region,
    Review,
)

from .factory_base import BaseFactory, Children, Key, short_code


class CountryFactory(BaseFactory[Country]):
    class Meta:
        model = Country
        sqlalchemy_get_or_create = ("code",)

    # 1296 different values, then they repeat.
    code = Sequence(lambda n: short_code(n, 2))
    title = Faker("text", max_nb_chars=50)


class OwnerFactory(BaseFactory[Owner]):
    class Meta:
        model = Owner

    name = Faker("name", locale="en_US")


class CategoryFactory(BaseFactory[Category]):
    class Meta:
        model = Category
        sqlalchemy_get_or_create = ("name",)

    name = Sequence(lambda n: f"category-{n}")
    note = Faker("text", max_nb_chars=50)

    products = Children(f"{__name__}.ProductFactory", of="category")


class ProductFactory(BaseFactory[Product]):
    class Meta:
        model = Product
        sqlalchemy_get_or_create = ("name", "category")

    category = SubFactory(CategoryFactory)
    owner = SubFactory(OwnerFactory)

    name = Sequence(lambda n: f"Product {n}")
    price = Faker("pyint", min_value=1, max_value=1000)

    reviews = Children(f"{__name__}.ReviewFactory", of="product")


class ReviewFactory(BaseFactory[Review]):
    class Meta:
        model = Review

    product = SubFactory(ProductFactory)

    text = Faker("sentence")


class RegionFactory(BaseFactory[Region]):
    class Meta:
        model = Region
        sqlalchemy_get_or_create = ("parent", "name")

    class Params:
        with_parent = Trait(parent=SubFactory(f"{__name__}.RegionFactory"))

    name = Sequence(lambda n: f"State {n}")


class PriceFactory(BaseFactory[Price]):
    class Meta:
        model = Price
        sqlalchemy_get_or_create = ("country_code", "product", "kind", "label")

    class Params:
        country = SubFactory(CountryFactory)

    product = SubFactory(ProductFactory)

    country_code = Key("country.code")
    kind = "retail"
    label = Sequence(lambda n: f"Price {n}")
    amount = Faker("pyint", min_value=1, max_value=1000)


class AccountFactory(BaseFactory[Account]):
    class Meta:
        model = Account

    login = Sequence(lambda n: f"account{n}")
    email = Sequence(lambda n: f"account{n}@example.com")
