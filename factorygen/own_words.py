"""What has the user said of each column? Configuration and ``Column.info``, in the order in which they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TypeVar

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.registry import TypeRule
from factorygen.column_rules.types import RULES, TypeRules
from factorygen.diagnostics import FactorygenError, closest
from factorygen.expression import Call, Expression
from factorygen.imports import SEQUENCE
from factorygen.references import references
from factorygen.schema import Column, ColumnType, Model, PythonName, Schema
from factorygen.user_code import expression

TABLE = "pyproject.toml: [tool.factorygen.{}]"
KEYS = "pyproject.toml: [tool.factorygen]: get_or_create"
FIRST = "lambda n: "
WILD = frozenset("*?[")
Word = TypeVar("Word")


@dataclass(frozen=True)
class Told:
    """What the user has told in the configuration: names and the code that belongs to them."""

    columns: tuple[tuple[str, str], ...] = ()
    """Patterns of ``Model.attribute``; "" for the code: not to be declared."""
    types: tuple[tuple[str, str], ...] = ()
    """Names in the lineage of a type."""
    excluded: tuple[str, ...] = ()
    """Models that get no factory, of which a pattern may speak all the same."""
    partly: bool = False
    """Whether only some of the project's models are asked for, so that a pattern may well match none of them."""
    share: tuple[tuple[str, bool], ...] = ()
    """Patterns of ``Model.parent``: whether it has ancestors in common with the model."""
    children: tuple[tuple[str, tuple[int, int]], ...] = ()
    """Patterns of ``Model.collection``: how many are made unasked."""
    get_or_create: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Patterns of models, and the attributes by which their rows are looked up; (): the model tells."""


NOTHING_TOLD = Told()


@dataclass(frozen=True)
class OwnWord:
    """The user's word on a column: the declaration he wants, None if he wants none; ``reason`` says where."""

    expression: Expression | None
    reason: str


@dataclass(frozen=True)
class OwnWords:
    """The columns that the user decides on, and the rules for types with his own in front."""

    words: Mapping[tuple[PythonName, str], OwnWord] = field(default_factory=dict)
    rules: TypeRules = RULES
    types: frozenset[str] = frozenset()
    share: tuple[tuple[str, bool], ...] = ()
    children: tuple[tuple[str, tuple[int, int]], ...] = ()
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Patterns of models whose rows are looked up, and by what."""

    def looked_up_by(self, model: Model) -> tuple[str, tuple[str, ...]] | None:
        """The pattern that says a model's rows are to be looked up, and the attributes it tells; None if none does."""
        matching = [
            (_rank(pattern), number, key) for number, (pattern, key) in enumerate(self.keys) if _names(pattern, model)
        ]
        return (self.keys[max(matching)[1]][0], max(matching)[2]) if matching else None

    def shares(self, model: Model, parent: str) -> bool:
        """Whether a model's parent is to have ancestors in common with it where no foreign key says so."""
        return _best(self.share, model, parent, True)

    def number(self, model: Model, collection: str, otherwise: tuple[int, int]) -> tuple[int, int]:
        """How many children are to be made unasked, at least and at most."""
        return _best(self.children, model, collection, otherwise)

    def exact_number(self, model: Model, collection: str) -> tuple[int, int] | None:
        """The same, if it is said of this very collection."""
        exact = [(pattern, number) for pattern, number in self.children if not WILD & {*pattern}]
        return _best(exact, model, collection, None)

    def of(self, model: Model, column: Column) -> OwnWord | None:
        """The word on a column of a model."""
        return self.words.get((model.id, column.key))

    def left_out(self, model: Model) -> tuple[tuple[str, str], ...]:
        """The attributes of a model that are not to be declared, and where the user says so."""
        words = ((column.key, self.of(model, column)) for column in model.columns)
        return tuple((key, word.reason) for key, word in words if word is not None and word.expression is None)

    def decide(self, model: Model, keys: Iterable[str]) -> bool:
        """Whether the user has a word on each of these attributes."""
        found = [(model.id, key) in self.words for key in keys]
        return bool(found) and all(found)

    def of_type(self, type_: ColumnType) -> OwnWord | None:
        """The word on a type, if none of its rules is more specific."""
        name = self.rules.name_of(type_)
        if name not in self.types:
            return None
        answers = iter(self.rules.answers(type_, ""))
        return OwnWord(next(answers).value, f'configured: "{name}"')


NOTHING_SAID = OwnWords()


def own_words(schema: Schema, told: Told) -> OwnWords:
    """The user's words on the columns of these models; FactorygenError for one that nobody understands."""
    patterns = [_pattern(place, text) for place, text in told.columns]
    for pattern, _ in patterns:
        if not (told.partly or _speaks_of(pattern, told.excluded)):
            _require_match(pattern, schema)
    words = {(model.id, key): word for model in schema.models for key, word in _of_model(model, patterns)}
    rules = {name: _type_rule(expression(text, _place("types", name))) for name, text in told.types}
    if not (told.partly or told.excluded):
        for name in rules:
            _require_type(name, schema)
    if not (told.partly or told.excluded):
        for pattern, _ in told.share:
            _require_parent(pattern, schema)
        for pattern, _ in told.children:
            _require_collection(pattern, schema)
    for pattern, _ in told.get_or_create:
        if not (told.partly or any(fnmatchcase(model, pattern) for model in told.excluded)):
            _require_model(pattern, schema)
    return OwnWords(words, RULES.branch(rules), frozenset(rules), told.share, told.children, told.get_or_create)


