"""Random edits of a module of factories, as a user makes them: each with what has to be there afterwards."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from random_migrations import RandomModel, RandomSchema


@dataclass(frozen=True)
class Edited:
    """A text with edits: what must stay in it, and which declarations must not come back."""

    text: str
    stays: tuple[str, ...] = ()
    deleted: tuple[tuple[str, str], ...] = ()
    """Model and attribute; "" for the whole factory."""
    named: tuple[tuple[str, str], ...] = ()
    """Model, and the name that its factory has got, which goes with the model if there is no other edit."""
    order: tuple[tuple[str, str, str], ...] = ()
    """Of a model: an attribute that stands before another one."""

    def model_of(self, cls: ast.ClassDef) -> str:
        meta = next(one for one in cls.body if isinstance(one, ast.ClassDef) and one.name == "Meta")
        return ast.unparse(meta.body[0]).rpartition(" ")[2]

    @property
    def classes(self) -> list[ast.ClassDef]:
        """The factories, without those that the user has added."""
        found = [one for one in ast.parse(self.text).body if isinstance(one, ast.ClassDef)]
        return [one for one in found if not one.name.startswith("Mine")]

    def with_lines(self, first: int, last: int, *lines: str) -> Edited:
        """With other lines in the place of some; the first is number one."""
        old = self.text.splitlines()
        return replace(self, text="\n".join([*old[: first - 1], *lines, *old[last:]]) + "\n")

    def keeping(self, *snippets: str) -> Edited:
        return replace(self, stays=(*self.stays, *snippets))


def split(edited: Edited) -> tuple[str, str]:
    """The last factory in a file of its own, if nothing in the other one names it; else nothing there."""
    top = ast.parse(edited.text).body
    last = top[-1]
    names = [one.id for statement in top[:-1] for one in ast.walk(statement) if isinstance(one, ast.Name)]
    classes = [one for one in top[:-1] if isinstance(one, ast.ClassDef)]
    if not isinstance(last, ast.ClassDef) or last.name.startswith("Mine") or last.name in names or not classes:
        return edited.text, ""
    lines = edited.text.splitlines()
    first, start = next(one.lineno for one in top if isinstance(one, ast.Import | ast.ImportFrom)), last.lineno - 1
    while lines[start - 1].lstrip().startswith("#"):
        start -= 1
    head = lines[first - 1 : min(one.lineno for one in classes) - 1]
    imports = [line for line in head if line and not line.startswith(("#", "MINE", "def"))]
    used = {one.id for one in ast.walk(last) if isinstance(one, ast.Name)}
    others = [f"from .factories import {one.name}" for one in classes if one.name in used]
    moved = [*imports, *others, "", "", *lines[start:]]
    return "\n".join(lines[:start]).rstrip() + "\n", "\n".join(moved) + "\n"


def declared(cls: ast.ClassDef) -> dict[str, ast.Assign]:
    return {
        one.targets[0].id: one
        for one in cls.body
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
    }


@dataclass(frozen=True)
class Pick:
    """A factory to edit, what it declares of its columns, and a number that makes the edit known again."""

    cls: ast.ClassDef
    model: RandomModel
    columns: dict[str, ast.Assign]
    number: int

    @property
    def mark(self) -> str:
        return f"# mine-{self.number}"


Edit = Callable[[st.DrawFn, Edited, Pick], Edited]


@st.composite
def edits(draw: st.DrawFn, text: str, schema: RandomSchema) -> Edited:
    """The text after up to five edits."""
    edited = Edited(text)
    for number, edit in enumerate(draw(st.lists(st.sampled_from(EDITS), max_size=5))):
        if edited.classes:
            cls = draw(st.sampled_from(edited.classes))
            model = schema.model(edited.model_of(cls))
            names = {one.name for one in model.columns}
            lines = edited.text.splitlines()
            columns = {
                name: one
                for name, one in declared(cls).items()
                if name in names and "# mine" not in lines[one.lineno - 1]
            }
            edited = edit(draw, edited, Pick(cls, model, columns, number))
    return edited


def _column(draw: st.DrawFn, pick: Pick) -> tuple[str, ast.Assign] | None:
    return draw(st.sampled_from(sorted(pick.columns.items(), key=lambda item: item[0]))) if pick.columns else None


def _value(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    found = _column(draw, pick)
    if found is None:
        return edited
    name, node = found
    column = next(one for one in pick.model.columns if one.name == name)
    code = f" = {_reached(column.value)}  {pick.mark}"
    return edited.with_lines(node.lineno, node.end_lineno or 0, f"    {name}{code}").keeping(code)


def _reached(value: str) -> str:
    """Code that needs no import."""
    for word, module in (("Sequence", "factory"), ("date", "datetime"), ("Decimal", "decimal")):
        value = re.sub(rf"\b{word}\(", f"__import__('{module}').{word}(", value)
    return value


def _comment(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    found = _column(draw, pick)
    line = f"    {pick.mark}: a remark"
    number = found[1].lineno if found else pick.cls.body[0].lineno
    return edited.with_lines(number, number - 1, line).keeping(line)


def _layout(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    found = _column(draw, pick)
    if found is None:
        return edited
    name, node = found
    return edited.with_lines(
        node.lineno, node.end_lineno or 0, f"    {name} = (", f"  {ast.unparse(node.value)}", "    )"
    )


def _reorder(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    """The last column's declaration becomes the first."""
    if len(pick.columns) < 2:
        return edited
    nodes = sorted(pick.columns.items(), key=lambda item: item[1].lineno)
    (first, above), (last, below) = nodes[0], nodes[-1]
    lines = edited.text.splitlines()
    moved = lines[below.lineno - 1 : below.end_lineno]
    if lines[below.lineno - 2].lstrip().startswith("#") or lines[above.lineno - 2].lstrip().startswith("#"):
        return edited
    without = edited.with_lines(below.lineno, below.end_lineno or 0)
    moved_up = without.with_lines(above.lineno, above.lineno - 1, *moved)
    others = (one for one in edited.order if one[::2] != (pick.model.name, last))  # it has left its place below them
    return replace(moved_up, order=(*others, (pick.model.name, last, first)))


