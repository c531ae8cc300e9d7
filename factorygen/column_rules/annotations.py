"""Values for annotations: objects of the project's own classes, made as their constructors ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from factorygen.column_rules.answer import Answer, in_turn
from factorygen.column_rules.enum_members import member
from factorygen.column_rules.formats import FORMATS
from factorygen.expression import (
    Argument,
    Call,
    Code,
    Expression,
    Name,
    call,
    code,
    f_string,
    inline,
    literal,
    splice,
)
from factorygen.imports import COMPILE, DATE, DATETIME, DECIMAL, LAZY_FUNCTION, TIME, TIMEDELTA, UTC, UUID4
from factorygen.sampling import samples
from factorygen.schema import Annotation, AnnotationKind

MOST = 50
"""Values that are tried for one argument."""

PLAIN: dict[str, Code] = {
    "str": literal("text"),
    "int": literal(1),
    "float": literal(1.0),
    "bool": literal(False),
    "bytes": literal(b"bytes"),
    "datetime": code(DATETIME, "(2024, 1, 1, tzinfo=", UTC, ")"),
    "date": code(DATE, "(2024, 1, 1)"),
    "time": code(TIME, "(9)"),
    "timedelta": code(TIMEDELTA, "(days=1)"),
    "Decimal": code(DECIMAL, '("1")'),
    "UUID": code(UUID4, "()"),
    "Pattern": code(COMPILE, '("text")'),
    "object": literal("text"),
}
COUNTED: dict[str, Code] = {
    "str": f_string("text", code("n")),
    "int": code("n"),
    "Pattern": code(COMPILE, "(", *f_string("text", code("n")).parts, ")"),
}
"""What differs for each ``n``, where the others do not."""
DATA = ("str", "int", "float", "bool")
"""What JSON has too."""
BRACKETS = {
    "list": ("[", "]"),
    "set": ("{", "}"),
    "frozenset": ("frozenset({", "})"),
    "tuple": ("(", ",)"),
    "dict": ("{", "}"),
}
CONSTANTS = (AnnotationKind.ENUM, AnnotationKind.LITERAL)


@dataclass(frozen=True)
class Value:
    """An object, and the ``nth`` of many, which is the same one where there is nothing in it to count."""

    object: Expression
    nth: Expression


def annotated(annotation: Annotation) -> Iterator[Answer]:
    """Answers with objects that fit an annotation, in the order in which a union names them."""
    if annotation.kind in CONSTANTS:
        yield from _by_turns(annotation)
        return
    for one in _values(annotation):
        numbered = inline(one.nth) if one.nth != one.object else None
        yield Answer(_lazy(one.object), numbered)


def _by_turns(annotation: Annotation) -> Iterator[Answer]:
    """The first of an enum's members, or of what a Literal lists; all of them where they have to differ."""
    every = [_constant(annotation, label) for label in annotation.labels]
    if every:
        yield Answer(every[0], in_turn(every), reach=len(every))


def _constant(annotation: Annotation, label: str | int) -> Code:
    return literal(label) if annotation.name is None else member(annotation.name, str(label))


def _lazy(value: Expression) -> Call:
    """A new object each time; a call without arguments is its function."""
    if isinstance(value, Call) and not value.arguments:
        return call(LAZY_FUNCTION, value.function)
    return Call(Code((LAZY_FUNCTION,)), (Argument(value, "lambda: "),))


def _values(annotation: Annotation) -> Iterator[Value]:
    return VALUES[annotation.kind](annotation)


def _same(expression: Expression) -> Value:
    return Value(expression, expression)


def _plain(annotation: Annotation) -> Iterator[Value]:
    """As it is; what a library derives from it is made likewise, or else it may take that itself."""
    name = annotation.name.name if annotation.name else ""
    if name in PLAIN:
        yield Value(PLAIN[name], COUNTED.get(name, PLAIN[name]))
    for base in annotation.arguments:
        for one in _plain(base):
            if annotation.name is not None and annotation.name.importable:
                derived = code(Name(annotation.name.module, annotation.name.qualname), *inline(one.object).parts[1:])
                yield _same(derived)
            yield one


