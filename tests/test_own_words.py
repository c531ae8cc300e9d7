"""The user's own word wins: over every rule, by the most specific pattern; what is doubtful in it is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from factorygen.column_rules.types import RULES
from factorygen.diagnostics import FactorygenError
from factorygen.expression import flat
from factorygen.generation import Origin, Wishes, generate
from factorygen.own_words import Told

Columns = dict[str, str]


class Base(DeclarativeBase):
    pass


class Money(TypeDecorator[Decimal]):
    impl = sa.Numeric(10, 2)
    cache_ok = True


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(20), unique=True)
    nick: Mapped[str] = mapped_column("nick_name", info={"factorygen": "'told'"})
    junk: Mapped[str | None] = mapped_column(info={"factorygen": False})
    kind: Mapped[str] = mapped_column(default="plain")
    deleted_at: Mapped[dt.datetime | None]
    start_date: Mapped[dt.date]
    end_date: Mapped[dt.date]


class Admin(User):
    __tablename__ = "admin"

    id: Mapped[int] = mapped_column(sa.ForeignKey(User.id), primary_key=True)
    level: Mapped[int]


class Invoice(Base):
    __tablename__ = "invoice"
    __table_args__ = (sa.UniqueConstraint("user_id", "number", "series"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey(User.id))
    user: Mapped[User] = relationship()
    number: Mapped[int]
    series: Mapped[str] = mapped_column(sa.String(8))
    amount: Mapped[Decimal] = mapped_column(Money)
    fee: Mapped[Decimal] = mapped_column(Money, default=0)
    parts: Mapped[list[Decimal]] = mapped_column(sa.ARRAY(Money))


MODELS = (User, Admin, Invoice)


def plan(columns: Columns | None = None, types: Columns | None = None, models: Any = MODELS, excluded: Any = ()) -> Any:
    """What is decided with these words of the user's."""
    told = Told(tuple((columns or {}).items()), tuple((types or {}).items()))
    return generate(Origin(models, excluded), Wishes(told=told)).plan


def declared(columns: Columns | None = None, types: Columns | None = None, model: str = "User") -> dict[str, str]:
    """The declarations of one factory, as code."""
    factory = next(one for one in plan(columns, types).factories if one.name == f"{model}Factory")
    return {one.attribute: flat(one.expression) for one in factory.declarations}


def complaint(columns: Columns | None = None, types: Columns | None = None) -> str:
    with pytest.raises(FactorygenError) as caught:
        plan(columns, types)
    return str(caught.value)


@pytest.mark.parametrize(
    ("columns", "email"),
    [
        ({"User.email": "1", "*.email": "2"}, "1"),
        ({"*.email": "2", "User.email": "1"}, "1"),
        ({"Us*.e*": "1", "*.e*": "2"}, "1"),
        ({"?ser.email": "1", "Use?.email": "2"}, "2"),
        ({f"{__name__}.User.email": "1", "User.email": "2"}, "1"),
        ({"*.*": "2", "*.Admin.email": "3", "User.[e]mail": "1"}, "1"),
    ],
)
def test_the_most_specific_pattern_wins(columns: Columns, email: str) -> None:
    assert declared(columns)["email"] == email


def test_a_word_is_taken_as_it_is_over_every_rule() -> None:
    words = {"User.deleted_at": "1", "User.kind": "2", "User.id": "3", "User.email": "4"}
    assert declared({}).keys().isdisjoint({"deleted_at", "kind", "id"})
    assert [declared(words)[key] for key in ("deleted_at", "kind", "id", "email")] == ["1", "2", "3", "4"]


def test_false_leaves_a_column_out() -> None:
    assert "email" in declared({})
    assert "email" not in declared({"User.email": ""})


def test_the_columns_info_counts_after_the_configuration() -> None:
    assert declared({})["nick"] == '"told"'
    assert "junk" not in declared({})
    found = declared({"*.nick": "'more'", "*.junk": "'kept'"})
    assert (found["nick"], found["junk"]) == ('"more"', '"kept"')


def thing(told: object) -> type:
    """A model with one column, whose info says this."""

    class Own(DeclarativeBase):
        pass

    class Thing(Own):
        __tablename__ = "thing"
        x: Mapped[int] = mapped_column(primary_key=True, info={"factorygen": told})

    return Thing


@pytest.mark.parametrize("told", [3, True, None, "", " ", ["x"]])
def test_an_info_that_is_no_code_is_refused(told: object) -> None:
    with pytest.raises(FactorygenError, match=r"Thing.x: info\['factorygen'\]: must be Python code in a string"):
        generate(Origin([thing(told)]))


def test_an_info_that_is_wrong_is_told_with_its_column() -> None:
    with pytest.raises(FactorygenError, match=r"Thing.x: info\['factorygen'\]: the name 'Fakr' is not known"):
        generate(Origin([thing("Fakr()")]))


def test_a_word_on_an_inherited_column_is_not_repeated() -> None:
    assert "email" not in declared({"*.email": "1"}, model="Admin")
    both = {"User.email": "1", "Admin.email": "2"}
    assert (declared(both)["email"], declared(both, model="Admin")["email"]) == ("1", "2")


def test_a_key_of_ones_own_needs_no_parent() -> None:
    assert "user" in declared({}, model="Invoice")
    found = declared({"Invoice.user_id": "7"}, model="Invoice")
    assert found["user_id"] == "7"
    assert "user" not in found
    assert declared({"Invoice.user_id": ""}, model="Invoice").keys().isdisjoint({"user", "user_id"})


