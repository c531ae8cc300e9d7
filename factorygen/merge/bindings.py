"""What do a module's names stand for? Its imports, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import libcst as cst

FACTORY_BOY = "factory"
FACTORY_BOYS = ("factory.declarations", "factory.faker")
"""Modules whose names are those of ``factory`` itself as well."""
ImportStatement = cst.Import | cst.ImportFrom


@dataclass(frozen=True, order=True)
class Imported:
    """``from module import name as called``; ``name`` is "" for a whole module."""

    module: str
    name: str
    called: str

    @property
    def meaning(self) -> str:
        """What the name stands for, wherever the module lies: without the dots of a relative import."""
        if not self.name and self.module.partition(".")[0] == self.called:
            return self.called
        module = FACTORY_BOY if self.module in FACTORY_BOYS else self.module.lstrip(".")
        return ".".join(part for part in (module, self.name) if part)

    @property
    def source(self) -> tuple[str, str]:
        """The same import, whatever it is called."""
        return self.module.lstrip("."), self.name


def import_of(statement: cst.CSTNode) -> ImportStatement | None:
    """The import that a line is, None if it is another statement."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return None
    inner = statement.body[0]
    return inner if isinstance(inner, ImportStatement) else None


def imported_by(statement: cst.CSTNode) -> tuple[Imported, ...]:
    """The names that a line imports."""
    found = import_of(statement)
    if found is None or isinstance(found.names, cst.ImportStar):
        return ()
    if isinstance(found, cst.Import):
        return tuple(_whole(alias) for alias in found.names)
    return tuple(Imported(module_of(found), dotted(alias.name), _called(alias)) for alias in found.names)


def module_of(statement: cst.ImportFrom) -> str:
    """The module that is imported from, with its dots."""
    return "." * len(statement.relative) + (dotted(statement.module) if statement.module else "")


def dotted(node: cst.CSTNode) -> str:
    """A name, or attributes of one, as text."""
    if isinstance(node, cst.Attribute):
        return f"{dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def bindings(statements: Iterable[cst.CSTNode]) -> tuple[Imported, ...]:
    """All that the statements of a module import, at their own level."""
    return tuple(found for statement in statements for found in imported_by(statement))


def meanings(imports: Iterable[Imported]) -> Mapping[str, str]:
    """What each name stands for."""
    return {one.called: one.meaning for one in imports}


def _called(alias: cst.ImportAlias) -> str:
    return dotted(alias.asname.name) if alias.asname else dotted(alias.name)


def _whole(alias: cst.ImportAlias) -> Imported:
    name = dotted(alias.name)
    return Imported(name, "", _called(alias) if alias.asname else name.partition(".")[0])


def names_bound(statement: cst.CSTNode) -> Iterator[str]:
    """The names that a statement gives a value to, imports included."""
    if isinstance(statement, cst.ClassDef | cst.FunctionDef):
        yield statement.name.value
    yield from (one.called for one in imported_by(statement))
    if isinstance(statement, cst.SimpleStatementLine):
        for small in statement.body:
            yield from _assigned(small)


def _assigned(small: cst.BaseSmallStatement) -> Iterator[str]:
    if isinstance(small, cst.Assign):
        for target in small.targets:
            yield from _targets(target.target)
    if isinstance(small, cst.AnnAssign):
        yield from _targets(small.target)


def _targets(target: cst.CSTNode) -> Iterator[str]:
    if isinstance(target, cst.Name):
        yield target.value
    if isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            yield from _targets(element.value)
