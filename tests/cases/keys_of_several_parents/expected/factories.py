"""Factories for the models in ``case_keys_of_several_parents.models``.

``SealedEntryFactory()`` saves a sealed entry with the stamp, seal and journal it needs;
``SealedEntryFactory.build()`` makes the same objects without a database. Pass parents
as objects (``stamp=...``) or by key (``journal_id=7``), or reach into them with two
underscores (``stamp__...``).
"""

from factory.declarations import SelfAttribute, SubFactory
from factory.faker import Faker

from case_keys_of_several_parents.models import Entry, Journal, Seal, SealedEntry, Stamp

from .factory_base import BaseFactory


class JournalFactory(BaseFactory[Journal]):
    class Meta:
        model = Journal

    title = Faker("text", max_nb_chars=40)


class StampFactory(BaseFactory[Stamp]):
    class Meta:
        model = Stamp

    journal = SubFactory(JournalFactory)


class SealFactory(BaseFactory[Seal]):
    class Meta:
        model = Seal

    journal = SubFactory(JournalFactory)


class EntryFactory(BaseFactory[Entry]):
    class Meta:
        model = Entry

    journal = SubFactory(JournalFactory)


class SealedEntryFactory(EntryFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = SealedEntry

    # Of the same journal, whichever is passed.
    stamp = SubFactory(StampFactory, journal=SelfAttribute("..journal"))
    seal = SubFactory(SealFactory, journal=SelfAttribute("..journal"))
