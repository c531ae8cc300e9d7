"""What kinds of values do the rows of the table of names stand for? One function a kind, each gives specs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import Formatter

from factorygen.column_rules.answer import Answer
from factorygen.column_rules.name_rows import Asked, Spec
from factorygen.column_rules.numbers import largest
from factorygen.expression import Call, Code, Expression, call, code, f_string, listing, literal, splice
from factorygen.imports import FAKER, SEQUENCE, UTC
from factorygen.sampling import longest_in_locale

COUNTER = 10**6
"""A text with a counter fits if it does for this one."""

Keyword = str | int | float | bool | Expression


@dataclass(frozen=True)
class Nth:
    """The text of the n-th: ``user{n}@example.com``.

    In braces stand code over ``n`` or ``model``, ``slug``, ``Model``, ``Subject``: the words of the model and of what
    the column's name belongs to. ``reach`` is the number of different texts, None: without end. ``width`` is the
    length of the longest of them; 0 where it follows from the text.
    """

    template: str
    reach: int | None = None
    width: int = 0


# ---- text


def fake(
    provider: str,
    longest: int,
    *,
    english: int = 0,
    nth: Nth | str = "",
    **keywords: Keyword,
) -> Spec:
    """Text from a provider of Faker that is never longer than ``longest``, in English than ``english``.

    The lengths are those of Faker 40 in 25 locales, with a margin; the one that the user asks for is measured too. A
    column too short for all of them gets that locale, if its texts are short enough, else English.
    """

    def answers(asked: Asked) -> Iterator[Answer]:
        length = asked.column.type.length
        value = faker(provider, **keywords)
        own = 0 if length is None else longest_in_locale(value)
        if length is None or max(longest, own) <= length:
            yield _text(asked, nth, value, longest)
        elif 0 < _with_margin(own) <= length:
            yield _text(asked, nth, value, _with_margin(own))
        elif 0 < english <= length:
            yield _text(asked, nth, faker(provider, **keywords, locale="en_US"), english)

    return Spec(("str",), answers)


def _with_margin(length: int) -> int:
    return length and length + length // 2 + 1


def prose(words: int = 0, longest: int = 200, nth: str = "") -> tuple[Spec, ...]:
    """A sentence (of so many words, on average), or where that is too long, a text as long as the column."""
    keywords = {"nb_words": words} if words else {}
    return fake("sentence", longest, nth=nth, **keywords), Spec(("str",), _fitting_text(nth))


def counted(template: str) -> Spec:
    """Text that is best counted through: ``Sequence(lambda n: f"Product {n}")``."""

    def answers(asked: Asked) -> Iterator[Answer]:
        made = nth_code(Nth(template), asked)
        value = call(SEQUENCE, splice("lambda n: ", made[0]))
        yield Answer(value, nth=made[0], longest=made[1])

    return Spec(("str",), answers)


def filled(template: str, nth: str = "", *, provider: str = "numerify") -> Spec:
    """Text with digits for ``#`` (numerify) or hex digits for ``^`` (hexify); a provider that takes ``text``."""
    return fake(provider, len(template), nth=nth, text=template)


def repeated(provider: str, sign: str, times: int, nth: str) -> Spec:
    """A long text of the same placeholder: ``Faker("hexify", text="^" * 128)``."""
    return fake(provider, times, nth=nth, text=splice(literal(sign), f" * {times}"))


