"""What does the user's own code for a value say? The one place that turns text of the user's into an expression."""

from __future__ import annotations

import ast
import builtins
import importlib
import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from types import ModuleType

from factorygen import imports
from factorygen.diagnostics import FactorygenError, closest
from factorygen.expression import Argument, Call, Code, Expression, Name, f_string, flat, quoted, splice
from factorygen.importing import stdout_to_stderr

FACTORY = "factory.declarations"
KNOWN = {
    name.name: name
    for name in (
        *(imports.FAKER, imports.LAZY_ATTRIBUTE, imports.LAZY_FUNCTION, imports.SELF_ATTRIBUTE, imports.SEQUENCE),
        *(imports.SUB_FACTORY, imports.TRAIT, imports.LIST, Name(FACTORY, "Dict"), Name(FACTORY, "Iterator")),
        *(Name(FACTORY, "LazyAttributeSequence"), Name(FACTORY, "Maybe"), imports.DECIMAL, imports.UUID, imports.UUID4),
        *(imports.DATE, imports.DATETIME, imports.TIME, imports.TIMEDELTA, Name("datetime", "timezone")),
    )
}
"""Names that need no import: those that the rules write with."""

EXAMPLE = """for example 'Faker("company_email")'"""
MARK = "__left_open_{}__"
MARKS = re.compile(r"__left_open_(\d+)__")


def expression(text: str, place: str) -> Expression:
    """The user's code as an expression with its imports; ``place`` is where it stands.

    Names in it are those of ``KNOWN``, built-in ones, and whole paths (``myapp.fakes.iban``), which are imported.
    FactorygenError for what is no expression, and for a name that is not known.
    """
    try:
        compile(text.strip(), "<string>", "eval")
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        message = getattr(error, "msg", "") or str(error) or "it is nested too deeply"
        raise FactorygenError(place, f"{text[:60]!r} is no Python expression: {message}", EXAMPLE) from None
    return _Reader(place, frozenset(_bound(tree))).expression(tree)


def _bound(tree: ast.expr) -> Iterator[str]:
    """The names that an expression gives to values itself: parameters of lambdas, variables of comprehensions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


@dataclass(frozen=True)
class _Reader:
    """Writes one expression, part by part."""

    place: str
    bound: frozenset[str]

    def expression(self, node: ast.expr) -> Expression:
        """Calls and lists in parts, so that they can be laid out; the rest on one line."""
        if isinstance(node, ast.List):
            return Call(Code(()), tuple(self._argument("", item) for item in node.elts), "[]")
        if not isinstance(node, ast.Call):
            return self.code(node)
        named = [(f"{keyword.arg}=" if keyword.arg else "**", keyword.value) for keyword in node.keywords]
        given = [*(("", argument) for argument in node.args), *named]
        return Call(self.code(node.func), tuple(self._argument(lead, value) for lead, value in given))

    def code(self, node: ast.expr) -> Code:
        """As Python writes it, with imported names left open and text in double quotes."""
        opened = _Opened(self)
        pieces = MARKS.split(ast.unparse(opened.visit(deepcopy(node))))
        return splice(*(opened.left_open[int(piece)] if number % 2 else piece for number, piece in enumerate(pieces)))

    def _argument(self, lead: str, node: ast.expr) -> Argument:
        if isinstance(node, ast.Starred):
            return self._argument(f"{lead}*", node.value)
        if isinstance(node, ast.Lambda) and not (node.args.defaults or node.args.kw_defaults):
            parameters = ast.unparse(node.args)
            return self._argument(f"{lead}lambda {parameters}: " if parameters else f"{lead}lambda: ", node.body)
        return Argument(self.expression(node), lead)

    def named(self, dotted: str) -> Name | None:
        """What has to be imported for a dotted name; None for one that needs no import."""
        first, _, rest = dotted.partition(".")
        if first in self.bound or (first in vars(builtins) and first not in KNOWN):
            return None
        if first in KNOWN and _has(KNOWN[first], rest):
            return Name(KNOWN[first].module, dotted)
        if not rest:
            way_out = closest(first, KNOWN) or "write the whole path, for example myapp.fakes.iban"
            raise FactorygenError(self.place, f"the name {first!r} is not known", way_out)
        return _found(dotted.split("."), self.place)


@dataclass
class _Opened(ast.NodeTransformer):
    """Puts marks into a syntax tree, for all that is written otherwise than ``ast.unparse`` would."""

    reader: _Reader
    left_open: list[str | Name | Code] = field(default_factory=list)
    texts: bool = True
    """Whether text is among them: inside an f-string, Python has to find quotes for it that are free."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        name = self.reader.named(node.id)
        return self._mark(name) if name else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        dotted = ast.unparse(node)
        if not re.fullmatch(r"\w+(\.\w+)+", dotted):
            return self.generic_visit(node)
        name = self.reader.named(dotted)
        return self._mark(name) if name else node

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return self._mark(quoted(node.value)) if self.texts and isinstance(node.value, str | bytes) else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        pieces = [self._piece(value) for value in node.values] if self.texts else [None]
        written = [piece for piece in pieces if piece is not None]
        if len(written) == len(pieces) and _reads_as(flat(f_string(*written)), node):
            return self._mark(f_string(*written))
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                _Opened(self.reader, self.left_open, texts=False).visit(value)
        return node

    def _piece(self, value: ast.expr) -> str | Code | None:
        """A part of an f-string; None where it holds another in its format."""
        if isinstance(value, ast.Constant):
            return str(value.value)
        if not isinstance(value, ast.FormattedValue):
            return None
        told = value.format_spec.values if isinstance(value.format_spec, ast.JoinedStr) else []
        if not all(isinstance(part, ast.Constant) for part in told):
            return None
        spec = "".join(str(part.value) for part in told if isinstance(part, ast.Constant))
        conversion = f"!{chr(value.conversion)}" if value.conversion > 0 else ""
        return splice(self.reader.code(value.value), conversion, f":{spec}" if spec else "")

    def _mark(self, written: str | Name | Code) -> ast.Name:
        self.left_open.append(written)
        return ast.Name(MARK.format(len(self.left_open) - 1), ast.Load())


