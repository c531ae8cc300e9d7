"""Pairs that belong together agree: whichever half is passed, in either strategy, within a parent's or alone."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import factory.random
import pytest
import sqlalchemy as sa
from factory.declarations import LazyAttribute, Trait
from generated import PRELUDE, Saving, case, inline, invoicing, saving

from factorygen.cli import main
from factorygen.plan.pairing import paired
from factorygen.schema import Column, ColumnType, Model, PythonName

STRATEGIES = pytest.mark.parametrize("strategy", ["build", "create"])
DAY = date(2010, 5, 6)
MOMENT = datetime(2010, 5, 6, 7, 8)
AWARE = MOMENT.replace(tzinfo=timezone.utc)

HALVES: list[tuple[str, str, str, Any]] = [
    ("Contract", "start_date", "end_date", DAY),
    ("Contract", "valid_from", "valid_until", AWARE),
    ("Invoice", "period_start", "period_end", DAY),
    ("Invoice", "issue_date", "due_date", DAY),
    ("Item", "service_from", "service_to", DAY),
    ("Mention", "begin", "end", DAY),
    ("Validity", "starts_at", "ends_at", AWARE),
    ("Session", "started_at", "ended_at", AWARE),
    ("Order", "ordered_at", "shipped_at", MOMENT),
    ("Order", "shipped_at", "delivered_at", MOMENT),
    ("Order", "ordered_at", "delivered_at", MOMENT),
    ("Order", "created_at", "updated_at", MOMENT),
    ("Order", "check_in", "check_out", DAY),
    ("Bounds", "min_quantity", "max_quantity", 7),
    ("Bounds", "min_quantity", "max_quantity", 1),
    ("Bounds", "min_price", "max_price", Decimal("0.75")),
    ("Bounds", "min_digit", "max_digit", Decimal(3)),
    ("Bounds", "min_share", "max_share", Decimal("0.3")),
    ("Bounds", "min_weight", "max_weight", -4.5),
    ("Bounds", "min_rating", "max_rating", 5),
    ("Bounds", "min_duration", "max_duration", timedelta(days=3)),
    ("Bounds", "first_page", "last_page", 2),
    ("Bounds", "from_year", "to_year", 2012),
    ("Shift", "opens_at", "closes_at", time(20)),
    ("Shift", "opens_at", "closes_at", time(3)),
    ("Shift", "start", "end", DAY),
]
ALL = pytest.mark.parametrize(("model", "first", "second", "value"), HALVES, ids=str)


@pytest.fixture
def made() -> Iterator[Saving]:
    """The models of the case."""
    with saving(case("pairs")) as made:
        yield made


def make(made: Saving, strategy: str, model: str, **values: Any) -> Any:
    return getattr(getattr(made, f"{model}Factory"), strategy)(**values)


def halves(made: Any, first: str, second: str) -> tuple[Any, Any]:
    return getattr(made, first), getattr(made, second)


# ---- either half


@STRATEGIES
@ALL
def test_the_first_half_alone(made: Saving, strategy: str, model: str, first: str, second: str, value: Any) -> None:
    low, high = halves(make(made, strategy, model, **{first: value}), first, second)
    assert low == value < high


@STRATEGIES
@ALL
def test_the_second_half_alone(made: Saving, strategy: str, model: str, first: str, second: str, value: Any) -> None:
    low, high = halves(make(made, strategy, model, **{second: value}), first, second)
    assert low < value == high


@STRATEGIES
@ALL
def test_both_halves(made: Saving, strategy: str, model: str, first: str, second: str, value: Any) -> None:
    """Even if they do not agree: the caller may want to see what is said of it."""
    unchecked = strategy == "build"
    values = {first: value, second: value} if unchecked else {first: value, second: later(value)}
    assert halves(make(made, strategy, model, **values), first, second) == tuple(values.values())


def later(value: Any) -> Any:
    if isinstance(value, time):
        return value.replace(minute=1)
    return value + (timedelta(days=1) if isinstance(value, date | timedelta) else 1)


@ALL
def test_neither_half(made: Saving, model: str, first: str, second: str, value: Any) -> None:
    for seed in range(20):
        factory.random.reseed_random(seed)
        low, high = halves(make(made, "build", model), first, second)
        assert low < high


@STRATEGIES
def test_no_second_half(made: Saving, strategy: str) -> None:
    contract = make(made, strategy, "Contract", valid_until=None)
    assert contract.valid_until is None
    assert contract.valid_from > datetime(2020, 1, 1, tzinfo=timezone.utc)
    bounds = make(made, strategy, "Bounds", high=None)
    assert (type(bounds.low), bounds.high) == (Decimal, None)


@STRATEGIES
def test_no_first_half(made: Saving, strategy: str) -> None:
    """The second is what it would be besides."""
    contract = make(made, strategy, "Contract", valid_from=None)
    assert contract.valid_from is None
    assert contract.valid_until > datetime(2020, 1, 1, tzinfo=timezone.utc)
    bounds = make(made, strategy, "Bounds", low=None)
    assert (bounds.low, type(bounds.high)) == (None, Decimal)


def test_sql_for_a_half(made: Saving) -> None:
    contract = made.ContractFactory(valid_from=sa.func.current_timestamp(), valid_until=sa.null())
    made.session.refresh(contract)
    assert isinstance(contract.valid_from, datetime) and contract.valid_until is None


@STRATEGIES
def test_through_a_subfactory(made: Saving, strategy: str) -> None:
    invoice = make(made, strategy, "Invoice", contract__end_date=DAY)
    assert invoice.contract.start_date < invoice.contract.end_date == DAY
    assert invoice.contract.start_date <= invoice.period_start < invoice.period_end <= DAY
    contract = make(made, strategy, "Contract", invoices=2, invoices__due_date=DAY)
    assert all(one.issue_date < DAY == one.due_date for one in contract.invoices)


@STRATEGIES
def test_a_batch(made: Saving, strategy: str) -> None:
    contracts = getattr(made.ContractFactory, f"{strategy}_batch")(3, end_date=DAY)
    assert all(one.start_date < DAY for one in contracts)


def test_a_declaration_for_the_second_half_reads_the_first(made: Saving) -> None:
    contract = made.ContractFactory(end_date=LazyAttribute(lambda o: o.start_date + timedelta(days=2)))
    assert contract.end_date - contract.start_date == timedelta(days=2)


def test_a_trait_for_the_second_half(made: Saving) -> None:
    class Ended(made.ContractFactory):  # type: ignore[misc, name-defined]
        class Params:
            ended = Trait(end_date=LazyAttribute(lambda o: o.start_date + timedelta(days=1)))

    ended = Ended(ended=True)
    assert ended.end_date - ended.start_date == timedelta(days=1)
    assert Ended(end_date=DAY).start_date < DAY


def test_a_chain_follows_whichever_link_is_passed(made: Saving) -> None:
    order = made.OrderFactory(shipped_at=MOMENT)
    assert order.ordered_at < MOMENT < order.delivered_at
    order = made.OrderFactory(ordered_at=MOMENT, delivered_at=MOMENT + timedelta(days=9))
    assert MOMENT < order.shipped_at < order.delivered_at


def test_an_early_and_a_late_time_of_day_stay_in_their_day(made: Saving) -> None:
    assert made.ShiftFactory(opens_at=time(23)).closes_at == time(23, 59, 59)
    assert made.ShiftFactory(closes_at=time(3)).opens_at == time(0)


def test_numbers_do_not_go_below_zero(made: Saving) -> None:
    assert made.BoundsFactory(max_quantity=9).min_quantity == 4
    assert made.BoundsFactory(max_weight=-5.0).min_weight < -5


# ---- a period within a parent's


@pytest.mark.parametrize("passed", ["contract", "contract_id"])
def test_a_period_ends_with_that_around_it(made: Saving, passed: str) -> None:
    contract = made.ContractFactory(start_date=DAY, end_date=DAY + timedelta(days=9))
    made.session.expire_all()
    invoice = made.InvoiceFactory(**{passed: contract if passed == "contract" else contract.id})
    assert (invoice.period_start, invoice.period_end) == (DAY, DAY + timedelta(days=9))


@STRATEGIES
def test_the_end_of_a_period_within_another(made: Saving, strategy: str) -> None:
    contract = make(made, strategy, "Contract", start_date=DAY, end_date=DAY + timedelta(days=99))
    for days in (2, 98):
        end = DAY + timedelta(days=days)
        invoice = make(made, strategy, "Invoice", contract=contract, period_end=end)
        assert DAY <= invoice.period_start < invoice.period_end == end


def test_the_start_of_a_period_within_another(made: Saving) -> None:
    contract = made.ContractFactory(start_date=DAY, end_date=DAY + timedelta(days=99))
    start = DAY + timedelta(days=98)
    assert made.InvoiceFactory(contract=contract, period_start=start).period_end == contract.end_date
    outside = DAY + timedelta(days=500)
    assert made.InvoiceFactory(contract=contract, period_start=outside).period_end > outside


@pytest.mark.parametrize("passed", [{"invoice_id": 7}, {"invoice": None}], ids=str)
def test_a_period_without_the_one_around_it(made: Saving, passed: dict[str, Any]) -> None:
    item = made.ItemFactory.build(**passed)
    assert item.service_from < item.service_to


def test_a_period_within_that_of_a_parent_known_by_its_key_alone(made: Saving) -> None:
    invoice = made.InvoiceFactory(contract__start_date=DAY, period_start=DAY + timedelta(days=40))
    for item in (made.ItemFactory(invoice_id=invoice.id), made.ItemFactory(invoice=invoice)):
        assert item.invoice_id == invoice.id
        assert invoice.period_start <= item.service_from < item.service_to <= invoice.period_end
    assert made.count("Invoice") == 1


@STRATEGIES
def test_a_period_within_a_grandparents(made: Saving, strategy: str) -> None:
    mention = make(made, strategy, "Mention", note__invoice__contract__start_date=DAY)
    invoice = mention.note.invoice
    assert DAY <= invoice.period_start <= mention.begin < mention.end <= invoice.period_end
    assert invoice.period_end <= invoice.contract.end_date


@STRATEGIES
def test_a_period_within_an_open_one(made: Saving, strategy: str) -> None:
    one = make(made, strategy, "Validity", contract__valid_from=AWARE)
    assert one.starts_at == AWARE < one.ends_at <= one.contract.valid_until
    for half in ("valid_from", "valid_until"):
        one = make(made, strategy, "Validity", **{f"contract__{half}": None})
        assert one.starts_at < one.ends_at


def test_sqlite_forgets_time_zones(made: Saving) -> None:
    contract = made.ContractFactory(valid_from=AWARE)
    made.session.expire_all()
    assert contract.valid_from == MOMENT
    assert made.ValidityFactory(contract=contract).starts_at == MOMENT
    assert made.ValidityFactory(contract=contract, starts_at=AWARE).ends_at > AWARE
    assert made.ValidityFactory(contract=contract, ends_at=AWARE).starts_at < AWARE


def test_the_end_of_a_period_before_the_contract_begins() -> None:
    with saving(invoicing()) as example:
        invoice = example.InvoiceFactory(period_end=DAY)
        assert invoice.period_start < DAY


# ---- what is declared elsewhere


def test_what_has_a_default_is_filled_by_it(made: Saving) -> None:
    ticket = made.TicketFactory()
    assert ticket.finished_at > ticket.started_at
    assert (ticket.updated_at, ticket.created_at) != (None, None)
    assert ticket.updated_at is None


def test_what_is_another_state_stays_none(made: Saving) -> None:
    order, invoice = made.OrderFactory(), made.InvoiceFactory()
    assert (order.closed_at, invoice.paid_at, made.PersonFactory().death_date) == (None, None, None)


INHERITED = """
class Event(Base):
    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    start: Mapped[date]

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "event"}


