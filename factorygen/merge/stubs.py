"""What does a type checker have to know of a module of factories? A stub, in which the keywords of each are named.

It has all that the module has: imports, which are handed on, and what is no factory stand in it as they are.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import libcst as cst

from factorygen.import_lines import isort_key, lines_of
from factorygen.merge.bindings import dotted, import_of, imported_by, module_of, names_bound
from factorygen.merge.elements import is_text
from factorygen.merge.module import parsed

DECORATORS = frozenset({"post_generation", "lazy_attribute", "lazy_attribute_sequence", "sequence"})
"""Those of factory_boy that make a declaration of a function."""
TRAIT = "Trait"
INNER = ("Meta", "Params")
ANY = "Any"
WAYS = (
    ("__new__", "", False, "{model}"),
    ("build", "@classmethod\n    ", False, "{model}"),
    ("create", "@classmethod\n    ", False, "{model}"),
    ("build_batch", "@classmethod\n    ", True, "list[{model}]"),
    ("create_batch", "@classmethod\n    ", True, "list[{model}]"),
)
"""How objects are made: the name, what stands above it, whether it takes a size, and what it gives."""
NAMED = frozenset({"NamedTuple", "NewType", "ParamSpec", "TypeVar", "namedtuple"})
"""Calls that a type checker has to see."""
BOOLEANS = ("True", "False", "None")
PLAIN = (cst.Integer, cst.Float, cst.SimpleString, cst.ConcatenatedString, cst.UnaryOperation)
TAKEN = frozenset({"cls", "size"})
"""Parameters of theirs."""


@dataclass(frozen=True)
class Known:
    """The factories of all modules: their keywords with their types, and the code of their models."""

    keywords: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)


def known_in(texts: Iterable[str], attributes: Mapping[str, Sequence[str]]) -> Known:
    """What is known of the factories in these modules; ``attributes`` are those of the models, by their factories."""
    classes = [node for text in texts for node in parsed(text).body if isinstance(node, cst.ClassDef)]
    keywords: dict[str, Mapping[str, str]] = {}
    models: dict[str, str] = {}
    waiting = classes
    while waiting:
        later = []
        for node in waiting:
            if not _is_factory(node, keywords):
                later.append(node)
                continue
            name = node.name.value
            models[name] = _model(node) or next((models[base] for base in _bases(node) if base in models), "")
            own = {one: ANY for one in attributes.get(name, ())} | dict(_declared(node))
            keywords[name] = {**_inherited(node, keywords), **own}
        waiting = later if len(later) < len(waiting) else []
    return Known(keywords, models)


def stub(text: str, known: Known) -> str:
    """The stub of a module."""
    body = [node for node in parsed(text).body if not is_text(node)]
    imports = [line for node in body if import_of(node) is not None for line in _handed_on(node)]
    needs_any = not any(one.called == ANY for node in body for one in imported_by(node))
    others = [line for node in body if import_of(node) is None for line in _statement(node, known)]
    return "\n".join([*(_with_any(imports) if needs_any else imports), "", *others])


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


# ---- what a factory declares


def _is_factory(node: cst.ClassDef, known: Mapping[str, object]) -> bool:
    return bool(_model(node)) or any(base in known for base in _bases(node))


def _bases(node: cst.ClassDef) -> list[str]:
    return [dotted(one.value.value if isinstance(one.value, cst.Subscript) else one.value) for one in node.bases]


def _inherited(node: cst.ClassDef, keywords: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    return {name: type_ for base in _bases(node) for name, type_ in keywords.get(base, {}).items()}


def _model(node: cst.ClassDef) -> str:
    """The code of its model; "" if it has none of its own."""
    for one in node.bases:
        if isinstance(one.value, cst.Subscript):
            return _code(one.value.slice[0])
    for inner in node.body.body:
        if isinstance(inner, cst.ClassDef) and inner.name.value == "Meta":
            return next((found for line in inner.body.body for found in _assigned_model(line)), "")
    return ""


def _assigned_model(line: cst.CSTNode) -> Iterator[str]:
    statement = line.body[0] if isinstance(line, cst.SimpleStatementLine) else None
    if isinstance(statement, cst.Assign) and "model" in names_bound(line):
        yield dotted(statement.value) or ANY


def _declared(node: cst.ClassDef) -> Iterator[tuple[str, str]]:
    for one in node.body.body:
        if isinstance(one, cst.ClassDef) and one.name.value == "Params":
            for line in one.body.body:
                yield from ((name, "bool" if _is_trait(line) else ANY) for name in names_bound(line))
        elif not isinstance(one, cst.ClassDef) and (not isinstance(one, cst.FunctionDef) or _is_declaration(one)):
            yield from ((name, ANY) for name in names_bound(one) if not name.startswith("_"))


def _is_trait(line: cst.CSTNode) -> bool:
    statement = line.body[0] if isinstance(line, cst.SimpleStatementLine) else None
    value = statement.value if isinstance(statement, cst.Assign | cst.AnnAssign) else None
    return isinstance(value, cst.Call) and dotted(value.func).rpartition(".")[2] == TRAIT


def _is_declaration(node: cst.FunctionDef) -> bool:
    found = [one.decorator.func if isinstance(one.decorator, cst.Call) else one.decorator for one in node.decorators]
    return not DECORATORS.isdisjoint(dotted(one).rpartition(".")[2] for one in found)


# ---- the text


def _statement(node: cst.CSTNode, known: Known) -> Iterator[str]:
    if isinstance(node, cst.ClassDef) and node.name.value in known.keywords:
        yield from _class(node, known)
    elif isinstance(node, cst.SimpleStatementLine):
        yield from _assignment(node)
    else:
        yield _bare(node)


def _bare(node: cst.CSTNode) -> str:
    """Code without the bodies of functions."""
    return _code(node.visit(_Bare())).strip()  # type: ignore[arg-type]


class _Bare(cst.CSTTransformer):
    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return False

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        body = cst.SimpleStatementSuite([cst.Expr(cst.Ellipsis())])
        return updated_node.with_changes(body=body, leading_lines=())


def _assignment(node: cst.SimpleStatementLine) -> Iterator[str]:
    """What a name is, without its value; an alias is what it stands for."""
    statement = node.body[0]
    value = statement.value if isinstance(statement, cst.Assign | cst.AnnAssign) else None
    if isinstance(statement, cst.AnnAssign):
        yield f"{_code(statement.target)}: {_code(statement.annotation.annotation)}"
    elif _is_alias(value):
        yield _code(node).strip()
    else:
        yield from (f"{name}: {_type_of(value)}" for name in names_bound(node) if value is not None)


def _is_alias(value: cst.CSTNode | None) -> bool:
    """Whether a checker has to see what a name stands for."""
    if isinstance(value, cst.Call):
        return dotted(value.func).rpartition(".")[2] in NAMED
    return isinstance(value, cst.Name | cst.Attribute | cst.Subscript) and _code(value) not in BOOLEANS


def _type_of(value: cst.CSTNode | None) -> str:
    try:
        return type(ast.literal_eval(_code(value))).__name__ if isinstance(value, PLAIN) else ANY
    except ValueError:
        return ANY


def _handed_on(node: cst.BaseStatement) -> Iterator[str]:
    """An import whose names others may import from here; a blank line above it stays."""
    statement, found = import_of(node), imported_by(node)
    if any(line.comment is None for line in getattr(node, "leading_lines", ())):
        yield ""
    if isinstance(statement, cst.ImportFrom) and found and found[0].module != "__future__":
        words = sorted((f"{one.name} as {one.called}" for one in found), key=isort_key)
        yield from lines_of(module_of(statement), words).splitlines()
    elif isinstance(statement, cst.Import):
        whole = (f"{one.module} as {one.called}" if one.module.isidentifier() else one.module for one in found)
        yield from (f"import {name}" for name in whole)
    else:
        yield _code(node).strip()


def _with_any(imports: Sequence[str]) -> Sequence[str]:
    """The imports with that of Any, among those of the standard library, which come first."""
    lines = list(imports)[1:] if imports and not imports[0] else list(imports)
    start = 0
    if lines and lines[0].startswith("from __future__"):
        start = lines.index("") + 1 if "" in lines else len(lines)
    end = lines.index("", start) if "" in lines[start:] else len(lines)
    first = lines[start:end]
    if not first or first[0].split()[1].partition(".")[0] not in sys.stdlib_module_names:
        return [*lines[:start], f"from typing import {ANY}", "", *lines[start:]]
    rank = [not line.startswith("from ") or line.split()[1] < "typing" for line in first]
    place = start + (rank.index(False) if False in rank else len(rank))
    return [*lines[:place], f"from typing import {ANY}", *lines[place:]]


def _class(node: cst.ClassDef, known: Known) -> Iterator[str]:
    name = node.name.value
    bases = ", ".join(_code(one).rstrip(", ") for one in node.bases)
    yield f"class {name}({bases}):"
    model = _model(node)
    above = {known.models[base] for base in _bases(node) if base in known.models} - {model}
    ways = [*_ways(model, known.keywords[name], bool(above))] if model else []
    members = [*ways, *_members(node)]
    yield from members or ["    ..."]


def _ways(model: str, keywords: Mapping[str, str], narrower: bool) -> Iterator[str]:
    """``narrower``: they give something else than those of the factory above, which a list may not."""
    named = [f"        {name}: {type_} = ...," for name, type_ in keywords.items() if name not in TAKEN]
    for name, above, sized, result in WAYS:
        ignored = "misc" if name == "__new__" else "override" if sized and narrower else ""
        comment = f"  # type: ignore[{ignored}]" if ignored else ""
        size = ["        size: int,"] if sized else []
        star = ["        *,"] if named else []
        start = [f"    {above}def {name}({comment}", "        cls,", *size, *star]
        yield "\n".join([*start, *named, f"        **kwargs: {ANY},", f"    ) -> {result.format(model=model)}: ..."])


def _members(node: cst.ClassDef) -> Iterator[str]:
    """What is no declaration."""
    for one in node.body.body:
        inner = isinstance(one, cst.ClassDef) and one.name.value not in INNER
        if inner or (isinstance(one, cst.FunctionDef) and not _is_declaration(one)):
            yield _indented(_bare(one))
        elif isinstance(one, cst.SimpleStatementLine) and all(name.startswith("_") for name in names_bound(one)):
            yield from map(_indented, _assignment(one))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())
