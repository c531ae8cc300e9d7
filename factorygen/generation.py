"""Mapped classes in, the text of the files out: the one pure function behind every command."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from factorygen.decisions import BaseFeatures, Plan
from factorygen.diagnostics import Diagnostic
from factorygen.enrichment import Live, enriched
from factorygen.formatting import WIDTH, formatted
from factorygen.introspect import introspect
from factorygen.own_words import NOTHING_TOLD, Told, own_words
from factorygen.plan import plan
from factorygen.plan.naming import PLAIN, Naming
from factorygen.render import base_text, factories_text, single_text
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


def generate(
    classes: Sequence[type],
    dialect: str = "",
    nullable: str = "fill",
    base_module: str = ".factory_base",
    other_features: frozenset[str] = frozenset(),
    first_party: frozenset[str] = frozenset(),
    python: tuple[int, int] = (3, 10),
    excluded: Sequence[type] = (),
    told: Told = NOTHING_TOLD,
    locale: str = "",
    live: Live | None = None,
    naming: Naming = PLAIN,
    asyncio: bool = False,
) -> Result:
    """The factories of mapped classes, and the base they need.

    ``dialect`` is found out if it is empty; ``nullable`` is "fill" or "none"; ``base_module`` is how the factories
    import their base; ``other_features`` are the parts of the base that its other users in the folder need;
    ``first_party`` are the project's own top-level modules; ``python`` is the oldest version it runs on;
    ``excluded`` are mapped classes that get no factory; ``told`` is what the user says of columns and types;
    ``locale`` is that of Faker's values, "" factory_boy's own; ``live`` is what a database says besides;
    ``naming`` is how factories are called; with ``asyncio`` they save to an AsyncSession too.
    """
    schema, disagreements = _schema(classes, dialect, excluded, live)
    decided = _plan(schema, nullable, told, locale, naming, asyncio)
    shared = BaseFeatures.of(decided.base.words | other_features)
    factories, base = factories_text(decided, base_module, first_party, python), base_text(shared, locale)
    if any(len(line) > WIDTH and not line.lstrip().startswith("#") for line in factories.splitlines()):
        factories = formatted(factories)  # something that our own printer does not know how to break
    for text in (factories, base):
        ast.parse(text)  # nothing is handed on that Python cannot read
    decided = replace(decided, diagnostics=(*disagreements, *decided.diagnostics))
    return Result(schema, decided, factories, base, live.models if live else "")


def generate_single(
    classes: Sequence[type],
    dialect: str = "",
    nullable: str = "fill",
    first_party: frozenset[str] = frozenset(),
    python: tuple[int, int] = (3, 10),
    excluded: Sequence[type] = (),
    told: Told = NOTHING_TOLD,
    locale: str = "",
    live: Live | None = None,
    naming: Naming = PLAIN,
    asyncio: bool = False,
) -> tuple[Plan, str]:
    """The plan, and the same as one module that needs no other."""
    schema, disagreements = _schema(classes, dialect, excluded, live)
    beside = replace(naming, taken=naming.taken | _names_of_base(locale))
    decided = _plan(schema, nullable, told, locale, beside, asyncio)
    told_of = replace(decided, diagnostics=(*disagreements, *decided.diagnostics))
    return told_of, single_text(decided, first_party, python, locale)


def _schema(
    classes: Sequence[type], dialect: str, excluded: Sequence[type], live: Live | None
) -> tuple[Schema, tuple[Diagnostic, ...]]:
    if live is None:
        return introspect(classes, dialect, excluded), ()
    found = enriched(introspect(classes, dialect or live.schema.dialect, excluded), live.schema, live.default_schema)
    return found.schema, (*live.diagnostics, *found.diagnostics)


def base_with(words: frozenset[str], locale: str = "") -> str:
    """The base with these parts."""
    return base_text(BaseFeatures.of(words), locale)


def _plan(schema: Schema, nullable: str, told: Told, locale: str, naming: Naming, asyncio: bool) -> Plan:
    with in_locale(locale):
        decided = plan(schema, nullable == "fill", own_words(schema, told), naming)
    return replace(decided, base=replace(decided.base, asyncio=asyncio))


def _names_of_base(locale: str) -> frozenset[str]:
    """What a module has for itself that holds the base with all its parts."""
    whole = base_text(BaseFeatures(**{item.name: True for item in fields(BaseFeatures)}), locale)
    names: set[str] = set()
    for node in ast.parse(whole).body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]):
                names.add(name)
            case ast.Import(names=imported) | ast.ImportFrom(names=imported):
                names.update(one.asname or one.name for one in imported)
    return frozenset(names)
