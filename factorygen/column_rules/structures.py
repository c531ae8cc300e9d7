"""Rules for enums, keys without meaning, JSON and containers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.enum_members import enum_class, labelled
from factorygen.column_rules.registry import RULES
from factorygen.expression import Call, Code, Expression, call, code, inline, listing, literal, splice
from factorygen.imports import FAKER, LAZY_FUNCTION, LIST, UUID4
from factorygen.schema import ColumnType


@RULES.for_type("Enum", "mysql.SET")
def enum(type_: ColumnType, word: str) -> Iterator[Answer]:
    """The first member, so that a test does not flicker."""
    members = [labelled(type_, label) for label in type_.labels]
    if not members:
        return
    if type_.enum is not None and type_.enum.importable:
        all_members = splice("list(", enum_class(type_.enum), ")")
    else:
        all_members = inline(listing(*members))
    yield Answer(members[0], splice(all_members, f"[n % {len(members)}]"), reach=len(members))


@RULES.for_type("Uuid", "UUID", "postgresql.UUID", "mssql.UNIQUEIDENTIFIER")
def uuid(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A random one; where it has to be unique never from Faker, whose reseeding repeats keys."""
    objects = Answer(call(FAKER, literal("uuid4"), cast_to=literal(None)), unique=call(LAZY_FUNCTION, code(UUID4)))
    texts = Answer(call(FAKER, literal("uuid4")), unique=call(LAZY_FUNCTION, code("lambda: str(", UUID4, "())")))
    yield from (objects, texts) if type_.as_uuid else (texts, objects)


@RULES.for_type("JSON", "postgresql.JSONB", "postgresql.HSTORE", "PickleType")
def json(type_: ColumnType, word: str) -> Iterator[Answer]:
    """A small object; for the choosy an empty one, or a list."""
    yield Answer(call(LAZY_FUNCTION, code('lambda: {"key": "value"}')), nth=code('{"key": str(n)}'))
    yield Answer(call(LAZY_FUNCTION, code("dict")))
    yield Answer(call(LAZY_FUNCTION, code("list")))


@RULES.for_container("ARRAY")
def array(type_: ColumnType, items: Iterable[Answer]) -> Iterator[Answer]:
    """One item of its type, in as many lists as it has dimensions."""
    for item in items:
        nth = item.nth
        for _ in range(type_.dimensions):
            nth = splice("[", inline(nth), "]") if nth else None
        yield Answer(list_of((item.value,), type_.dimensions), nth, item.reach)


def list_of(items: Sequence[Expression], dimensions: int) -> Call:
    """A new list of these, inside as many more lists as there are dimensions."""
    constant = all(isinstance(item, Code) for item in items)
    made: Expression = listing(*items)
    for _ in range(dimensions - 1):
        made = listing(made if constant else call(LIST, made))
    return call(LAZY_FUNCTION, splice("lambda: ", inline(made))) if constant else call(LIST, made)
