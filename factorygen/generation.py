"""Mapped classes in, the text of the files out: the one pure function behind every command."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from factorygen.decisions import BaseFeatures, BaseSettings, OwnSession, Plan
from factorygen.diagnostics import Diagnostic
from factorygen.enrichment import Live, enriched
from factorygen.formatting import WIDTH, formatted
from factorygen.introspect import introspect
from factorygen.merge import bound_in
from factorygen.own_words import NOTHING_TOLD, Told, own_words
from factorygen.plan import plan
from factorygen.plan.naming import PLAIN, Naming
from factorygen.render import NO_SETTINGS, base_text, factories_text, single_text
from factorygen.sampling import in_locale
from factorygen.schema import Schema


@dataclass(frozen=True)
class Result:
    """What was found, what was decided, and the two texts it gives."""

    schema: Schema
    plan: Plan
    factories: str
    base: str
    models: str = ""
    """The text of a models module, if there were no models."""


@dataclass(frozen=True)
class Origin:
    """What factories are made of."""

    classes: Sequence[type]
    """The mapped classes that get a factory."""
    excluded: Sequence[type] = ()
    """Those that get none."""
    dialect: str = ""
    """The database they are meant for; "": they tell."""
    live: Live | None = None
    """What a database says besides."""


@dataclass(frozen=True)
class Wishes:
    """What the user wants of the factories."""

    nullable: str = "fill"
    """Whether nullable columns get a value ("fill") or stay None ("none")."""
    told: Told = NOTHING_TOLD
    """What is to stand for columns and types."""
    locale: str = ""
    """The language of Faker's values; "": factory_boy's own."""
    naming: Naming = PLAIN
    """How factories are called."""
    asyncio: bool = False
    """Whether they save to an AsyncSession too."""
    lookup_cache: bool = False
    """Whether sessions remember the rows that are looked up."""
    session: OwnSession | None = None
    """Where they save to if nobody has called ``set_session()``."""

    @property
    def base(self) -> BaseSettings:
        """What of it is the base's."""
        return BaseSettings(self.locale, self.session)


@dataclass(frozen=True)
class Surroundings:
    """Where the files are to stand."""

    base_module: str = ".factory_base"
    """How the factories import their base."""
    other_features: frozenset[str] = frozenset()
    """The parts of the base that its other users in the folder need."""
    first_party: frozenset[str] = frozenset()
    """The project's own top-level modules."""
    python: tuple[int, int] = (3, 10)
    """The oldest version they run on."""


NO_WISHES = Wishes()
ANYWHERE = Surroundings()


def generate(origin: Origin, wishes: Wishes = NO_WISHES, around: Surroundings = ANYWHERE) -> Result:
    """The factories of mapped classes, and the base they need."""
    schema, disagreements = _schema(origin)
    decided = _plan(schema, wishes)
    shared = BaseFeatures.of(decided.base.words | around.other_features)
    factories = factories_text(decided, around.base_module, around.first_party, around.python)
    base = base_text(shared, wishes.base)
    if any(len(line) > WIDTH and not line.lstrip().startswith("#") for line in factories.splitlines()):
        factories = formatted(factories)  # something that our own printer does not know how to break
    for text in (factories, base):
        ast.parse(text)  # nothing is handed on that Python cannot read
    decided = replace(decided, diagnostics=(*disagreements, *decided.diagnostics))
    return Result(schema, decided, factories, base, origin.live.models if origin.live else "")


def generate_single(origin: Origin, wishes: Wishes = NO_WISHES, around: Surroundings = ANYWHERE) -> tuple[Plan, str]:
    """The plan, and the same as one module that needs no other."""
    schema, disagreements = _schema(origin)
    beside = replace(wishes.naming, taken=wishes.naming.taken | _names_of_base(wishes.base))
    decided = _plan(schema, replace(wishes, naming=beside))
    told_of = replace(decided, diagnostics=(*disagreements, *decided.diagnostics))
    return told_of, single_text(decided, around.first_party, around.python, wishes.base)


def _schema(origin: Origin) -> tuple[Schema, tuple[Diagnostic, ...]]:
    live = origin.live
    if live is None:
        return introspect(origin.classes, origin.dialect, origin.excluded), ()
    declared = introspect(origin.classes, origin.dialect or live.schema.dialect, origin.excluded)
    found = enriched(declared, live.schema, live.default_schema)
    return found.schema, (*live.diagnostics, *found.diagnostics)


def base_with(words: frozenset[str], settings: BaseSettings = NO_SETTINGS) -> str:
    """The base with these parts."""
    return base_text(BaseFeatures.of(words), settings)


def _plan(schema: Schema, wishes: Wishes) -> Plan:
    with in_locale(wishes.locale):
        decided = plan(schema, wishes.nullable == "fill", own_words(schema, wishes.told), wishes.naming)
    cache = wishes.lookup_cache and decided.base.lookups
    return replace(decided, base=replace(decided.base, asyncio=wishes.asyncio, lookup_cache=cache))


def _names_of_base(settings: BaseSettings) -> frozenset[str]:
    """What a module has for itself that holds the base with all its parts."""
    return bound_in(base_text(BaseFeatures(**{item.name: True for item in fields(BaseFeatures)}), settings))
