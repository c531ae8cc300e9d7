"""Factories for the models in ``case_pairs.models``.

``MentionFactory()`` saves a mention with the note, invoice and contract it needs;
``MentionFactory.build()`` makes the same objects without a database. Pass parents as
objects (``note=...``) or by key (``note_id=7``), or reach into them with two
underscores (``note__...``). Ask for children by number or hand them over
(``ContractFactory(invoices=3)``).
"""

from datetime import date, time, timedelta, timezone
from decimal import Decimal

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.faker import Faker

from case_pairs.models import (
    Account,
    Bounds,
    Contract,
    Invoice,
    Item,
    Mention,
    Note,
    Order,
    Page,
    Person,
    Session,
    Shift,
    Ticket,
    Validity,
)

from .factory_base import BaseFactory, Children, FromParent, Key, Plus


class ContractFactory(BaseFactory[Contract]):
    class Meta:
        model = Contract

    start_date = Faker("date_between", start_date="-2y", end_date="-1y")
    end_date = Plus("start_date", timedelta(days=180))
    valid_from = Faker(
        "date_time_between", start_date="-2y", end_date="-1y", tzinfo=timezone.utc
    )
    valid_until = Plus("valid_from", timedelta(days=180))

    invoices = Children(f"{__name__}.InvoiceFactory", of="contract")


class InvoiceFactory(BaseFactory[Invoice]):
    class Meta:
        model = Invoice

    contract = SubFactory(ContractFactory)

    # Inside the contract's period.
    period_start = FromParent(
        "contract.start_date", Faker("date_between", start_date="-2y", end_date="-1y")
    )
    period_end = Plus("period_start", timedelta(days=30), until="contract.end_date")
    issue_date = Faker("past_date")
    due_date = Plus("issue_date", timedelta(days=30))


class NoteFactory(BaseFactory[Note]):
    class Meta:
        model = Note

    invoice = SubFactory(InvoiceFactory)


class ItemFactory(BaseFactory[Item]):
    class Meta:
        model = Item

    class Params:
        invoice = SubFactory(InvoiceFactory)

    invoice_id = Key("invoice.id")
    # Inside the invoice's period.
    service_from = FromParent(
        "invoice.period_start",
        Faker("date_between", start_date="-2y", end_date="today"),
    )
    service_to = Plus("service_from", timedelta(days=7), until="invoice.period_end")


class MentionFactory(BaseFactory[Mention]):
    class Meta:
        model = Mention

    note = SubFactory(NoteFactory)

    # Inside the invoice's period.
    begin = FromParent(
        "note.invoice.period_start",
        Faker("date_between", start_date="-2y", end_date="-1y"),
    )
    end = Plus("begin", timedelta(days=7), until="note.invoice.period_end")


class ValidityFactory(BaseFactory[Validity]):
    class Meta:
        model = Validity

    contract = SubFactory(ContractFactory)

    # Inside the contract's period.
    starts_at = FromParent(
        "contract.valid_from",
        Faker(
            "date_time_between", start_date="-2y", end_date="-1y", tzinfo=timezone.utc
        ),
    )
    ends_at = Plus("starts_at", timedelta(days=30), until="contract.valid_until")


class SessionFactory(BaseFactory[Session]):
    class Meta:
        model = Session

    started_at = Faker(
        "date_time_between", start_date="-2y", end_date="now", tzinfo=timezone.utc
    )
    ended_at = Plus("started_at", timedelta(days=180))


class OrderFactory(BaseFactory[Order]):
    class Meta:
        model = Order

    delivered_at = Faker("past_datetime")
    ordered_at = LazyAttribute(lambda o: o.shipped_at - timedelta(days=1))
    shipped_at = LazyAttribute(lambda o: o.delivered_at - timedelta(days=1))
    created_at = Faker("past_datetime")
    updated_at = Plus("created_at", timedelta(hours=1))
    opened_at = Faker("past_datetime")
    check_in = Faker("date_between", start_date="-2y", end_date="-1y")
    check_out = Plus("check_in", timedelta(days=3))


class TicketFactory(BaseFactory[Ticket]):
    class Meta:
        model = Ticket

    finished_at = Faker("date_time_between", start_date="+1d", end_date="+30d")


class BoundsFactory(BaseFactory[Bounds]):
    class Meta:
        model = Bounds

    min_quantity = Faker("pyint", min_value=1, max_value=50)
    max_quantity = Plus("min_quantity", 50)
    min_price = Faker("pydecimal", left_digits=3, right_digits=2, positive=True)
    max_price = Plus("min_price", 1000)
    min_digit = Faker("pydecimal", right_digits=2, min_value=0, max_value=4)
    max_digit = Plus("min_digit", 5)
    min_share = Decimal("0.2")
    max_share = Plus("min_share", Decimal("0.5"))
    min_weight = Faker("pyfloat", min_value=1, max_value=50, right_digits=2)
    max_weight = Plus("min_weight", 50)
    min_rating = Faker("pyint", min_value=1, max_value=3)
    max_rating = Plus("min_rating", 2)
    min_duration = Faker("time_delta", end_datetime="+30d")
    max_duration = Plus("min_duration", timedelta(hours=1))
    min_probability = 0.2
    max_probability = Plus("min_probability", 0.5)
    first_page = Faker("pyint", min_value=1, max_value=250)
    last_page = Plus("first_page", 250)
    low = Faker("pydecimal", left_digits=3, right_digits=2, positive=True)
    high = Plus("low", 1000)
    from_year = Faker("pyint", min_value=2000, max_value=2015)
    to_year = Plus("from_year", 15)


class ShiftFactory(BaseFactory[Shift]):
    class Meta:
        model = Shift

    opens_at = time(9)
    closes_at = Plus("opens_at", timedelta(hours=8))
    start = Sequence(lambda n: date(2000, 1, 1) + timedelta(days=n))
    end = Plus("start", timedelta(days=180))


class PersonFactory(BaseFactory[Person]):
    class Meta:
        model = Person

    first_name = Faker("first_name")
    last_name = Faker("last_name")
    full_name = LazyAttribute(lambda o: f"{o.first_name} {o.last_name}"[:40])
    email = LazyAttribute(lambda o: f"{o.first_name}.{o.last_name}@example.com".lower())
    emergency_given_name = Faker("first_name")
    emergency_surname = Faker("last_name")
    emergency_name = LazyAttribute(
        lambda o: f"{o.emergency_given_name} {o.emergency_surname}"
    )
    emergency_email = Faker("email", locale="en_US")
    birth_date = Faker("date_of_birth", minimum_age=18, maximum_age=80)


class PageFactory(BaseFactory[Page]):
    class Meta:
        model = Page

    title = Faker("text", max_nb_chars=100)
    slug = Faker("slug")
    latitude = Faker("pydecimal", min_value=-90, max_value=90, right_digits=6)
    longitude = Faker("pydecimal", min_value=-180, max_value=180, right_digits=6)
    width = Faker("pyint", min_value=1, max_value=1000)
    height = Faker("pyint", min_value=1, max_value=1000)
    amount = Faker("pydecimal", left_digits=4, right_digits=2, positive=True)
    currency = Faker("currency_code")
    is_active = True
    is_pinned = False
    is_archived = False


class AccountFactory(BaseFactory[Account]):
    class Meta:
        model = Account

    first_name = Faker("first_name")
    last_name = Faker("last_name")
    name = Sequence(lambda n: f"Account {n}")
    email = Sequence(lambda n: f"account{n}@example.com")
    slug = Sequence(lambda n: f"account-{n}")
