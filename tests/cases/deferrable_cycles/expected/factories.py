"""Factories for the models in ``case_deferrable_cycles.models``.

``AccountFactory()`` saves an account with the member it needs;
``AccountFactory.build()`` makes the same objects without a database. Pass parents as
objects (``owner=...``) or by key (``owner_id=7``), or reach into them with two
underscores (``owner__...``).
"""

from factory.declarations import Sequence, SubFactory

from case_deferrable_cycles.models import Account, Member

from .factory_base import BaseFactory, FirstRow


class AccountFactory(BaseFactory[Account]):
    class Meta:
        model = Account

    # Account and Member require each other: their first rows come together.
    owner = FirstRow(f"{__name__}.MemberFactory")

    name = Sequence(lambda n: f"Account {n}")


class MemberFactory(BaseFactory[Member]):
    class Meta:
        model = Member

    account = SubFactory(AccountFactory)

    email = Sequence(lambda n: f"member{n}@example.com")
