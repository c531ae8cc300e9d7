"""Texts of well-known formats, for what takes text of one kind only and does not say of which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factorygen.column_rules.answer import Answer
from factorygen.expression import Code, Expression, call, code, f_string, literal
from factorygen.imports import FAKER, UUID4


@dataclass(frozen=True)
class Format:
    """A ``text`` of a format, the ``nth`` of many (None: there are few), and Faker's ``provider``, if it has one."""

    text: Code
    nth: Code | None = None
    provider: str = ""

    def answer(self) -> Answer:
        """For a column."""
        value: Expression = call(FAKER, literal(self.provider)) if self.provider else self.text
        return Answer(value, self.nth)


N = code("n")
FORMATS = (
    Format(literal("#00cc88"), code('f"#{n:06x}"'), "hex_color"),
    Format(literal("user@example.com"), f_string("user", N, "@example.com"), "email"),
    Format(literal("https://example.com"), f_string("https://example.com/", N), "url"),
    Format(code("str(", UUID4, "())"), code("str(", UUID4, "())"), "uuid4"),
    Format(literal("2024-01-01"), provider="date"),
    Format(literal("2024-01-01T00:00:00Z")),
    Format(literal("0 0 * * *")),
    Format(literal("1"), code("str(n)")),
    Format(literal("1.0.0"), f_string("1.0.", N)),
    Format(literal("192.0.2.1"), provider="ipv4"),
    Format(literal("example.com"), f_string("example", N, ".com"), "domain_name"),
    Format(literal("en"), provider="language_code"),
    Format(literal("US"), provider="country_code"),
    Format(literal("EUR"), provider="currency_code"),
    Format(literal("UTC"), provider="timezone"),
    Format(literal("+14155550100"), f_string("+1415", code("n:07d"))),
    Format(literal("text/plain"), provider="mime_type"),
    Format(literal("{}")),
    Format(literal("[]")),
    Format(literal("dGV4dA==")),
    Format(literal("00" * 32), code('f"{n:064x}"'), "sha256"),
)


def formatted() -> Iterator[Answer]:
    """A text of each format."""
    return (one.answer() for one in FORMATS)
