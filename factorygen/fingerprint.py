"""Has this Python text been edited? A hash of what it says, deaf to how it is laid out.

Two texts have the same fingerprint when they differ in what a formatter or an import sorter changes: line breaks,
indentation, parentheses, trailing commas, quotes, the order of imports. A comment counts, and so does its place among
the statements. The hash is the same under every Python version: the syntax tree is written down by its filled fields
(new versions add fields, empty ones mostly), strings in ASCII (what ``repr`` escapes depends on the version), and
tokens are asked for comments and logical lines only.

Names may be told apart from what they stand for: then it does not matter what an import is called, nor whether a
factory is named directly or in a string by its module.
"""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize
import warnings
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from itertools import groupby

SILENT_FIELDS = ("ctx", "kind", "type_comment")
NOTHING: Mapping[str, str] = {}


def fingerprint(text: str, names: Mapping[str, str] = NOTHING, dotted: Mapping[str, str] = NOTHING) -> str:
    """The hash of a Python text; of the bare text, line endings apart, where that does not parse.

    ``names`` says what names stand for; ``dotted`` the same of those that may also be the end of a dotted string.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        said = _said(tree_of(text), text, names, dotted)
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        said = text
    return _hash(said)


def fingerprint_of(node: ast.stmt, text: str, names: Mapping[str, str], dotted: Mapping[str, str]) -> str:
    """The fingerprint of a statement that is parsed already, which it changes; ``text`` are its lines."""
    return _hash(_said(ast.Module([node], []), text, names, dotted))


def _said(tree: ast.Module, text: str, names: Mapping[str, str], dotted: Mapping[str, str]) -> str:
    tree = _Meaning(names, dotted).visit(tree) if names or dotted else tree
    return "\n".join([*_statements(tree.body), *(_comments(text) if "#" in text else ())])


def _hash(said: str) -> str:
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def tree_of(text: str) -> ast.Module:
    """A Python text as a tree, without a word about what is doubtful in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of an escape like "\d" in the user's lines
        return ast.parse(text)


def meaning(node: ast.AST, names: Mapping[str, str]) -> ast.AST:
    """Code with what its names stand for in their place."""
    changed: ast.AST = _Meaning(names, NOTHING).visit(node)
    return changed


class _Meaning(ast.NodeTransformer):
    """Puts what names stand for in their place."""

    def __init__(self, names: Mapping[str, str], dotted: Mapping[str, str]) -> None:
        self.names = names
        self.dotted = dotted
        self.meant: set[str] = set()

    def visit_Name(self, node: ast.Name) -> ast.Name:
        found = self.dotted.get(node.id) or self.names.get(node.id)
        return self._name(found) if found else node

    def _name(self, dotted: str) -> ast.Name:
        self.meant.add(dotted)
        return ast.Name(dotted)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        changed = self.generic_visit(node)
        inner = changed.value if isinstance(changed, ast.Attribute) else None
        if isinstance(inner, ast.Name) and inner.id in self.meant:
            return self._name(f"{inner.id}.{node.attr}")
        return changed  # type: ignore[return-value]

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return self._meant(node.value) or node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        last = node.values[-1] if node.values else None
        meant = self._meant(last.value) if isinstance(last, ast.Constant) else None
        return meant or self.generic_visit(node)  # type: ignore[return-value]

    def _meant(self, value: object) -> ast.expr | None:
        before, dot, last = value.rpartition(".") if isinstance(value, str) else ("", "", "")
        parts = before.lstrip(".").split(".")
        path = dot and last in self.dotted and (parts == [""] or all(part.isidentifier() for part in parts))
        return ast.Name(self.dotted[last]) if path else None


def _statements(body: list[ast.stmt]) -> Iterator[str]:
    """One line a statement; a run of imports one line a name, sorted."""
    for are_imports, run in groupby(body, key=_is_import):
        written = [line for statement in run for line in _lines(statement)]
        yield from sorted(written) if are_imports else written


def _is_import(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _lines(statement: ast.stmt) -> Iterator[str]:
    if not isinstance(statement, ast.Import | ast.ImportFrom):
        yield _written(statement)
        return
    source = f"{'.' * statement.level}{statement.module or ''}" if isinstance(statement, ast.ImportFrom) else "import"
    for alias in statement.names:
        yield f"{source} {alias.name} {alias.asname or ''}"


def _written(value: object) -> str:
    """A node by its name and its filled fields, a constant in ASCII."""
    if isinstance(value, ast.AST):
        shown = (
            f"{name}={_written(_without_layout(value, inner))}"
            for name, inner in ast.iter_fields(value)
            if name not in SILENT_FIELDS and inner is not None and inner != []
        )
        return f"{type(value).__name__}({', '.join(shown)})"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return ascii(value)


def _without_layout(node: ast.AST, value: object) -> object:
    """The text of a statement that is only a string, a docstring, freed of its indentation."""
    if isinstance(node, ast.Expr) and isinstance(value, ast.Constant) and isinstance(value.value, str):
        return ast.Constant(cleandoc(value.value).rstrip())
    return value


def _comments(text: str) -> Iterator[str]:
    """Each comment, with the number of logical lines before it (imports, which may be sorted, do not count)."""
    line, first = 0, ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield f"{line} {token.string.lstrip('#').strip()}"
        elif token.type == tokenize.NEWLINE:
            line, first = line + (first not in ("import", "from")), ""
        elif not first and token.type in (tokenize.NAME, tokenize.OP, tokenize.STRING, tokenize.NUMBER):
            first = token.string
