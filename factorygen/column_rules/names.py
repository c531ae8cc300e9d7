"""What does the name of a column suggest that it holds?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.name_rows import Asked, Row
from factorygen.column_rules.name_table import TABLE
from factorygen.column_rules.state import is_state
from factorygen.schema import Column, Model
from factorygen.words import set_of, singular, subject_words, words

__all__ = ["is_state", "named", "words"]

OWN_KIND = set_of(
    """
    ARRAY BIT CIDR Enum ENUM HSTORE INET Interval JSON JSONB JSONPATH MACADDR MACADDR8 MONEY OID PickleType REGCLASS
    REGCONFIG SET TSQUERY TSVECTOR UNIQUEIDENTIFIER UUID Uuid YEAR
    """
)
"""Types that say more about their values than a name can."""

PASSING = set_of(
    "alt alternate common default display friendly full internal is long my new official original public short"
)
"""Words before ``name`` that do not tell whose name it is."""

COUNTING = frozenset({"count", "n", "nb", "no", "num", "number", "total"})


def named(column: Column, model: Model) -> Iterator[Answer]:
    """The answers that a column's name suggests for the kind of value its type holds, best first.

    None of them is text longer than the column. Nothing for a type that knows its values itself (Enum, Uuid, JSON).
    """
    if not _open(column):
        return
    for asked, key, rows in _matches(column, model):
        for one in rows:
            yield from _told(one, asked, key)
        return


def _open(column: Column) -> bool:
    """Whether a name may speak for the column's type."""
    return not any(name.rpartition(".")[2] in OWN_KIND or name.endswith("RANGE") for name in column.type.lineage)


def _told(row: Row, asked: Asked, phrase: str) -> Iterator[Answer]:
    """What a row answers for the column's kind of value, as far as it fits."""
    length = asked.column.type.length
    for spec in row.specs:
        if asked.column.type.python not in spec.kinds:
            continue
        for answer in spec.answers(asked):
            if length is None or answer.longest is None or answer.longest <= length:
                yield replace(answer, reason=f"name: {phrase}")


def _matches(column: Column, model: Model) -> Iterator[tuple[Asked, str, tuple[Row, ...]]]:
    """The rows for the longest group of words that a name ends with; the attribute's before the column's."""
    owner = subject_words(model.name)
    for found in _spellings(column, owner):
        for start in range(len(found)):
            tail = found[start:]
            asked = Asked(column, model, owner, _subject(found[:start], owner))
            rows = tuple(row for row in TABLE.get("".join(tail), ()) if row.suits(asked))
            if rows:
                yield asked, " ".join(tail), rows
    first = words(column.key)[:1]
    if column.type.python == "int" and not COUNTING.isdisjoint(first):
        yield Asked(column, model, owner, owner), "count", TABLE["count"]


def _spellings(column: Column, owner: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of a column, in the ways they may stand in the table."""
    for name in dict.fromkeys((column.key, column.name)):
        found = words(name)
        if found and len(owner) > len(found) and owner[-len(found) :] == found:
            yield owner  # EmailAddress.address
        yield found
        if found and found[-1].isdigit():
            found = found[:-1]  # phone2
            yield found
        if found and singular(found[-1]) != found[-1]:
            yield (*found[:-1], singular(found[-1]))


def _subject(before: tuple[str, ...], owner: tuple[str, ...]) -> tuple[str, ...]:
    """Whose name it is: ``product_name`` is a product's, ``display_name`` the model's."""
    told = tuple(word for word in before if word not in PASSING and not word.isdigit())
    return (*told[:-1], singular(told[-1])) if told else owner