def _place(table: str, name: str) -> str:
    return f'{TABLE.format(table)} "{name}"'


# ---- columns


def _pattern(pattern: str, text: str) -> tuple[str, OwnWord]:
    place = _place("columns", pattern)
    return pattern, OwnWord(expression(text, place) if text else None, f'configured: "{pattern}"')


def _of_model(model: Model, patterns: Sequence[tuple[str, OwnWord]]) -> Iterator[tuple[str, OwnWord]]:
    for column in model.columns:
        matching = [
            (_rank(pattern), number, word)
            for number, (pattern, word) in enumerate(patterns)
            if _matches(pattern, model, column.key)
        ]
        if matching:
            yield column.key, max(matching, key=lambda found: found[:2])[2]
        elif column.undeclared:
            yield column.key, OwnWord(None, "the column's info")
        elif column.override:
            place = f"{model.name}.{column.key}: info['factorygen']"
            yield column.key, OwnWord(expression(column.override, place), "the column's info")


def _rank(pattern: str) -> tuple[bool, int]:
    """An exact name counts more than a pattern, a longer pattern more than a shorter one."""
    return not WILD & {*pattern}, len(pattern)


def _best(words: Iterable[tuple[str, Word]], model: Model, key: str, otherwise: Word) -> Word:
    """What the best pattern that matches says."""
    matching = [
        (_rank(pattern), number, word) for number, (pattern, word) in enumerate(words) if _matches(pattern, model, key)
    ]
    return max(matching, key=lambda found: found[:2])[2] if matching else otherwise


def _matches(pattern: str, model: Model, key: str) -> bool:
    return any(fnmatchcase(f"{name}.{key}", pattern) for name in (model.name, str(model.id)))


def _speaks_of(pattern: str, models: Iterable[str]) -> bool:
    return any(fnmatchcase(model, pattern.rpartition(".")[0]) for model in models)


def _require_match(pattern: str, schema: Schema) -> None:
    if any(_matches(pattern, model, column.key) for model in schema.models for column in model.columns):
        return
    place = _place("columns", pattern)
    name, _, key = pattern.rpartition(".")
    models = [model for model in schema.models if fnmatchcase(model.name, name) or fnmatchcase(str(model.id), name)]
    if not models:
        way_out = closest(name, {str(one.id) if "." in name else one.name for one in schema.models})
        raise FactorygenError(place, f"there is no model {name!r}", way_out)
    if any(relationship.key == key for model in models for relationship in model.relationships):
        raise FactorygenError(place, f"{key!r} is a relationship, not a column", "name the column of its key")
    known = {column.key for model in models for column in model.columns}
    named_so = next((one.key for model in models for one in model.columns if one.name == key), "")
    way_out = f"its attribute is {named_so!r}" if named_so else closest(key, known)
    raise FactorygenError(place, f"{name} has no column {key!r}", way_out)


# ---- models


def _names(pattern: str, model: Model) -> bool:
    return fnmatchcase(model.name, pattern) or fnmatchcase(str(model.id), pattern)


def _require_model(pattern: str, schema: Schema) -> None:
    """FactorygenError for a pattern that no model has the name of."""
    if pattern != "*" and not any(_names(pattern, model) for model in schema.models):
        way_out = closest(pattern, {str(one.id) if "." in pattern else one.name for one in schema.models})
        raise FactorygenError(KEYS, f"there is no model {pattern!r}", way_out)


# ---- sharing


def _require_parent(pattern: str, schema: Schema) -> None:
    """FactorygenError for a parent that no model has."""
    parents = [(model, one.name) for model in schema.models for one in references(model, schema)]
    if pattern != "*.*" and not any(_matches(pattern, model, name) for model, name in parents):
        known = {f"{model.name}.{name}" for model, name in parents}
        raise FactorygenError(_place("share", pattern), "no model has such a parent", closest(pattern, known))


# ---- children


def _require_collection(pattern: str, schema: Schema) -> None:
    """FactorygenError for a collection that no model has."""
    found = [(model, one.key) for model in schema.models for one in model.relationships if one.uselist]
    if pattern != "*.*" and not any(_matches(pattern, model, name) for model, name in found):
        known = {f"{model.name}.{name}" for model, name in found}
        raise FactorygenError(_place("children", pattern), "no model has such a collection", closest(pattern, known))


# ---- types


def _require_type(name: str, schema: Schema) -> None:
    """FactorygenError for a type that no column has."""
    types = [column.type for model in schema.models for column in model.columns]
    types += [type_.item for type_ in types if type_.item]
    known = {one for type_ in types for one in type_.lineage}
    if name not in known:
        raise FactorygenError(_place("types", name), "no column is of this type", closest(name, known))


def _type_rule(value: Expression) -> TypeRule:
    """A rule that answers with the user's code; counted where it counts itself."""

    def rule(type_: ColumnType, word: str) -> Iterator[Answer]:
        yield Answer(value, nth=_counted(value))

    return rule


def _counted(value: Expression) -> Expression | None:
    """What the lambda of a Sequence gives."""
    if isinstance(value, Call) and value.function.parts == (SEQUENCE,) and len(value.arguments) == 1:
        return value.arguments[0].value if value.arguments[0].lead == FIRST else None
    return None
