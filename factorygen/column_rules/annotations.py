"""Values for annotations: objects of the project's own classes, made as their constructors ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.enum_members import member
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
from factorygen.imports import DATE, DATETIME, DECIMAL, LAZY_FUNCTION, TIMEDELTA, UTC, UUID4
from factorygen.schema import Annotation, AnnotationKind

PLAIN: dict[str, Code] = {
    "str": literal("text"),
    "int": literal(1),
    "float": literal(1.0),
    "bool": literal(False),
    "bytes": literal(b"bytes"),
    "datetime": code(DATETIME, "(2024, 1, 1, tzinfo=", UTC, ")"),
    "date": code(DATE, "(2024, 1, 1)"),
    "timedelta": code(TIMEDELTA, "(days=1)"),
    "Decimal": code(DECIMAL, '("1")'),
    "UUID": code(UUID4, "()"),
    "object": literal("text"),
}


COUNTED: dict[str, Code] = {
    "str": f_string("text", code("n")),
    "int": code("n"),
    "UUID": code(UUID4, "()"),
}
"""What differs for each ``n``."""
DATA = ("str", "int", "float", "bool")
CONSTANTS = (AnnotationKind.ENUM, AnnotationKind.LITERAL)


def annotated(annotation: Annotation) -> Iterator[Answer]:
    """Answers with objects that fit an annotation, in the order in which a union names them."""
    if annotation.kind in CONSTANTS:
        yield from _by_turns(annotation)
        return
    for value, nth in zip(_values(annotation, PLAIN), _values(annotation, PLAIN | COUNTED), strict=True):
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


Plain = Mapping[str, Code]


def _values(annotation: Annotation, plain: Plain) -> Iterator[Expression]:
    return VALUES[annotation.kind](annotation, plain)


def _plain(annotation: Annotation, plain: Plain) -> Iterator[Expression]:
    if annotation.name is not None and annotation.name.name in plain:
        yield plain[annotation.name.name]


def _union(annotation: Annotation, plain: Plain) -> Iterator[Expression]:
    for one in annotation.arguments:
        yield from _values(one, plain)


def _container(annotation: Annotation, plain: Plain) -> Iterator[Expression]:
    """A list of one item that JSON knows too, else an empty one."""
    if annotation.name is not None:
        for item in annotation.arguments:
            if annotation.name.name == "list" and item.name is not None and item.name.name in DATA:
                yield inline(listing(plain[item.name.name]))
        yield call(code(annotation.name.name))


def _first(annotation: Annotation, plain: Plain) -> Iterator[Expression]:
    if annotation.labels:
        yield _constant(annotation, annotation.labels[0])


def _object(annotation: Annotation, plain: Plain) -> Iterator[Expression]:
    """A call of the class with the first value for each argument that it demands."""
    if annotation.name is None or not annotation.name.importable:
        return
    arguments = {}
    for keyword, wanted in annotation.parameters:
        value = next(_values(wanted, plain), None)
        if value is None or not keyword.isidentifier():
            return
        arguments[keyword] = value
    yield call(Name(annotation.name.module, annotation.name.qualname), **arguments)


def _any(annotation: Annotation, plain: Plain) -> Iterator[Expression]:
    yield code('{"key": "value"}')


VALUES: dict[AnnotationKind, Callable[[Annotation, Plain], Iterator[Expression]]] = {
    AnnotationKind.PLAIN: _plain,
    AnnotationKind.UNION: _union,
    AnnotationKind.CONTAINER: _container,
    AnnotationKind.ENUM: _first,
    AnnotationKind.LITERAL: _first,
    AnnotationKind.CLASS: _object,
    AnnotationKind.ANY: _any,
}