def _delete(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    found = _column(draw, pick)
    if found is None:
        return edited
    name, node = found
    gone = edited.with_lines(node.lineno, node.end_lineno or 0)
    if edited.text.splitlines()[node.lineno - 2].lstrip().startswith("#"):
        return edited
    return replace(gone, deleted=(*edited.deleted, (pick.model.name, name)))


def _delete_factory(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    if edited.text.count(pick.cls.name) > 1 or "mine" in (ast.get_source_segment(edited.text, pick.cls) or "").lower():
        return edited
    gone = edited.with_lines(pick.cls.lineno, pick.cls.end_lineno or 0)
    named = tuple(one for one in edited.named if one[0] != pick.model.name)
    return replace(gone, named=named, deleted=(*edited.deleted, (pick.model.name, "")))


def _rename_factory(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    if re.search(r"\d", pick.cls.name):
        return edited
    new = f"My{pick.number}{pick.cls.name}"
    old_name = re.compile(rf"\b{pick.cls.name}\b")
    kept = tuple(old_name.sub(new, snippet) for snippet in edited.stays)
    named = (*edited.named, (pick.model.name, f"class {new}("))
    return replace(edited, text=old_name.sub(new, edited.text), stays=kept, named=named)


def _parameter(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    names = sorted(one.name for one in pick.model.columns)
    column = draw(st.sampled_from(pick.model.columns)) if names else None
    line = f"        mine_{pick.number} = {pick.number}  {pick.mark}"
    if column is not None and draw(st.booleans()):
        value = _reached(column.value)
        line = f"        mine_{pick.number} = __import__('factory').Trait({column.name}={value})  {pick.mark}"
    kept = line if "Trait(" not in line else f"  {pick.mark}"
    params = next((one for one in pick.cls.body if isinstance(one, ast.ClassDef) and one.name == "Params"), None)
    if params is not None:
        return edited.with_lines(params.lineno + 1, params.lineno, line).keeping(kept)
    end = pick.cls.body[-1].end_lineno or 0
    return edited.with_lines(end + 1, end, "", "    class Params:", line).keeping(kept)


def _method(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    lines = ("", "    @classmethod", f"    def mine_{pick.number}(cls):  {pick.mark}", "        return 'mine'")
    end = pick.cls.body[-1].end_lineno or 0
    return edited.with_lines(end + 1, end, *lines).keeping("\n".join(lines[1:]))


def _hook(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    lines = (
        "",
        "    @__import__('factory').post_generation",
        f"    def mine_{pick.number}(obj, create, extracted, **kwargs):  {pick.mark}",
        "        assert obj is not None",
    )
    end = pick.cls.body[-1].end_lineno or 0
    return edited.with_lines(end + 1, end, *lines).keeping("\n".join(lines[1:]))


def _docstring(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    if ast.get_docstring(pick.cls):
        return edited
    line = f"    '''Mine, number {pick.number}.'''"
    return edited.with_lines(pick.cls.lineno + 1, pick.cls.lineno, line).keeping(line)


def _helpers(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    lines = (f"MINE_{pick.number} = [1,2]  {pick.mark}", "", f"def mine_{pick.number}(): return MINE_{pick.number}", "")
    number = pick.cls.lineno
    return edited.with_lines(number, number - 1, *lines).keeping("\n".join(lines))


def _import(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    line = draw(st.sampled_from(["import os.path", "from factory import Iterator", "import json as mine_json"]))
    number = next(one.lineno for one in ast.parse(edited.text).body if isinstance(one, ast.ImportFrom))
    return edited.with_lines(number, number - 1, line).keeping(line)


def _factory(draw: st.DrawFn, edited: Edited, pick: Pick) -> Edited:
    line = f"class Mine{pick.number}Factory({pick.cls.name}):"
    lines = [
        "",
        "",
        line,
        f"    mine = {pick.number}  {pick.mark}",
        "",
        "    class Meta:",
        "        exclude = ('mine',)",
    ]
    end = pick.cls.end_lineno or 0
    return edited.with_lines(end + 1, end, *lines).keeping(f"class Mine{pick.number}Factory(", "\n".join(lines[3:]))


EDITS: tuple[Edit, ...] = (
    *(_value, _value, _comment, _layout, _reorder, _delete, _delete_factory, _rename_factory),
    *(_parameter, _method, _hook, _docstring, _helpers, _import, _factory),
)
