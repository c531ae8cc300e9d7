"""Factories for the models in ``case_lookup_tables.models``.

``ReadingFactory()`` saves a reading with the city it needs; ``ReadingFactory.build()``
makes the same objects without a database. Pass parents as objects (``city=...``) or by
key (``city_id=7``), or reach into them with two underscores (``city__...``).
"""

from decimal import Decimal

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_lookup_tables.models import (
    Asset,
    City,
    Draft,
    Engine,
    FrontPage,
    Item,
    Page,
    Reading,
    Task,
    Topic,
    Version,
)

from .factory_base import BaseFactory, LookupRow


class CityFactory(BaseFactory[City]):
    class Meta:
        model = City

    name = Faker("city")
    country_code = LookupRow(
        "countries.code",
        code="US",
        name="Country 1",
        continent=LookupRow("continents.name", name="Continent 1"),
    )
    season_id = LookupRow("seasons.id", name="Season 1")


class ReadingFactory(BaseFactory[Reading]):
    class Meta:
        model = Reading

    city = SubFactory(CityFactory)

    system = LookupRow("units.system", system="metric", unit="uni1", factor=Decimal(1))
    unit = LookupRow("units.unit", system="metric", unit="uni1", factor=Decimal(1))


class TaskFactory(BaseFactory[Task]):
    class Meta:
        model = Task

    state = LookupRow("states.state", state="queued")
    first_state = LookupRow("states.state", state="new")
    last_state = LookupRow("states.state", state="done")
    seal = LookupRow("seals.number", number=Sequence(lambda n: f"{n:06d}"))


class AssetFactory(BaseFactory[Asset]):
    class Meta:
        model = Asset

    kind = LookupRow("kinds.kind", kind="asset")
    name = Sequence(lambda n: f"Asset {n}")


class EngineFactory(AssetFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Engine

    kind = LookupRow("kinds.kind", kind="engine")


class ItemFactory(BaseFactory[Item]):
    class Meta:
        model = Item

    kind = LookupRow("kinds.kind", kind="kind-1")


class VersionFactory(BaseFactory[Version]):
    class Meta:
        model = Version

    item = SubFactory(ItemFactory, kind=LookupRow("kinds.kind", kind="version"))


class DraftFactory(VersionFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Draft

    item = SubFactory(ItemFactory, kind=LookupRow("kinds.kind", kind="draft"))

    title = Faker("text", max_nb_chars=80)


class TopicFactory(BaseFactory[Topic]):
    class Meta:
        model = Topic

    code = Sequence(lambda n: f"C{n:04d}")
    name = Sequence(lambda n: f"topic-{n}")


class PageFactory(BaseFactory[Page]):
    class Meta:
        model = Page

    topic = LookupRow("topics.code", code="page", name="page")


class FrontPageFactory(PageFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = FrontPage

    topic = LookupRow("topics.code", code="front", name="front")
