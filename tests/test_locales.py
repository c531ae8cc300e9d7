"""In the locale that is asked for, no text is longer than its column, whatever Faker knows in it."""

from __future__ import annotations

import factory.random
import pytest
from asking import asked, drawn

from factorygen.column_rules.columns import answer
from factorygen.sampling import in_locale

LOCALES = ("en_US", "ja_JP", "es_CO")
MORE_LOCALES = ("de_DE", "fr_FR", "ar_AA", "th_TH", "zh_CN", "hu_HU", "bn_BD")
PLACES = (
    *("Person.name", "Person.first_name", "Person.full_name", "Person.job", "Person.phone", "Person.email"),
    *("Person.username", "Person.company", "Address.city", "Address.street", "Address.country", "Address.state"),
    *("Address.state_abbr", "Address.postcode", "Place.region", "Company.name", "Company.catch_phrase"),
    *("Currency.code", "Car.license_plate", "Post.title", "Post.slug", "Product.name", "Thing.stuff"),
)


@pytest.mark.parametrize("locale", [*LOCALES, *(pytest.param(one, marks=pytest.mark.long) for one in MORE_LOCALES)])
def test_texts_fit_their_columns(locale: str) -> None:
    """Where Faker has no such provider (``state`` in Japanese), something else has to do."""
    with in_locale(locale):
        for place in PLACES:
            for length in (5, 12, 20, 45, 60):
                column, model = asked(place, "str", length=length)
                found = answer(column, model, False)
                assert found is not None, (place, length)
                factory.random.reseed_random(5)
                assert max(len(str(value)) for value in drawn(found[0], 100)) <= length, (place, length)