def _reads_as(text: str, node: ast.JoinedStr) -> bool:
    """Whether the text of an f-string means the same, but for imported names, which are shorter now."""
    try:
        again = ast.parse(text, mode="eval").body
    except SyntaxError:
        return False
    return isinstance(again, ast.JoinedStr) and len(again.values) == len(node.values)


def _found(parts: list[str], place: str) -> Name:
    """The import of a path: its modules as far as there are some, then what is in them."""
    module, length = _module(parts, place)
    found: object = module
    for number, part in enumerate(parts[length:], start=length):
        if not hasattr(found, part):
            problem = f"{'.'.join(parts[:number])!r} has no {part!r}"
            raise FactorygenError(place, problem, closest(part, _public(found)))
        found = getattr(found, part)
    if length == len(parts):
        raise FactorygenError(place, f"{'.'.join(parts)!r} is a module", "name something in it")
    return Name(".".join(parts[:length]), ".".join(parts[length:]))


def _has(name: Name, rest: str) -> bool:
    """Whether a known name leads on to the rest: ``datetime.now`` is the class's, ``datetime.timedelta`` is not."""
    found = getattr(importlib.import_module(name.module), name.name)
    return not rest or hasattr(found, rest.partition(".")[0])


def _module(parts: list[str], place: str) -> tuple[ModuleType, int]:
    """The longest beginning that is a module, and of how many parts it is."""
    module: ModuleType | None = None
    length = 0
    for name in (".".join(parts[: number + 1]) for number in range(len(parts))):
        try:
            with stdout_to_stderr():
                imported = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise _not_imported(name, error, place) from None
            break
        except Exception as error:  # the user's code may raise anything
            raise _not_imported(name, error, place) from None
        module, length = imported, length + 1
    if module is None:
        way_out = closest(parts[0], {*KNOWN, *(name for name in sys.modules if "." not in name)})
        raise FactorygenError(place, f"there is no module {parts[0]!r}", way_out)
    return module, length


def _not_imported(name: str, error: Exception, place: str) -> FactorygenError:
    return FactorygenError(place, f"{name!r} cannot be imported: {type(error).__name__}: {error}", "correct it")


def _public(found: object) -> list[str]:
    return [name for name in dir(found) if not name.startswith("_")]