def digest(name: str, digits: int) -> tuple[Spec, ...]:
    """A hash, as hex digits or as bytes."""
    return fake(name, digits, nth=f"{{n:0{digits}x}}"), raw(faker(name, raw_output=True), digits // 2)


def raw(value: Call, size: int) -> Spec:
    """So many bytes."""

    def answers(asked: Asked) -> Iterator[Answer]:
        length = asked.column.type.length
        if length is None or length >= size:
            nth = code(f'n.to_bytes({size}, "big")')
            yield Answer(value, nth=nth)

    return Spec(("bytes",), answers)


def _fitting_text(nth: str) -> Callable[[Asked], Iterator[Answer]]:
    def answers(asked: Asked) -> Iterator[Answer]:
        length = asked.column.type.length
        if length is not None and length >= 20:
            yield _text(asked, nth, faker("text", max_nb_chars=length), length)

    return answers


def _text(asked: Asked, nth: Nth | str, value: Call, longest: int) -> Answer:
    wanted = Nth(nth) if isinstance(nth, str) else nth
    made, width = nth_code(wanted, asked)
    length = asked.column.type.length
    if not wanted.template or (length is not None and width > length):
        return Answer(value, longest=longest)
    return Answer(value, nth=made, reach=wanted.reach, longest=longest)


def nth_code(nth: Nth, asked: Asked) -> tuple[Code, int]:
    """Code for the n-th text, and how long the text can get."""
    names = _names(asked)
    parts: list[str | Code] = []
    width = 0
    for text, field, form, _ in Formatter().parse(nth.template):
        shown = text + names.get(field or "", "")
        parts.append(shown)
        width += len(shown)
        if field and field not in names:
            parts.append(code(field + (f":{form}" if form else "")))
            width += len(format(COUNTER, form or ""))
    return f_string(*(part for part in parts if part)), nth.width or width


def _names(asked: Asked) -> dict[str, str]:
    owner = [word for word in asked.owner if word.isascii()] or ["item"]
    return {
        "model": owner[-1],
        "slug": "-".join(owner),
        "Model": " ".join(asked.owner).capitalize(),
        "Subject": " ".join(asked.subject or asked.owner).capitalize(),
    }


# ---- constants


def constant(value: bool | int | str) -> Spec:
    """Always the same."""

    def answers(asked: Asked) -> Iterator[Answer]:
        if isinstance(value, int) and value > largest(asked.column.type):
            return
        yield Answer(literal(value), longest=len(value) if isinstance(value, str) else None)

    return Spec((type(value).__name__,), answers)


def one_of(*values: str) -> Spec:
    """One of a few texts."""
    elements = listing(*(literal(value) for value in values))
    return fake("random_element", max(map(len, values)), elements=elements)


# ---- numbers


def number(low: int, high: int, digits: int = 2) -> tuple[Spec, ...]:
    """A number of a range, in whatever numeric type; ``digits`` after the point."""
    return whole(low, high), *fraction(low, high, digits)


def whole(low: int, high: int) -> Spec:
    """An integer of a range, or of as much of it as the type holds."""

    def answers(asked: Asked) -> Iterator[Answer]:
        top = min(high, largest(asked.column.type))
        if low < top and not (low < 0 and asked.column.type.unsigned):
            yield Answer(faker("pyint", min_value=low, max_value=top))

    return Spec(("int",), answers)


def fraction(low: int, high: int, digits: int = 2) -> tuple[Spec, ...]:
    """A decimal or float of a range: from 0 or 1 on, or as far below 0 as above; Faker 20 fails on others."""

    def decimals(asked: Asked) -> Iterator[Answer]:
        left, right = _places(asked, digits)
        top = min(high, 10**left - 1)
        if low < top and -low < 10**left:
            yield Answer(faker("pydecimal", min_value=low, max_value=top, right_digits=right))

    def floats(asked: Asked) -> Iterator[Answer]:
        yield Answer(faker("pyfloat", min_value=low, max_value=high, right_digits=digits))

    return Spec(("Decimal",), decimals), Spec(("float",), floats)


def money() -> tuple[Spec, ...]:
    """An amount of money, up to four digits before the point."""

    def decimals(asked: Asked) -> Iterator[Answer]:
        left, right = _places(asked, 2)
        if left > 0:
            yield Answer(faker("pydecimal", left_digits=min(left, 4), right_digits=right, positive=True))

    return Spec(("Decimal",), decimals), *(spec for spec in number(1, 1000) if spec.kinds != ("Decimal",))


def degrees(provider: str, limit: int) -> tuple[Spec, ...]:
    """A coordinate: Faker's own where the column holds its seven digits after the point."""

    def decimals(asked: Asked) -> Iterator[Answer]:
        left, right = _places(asked, 7)
        if right >= 7 and 10**left > limit:
            yield Answer(faker(provider))

    return Spec(("Decimal",), decimals), *fraction(-limit, limit, 6)


def _places(asked: Asked, digits: int) -> tuple[int, int]:
    """How many digits the column has before and after the point, of the latter no more than wanted."""
    type_ = asked.column.type
    if type_.precision is None:
        return 28 - digits, digits if type_.scale is None else min(digits, type_.scale)
    scale = type_.scale or 0
    return type_.precision - scale, min(digits, scale)


# ---- dates and times


def past() -> tuple[Spec, ...]:
    """A date or moment of the last month."""
    return moment(date="past_date", datetime="past_datetime")


def future() -> tuple[Spec, ...]:
    """A date or moment of the next month."""
    return moment(date="future_date", datetime="future_datetime")


def between(start: str, end: str = "") -> tuple[Spec, ...]:
    """A date or moment between two that are told as Faker takes them (``-2y``), the later one now by default."""
    until: dict[str, Keyword] = {"end_date": end} if end else {}
    return moment(date="date_between", datetime="date_time_between", start_date=start, **until)


def moment(date: str = "", datetime: str = "", **keywords: Keyword) -> tuple[Spec, ...]:
    """Providers for dates and for moments; the latter with a time zone exactly where the column has one."""

    def dates(asked: Asked) -> Iterator[Answer]:
        yield Answer(faker(date, **keywords))

    def moments(asked: Asked) -> Iterator[Answer]:
        zone: dict[str, Keyword] = {"tzinfo": code(UTC)} if asked.column.type.timezone else {}
        yield Answer(faker(datetime, **keywords, **zone))

    found = (Spec(("date",), dates) if date else None, Spec(("datetime",), moments) if datetime else None)
    return tuple(spec for spec in found if spec)


def time_of_day() -> Spec:
    """A time."""

    def answers(asked: Asked) -> Iterator[Answer]:
        yield Answer(faker("time_object"))

    return Spec(("time",), answers)


def faker(provider: str, **keywords: Keyword) -> Call:
    """``Faker("provider", ...)``."""
    arguments: dict[str, Expression] = {
        key: value if isinstance(value, Code | Call) else literal(value) for key, value in keywords.items()
    }
    return call(FAKER, literal(provider), **arguments)
