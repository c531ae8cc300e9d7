"""What would a person write in a row that many objects share? Constants, in place of what factories make by chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from uuid import UUID as UuidValue

from factorygen.checks import constants
from factorygen.checks.extremes import extremes
from factorygen.checks.options import Option
from factorygen.column_rules.chance import by_chance
from factorygen.column_rules.columns import answer, fits
from factorygen.column_rules.formats import FORMATS
from factorygen.column_rules.names import named
from factorygen.column_rules.types import RULES
from factorygen.decisions import Declaration
from factorygen.expression import Argument, Call, Code, Expression, call, code, flat, literal, names_in
from factorygen.imports import FAKER, SEQUENCE, SHORT_CODE
from factorygen.own_words import NOTHING_SAID
from factorygen.plan.checked import Setting, checked
from factorygen.plan.gaps import is_sequence
from factorygen.plan.uniques import differing
from factorygen.schema import Column, Model
from factorygen.words import words

FIRST, FAR = 1, -2
"""Which of the samples of a Sequence; FAR is one that a factory of the same rows will not come to."""
BY_PROVIDER = {
    call(FAKER, literal(one.provider)): one.text for one in FORMATS if one.provider and not by_chance(one.text)
}
BY_TYPE: dict[str, object] = {
    "Integer": 1,
    "Numeric": 1,
    "Float": 1,
    "Date": date(2000, 1, 1),
    "DateTime": datetime(2000, 1, 1),
    "Time": time(12),
    "Interval": timedelta(days=1),
    "LargeBinary": b"\x01",
}
"""By the name that a type has in the registry of rules."""
WORDY = ("String", "NullType", "Text", "UnicodeText")


def row_values(setting: Setting, declarations: Sequence[Declaration], number: int = FIRST) -> dict[str, Expression]:
    """A constant for each declaration that the CHECKs accept; the declaration itself where there is none.

    ``number`` is that of the row, from which it has what has to be unlike other rows.
    """
    model = setting.model
    apart = differing(model, frozenset(), NOTHING_SAID)
    numbers = {column.key: number if column.key in apart else FIRST for column in model.columns}
    plain = [_plainly(one, numbers[one.attribute], setting) for one in declarations]
    values = {one.attribute: one.expression for one in _without_chance(setting, plain)}
    return _followed({key: _nth(value, numbers[key], model.column(key)) for key, value in values.items()}, model)


def _without_chance(setting: Setting, plain: Sequence[Declaration]) -> tuple[Declaration, ...]:
    """What the CHECKs leave of constants; where only chance satisfies them, that."""
    steady = checked(replace(setting, steady=True), plain)
    return checked(setting, steady.declarations).declarations


def _plainly(declaration: Declaration, number: int, setting: Setting) -> Declaration:
    """The declaration with a constant in place of what it makes by chance, if one fits its column."""
    if declaration.attribute in setting.fixed:
        return declaration
    column, model = setting.model.column(declaration.attribute), setting.model
    made = declaration.expression if number != FIRST else _readable(declaration.expression, column, model)
    if not by_chance(made):
        return declaration
    offered = _plain(made, column, model) if number == FIRST else _counted(made, column, model, number)
    found = next((one for one in offered if fits(column, one)), declaration.expression)
    return replace(declaration, expression=found)


def _readable(made: Expression, column: Column, model: Model) -> Expression:
    """The declaration; where it counts through short codes, what stands for one row alone."""
    usual = answer(column, model, False) if SHORT_CODE in names_in(made) else None
    return made if usual is None else usual[0]


def _plain(made: Expression, column: Column, model: Model) -> Iterator[Expression]:
    """Constants for a column, the plainest first."""
    if isinstance(made, Call) and made in BY_PROVIDER:
        yield BY_PROVIDER[made]
    yield from _ids(made, column, FIRST)
    yield from (_sample(one.nth, FIRST, column) for one in named(column, model) if one.nth and not by_chance(one.nth))
    yield from _of_type(made, column)
    yield from _counted(made, column, model, FIRST)


def _of_type(made: Expression, column: Column) -> Iterator[Expression]:
    """A one, unless that is outside the declaration's range; a word; a day."""
    kind = RULES.name_of(column.type)
    ends = [one for one in extremes(made) if isinstance(one, int | float)]
    usual = min(ends) if ends and not min(ends) <= 1 <= max(ends) else BY_TYPE.get(kind)
    value = "-".join(words(column.key))[: column.type.length] if kind in WORDY else usual
    found = None if value is None else constants.constant(value, column)
    yield from [found] if found else []


def _counted(made: Expression, column: Column, model: Model, number: int) -> Iterator[Expression]:
    """What stands in the row of that number, where rows are counted."""
    yield from _ids(made, column, number)
    usual = answer(column, model, True)
    if usual is not None and not by_chance(usual[0]):
        yield _nth(usual[0], number, column)


def _ids(made: Expression, column: Column, number: int) -> Iterator[Expression]:
    """The UUID of that number, where there is another one each time."""
    if "uuid4" in flat(made):
        value = UuidValue(int=number % 10**6)
        found = constants.constant(str(value) if column.type.python == "str" else value, column)
        yield from [found] if found else []


def _sample(nth: Expression, number: int, column: Column) -> Expression:
    return _nth(Call(code(SEQUENCE), (Argument(nth, "lambda n: "),)), number, column)


def _nth(expression: Expression, number: int, column: Column) -> Expression:
    """What a Sequence makes in its n-th row, if that can be written down; else the declaration itself."""
    if not is_sequence(expression) or by_chance(expression):
        return expression
    values = Option(expression, given=True).values
    found = constants.constant(values[number] if len(values) > 1 else values[0], column)
    return expression if found is None else found


def _followed(values: Mapping[str, Expression], model: Model) -> dict[str, Expression]:
    """The values, with constants in place of what follows from others of the row."""
    fixed = {key: value for key, value in values.items() if isinstance(value, Code)}
    others = SimpleNamespace(**{key: Option(value, given=True).values[0] for key, value in fixed.items()})
    found = dict(values)
    for key, value in values.items():
        option = Option(value, given=True)
        if option.reads and option.reads <= fixed.keys():
            found[key] = constants.constant(option.computed(others), model.column(key)) or value
    return found
