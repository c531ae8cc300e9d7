"""How would the author of a module of factories write one more? With his base class, his session, plain factory_boy.

What is generated is put into the style of the module before it is merged. Declarations of our own base are said in
factory_boy's words, or left out where it has none for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from factorygen.merge.bindings import dotted, imported_by, meanings, names_bound
from factorygen.merge.elements import Document, model_of
from factorygen.merge.facts import NOTHING, USERS_OWN, Baseline

BASE = "factory_base"
SESSION = "sqlalchemy_session"
"""What the options begin with by which a Meta says where its objects are saved."""
Plain = Callable[[Sequence[cst.Arg]], str]


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


PLAIN: Mapping[str, Plain] = {
    "Key": lambda args: f"SelfAttribute({_code(args[0].value)})",
    "FromParent": lambda args: f"SelfAttribute({_code(args[0].value)})",
    "Plus": lambda args: f"LazyAttribute(lambda o: o.{_text(args[0])} + {_code(args[1].value)})",
}
"""Declarations of our base, and what comes close to them without it."""
NEEDED = (("factory.declarations", "SelfAttribute"), ("factory.declarations", "LazyAttribute"))


def _text(argument: cst.Arg) -> str:
    value = argument.value
    return str(value.evaluated_value) if isinstance(value, cst.SimpleString) else ""


@dataclass(frozen=True)
class Style:
    """What the factories of a module have in common."""

    bases: str
    """What stands in the brackets of a class; MODEL for its model."""
    meta: tuple[cst.BaseStatement, ...]
    """Options of Meta besides the model."""


MODEL = "MODEL"


def style_of(disk: Document) -> Style:
    """The most frequent base class, and the options that go with it."""
    names = meanings(disk.imports)
    classes = [one.node for one in disk.elements if isinstance(one.node, cst.ClassDef)]
    found = [(one, model_of(disk.module, one, names)) for one in classes]
    factories = [(one, model) for one, model in found if model]
    own = {one.name.value for one, _ in factories}
    bases = Counter(text for one, _ in factories if (text := _bases(one)) and text.partition("[")[0] not in own)
    chosen = bases.most_common(1)[0][0] if bases else "factory.alchemy.SQLAlchemyModelFactory"
    alike = [one for one, _ in factories if _bases(one) == chosen]
    options = Counter(_code(line).strip() for one in alike for line in _session_options(one))
    shared = [text for text, times in options.items() if 2 * times >= len(alike)]
    return Style(chosen, tuple(cst.parse_statement(text) for text in shared))


def _bases(node: cst.ClassDef) -> str:
    """The bases of a factory; what is told of its model in them is left open."""
    names = []
    for one in node.bases:
        value = one.value
        names.append(f"{_code(value.value)}[{MODEL}]" if isinstance(value, cst.Subscript) else _code(value))
    return ", ".join(names)


def _session_options(node: cst.ClassDef) -> Iterator[cst.BaseStatement]:
    for inner in node.body.body:
        if isinstance(inner, cst.ClassDef) and inner.name.value == "Meta":
            for line in inner.body.body:
                if isinstance(line, cst.SimpleStatementLine) and any(
                    name.startswith(SESSION) for name in names_bound(line)
                ):
                    yield line


# ---- the new text, as the author would write it


def in_style(new: cst.Module, style: Style) -> cst.Module:
    """The new module in that style."""
    ours = {one.called: one.name for line in new.body for one in imported_by(line) if _is_base(one.module)}
    body: list[cst.BaseStatement] = []
    for node in new.body:
        if isinstance(node, cst.ClassDef):
            body.append(_styled(node, style, ours))
        elif not any(_is_base(one.module) for one in imported_by(node)):
            body.append(node)
    lines = [cst.parse_statement(f"from {module} import {name}") for module, name in NEEDED]
    return new.with_changes(body=[*body[:1], *lines, *body[1:]])


def _is_base(module: str) -> bool:
    return module.lstrip(".") == BASE


def _styled(node: cst.ClassDef, style: Style, ours: Mapping[str, str]) -> cst.ClassDef:
    model = next((_code(one.value.slice[0]) for one in node.bases if isinstance(one.value, cst.Subscript)), "")
    if model:
        text = f"class X({style.bases.replace(MODEL, model)}): pass"
        parsed = cst.parse_statement(text)
        assert isinstance(parsed, cst.ClassDef)
        node = node.with_changes(bases=parsed.bases, lpar=parsed.lpar, rpar=parsed.rpar)
    inner = [one for member in node.body.body for one in _member(member, style if model else None, ours)]
    return node.with_changes(body=node.body.with_changes(body=inner))


def _member(node: cst.CSTNode, style: Style | None, ours: Mapping[str, str]) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.ClassDef):
        inner = [one for member in node.body.body for one in _member(member, None, ours)]
        inner += style.meta if style and node.name.value == "Meta" else ()
        if inner:
            yield node.with_changes(body=node.body.with_changes(body=inner))
        return
    plain = _PlainWords(ours)
    changed = node.visit(plain)
    private = any(name.startswith("_") for name in names_bound(node))  # a word to our base
    if not plain.lost and not private and isinstance(changed, cst.CSTNode):
        yield changed


class _PlainWords(cst.CSTTransformer):
    """Says what our base declares in factory_boy's words."""

    def __init__(self, ours: Mapping[str, str]) -> None:
        super().__init__()
        self.ours = ours
        self.lost = False

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        name = self.ours.get(dotted(original_node.func), "")
        plain = PLAIN.get(name)
        self.lost |= bool(name) and plain is None
        return cst.parse_expression(plain(updated_node.args)) if plain else updated_node


def adopted(known: Baseline, disk: Document) -> Baseline:
    """What a module is taken over with: nothing of what could be generated for its models is missing in it."""
    there = {one.scope for one in disk.elements if one.is_class} | {""}
    lines = (line for line in known.lines if line.scope in there)
    users = (
        replace(line, mark=USERS_OWN) if (line.scope, line.name) in disk.keys and line.mark != NOTHING else line
        for line in lines
    )
    return Baseline(frozenset(users))


def inherited(disk: Document, name: str, seen: Iterable[str] = ()) -> frozenset[str]:
    """What a class of the module declares, or one that it inherits from."""
    classes = {one.name.value: one for one in disk.module.body if isinstance(one, cst.ClassDef)}
    node = classes.get(name)
    if node is None or name in seen:
        return frozenset()
    own = frozenset(found for line in node.body.body for found in names_bound(line))
    above = [dotted(one.value.value if isinstance(one.value, cst.Subscript) else one.value) for one in node.bases]
    return own.union(*(inherited(disk, one, (*seen, name)) for one in above))
