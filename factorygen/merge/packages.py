"""The modules of a package of factories as texts: laid out from one module, gathered into one, and what they define."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from factorygen.fingerprint import tree_of
from factorygen.merge.bindings import imported_by
from factorygen.merge.distribution import Homes, bound_by, distributed
from factorygen.merge.facts import Baseline, Line, Subject
from factorygen.merge.gathering import gathered
from factorygen.merge.module import Merged, factories_in, fresh, parsed, read_anew, subjects_by_scope
from factorygen.merge.parts import Part
from factorygen.merge.renames import detect, factory_of
from factorygen.merge.rewriting import renamed

ALL = "__all__"


def scopes_of(text: str) -> Mapping[str, str]:
    """The classes of a new text by their scope."""
    return {scope: one.called for scope, one in read_anew(text).factories.items()}


def renamed_scopes(text: str, baseline: Baseline, subjects: Sequence[Subject]) -> Mapping[str, str]:
    """The models that have another name than when they were generated last, old name by new."""
    found = detect(baseline, subjects_by_scope(read_anew(text), subjects)).scopes
    return {new: old for old, new in found.items()}


def laid_out(text: str, homes: Homes) -> Mapping[str, str]:
    """The modules of a package that has what stands in one new text."""
    return distributed(parsed(text), homes)


def laid_out_again(text: str, new: Mapping[str, str], whole: str, known: Baseline) -> Mapping[str, str]:
    """The user's one module as modules of a package, which ``new`` are; ``whole`` is the new text in one."""
    here = factories_in(text, whole, known)
    names = {scope: name for one in new.values() for scope, name in scopes_of(one).items()}
    last = {scope: factory_of(lines) for scope, lines in known.by_scope.items()}
    called = {name: names[scope] for scope, name in here.items() if scope in names and name == last.get(scope)}
    places = {scope: place for place, one in new.items() for scope in scopes_of(one)}
    docstrings = {place: docstring_of(one) for place, one in new.items()}
    homes = {name: places[scope] for scope, name in here.items() if scope in places}
    given = {place: read_anew(one) for place, one in new.items()}
    return distributed(parsed(text), Homes(homes, docstrings, frozenset(here.values()), called, given))


def gathered_again(modules: Mapping[str, str], package: str, whole: str) -> str:
    """The user's modules of a package as one, which is going to be compared with ``whole``."""
    return gathered({name: parsed(text) for name, text in modules.items()}, parsed(package), read_anew(whole))


def fresh_with(text: str, subjects: Sequence[Subject], part: Part) -> Merged:
    """A new module of a package, some of whose other factories are called otherwise than they were generated."""
    names = {one.generated: one.becomes for one in part.elsewhere}
    return fresh(renamed(parsed(text), {}, names).code, subjects, part)


def docstring_of(text: str) -> str:
    """A module that has the docstring of another one alone."""
    module = parsed(text)
    return module.with_changes(body=module.body[:1], footer=()).code if ast.get_docstring(tree_of(text)) else ""


def defined_in(text: str) -> tuple[str, ...]:
    """The public names that a module defines itself."""
    body = (node for node in parsed(text).body if not imported_by(node))
    names = dict.fromkeys(name for node in body for name in bound_by(node))
    return tuple(name for name in names if not name.startswith("_"))


def is_empty(text: str) -> bool:
    """Whether a module has no statement."""
    return not parsed(text).body


# ---- what the package hands on


def listed(text: str) -> frozenset[str]:
    """What a module's ``__all__`` names."""
    for node in tree_of(text).body:
        if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == [ALL]:
            values = (getattr(one, "value", None) for one in ast.walk(node.value) if isinstance(one, ast.Constant))
            return frozenset(value for value in values if isinstance(value, str))
    return frozenset()


def imported_in(text: str) -> frozenset[str]:
    """The names that a module imports."""
    return frozenset(one.called for node in parsed(text).body for one in imported_by(node))


def with_our_list(text: str, known: Baseline) -> Baseline:
    """What is known of a package's module, with its ``__all__`` as if untouched: its names are merged one by one."""
    document = read_anew(text)
    mark = next((one.mark for one in document.elements if one.name == ALL), "")
    return Baseline(known.lines | ({Line("", ALL, "-", mark)} if mark else frozenset()), known.imports)
