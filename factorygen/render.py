"""``Plan`` -> text, through the templates; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from factorygen.decisions import BaseFeatures, BaseSettings, Declaration, FactoryPlan, OwnSession, Plan
from factorygen.expression import (
    Argument,
    Call,
    Code,
    Name,
    NameOf,
    code,
    comment,
    docstring,
    flat,
    literal,
    names_in,
    plain_name,
    printed,
)
from factorygen.import_lines import import_sections, isort_key, local_names
from factorygen.imports import ANY, BASE_MODULE, UTC
from factorygen.render_base import BASE_FACTORY, base_imports

MODERN = {UTC: Name("datetime", "UTC")}
"""What Python 3.11 has a better name for."""
CLASS_VAR = Name("typing", "ClassVar")
NO_SETTINGS = BaseSettings()
TESTED = (
    ANY,
    BASE_FACTORY,
    Name("pytest", ""),
    Name("sqlalchemy", "inspect"),
    Name("sqlalchemy.orm", "Session"),
)
"""What the tests of factories need."""
HERE = Path(__file__).parent


def factories_text(plan: Plan, base_module: str, first_party: frozenset[str], python: tuple[int, int]) -> str:
    """The factories' module.

    ``base_module`` is how it imports its base; ``first_party`` are the project's own top-level modules, which stand
    in an import section of their own; ``python`` is the oldest version it has to run on.
    """
    return _rendered("factories.py.jinja", _module(plan, base_module, first_party, python), plan.base)


def single_text(
    plan: Plan, first_party: frozenset[str], python: tuple[int, int], settings: BaseSettings = NO_SETTINGS
) -> str:
    """Base and factories as one module."""
    return _rendered("factories.py.jinja", _module(plan, "", first_party, python, settings), plan.base)


def package_text(said: str, exports: Mapping[str, Iterable[str]], besides: Iterable[str]) -> str:
    """A package's own module: its docstring, and what it hands on of each of its modules.

    ``besides`` are names that it has from elsewhere.
    """
    names = [(Name(f".{module}", name), name) for module, found in exports.items() for name in found]
    listed = sorted({*besides, *(called for _, called in names)}, key=isort_key)
    module = PackageView(docstring(said), import_sections(names, {}, frozenset()), tuple(listed))
    return rendered("package.py.jinja", module=module)


def tests_text(factories: str, base_module: str, first_party: frozenset[str]) -> str:
    """The module of tests beside the factories, which saves each one that the module ``factories`` has."""
    beside = Name(".", factories) if base_module.startswith(".") else Name(factories, "")
    names = [*TESTED, beside]
    sections = import_sections([(name, name.name) for name in names], {BASE_MODULE: base_module}, first_party)
    view = TestsView(factories, sections)
    return rendered("test_factories.py.jinja", module=view)


def base_text(features: BaseFeatures, settings: BaseSettings = NO_SETTINGS) -> str:
    """The base's module."""
    names = base_imports(features, settings.locale)
    sections = import_sections([(name, name.name) for name in names], {}, frozenset())
    module = ModuleView("", sections, (), False, _locale(settings.locale), settings.session)
    return _rendered("factory_base.py.jinja", module, features)


@dataclass(frozen=True)
class FactoryView:
    """One class as text; lines of more than one row are laid out already."""

    name: str
    base: str
    model: str
    inherits: bool
    replaces_params: bool
    """Whether a factory above has Params of its own, of which type checkers do not know that they are kept."""
    rename: str
    lookup: str
    exclude: str
    late: str
    without_init: str
    params: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    alone: str
    """The factory without children that inherits it; "" if it stands for itself."""
    full: str
    """The one with them."""
    children: tuple[str, ...]


@dataclass(frozen=True)
class ModuleView:
    """A module as text."""

    docstring: str
    imports: tuple[tuple[str, ...], ...]
    factories: tuple[FactoryView, ...]
    single: bool
    locale: str
    """As Python writes it; "" for factory_boy's own."""
    session: OwnSession | None


@dataclass(frozen=True)
class TestsView:
    """A module of tests as text."""

    factories: str
    imports: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PackageView:
    """A package's own module as text."""

    docstring: str
    imports: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]


