"""Factories for the models in ``case_keys_of_parents.models``.

``PurchaseFactory()`` saves a purchase with the address and person it needs;
``PurchaseFactory.build()`` makes the same objects without a database. Pass parents as
objects (``billing_address=...``) or by key (``billing_address_id=7``), or reach into
them with two underscores (``billing_address__...``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_keys_of_parents.models import (
    Address,
    Assignment,
    Attendance,
    Badge,
    Course,
    Currency,
    Friendship,
    Lesson,
    Person,
    Price,
    Profile,
    Purchase,
    Quote,
)

from .factory_base import BaseFactory, Key, short_code


class CurrencyFactory(BaseFactory[Currency]):
    class Meta:
        model = Currency

    # 46656 different values, then they repeat.
    code = Sequence(lambda n: short_code(n, 3))
    slot = Sequence(lambda n: n + 1)


class PriceFactory(BaseFactory[Price]):
    class Meta:
        model = Price

    class Params:
        token_currency = SubFactory(CurrencyFactory)

    currency = SubFactory(CurrencyFactory)

    token = Key("token_currency.token")


class QuoteFactory(BaseFactory[Quote]):
    class Meta:
        model = Quote

    class Params:
        currency = SubFactory(CurrencyFactory)
        slot_currency = SubFactory(CurrencyFactory)

    currency_code = Key("currency.code")
    slot = Key("slot_currency.slot")


class PersonFactory(BaseFactory[Person]):
    class Meta:
        model = Person

    name = Faker("name", locale="en_US")


class AddressFactory(BaseFactory[Address]):
    class Meta:
        model = Address

    city = Faker("city")


class PurchaseFactory(BaseFactory[Purchase]):
    class Meta:
        model = Purchase

    class Params:
        with_updated_by = Trait(updated_by=SubFactory(PersonFactory))

    billing_address = SubFactory(AddressFactory)
    shipping_address = SubFactory(AddressFactory)
    created_by = SubFactory(PersonFactory)


class ProfileFactory(BaseFactory[Profile]):
    class Meta:
        model = Profile

    person = SubFactory(PersonFactory)

    bio = Faker("sentence")


class BadgeFactory(BaseFactory[Badge]):
    class Meta:
        model = Badge

    profile = SubFactory(ProfileFactory)


class CourseFactory(BaseFactory[Course]):
    class Meta:
        model = Course

    id = Sequence(lambda n: f"id-{n}")


class AssignmentFactory(BaseFactory[Assignment]):
    class Meta:
        model = Assignment

    class Params:
        course = SubFactory(CourseFactory)

    course_id = Key("course.id")


class LessonFactory(BaseFactory[Lesson]):
    class Meta:
        model = Lesson

    course = SubFactory(CourseFactory)


class AttendanceFactory(BaseFactory[Attendance]):
    class Meta:
        model = Attendance

    class Params:
        person = SubFactory(PersonFactory)
        course = SubFactory(CourseFactory)

    person_id = Key("person.id")
    course_id = Key("course.id")
    grade = Faker("pyint", min_value=0, max_value=100)


class FriendshipFactory(BaseFactory[Friendship]):
    class Meta:
        model = Friendship

    person = SubFactory(PersonFactory)
    friend = SubFactory(PersonFactory)

    since = Faker("pyint", min_value=1600000000, max_value=1650000000)
