"""What do names suggest? A case for each way in which a name is understood."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asking import KINDS, answers, asked, best

from factorygen.column_rules.names import named, words
from factorygen.expression import flat

# ---- words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("first_name", ("first", "name")),
        ("firstName", ("first", "name")),
        ("_userID_", ("user", "id")),
        ("HTTPServer", ("http", "server")),
        ("address2", ("address", "2")),
        ("sha256Digest", ("sha", "256", "digest")),
        ("ORDER_NO", ("order", "no")),
        ("größe", ("größe",)),
        ("__", ()),
    ],
)
def test_a_name_is_split_into_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


# ---- what is answered


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("User.name", 'Faker("name")'),
        ("AuthUserModel.name", 'Faker("name")'),
        ("Book.author_name", 'Faker("name")'),
        ("Client.company_name", 'Faker("company")'),
        ("Organization.name", 'Faker("company")'),
        ("Country.name", 'Faker("country")'),
        ("Country.code", 'Faker("country_code")'),
        ("Cities.name", 'Faker("city")'),
        ("Tag.name", 'Faker("word")'),
        ("Server.name", 'Faker("hostname")'),
        ("Product.name", 'Sequence(lambda n: f"Product {n}")'),
        ("OrderItem.name", 'Sequence(lambda n: f"Order item {n}")'),
        ("OrderItem.product_name", 'Sequence(lambda n: f"Product {n}")'),
        ("User.firstName", 'Faker("first_name")'),
        ("User.lastname", 'Faker("last_name")'),
        ("User.user_email", 'Faker("email")'),
        ("User.emails", 'Faker("email")'),
        ("EmailAddress.address", 'Faker("email")'),
        ("User.phone2", 'Faker("phone_number")'),
        ("User.username", 'Faker("user_name")'),
        ("Order.billing_postal_code", 'Faker("postcode")'),
        ("Order.shipping_address", 'Faker("address")'),
        ("Order.country_code", 'Faker("country_code")'),
        ("Log.ip_address", 'Faker("ipv4")'),
        ("Log.mac_address", 'Faker("mac_address")'),
        ("Log.user_agent", 'Faker("user_agent")'),
        ("Log.file_name", 'Faker("file_name")'),
        ("Log.name_hash", 'Faker("sha256")'),
        ("Log.error_message", 'Faker("sentence")'),
        ("User.time_zone", 'Faker("timezone")'),
        ("User.sha512", 'Faker("hexify", text="^" * 128)'),
        ("Post.title", 'Faker("sentence", nb_words=4)'),
        ("Employee.title", 'Faker("job")'),
        ("Page.avatar_url", 'Faker("image_url")'),
        ("Account.iban", 'Faker("iban")'),
        ("App.version", 'Faker("numerify", text="1.#.#")'),
    ],
)
def test_text(place: str, expected: str) -> None:
    assert best(place) == expected


@pytest.mark.parametrize(
    ("place", "kind", "expected"),
    [
        ("Car.year", "int", 'Faker("pyint", min_value=2000, max_value=2030)'),
        ("Review.rating", "int", 'Faker("pyint", min_value=1, max_value=5)'),
        ("House.num_gizmos", "int", 'Faker("pyint", min_value=0, max_value=100)'),
        ("House.amount", "float", 'Faker("pyfloat", min_value=1, max_value=1000, right_digits=2)'),
        ("User.birth_date", "date", 'Faker("date_of_birth", minimum_age=18, maximum_age=80)'),
        ("User.created_at", "datetime", 'Faker("past_datetime")'),
        ("User.phone_verified_at", "datetime", 'Faker("past_datetime")'),
        ("Task.due_date", "date", 'Faker("future_date")'),
        ("Shop.opening_time", "time", 'Faker("time_object")'),
        ("User.email_verified", "bool", "True"),
        ("User.is_admin", "bool", "False"),
        ("File.sha256_digest", "bytes", 'Faker("sha256", raw_output=True)'),
    ],
)
def test_other_kinds(place: str, kind: str, expected: str) -> None:
    assert best(place, kind) == expected


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("User.email_verified", "str"),
        ("User.email", "bool"),
        ("User.email", "int"),
        ("User.user_id", "int"),
        ("User.name_id", "str"),
        ("Order.state", "str"),
        ("Order.status", "str"),
        ("User.phone", "date"),
        ("User.__", "str"),
        ("User.color", "bytes"),
    ],
)
def test_a_name_that_says_nothing_about_the_kind_of_value(place: str, kind: str) -> None:
    assert answers(place, kind) == []


@pytest.mark.parametrize(
    "type_name", ["Enum", "Uuid", "postgresql.UUID", "postgresql.INET", "JSON", "ARRAY", "mysql.YEAR"]
)
@pytest.mark.parametrize(("key", "kind"), [("email", "str"), ("year", "int")])
def test_a_type_that_knows_its_values_is_not_spoken_for(type_name: str, key: str, kind: str) -> None:
    assert answers(f"User.{key}", kind)
    assert answers(f"User.{key}", kind, lineage=("Own", type_name, KINDS[kind])) == []


def test_the_column_speaks_where_the_attribute_does_not() -> None:
    column, model = asked("User.e")
    answer = next(named(replace(column, name="email"), model))
    assert flat(answer.value) == 'Faker("email")'
    assert answer.reason == "name: email"


def test_a_state_is_one_of_an_address_only() -> None:
    column, model = asked("Customer.state")
    beside = replace(column, key="zip_code")
    assert not list(named(column, model))
    assert flat(next(named(column, replace(model, columns=(column, beside)))).value) == 'Faker("state")'
    assert best("Order.state", length=2) == 'Faker("state_abbr")'


@pytest.mark.parametrize(
    ("place", "length", "expected"),
    [
        ("User.email", 50, 'Faker("email")'),
        ("User.email", 30, 'Faker("numerify", text="user####@example.com")'),
        ("User.name", 40, 'Faker("name", locale="en_US")'),
        ("Company.name", 40, 'Faker("last_name", locale="en_US")'),
        ("Post.title", 50, 'Faker("text", max_nb_chars=50)'),
        ("Address.country", 3, 'Faker("country_code", representation="alpha-3")'),
        ("User.gender", 1, 'Faker("random_element", elements=["f", "m"])'),
        ("User.email", 5, ""),
    ],
)
def test_what_is_too_long_gives_way_to_what_fits(place: str, length: int, expected: str) -> None:
    assert best(place, length=length) == expected


# ---- unique values


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Client.email", 'f"client{n}@example.com"'),
        ("BlogPost.slug", 'f"blog-post-{n}"'),
        ("User.username", 'f"user{n}"'),
        ("Product.name", 'f"Product {n}"'),
        ("Site.url", 'f"https://example.com/{n}"'),
        ("Site.domain", 'f"example{n}.com"'),
        ("File.sha256", 'f"{n:064x}"'),
        ("User.phone", 'f"+1555{n:07d}"'),
    ],
)
def test_the_nth_is_readable(place: str, expected: str) -> None:
    code = answers(place)[0].nth
    assert code is not None
    assert flat(code) == expected


def test_no_nth_where_a_million_would_not_fit() -> None:
    assert answers("PurchaseOrderLine.slug", length=26)[0].nth is None
    assert answers("PurchaseOrderLine.slug", length=27)[0].nth is not None
