"""What do JSON documents and arrays say about themselves?"""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlglot import exp

from factorygen.checks.nodes import ANYTHING, Scope, Unknown, applied, named, rule, strict

MYSQL_KINDS = {
    dict: "OBJECT",
    list: "ARRAY",
    str: "STRING",
    bool: "BOOLEAN",
    int: "INTEGER",
    float: "DOUBLE",
    type(None): "NULL",
}
SQLITE_KINDS = {
    dict: "object",
    list: "array",
    str: "text",
    int: "integer",
    float: "real",
    type(None): "null",
}
KINDS = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}


@named("jsonb_typeof", "json_typeof")
def _kind(value: object) -> object:
    return KINDS.get(type(value), "number")


@rule(exp.JSONType)
def _document_kind(node: exp.Expr, scope: Scope) -> object:
    """MySQL has these names in capitals."""
    names = SQLITE_KINDS if scope.dialect == "sqlite" else MYSQL_KINDS
    return applied(lambda value: names[type(_parsed(value))], [scope.value(node.this)], node)


def _parsed(value: object) -> object:
    return json.loads(value) if isinstance(value, str) else value


@named("json_valid", "is_json", "isjson")
def _valid(value: object) -> object:
    """The driver writes what is no text as JSON."""
    if isinstance(value, str | bytes):
        try:
            json.loads(value)
        except ValueError:
            return False
    return True


@named("cardinality", "jsonb_array_length", "json_array_length", "json_length")
def _size(value: object) -> object:
    return len(_container(json.loads(value) if isinstance(value, str) else value))


@rule(exp.ArraySize)
def _array_size(node: exp.Expr, scope: Scope) -> object:
    """``array_length`` of an empty array is NULL in PostgreSQL, ``cardinality`` is not."""
    found = applied(_size, [scope.value(node.this)], node)
    return None if found == 0 else found


@named("array_ndims")
def _dimensions(value: object) -> object:
    return 1 + int(str(_dimensions(value[0]))) if isinstance(value, list) and value else 0


@rule(exp.Bracket)
def _item(node: exp.Expr, scope: Scope) -> object:
    """``numbers[1]``, which sqlglot has counted from zero; NULL beyond the end."""
    position = node.expressions[0]
    if len(node.expressions) != 1 or not isinstance(position, exp.Literal) or position.is_string:
        raise Unknown(node.sql(dialect=scope.dialect or None))
    return applied(lambda items: dict(enumerate(items)).get(int(position.this)), [scope.value(node.this)], node)


def _container(value: object) -> Collection[object]:
    if not isinstance(value, dict | list):
        raise TypeError(value)
    return value


@strict(exp.JSONBContainsTopKey, "this", "expression")
@strict(exp.JSONBContains, "this", "expression")
def _has_key(value: object, key: object) -> object:
    return key in _container(value)


@strict(exp.JSONBContainsAllTopKeys, "this", "expression")
def _has_keys(value: object, keys: list[object]) -> object:
    return all(key in _container(value) for key in keys)


@strict(exp.JSONBContainsAnyTopKeys, "this", "expression")
def _has_some_key(value: object, keys: list[object]) -> object:
    return any(key in _container(value) for key in keys)


@strict(exp.ArrayContainsAll, "this", "expression")
def _contains(value: object, part: object) -> object:
    parts = json.loads(part) if isinstance(part, str) else part
    if isinstance(parts, dict) and isinstance(value, dict):
        return all(key in value and value[key] == wanted for key, wanted in parts.items())
    return all(item in _container(value) for item in _container(parts))


@strict(exp.ArrayContainedBy, "this", "expression")
def _contained(value: object, whole: object) -> object:
    return _contains(whole, value)


@strict(exp.ArrayOverlaps, "this", "expression")
def _overlaps(value: object, other: object) -> object:
    return any(item in _container(other) for item in _container(value))


@rule(exp.JSONExtract, exp.JSONBExtract)
def _extract(node: exp.Expr, scope: Scope) -> object:
    return _at_path(node, scope)


@rule(exp.JSONExtractScalar, exp.JSONBExtractScalar)
def _extract_text(node: exp.Expr, scope: Scope) -> object:
    found = _at_path(node, scope)
    if found is None or found is ANYTHING or isinstance(found, str):
        return found
    return json.dumps(found)


def _at_path(node: exp.Expr, scope: Scope) -> object:
    keys = json_path(node)
    return applied(lambda value: _reached(value, keys), [scope.value(node.this)], node)


def json_path(node: exp.Expr) -> list[object]:
    """The keys and positions that ``->``, ``->>`` or ``json_extract`` name."""
    path = node.expression
    if isinstance(path, exp.JSONPath):
        return [part.this for part in path.expressions if isinstance(part, exp.JSONPathKey | exp.JSONPathSubscript)]
    plain = path.this if isinstance(path, exp.Cast) else path
    return [key for key in str(plain.this).lstrip("$.").split(".") if key]


def _reached(value: object, keys: list[object]) -> object:
    found = json.loads(value) if isinstance(value, str) else value
    for key in keys:
        inside = isinstance(found, dict) and key in found
        listed = isinstance(found, list) and isinstance(key, int) and key < len(found)
        if not inside and not listed:
            return None
        found = found[key]  # type: ignore[index]
    return found