def test_pairs_leave_both_halves_alone() -> None:
    assert "end_date" in declared({})["end_date"] or "start_date" in declared({})["end_date"]
    for key in ("start_date", "end_date"):
        assert declared({f"User.{key}": "date(2030, 1, 1)"})[key] == "date(2030, 1, 1)"


def test_of_a_composite_unique_another_member_differs() -> None:
    assert "Sequence" in declared({}, model="Invoice")["series"]
    found = declared({"Invoice.series": "'A'"}, model="Invoice")
    assert "Sequence" in found["number"]
    found = declared({"Invoice.series": "Sequence(lambda n: f'{n}')"}, model="Invoice")
    assert "Sequence" not in found["number"]


def test_a_type_of_ones_own() -> None:
    types = {f"{__name__}.Money": "Decimal(5)"}
    found = declared({}, types, "Invoice")
    assert (found["amount"], found["parts"]) == ("Decimal(5)", "List([Decimal(5)])")
    assert "fee" not in found
    assert declared({"Invoice.amount": "1"}, types, "Invoice")["amount"] == "1"
    assert declared({}, {"Numeric": "Decimal(6)"}, "Invoice")["amount"] == "Decimal(6)"
    assert declared({}, {"String": "'x'"})["start_date"] == declared({})["start_date"]
    assert f"{__name__}.Money" not in RULES._rules
    assert "Decimal(5)" not in declared({}, {}, "Invoice")["amount"]


@pytest.mark.parametrize(
    ("columns", "warning"),
    [
        ({"User.email": "'x' * 21"}, "User.email: \"x\" * 21 gives 'xxxxxxxxxxxxxxxxxxxxx', which String of 20 "),
        ({"User.email": "None"}, "User.email: None gives None, and the column is not nullable"),
        ({"User.email": "Faker('color')"}, 'User.email: Faker("color") may repeat itself, and no two rows may share'),
        ({"User.email": "'me'"}, 'User.email: "me" may repeat itself, and no two rows may share a value'),
        ({"User.kind": "Faker('compny')"}, 'User.kind: Faker("compny") raises AttributeError: '),
    ],
)
def test_doubts_are_told_and_the_word_is_kept(columns: Columns, warning: str) -> None:
    decided = plan(columns)
    said = [str(one) for one in decided.diagnostics if one.place == next(iter(columns))]
    assert said[0].startswith(f"warning: {warning}")
    assert said[0].endswith("(it is used as it is)")
    assert not any(factory.todos for factory in decided.factories)


@pytest.mark.parametrize(
    "columns",
    [
        {"User.email": "Sequence(lambda n: f'{n}@example.com')"},
        {"User.email": "LazyFunction(lambda: str(uuid4())[:20])"},
        {"User.email": "LazyAttribute(lambda o: f'{o.nick}@example.com')"},
        {"User.deleted_at": "None"},
    ],
)
def test_what_is_good_is_not_doubted(columns: Columns) -> None:
    assert plan(columns).diagnostics == plan({}).diagnostics


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("Usr.email", "there is no model 'Usr' (did you mean 'User'?)"),
        ("*.Usr.email", "there is no model '*.Usr'"),
        ("User.emial", "User has no column 'emial' (did you mean 'email'?)"),
        ("User.nick_name", "User has no column 'nick_name' (its attribute is 'nick')"),
        ("Invoice.user", "'user' is a relationship, not a column (name the column of its key)"),
        ("*.ema", "* has no column 'ema' (did you mean 'email'?)"),
    ],
)
def test_a_pattern_that_matches_nothing_is_refused(pattern: str, message: str) -> None:
    assert f'error: pyproject.toml: [tool.factorygen.columns] "{pattern}": {message}' in complaint({pattern: "1"})


def test_code_that_is_wrong_is_told_with_its_place() -> None:
    assert '[tool.factorygen.columns] "User.email": the name' in complaint({"User.email": "x"})
    assert "[tool.factorygen.types] \"app.Money\": '1 +' is no Python expression" in complaint({}, {"app.Money": "1 +"})


def test_a_type_that_no_column_has_is_refused() -> None:
    assert "[tool.factorygen.types] \"Numerc\": no column is of this type (did you mean 'Numeric'?)" in complaint(
        {}, {"Numerc": "1"}
    )
    told = Told(types=(("Gone", "1"),), partly=True)
    assert generate(Origin([User]), Wishes(told=told)).plan.factories


def test_what_the_users_code_prints_is_no_part_of_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    plan({"User.kind": "LazyFunction(lambda: print('hello'))"})
    assert capsys.readouterr().out == ""


def test_a_pattern_may_speak_of_models_that_are_not_asked_for() -> None:
    told = Told((("User.email", "1"), ("Gone.x", "2")), partly=True)
    assert generate(Origin([User]), Wishes(told=told)).plan.factories
    told = Told((("Invoice.amount", "1"),), excluded=("Invoice",))
    assert generate(Origin([User], excluded=[Invoice]), Wishes(told=told)).plan.factories


def test_a_parent_that_is_left_out_is_told_unless_its_key_is() -> None:
    decided = plan({}, models=[Invoice], excluded=[User])
    todo = "user_id: User is excluded, so no row is made for it; pass the row or its key"
    assert todo in decided.factories[0].todos
    assert "warning: Invoice.user_id: User is excluded, so no row is made for it (pass the row or its key)" in [
        str(one) for one in decided.diagnostics
    ]
    decided = plan({"Invoice.user_id": "1"}, models=[Invoice], excluded=[User])
    assert decided.factories[0].todos == plan({}).factories[-1].todos