class Conference(Event):
    __tablename__ = "conferences"

    id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    end: Mapped[date]

    __mapper_args__ = {"polymorphic_identity": "conference"}
"""


@STRATEGIES
def test_a_first_half_that_is_inherited(strategy: str) -> None:
    with saving(inline(INHERITED)) as made:
        for values in ({}, {"start": DAY}, {"end": DAY}):
            conference = make(made, strategy, "Conference", **values)
            assert conference.start < conference.end


CALLED_LIKE_IMPORTS = (
    PRELUDE
    + """
class Contract(Base):
    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(primary_key=True)
    start_date: Mapped[date]
    end_date: Mapped[date]
    timedelta: Mapped[int]
    cache: Mapped[int] = mapped_column(default=3)


class Number(Base):
    __tablename__ = "numbers"

    id: Mapped[int] = mapped_column(primary_key=True)
"""
)


def test_in_one_module_with_the_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Attributes and models called like what the base imports leave it its imports."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    Path("pyproject.toml").touch()
    Path("models_of_pairs.py").write_text(CALLED_LIKE_IMPORTS)
    with pytest.raises(SystemExit, match="0"):
        main(["generate", "models_of_pairs", "-o", "-"])
    Path("factories_of_pairs.py").write_text(capsys.readouterr().out)
    factories = importlib.import_module("factories_of_pairs")
    contract = factories.ContractFactory.build(end_date=DAY)
    assert contract.start_date < DAY and contract.cache == 3
    assert type(factories.NumberFactory.build()).__name__ == "Number"


# ---- texts


@STRATEGIES
def test_names_are_those_of_one_person(made: Saving, strategy: str) -> None:
    person = make(made, strategy, "Person", first_name="Ada", last_name="Lovelace")
    assert (person.full_name, person.email) == ("Ada Lovelace", "ada.lovelace@example.com")
    assert person.emergency_name == f"{person.emergency_given_name} {person.emergency_surname}"
    assert make(made, strategy, "Person", full_name="Ada").full_name == "Ada"


def test_a_full_name_is_cut_where_it_is_too_long(made: Saving) -> None:
    assert len(made.PersonFactory(first_name="Wilhelmina" * 4, last_name="Ng").full_name) == 40


def test_places_amounts_and_switches(made: Saving) -> None:
    page = made.PageFactory()
    assert -90 <= page.latitude <= 90 and -180 <= page.longitude <= 180
    assert len(page.currency) == 3 and page.currency.isupper()
    assert (page.is_active, page.is_pinned, page.is_archived) == (True, False, False)


# ---- which names belong together


def named(*names: str, kind: str = "date") -> list[tuple[str, str]]:
    columns = tuple(Column(name, name, "t", ColumnType((kind,), kind)) for name in names)
    found = paired(Model(PythonName("m", "M"), "t", columns=columns), names, names)
    return [(one.first.key, one.second.key) for one in found]


@pytest.mark.parametrize(
    "names",
    [
        "start end",
        "startDate endDate",
        "billing_starts_on billing_ends_on",
        "valid_from valid_until",
        "valid_from expires_at",
        "created_at last_modified",
        "date_created date_updated",
        "checked_in_at checked_out_at",
        "issued_on due_on",
        "invoice_date due_date",
        "born_on died_on",
        "departure_time arrival_time",
        "arrival_date departure_date",
        "first_seen last_seen",
        "datefrom dateto",
    ],
)
def test_pairs(names: str) -> None:
    first, second = names.split()
    assert named(first, second) == [(first, second)]
    if not names.startswith(("arrival", "departure")):
        assert named(second, first) == [(first, second)]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("start_date hire_date", "date"),
        ("billing_start shipping_end", "date"),
        ("first_date at", "date"),
        ("start", "date"),
        ("open_price close_price", "Decimal"),
        ("messages_sent messages_received", "int"),
        ("messages_ordered messages_shipped", "int"),
    ],
)
def test_no_pairs(names: str, kind: str) -> None:
    assert named(*names.split(), kind=kind) == []


def test_numbers_may_be_moments() -> None:
    assert named("created_at", "updated_at", kind="int") == [("created_at", "updated_at")]


def test_a_chain_has_no_end_at_its_start() -> None:
    assert named("delivered_at", "shipped_at", "ordered_at") == [
        ("shipped_at", "delivered_at"),
        ("ordered_at", "shipped_at"),
    ]
