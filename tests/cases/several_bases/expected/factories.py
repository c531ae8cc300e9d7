"""Factories for the models in ``case_several_bases.models``.

``BoxFactory()`` saves a box with the shelf it needs; ``BoxFactory.build()`` makes the
same objects without a database. Pass parents as objects (``shelf=...``) or by key
(``shelf_id=7``), or reach into them with two underscores (``shelf__...``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_several_bases.models import (
    Account,
    AccountName,
    AccountWithEntry,
    Box,
    Drawers,
    Entry,
    Shelf,
)

from .factory_base import BaseFactory


class AccountFactory(BaseFactory[Account]):
    class Meta:
        model = Account

    name = Sequence(lambda n: f"Account {n}")


class AccountNameFactory(BaseFactory[AccountName]):
    class Meta:
        model = AccountName

    name = Sequence(lambda n: f"name{n}")


class AccountWithEntryFactory(BaseFactory[AccountWithEntry]):
    class Meta:
        model = AccountWithEntry

    name = Sequence(lambda n: f"Account with entry {n}")
    text = Faker("text", max_nb_chars=80)


class ShelfFactory(BaseFactory[Shelf]):
    class Meta:
        model = Shelf

    label = Sequence(lambda n: f"Shelf {n}")


class BoxFactory(BaseFactory[Box]):
    class Meta:
        model = Box

    shelf = SubFactory(ShelfFactory)


class EntryFactory(BaseFactory[Entry]):
    class Meta:
        model = Entry

    account = SubFactory(AccountFactory)

    text = Faker("text", max_nb_chars=80)


class DrawersAccountFactory(BaseFactory[Drawers.Account]):
    class Meta:
        model = Drawers.Account

    number = Sequence(lambda n: f"{n:06d}")
