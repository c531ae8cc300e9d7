"""What does the generated module say of itself? How to use it, with its own names."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from factorygen.decisions import FactoryPlan
from factorygen.plan.naming import Naming
from factorygen.references import Reference
from factorygen.schema import PythonName, Schema
from factorygen.words import words

WIDTH = 88
References = Mapping[PythonName, tuple[Reference, ...]]


def module_docstring(factories: tuple[FactoryPlan, ...], schema: Schema, references: References, naming: Naming) -> str:
    """The text between the triple quotes."""
    modules = sorted({model.id.module for model in schema.models})
    named = f"``{modules[0].lstrip('.')}``" + (" and others" if modules[1:] else "")
    usage = " ".join(_usage(factories, references, naming))
    return f"Factories for the models in {named}.\n\n{_wrapped(usage)}\n"


def _usage(factories: tuple[FactoryPlan, ...], references: References, naming: Naming) -> list[str]:
    with_parents = [one for one in factories if one.parents]
    example = max(with_parents or factories, key=lambda one: len(_ancestors(one.model, references)))
    phrase = _phrase(example.model, naming)
    above = _with_ancestors(example.model, references, naming)
    lines = [
        f"``{example.name}()`` saves {_article(phrase)} {phrase}{above};",
        f"``{example.name}.build()`` makes the same objects without a database.",
    ]
    lines += _about_parents(example, references) if example.parents else []
    return lines + _about_children(factories)


def _about_children(factories: tuple[FactoryPlan, ...]) -> list[str]:
    found = [(factory, one) for factory in factories for one in factory.children]
    if not found:
        return []
    factory, child = next((pair for pair in found if pair[1].unasked), found[0])
    asked = f"``{factory.name}({child.attribute}=3)``"
    if not child.unasked:
        return [f"Ask for children by number or hand them over ({asked})."]
    alone = f", ``{factory.isolation.alone}()`` none" if factory.isolation else ""
    return [f"``{factory.name}()`` makes {child.attribute} too, {asked} three of them{alone}."]


def _about_parents(example: FactoryPlan, references: References) -> list[str]:
    parent = example.parents[0].attribute
    return [
        f"Pass parents as objects (``{parent}=...``) or by key (``{references[example.model][0].columns[0]}=7``),",
        f"or reach into them with two underscores (``{parent}__...``).",
    ]


def _ancestors(id: PythonName, references: References) -> list[PythonName]:
    found: list[PythonName] = []
    waiting = [id]
    while waiting:
        for reference in references[waiting.pop(0)]:
            if reference.required and reference.target not in (*found, id):
                found.append(reference.target)
                waiting.append(reference.target)
    return found


def _with_ancestors(model: PythonName, references: References, naming: Naming) -> str:
    names = list(dict.fromkeys(_phrase(id, naming) for id in _ancestors(model, references)))
    if not names:
        return ""
    if len(names) > 4:
        return " with all the rows it needs"
    listed = ", ".join(names[:-1]) + (" and " if names[:-1] else "") + names[-1]
    return f" with the {listed} it needs"


SPOKEN_AS_CONSONANTS = ("eu", "one", "uni", "us", "ut")


def _phrase(model: PythonName, naming: Naming) -> str:
    name = naming.stripped(model.name)
    return " ".join(words(name)) or name


def _article(phrase: str) -> str:
    return "an" if phrase[:1] in "aeiou" and not phrase.startswith(SPOKEN_AS_CONSONANTS) else "a"


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False))
