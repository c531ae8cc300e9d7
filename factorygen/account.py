"""What did a regeneration come to, declaration by declaration, and what has a human to look at?"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factorygen.fingerprint import tree_of
from factorygen.merge import Finding, Merged, Outcome, Verdict

SHOWN = 8
"""So many declarations of a kind are named."""
TOLD = {
    Verdict.ADDED: "added",
    Verdict.UPDATED: "updated",
    Verdict.REMOVED: "removed",
    Verdict.EDITED: "kept, because edited",
}
HEADER = "class"


@dataclass(frozen=True)
class LookAt:
    """Something to look at, with its place."""

    path: Path
    line: int
    what: str
    problem: str
    way_out: str

    def __str__(self) -> str:
        return f"{self.what}: {self.problem} ({self.way_out})" if self.way_out else f"{self.what}: {self.problem}"


@dataclass(frozen=True)
class Account:
    """What became of the declarations of one file."""

    path: Path
    changed: Mapping[str, tuple[str, ...]]
    """Names by what happened to them."""
    look_at: tuple[LookAt, ...] = ()

    def lines(self) -> Iterator[str]:
        """A line for each thing that happened."""
        for word, names in self.changed.items():
            more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
            yield f"{word}: {', '.join(names[:SHOWN])}{more}"


def account(path: Path, merged: Merged, text: str, quiet: bool = False) -> Account:
    """The account of a merge; lines are those of ``text``. ``quiet``: only what is the user's is told."""
    changed: dict[str, list[str]] = {}
    for top in merged.outcomes:
        for verdict, name in _told(top, merged.names):
            changed.setdefault(TOLD[verdict], []).append(name)
    changed |= {"renamed": [*_renames(merged)]} if any(_renames(merged)) else {}
    order = (TOLD[Verdict.EDITED],) if quiet else ("renamed", *TOLD.values())
    found = {word: tuple(dict.fromkeys(changed[word])) for word in order if word in changed}
    return Account(path, found, tuple(_look_at(path, merged, text)))


def _told(top: Outcome, names: Mapping[str, str]) -> Iterator[tuple[Verdict, str]]:
    """A class that came or went as a whole is told once; else its members are."""
    if top.verdict in TOLD and not top.key[1].startswith("import:"):
        yield top.verdict, shown(top.key, names)
    if top.verdict in (Verdict.ADDED, Verdict.REMOVED):
        return
    for inner in top.inner:
        yield from _told(inner, names)


def shown(key: tuple[str, str], names: Mapping[str, str]) -> str:
    """A declaration as the user knows it: ``UserFactory.email``."""
    scope, name = key
    owner = names.get(scope, scope)
    last = name.removesuffix(HEADER).rstrip(".").removesuffix(":#1")
    return ".".join(part for part in (owner, last) if part)


def _renames(merged: Merged) -> Iterator[str]:
    for old, new in merged.renames.scopes.items():
        short = [name.rpartition(".")[2] for name in (old, new)]
        yield f"{old} -> {new}" if short[0] == short[1] else " -> ".join(short)
    for (scope, old), new in merged.renames.attributes.items():
        yield f"{merged.names.get(scope, scope)}.{old} -> {new}"


def _look_at(path: Path, merged: Merged, text: str) -> Iterator[LookAt]:
    if merged.findings:
        places = Places(text)
        for finding in merged.findings:
            yield _placed(path, finding, merged.names, places)


def _placed(path: Path, finding: Finding, names: Mapping[str, str], places: Places) -> LookAt:
    owner = names.get(finding.key[0], finding.key[0])
    line = places.line(owner, finding.key[1])
    return LookAt(path, line, shown(finding.key, names), finding.problem, finding.way_out)


class Places:
    """Where the declarations of a text stand."""

    def __init__(self, text: str) -> None:
        self._body = tree_of(text.removeprefix("\ufeff")).body

    def line(self, owner: str, name: str) -> int:
        """The line of a declaration, or that of its class, or the first one."""
        top = _named(self._body, owner) if owner else None
        node, body = top, (top.body if isinstance(top, ast.ClassDef) else self._body)
        for part in name.removesuffix(HEADER).rstrip(".").split("."):
            inner = _named(body, part)
            node, body = inner or node, (inner.body if isinstance(inner, ast.ClassDef) else [])
        return node.lineno if node is not None else 1


def _named(body: Sequence[ast.stmt], name: str) -> ast.stmt | None:
    return next((one for one in body if name in _names(one)), None)


def _names(node: ast.stmt) -> Iterable[str]:
    targets = [*getattr(node, "targets", ()), getattr(node, "target", None)]
    return {getattr(node, "name", ""), *(getattr(one, "id", "") for one in targets)} - {""}