def _union(annotation: Annotation) -> Iterator[Value]:
    for one in annotation.arguments:
        yield from _values(one)


def _container(annotation: Annotation) -> Iterator[Value]:
    """An empty one, then one with an item, which is first in a list of what JSON knows; a dict with its key."""
    if annotation.name is None:
        return
    items = [next(_values(one), None) for one in annotation.arguments]
    if annotation.labels:
        items[:1] = [_same(literal(annotation.labels[0]))]
    filled = list(_filled(annotation.name.name, [one for one in items if one is not None], len(items)))
    of_data = any(one.name is not None and one.name.name in DATA for one in annotation.arguments)
    empty = [] if annotation.labels else [_same(call(code(annotation.name.name)))]
    yield from (*filled, *empty) if annotation.name.name == "list" and of_data else (*empty, *filled)


def _filled(name: str, found: list[Value], wanted: int) -> Iterator[Value]:
    """With one item, if there is a value for it."""
    if found and len(found) == wanted:
        brackets = BRACKETS[name]
        yield Value(_display(brackets, [one.object for one in found]), _display(brackets, [one.nth for one in found]))


def _display(brackets: tuple[str, str], items: Sequence[Expression]) -> Code:
    """A container of one item, or of one key and its value."""
    rest = [part for one in items[1:] for part in (": ", inline(one))]
    return splice(brackets[0], inline(items[0]), *rest, brackets[1])


def _first(annotation: Annotation) -> Iterator[Value]:
    if annotation.labels:
        yield _same(_constant(annotation, annotation.labels[0]))


def _object(annotation: Annotation) -> Iterator[Value]:
    """Calls of the class with all that it demands: the first value for each, then one of them changed."""
    if annotation.name is None or not annotation.name.importable:
        return
    made = Name(annotation.name.module, annotation.name.qualname)
    first: dict[str, Value] = {}
    for keyword, wanted in annotation.parameters:
        value = next(_arguments(keyword, wanted), None)
        if value is None or not keyword.isidentifier():
            return
        first[keyword] = value
    yield _called(made, first)
    for keyword, wanted in annotation.parameters:
        for value in islice(_arguments(keyword, wanted), 1, MOST):
            yield _called(made, {**first, keyword: value})


def _called(made: Name, arguments: Mapping[str, Value]) -> Value:
    return Value(
        call(made, **{keyword: one.object for keyword, one in arguments.items()}),
        call(made, **{keyword: one.nth for keyword, one in arguments.items()}),
    )


def _arguments(keyword: str, wanted: Annotation) -> Iterator[Value]:
    """Values for a parameter; an ``id`` in words is a UUID, any other text may have to be of some format."""
    is_text = wanted.kind is AnnotationKind.PLAIN and wanted.name is not None and wanted.name.name == "str"
    if is_text and keyword == "id":
        yield _same(code("str(", UUID4, "())"))
    yield from (one for one in _values(wanted) if _can_be_made(one))
    if is_text:
        yield from (Value(one.text, one.nth or one.text) for one in FORMATS)


def _can_be_made(value: Value) -> bool:
    """Whether its class and those of its parts take what they are called with."""
    try:
        samples(_lazy(value.object))
    except Exception:  # a class of the user's may raise anything
        return False
    return True


def _any(annotation: Annotation) -> Iterator[Value]:
    yield _same(code('{"key": "value"}'))


VALUES: dict[AnnotationKind, Callable[[Annotation], Iterator[Value]]] = {
    AnnotationKind.PLAIN: _plain,
    AnnotationKind.UNION: _union,
    AnnotationKind.CONTAINER: _container,
    AnnotationKind.ENUM: _first,
    AnnotationKind.LITERAL: _first,
    AnnotationKind.CLASS: _object,
    AnnotationKind.ANY: _any,
}