def _module(
    plan: Plan,
    base_module: str,
    first_party: frozenset[str],
    python: tuple[int, int],
    settings: BaseSettings = NO_SETTINGS,
) -> ModuleView:
    single = not base_module
    modern = MODERN if python >= (3, 11) else {}
    used = {modern.get(name, name).root for factory in plan.factories for name in _names(factory)}
    used.add(BASE_FACTORY)
    taken = {one.attribute for factory in plan.factories for one in factory.declarations}
    taken |= {name for factory in plan.factories for name in factory.names}
    of_base = {name: name.name for name in (base_imports(plan.base) if single else ())}  # as its text calls them
    local = local_names(used & of_base.keys(), taken)
    namesakes = {name for one in plan.factories for name in names_in(one.model_code) if name.name in one.names}
    local |= local_names(used - of_base.keys(), taken.union(local.values(), of_base.values()), namesakes)
    kept = [pair for pair in local.items() if not (single and pair[0].module == BASE_MODULE)]

    def name_of(name: Name) -> str:
        name = modern.get(name, name)
        _, dot, rest = name.name.partition(".")
        return local[name.root] + dot + rest

    with_params = _with_params(plan.factories)
    views = tuple(_factory(factory, name_of, factory.inherits in with_params) for factory in plan.factories)
    sections = import_sections([*kept, *of_base.items()], {BASE_MODULE: base_module}, first_party)
    return ModuleView(docstring(plan.docstring), sections, views, single, _locale(settings.locale), settings.session)


def _locale(name: str) -> str:
    return flat(literal(name)) if name else ""


def _names(factory: FactoryPlan) -> Iterator[Name]:
    yield from names_in(factory.model_code)
    yield from names_in(factory.model_type)
    if factory.rename:
        yield CLASS_VAR
    if any(one.replaces for one in factory.declarations):
        yield ANY
    for declaration in factory.declarations:
        yield from names_in(declaration.expression)


def _with_params(factories: Iterable[FactoryPlan]) -> frozenset[str]:
    """The factories that have Params, or inherit from one that has; they come parents first."""
    found: set[str] = set()
    for one in factories:
        if one.params or one.inherits in found:
            found.add(one.root)
    return frozenset(found)


def _factory(factory: FactoryPlan, name_of: NameOf, replaces_params: bool) -> FactoryView:
    children = tuple(_lines(factory.children, name_of, 4))
    groups = (
        tuple(f"# TODO: {comment(todo)}" for todo in factory.todos),
        tuple(_lines(factory.parents, name_of, 4)),
        tuple(_lines(factory.scalars, name_of, 4)),
        () if factory.isolation else children,
    )
    return FactoryView(
        name=factory.root,
        alone=factory.isolation.alone if factory.isolation else "",
        full=factory.name,
        children=children,
        base=factory.inherits or f"{name_of(BASE_FACTORY)}[{flat(factory.model_type, name_of)}]",
        inherits=bool(factory.inherits),
        replaces_params=replaces_params,
        model=flat(factory.model_code, name_of),
        rename=_rename(factory, name_of),
        lookup=_names_of(factory.lookup, 8, "sqlalchemy_get_or_create = "),
        exclude=_names_of(factory.exclude, 8, "exclude = "),
        late=_names_of(factory.late, 4, "_late = "),
        without_init=comment(factory.without_init)[:100],
        params=tuple(_lines(factory.params, name_of, 8)),
        groups=tuple(group for group in groups if group),
    )


def _rename(factory: FactoryPlan, name_of: NameOf) -> str:
    pairs = tuple(Argument(code(f"{flat(literal(old))}: {flat(literal(new))}")) for old, new in factory.rename)
    prefix = f"rename: {name_of(CLASS_VAR)} = " if pairs else ""
    return printed(Call(Code(()), pairs, "{}"), plain_name, 8, prefix) if pairs else ""


def _names_of(attributes: tuple[str, ...], indent: int, prefix: str) -> str:
    """A tuple of names, as it is assigned; "" if there are none."""
    names = tuple(Argument(literal(name)) for name in attributes)
    if len(names) == 1:
        return f"{prefix}({flat(names[0].value)},)"
    return printed(Call(Code(()), names), plain_name, indent, prefix) if names else ""


def _lines(declarations: Iterable[Declaration], name_of: NameOf, indent: int) -> Iterator[str]:
    for one in declarations:
        if one.comment:
            yield f"# {comment(one.comment)}"
        elif one.reach is not None:
            yield f"# {one.reach} different values, then they repeat."
        annotation = f": {name_of(ANY)}" if one.replaces else ""
        yield printed(one.expression, name_of, indent, f"{one.attribute}{annotation} = ")


def _rendered(template: str, module: ModuleView, base: BaseFeatures) -> str:
    return rendered(template, module=module, base=base)


def rendered(template: str, **views: object) -> str:
    """The text of a template with these views in it."""
    return templates().get_template(template).render(views).rstrip() + "\n"


@cache
def templates() -> Environment:
    """All templates; each is compiled once."""
    return Environment(
        loader=FileSystemLoader(_folder()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


def _folder() -> Path:
    """The templates stand inside the installed package, and beside it in a checkout."""
    inside = HERE / "templates"
    return inside if inside.is_dir() else HERE.parent / "templates"
