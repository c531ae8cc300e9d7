"""Has this Python text been edited? A hash of what it says, deaf to how it is laid out.

Two texts have the same fingerprint when they differ in what a formatter or an import sorter changes: line breaks,
indentation, parentheses, trailing commas, quotes, the order of imports. A comment counts, and so does its place among
the statements. The hash is the same under every Python version: the syntax tree is written down by its filled fields
(new versions add fields, empty ones mostly), strings in ASCII (what ``repr`` escapes depends on the version), and
tokens are asked for comments and logical lines only.
"""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize
import warnings
from collections.abc import Iterator
from inspect import cleandoc
from itertools import groupby

SILENT_FIELDS = ("ctx", "kind", "type_comment")


def fingerprint(text: str) -> str:
    """The hash of a Python text; of the bare text, line endings apart, where that does not parse."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        said = "\n".join([*_statements(_parsed(text).body), *_comments(text)])
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        said = text
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _parsed(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of an escape like "\d" in the user's lines
        return ast.parse(text)


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
