"""Does a text match a pattern? LIKE, GLOB, SIMILAR TO and regular expressions, as Python's own."""

from __future__ import annotations

import fnmatch
import functools
import re

from sqlglot import exp

from factorygen.checks.comparisons import against
from factorygen.checks.logic import negated
from factorygen.checks.nodes import Scope, rule, strict

CLASSES = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\s",
    "blank": r" \t",
    "punct": r"!-/:-@\[-`{-~",
    "xdigit": "0-9A-Fa-f",
    "word": r"\w",
    "cntrl": r"\x00-\x1f\x7f",
    "print": r"\x20-\x7e",
    "graph": r"\x21-\x7e",
}
ESCAPES = {r"\m": r"\b", r"\M": r"\b", r"\y": r"\b", r"[[:<:]]": r"\b", r"[[:>:]]": r"\b"}
REGEXES = (exp.RegexpLike, exp.RegexpILike)
LIKES = (exp.Like, exp.ILike, exp.SimilarTo, exp.StartsWith, exp.Glob)
GLOB_PIECE = re.compile(r"\[([!^]?)(\]?[^\]]*)\]|.", re.DOTALL)
LIKE_WITHOUT_CASE = ("sqlite", "mysql")


@functools.cache
def python_regex(pattern: str) -> str:
    """A POSIX regular expression in Python's words."""
    for theirs, ours in ESCAPES.items():
        pattern = pattern.replace(theirs, ours)
    pattern = re.sub(r"\[:(\w+):\]", lambda found: CLASSES.get(found[1], found[0]), pattern)
    return re.sub(r"^\(\?[ics]+\)", "", pattern) if pattern.startswith("(?c)") else pattern


@functools.cache
def like_regex(pattern: str, escape: str = "\\") -> str:
    """A LIKE pattern as a regular expression that has to match as a whole."""
    pieces = re.findall(rf"{re.escape(escape)}.|." if escape else ".", pattern, re.S)
    return "".join(_like_piece(piece) for piece in pieces)


def _like_piece(piece: str) -> str:
    return {"%": ".*", "_": "."}.get(piece, re.escape(piece[-1]))


def glob_regex(pattern: str) -> str:
    """A regular expression for texts that a GLOB pattern matches, not for all of them."""
    return f"^{''.join(_glob_piece(found) for found in GLOB_PIECE.finditer(pattern))}$"


def _glob_piece(found: re.Match[str]) -> str:
    if found[2]:
        negation, chars = "^" if found[1] else "", found[2].replace("^", r"\^")
        return f"[{negation}{chars}]"
    return {"*": "[a-z0-9]{0,8}", "?": "[a-z0-9]"}.get(found[0], re.escape(found[0]))


def _similar_regex(pattern: str) -> str:
    return "".join({"%": ".*", "_": ".", ".": r"\.", "^": r"\^", "$": r"\$"}.get(char, char) for char in pattern)


def _liked(node: exp.Expr, scope: Scope, ignore_case: bool, escape: str) -> object:
    flags = re.S | (re.I if ignore_case else 0)
    verdict = against(
        node, scope, lambda text, pattern: bool(re.fullmatch(like_regex(str(pattern), escape), str(text), flags))
    )
    return negated(verdict) if node.args.get("negate") else verdict


@rule(exp.Like)
def _like(node: exp.Expr, scope: Scope) -> object:
    return _liked(node, scope, scope.dialect in LIKE_WITHOUT_CASE, "" if scope.dialect == "sqlite" else "\\")


@rule(exp.ILike)
def _ilike(node: exp.Expr, scope: Scope) -> object:
    return _liked(node, scope, True, "\\")


@rule(exp.Escape)
def _escape(node: exp.Expr, scope: Scope) -> object:
    """``LIKE pattern ESCAPE char``."""
    ignore_case = isinstance(node.this, exp.ILike) or scope.dialect in LIKE_WITHOUT_CASE
    return _liked(node.this, scope, ignore_case, str(scope.value(node.expression)))


def _searched(node: exp.Expr, scope: Scope, flags: int) -> object:
    return against(node, scope, lambda text, pattern: bool(re.search(python_regex(str(pattern)), str(text), flags)))


@rule(exp.RegexpLike)
def _regex(node: exp.Expr, scope: Scope) -> object:
    return _searched(node, scope, 0)


@rule(exp.RegexpILike)
def _regex_without_case(node: exp.Expr, scope: Scope) -> object:
    return _searched(node, scope, re.I)


@strict(exp.Glob, "this", "expression")
def _glob(text: object, pattern: object) -> object:
    return fnmatch.fnmatchcase(str(text), str(pattern).replace("[^", "[!"))


@strict(exp.SimilarTo, "this", "expression")
def _similar(text: object, pattern: object) -> object:
    return bool(re.fullmatch(_similar_regex(str(pattern)), str(text), re.S))


@strict(exp.StartsWith, "this", "expression")
def _starts(text: object, start: object) -> object:
    return str(text).startswith(str(start))
