"""Which values of a declaration are the most likely to break a CHECK? Its ends, that a sample may miss."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from factorygen.expression import Expression, flat

Keywords = Mapping[str, object]


def extremes(expression: Expression) -> tuple[object, ...]:
    """The smallest and the largest number that a ``Faker`` or a ``List`` of such makes; nothing for others."""
    try:
        return tuple(_ends(ast.parse(flat(expression), mode="eval").body))
    except (ValueError, TypeError, KeyError, SyntaxError, IndexError):
        return ()


def _ends(tree: ast.expr) -> Iterable[object]:
    function = ast.unparse(tree.func) if isinstance(tree, ast.Call) else ""
    if isinstance(tree, ast.Call) and function == "List" and isinstance(tree.args[0], ast.List):
        return [list(items) for items in zip(*(_ends(item) for item in tree.args[0].elts), strict=True)]
    if not isinstance(tree, ast.Call) or function != "Faker":
        return ()
    provider = ast.literal_eval(tree.args[0])
    keywords = {one.arg or "": ast.literal_eval(one.value) for one in tree.keywords}
    return ENDS[provider](keywords) if provider in ENDS else ()


def _whole(keywords: Keywords) -> tuple[object, ...]:
    return (keywords.get("min_value", 0), keywords.get("max_value", 9999))


def _random(keywords: Keywords) -> tuple[object, ...]:
    return (keywords.get("min", 0), keywords.get("max", 9999))


def _real(keywords: Keywords) -> tuple[object, ...]:
    return (float(str(keywords["min_value"])), float(str(keywords["max_value"])))


def _exact(keywords: Keywords) -> tuple[object, ...]:
    left, right = keywords.get("left_digits"), keywords.get("right_digits", 0)
    step = Decimal(1).scaleb(-int(str(right)))
    if "max_value" in keywords or left is None:
        return tuple(Decimal(str(keywords[name])) for name in ("min_value", "max_value"))
    most = Decimal(10) ** int(str(left)) - step
    if "min_value" in keywords:
        return (Decimal(str(keywords["min_value"])), most)
    return (step, most) if keywords.get("positive") else (-most, Decimal(0), most)


ENDS: dict[str, Callable[[Keywords], tuple[object, ...]]] = {
    "pyint": _whole,
    "random_int": _random,
    "pyfloat": _real,
    "pydecimal": _exact,
    "random_digit": lambda keywords: (0, 9),
    "random_element": lambda keywords: tuple(keywords["elements"]),  # type: ignore[arg-type]
    "boolean": lambda keywords: (False, True),
}
