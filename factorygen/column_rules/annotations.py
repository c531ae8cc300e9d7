"""Values for annotations: objects of the project's own classes, made as their constructors ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from factorygen.column_rules.answer import Answer
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
    listing,
    literal,
    splice,
)
from factorygen.imports import COMPILE, DATE, DATETIME, DECIMAL, LAZY_FUNCTION, TIME, TIMEDELTA, UTC, UUID4
from factorygen.schema import Annotation, AnnotationKind

MOST = 100
"""Objects of one class that are tried."""

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
CONSTANTS = (AnnotationKind.ENUM, AnnotationKind.LITERAL)


@dataclass(frozen=True)
class Filling:
    """What goes into objects: the same each time, or ``counted``, another for each ``n``."""

    counted: bool = False

    @property
    def plain(self) -> Mapping[str, Code]:
        """By the name of a type of Python's own."""
        return PLAIN | COUNTED if self.counted else PLAIN

    @property
    def formats(self) -> Iterator[Code]:
        """Texts of which one may be of the format that a class wants."""
        return (one.nth if self.counted and one.nth else one.text for one in FORMATS)


def annotated(annotation: Annotation) -> Iterator[Answer]:
    """Answers with objects that fit an annotation, in the order in which a union names them."""
    if annotation.kind in CONSTANTS:
        yield from _by_turns(annotation)
        return
    for value, nth in zip(_values(annotation, Filling()), _values(annotation, Filling(counted=True)), strict=True):
        numbered = inline(nth) if nth != value else None
        yield Answer(_lazy(value), numbered)


def _by_turns(annotation: Annotation) -> Iterator[Answer]:
    """The first of an enum's members, or of what a Literal lists; all of them where they have to differ."""
    every = [_constant(annotation, label) for label in annotation.labels]
    if every:
        yield Answer(every[0], splice(inline(listing(*every)), f"[n % {len(every)}]"), reach=len(every))


def _constant(annotation: Annotation, label: str | int) -> Code:
    return literal(label) if annotation.name is None else member(annotation.name, str(label))


def _lazy(value: Expression) -> Call:
    """A new object each time; a call without arguments is its function."""
    if isinstance(value, Call) and not value.arguments:
        return call(LAZY_FUNCTION, value.function)
    return Call(Code((LAZY_FUNCTION,)), (Argument(value, "lambda: "),))


def _values(annotation: Annotation, filling: Filling) -> Iterator[Expression]:
    return VALUES[annotation.kind](annotation, filling)


def _plain(annotation: Annotation, filling: Filling) -> Iterator[Expression]:
    if annotation.name is not None and annotation.name.name in filling.plain:
        yield filling.plain[annotation.name.name]


def _union(annotation: Annotation, filling: Filling) -> Iterator[Expression]:
    for one in annotation.arguments:
        yield from _values(one, filling)


def _container(annotation: Annotation, filling: Filling) -> Iterator[Expression]:
    """A list of one item that JSON knows too, else an empty one."""
    if annotation.name is not None:
        for item in annotation.arguments:
            if annotation.name.name == "list" and item.name is not None and item.name.name in DATA:
                yield inline(listing(filling.plain[item.name.name]))
        yield call(code(annotation.name.name))


def _first(annotation: Annotation, filling: Filling) -> Iterator[Expression]:
    if annotation.labels:
        yield _constant(annotation, annotation.labels[0])


def _object(annotation: Annotation, filling: Filling) -> Iterator[Expression]:
    """Calls of the class with all that it demands: the first value for each, then one of them changed."""
    if annotation.name is None or not annotation.name.importable:
        return
    function = Name(annotation.name.module, annotation.name.qualname)
    first: dict[str, Expression] = {}
    for keyword, wanted in annotation.parameters:
        value = next(_arguments(keyword, wanted, filling), None)
        if value is None or not keyword.isidentifier():
            return
        first[keyword] = value
    yield call(function, **first)
    yield from islice(_changed(function, annotation, first, filling), MOST)


def _changed(
    function: Name, annotation: Annotation, first: Mapping[str, Expression], filling: Filling
) -> Iterator[Expression]:
    for keyword, wanted in annotation.parameters:
        for value in islice(_arguments(keyword, wanted, filling), 1, None):
            yield call(function, **{**first, keyword: value})


def _arguments(keyword: str, wanted: Annotation, filling: Filling) -> Iterator[Expression]:
    """Values for a parameter; an ``id`` in words is a UUID, any other text may have to be of some format."""
    is_text = wanted.kind is AnnotationKind.PLAIN and wanted.name is not None and wanted.name.name == "str"
    if is_text and keyword == "id":
        yield code("str(", UUID4, "())")
    yield from _values(wanted, filling)
    if is_text:
        yield from filling.formats


def _any(annotation: Annotation, filling: Filling) -> Iterator[Expression]:
    yield code('{"key": "value"}')


VALUES: dict[AnnotationKind, Callable[[Annotation, Filling], Iterator[Expression]]] = {
    AnnotationKind.PLAIN: _plain,
    AnnotationKind.UNION: _union,
    AnnotationKind.CONTAINER: _container,
    AnnotationKind.ENUM: _first,
    AnnotationKind.LITERAL: _first,
    AnnotationKind.CLASS: _object,
    AnnotationKind.ANY: _any,
}
