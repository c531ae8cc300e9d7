"""What does the base's module import, for each feature that it has?"""

from __future__ import annotations

from collections.abc import Iterator

from factorygen.decisions import BaseFeatures
from factorygen.expression import Name
from factorygen.imports import BASE_MODULE, FAKER, SELF_ATTRIBUTE, SEQUENCE, SKIP, SUB_FACTORY

BASE_FACTORY = Name(BASE_MODULE, "BaseFactory")

ALWAYS = (
    Name("__future__", "annotations"),
    Name("collections.abc", "Iterator"),
    Name("contextlib", "contextmanager"),
    Name("contextvars", "ContextVar"),
    Name("typing", "TYPE_CHECKING"),
    Name("typing", "Any"),
    Name("typing", "Generic"),
    Name("typing", "TypeVar"),
    Name("factory.alchemy", "SQLAlchemyModelFactory"),
    Name("factory.builder", "StepBuilder"),
    Name("factory.enums", "CREATE_STRATEGY"),
    Name("factory.errors", "FactoryError"),
    Name("sqlalchemy.orm", "Session"),
    Name("sqlalchemy.orm", "scoped_session"),
)

MAYBE = Name("factory.declarations", "Maybe")
CACHE = Name("functools", "cache")
INSPECT = Name("sqlalchemy", "inspect")
BUILD_STEP = Name("factory.builder", "BuildStep")
PARSE_DECLARATIONS = Name("factory.builder", "parse_declarations")
PARAMETER = Name("inspect", "Parameter")
SIGNATURE = Name("inspect", "signature")

GET_BUILDER_PHASE = Name("factory.enums", "get_builder_phase")

BY_FEATURE = {
    "asyncio": (
        Name("collections.abc", "Callable"),
        Name("sqlalchemy.ext.asyncio", "AsyncSession"),
        Name("sqlalchemy.ext.asyncio", "async_scoped_session"),
    ),
    "children": (
        SUB_FACTORY,
        Name("factory.declarations", "PostGenerationDeclaration"),
        Name("sqlalchemy.orm.collections", "collection_adapter"),
    ),
    "unasked": (Name("factory.random", "randgen"),),
    "unloaded": (),
    "demanded_parents": (Name("sqlalchemy.orm.attributes", "set_committed_value"),),
    "defaults": (CACHE, INSPECT, PARAMETER, SIGNATURE),
    "day_times": (Name("datetime", "datetime"),),
    "from_parent": (Name("factory.declarations", "BaseDeclaration"),),
    "far_sides": (SUB_FACTORY,),
    "first_row": (
        SUB_FACTORY,
        INSPECT,
        BUILD_STEP,
        PARSE_DECLARATIONS,
        *(Name("sqlalchemy", name) for name in ("func", "insert", "select", "text")),
    ),
    "lookup_row": (
        INSPECT,
        Name("factory.declarations", "BaseDeclaration"),
        Name("sqlalchemy", "insert"),
        Name("sqlalchemy", "select"),
    ),
    "key": (
        *(SKIP, SELF_ATTRIBUTE, SUB_FACTORY, INSPECT, MAYBE),
        Name("factory.base", "StubObject"),
        Name("factory.enums", "BUILD_STRATEGY"),
    ),
    "keyed": (INSPECT,),
    "without_init": (INSPECT, Name("typing", "ClassVar")),
    "late": (CACHE, INSPECT, PARAMETER, SIGNATURE, Name("typing", "ClassVar")),
    "pairs": (
        SELF_ATTRIBUTE,
        GET_BUILDER_PHASE,
        Name("datetime", "date"),
        Name("datetime", "time"),
        Name("datetime", "timedelta"),
        MAYBE,
        Name("numbers", "Number"),
    ),
    "sequences": (
        Name("itertools", "count"),
        Name("math", "gcd"),
        Name("os", "environ"),
        Name("factory.alchemy", "SQLAlchemyOptions"),
    ),
    "short_code": (),
    "lookups": (
        *(SKIP, SEQUENCE, INSPECT, BUILD_STEP, PARSE_DECLARATIONS),
        Name("contextlib", "ExitStack"),
        Name("factory.builder", "Resolver"),
        Name("sqlalchemy", "select"),
        Name("sqlalchemy.exc", "IntegrityError"),
    ),
    "lookup_cache": (Name("sqlalchemy", "event"),),
    "mapped_class": (),
    "read_keys": (SELF_ATTRIBUTE, SKIP),
    "reads": (GET_BUILDER_PHASE, INSPECT, Name("sqlalchemy", "select")),
    "renamed": (),
    "repeats": (SEQUENCE, SUB_FACTORY, Name("sqlalchemy.exc", "IntegrityError")),
    "twins": (),
    "shared": (
        SELF_ATTRIBUTE,
        *(SUB_FACTORY, SKIP, CACHE, GET_BUILDER_PHASE, INSPECT, MAYBE),
        Name("factory.declarations", "BaseDeclaration"),
    ),
    "relationships": (SKIP, CACHE, INSPECT, Name("sqlalchemy.orm", "RelationshipDirection")),
}


def base_imports(features: BaseFeatures, locale: str = "") -> tuple[Name, ...]:
    """The names that a base with these features needs, each once, in a fixed order."""
    return tuple(dict.fromkeys((*_names(features), *((FAKER,) if locale else ()))))


def _names(features: BaseFeatures) -> Iterator[Name]:
    yield from ALWAYS
    for word in sorted(features.words):
        yield from BY_FEATURE[word]
    if features.kept_collections:
        yield Name("sqlalchemy.orm.attributes", "init_collection")
