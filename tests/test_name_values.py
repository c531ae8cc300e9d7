"""Does every value that a name suggests fit its column? All rows of the table, drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import factory
import factory.random
import pytest
from asking import KINDS, answers, asked, best, drawn, evaluated

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.name_rows import Row
from factorygen.column_rules.name_table import ROWS, TABLE
from factorygen.column_rules.names import named
from factorygen.expression import flat
from factorygen.schema import Column

LOCALES = ("en_US", "de_DE", "fr_FR", "ja_JP", "pt_BR", "ru_RU", "el_GR", "ar_AA", "hu_HU", "th_TH", "zh_CN")
NOT_EVERYWHERE = ('Faker("state")', 'Faker("state_abbr")')
"""Providers that some locales of Faker lack."""
LENGTHS = (None, 100, 40, 16, 5, 2)

# ---- every row of the table


def _places(row: Row) -> Iterator[str]:
    """A model and column for each phrase of a row."""
    model = sorted(row.of)[0].capitalize() if row.of else "Thing"
    for phrase in row.phrases.split(","):
        yield f"{model}.{'_'.join(phrase.split())}"


def _all_answers() -> Iterator[tuple[Column, Answer]]:
    for row in ROWS:
        place = next(_places(row))
        for kind in sorted({kind for spec in row.specs for kind in spec.kinds}):
            for length in LENGTHS if kind in ("str", "bytes") else (None,):
                column, model = asked(place, kind, length=length)
                yield from ((column, answer) for answer in named(column, model))


ALL = tuple(_all_answers())
TEXTS = sorted({(answer.value, answer.longest) for column, answer in ALL if column.type.python == "str"}, key=str)


def test_the_table_is_as_large_as_promised() -> None:
    assert len(TABLE) >= 160


@pytest.mark.parametrize("row", [row for row in ROWS if row.when is None], ids=lambda row: row.phrases[:30])
def test_each_phrase_of_a_row_is_answered(row: Row) -> None:
    for place in _places(row):
        assert any(answers(place, kind) for kind in KINDS), place


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_longer_than_it_says(locale: str) -> None:
    factory.random.reseed_random(locale)
    with factory.Faker.override_default_locale(locale):
        for value, longest in TEXTS:
            if locale != "en_US" and flat(value) in NOT_EVERYWHERE:
                continue
            found = drawn(value, 40 if "Faker" in flat(value) else 1)
            assert all(isinstance(text, str) for text in found), flat(value)
            assert longest is not None
            assert max(len(str(text)) for text in found) <= longest, flat(value)


def test_no_answer_is_longer_than_the_column() -> None:
    for column, answer in ALL:
        if column.type.length is not None and answer.longest is not None:
            assert answer.longest <= column.type.length, flat(answer.value)


def test_the_nth_are_different_and_fit() -> None:
    found = {(answer.nth, answer.reach): column for column, answer in ALL if answer.nth}
    for (code, reach), column in found.items():
        assert code is not None
        last = min(reach or 10**6 + 1, 10**6 + 1)
        numbers = {*range(min(300, last)), last - 1}
        made = [evaluated(code, n=n) for n in numbers]
        assert len(set(made)) == len(numbers), flat(code)
        length = column.type.length
        assert length is None or all(len(value) <= length for value in made), flat(code)  # type: ignore[arg-type]


def test_each_value_is_of_the_kind_of_its_column() -> None:
    for column, answer in ALL:
        if column.type.python == "str":
            continue
        for value in drawn(answer.value, 10):
            assert type(value).__name__ == column.type.python, (column.key, flat(answer.value))


def test_bytes_fit_their_column() -> None:
    for column, answer in ALL:
        if column.type.python == "bytes" and column.type.length is not None:
            assert all(len(value) <= column.type.length for value in drawn(answer.value, 5))  # type: ignore[arg-type]


# ---- inside the type


@pytest.mark.parametrize(
    ("precision", "scale"), [(8, 2), (4, 2), (9, 6), (10, 7), (5, 0), (3, 3), (2, 1), (None, None)]
)
def test_decimals_have_the_digits_of_their_column(precision: int | None, scale: int | None) -> None:
    places = {place for row in ROWS if row.when is None for place in _places(row) if "Decimal" in str(row.specs)}
    checked = 0
    for place in sorted(places):
        for answer in answers(place, "Decimal", precision=precision, scale=scale):
            for value in drawn(answer.value, 20):
                assert isinstance(value, Decimal)
                checked += 1
                if precision is not None and scale is not None:
                    exponent = value.as_tuple().exponent
                    assert isinstance(exponent, int)
                    assert -exponent <= scale, (place, value)
                    assert abs(value) < 10 ** (precision - scale), (place, value)
    assert checked or precision == 3


def test_an_invoice_amount_is_written_as_an_expert_would() -> None:
    written = 'Faker("pydecimal", left_digits=4, right_digits=2, positive=True)'
    assert best("Invoice.amount", "Decimal", precision=10, scale=2) == written


def test_coordinates_are_fakers_where_they_fit() -> None:
    assert best("Place.latitude", "Decimal", precision=10, scale=7) == 'Faker("latitude")'
    expected = 'Faker("pydecimal", min_value=-180, max_value=180, right_digits=6)'
    assert best("Place.lng", "Decimal", precision=9, scale=6) == expected


@pytest.mark.parametrize(
    ("lineage", "top"), [(("SmallInteger", "Integer"), 2**15 - 1), (("mysql.TINYINT", "Integer"), 127)]
)
def test_integers_stay_within_their_type(lineage: tuple[str, ...], top: int) -> None:
    for row in ROWS:
        for place in _places(row):
            for answer in answers(place, "int", lineage=lineage):
                assert all(-top <= value <= top for value in drawn(answer.value, 5)), place  # type: ignore[operator]


@pytest.mark.parametrize("key", ["created_at", "due_at", "start_date", "birth_date", "end_date"])
@pytest.mark.parametrize("aware", [True, False])
def test_moments_have_a_zone_exactly_where_the_column_has(key: str, aware: bool) -> None:
    for value in drawn(answers(f"User.{key}", "datetime", timezone=aware)[0].value, 20):
        assert isinstance(value, datetime)
        assert value.utcoffset() == (timedelta(0) if aware else None)


def test_values_repeat_under_the_same_seed() -> None:
    value = answers("User.email")[0].value
    factory.random.reseed_random(7)
    first = drawn(value, 5)
    factory.random.reseed_random(7)
    assert drawn(value, 5) == first
