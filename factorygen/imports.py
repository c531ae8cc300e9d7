"""Which imported names do the rules write with?"""

from __future__ import annotations

from factorygen.expression import Name

ANY = Name("typing", "Any")

FAKER = Name("factory.faker", "Faker")

LAZY_ATTRIBUTE = Name("factory.declarations", "LazyAttribute")
LAZY_FUNCTION = Name("factory.declarations", "LazyFunction")
SELF_ATTRIBUTE = Name("factory.declarations", "SelfAttribute")
SEQUENCE = Name("factory.declarations", "Sequence")
SUB_FACTORY = Name("factory.declarations", "SubFactory")
SKIP = Name("factory.declarations", "SKIP")
TRAIT = Name("factory.declarations", "Trait")

RANDGEN = Name("factory.random", "randgen")
"""factory_boy's source of chance: what ``reseed_random()`` seeds."""

DATE = Name("datetime", "date")
DATETIME = Name("datetime", "datetime")
TIME = Name("datetime", "time")
TIMEDELTA = Name("datetime", "timedelta")
UTC = Name("datetime", "timezone.utc")

DECIMAL = Name("decimal", "Decimal")
COMPILE = Name("re", "compile")
UUID = Name("uuid", "UUID")
UUID4 = Name("uuid", "uuid4")

LIST = Name("factory.declarations", "List")

BASE_MODULE = ".factory_base"
"""Where the generated base stands, seen from the factories; a name to import from beside them."""
SHORT_CODE = Name(BASE_MODULE, "short_code")
CHILDREN = Name(BASE_MODULE, "Children")
KEY = Name(BASE_MODULE, "Key")
PLUS = Name(BASE_MODULE, "Plus")
FROM_PARENT = Name(BASE_MODULE, "FromParent")
LOOKUP_ROW = Name(BASE_MODULE, "LookupRow")
FIRST_ROW = Name(BASE_MODULE, "FirstRow")
