"""Python expressions as data, the names they need, and how they are printed: the only place that quotes Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

LINE_LENGTH = 88
INDENT = 4


@dataclass(frozen=True, order=True)
class Name:
    """Something to import: ``Name("datetime", "date")``; a dotted name is reached through its first part."""

    module: str
    name: str

    @property
    def root(self) -> Name:
        """What stands in the import line."""
        return Name(self.module, self.name.partition(".")[0])


@dataclass(frozen=True)
class Code:
    """Code that stays on one line: text, with the imported names left open."""

    parts: tuple[str | Name, ...]


@dataclass(frozen=True)
class Argument:
    """One argument of a call or one item of a list; ``lead`` stands before it: ``name=``, ``lambda: ``, or nothing."""

    value: Expression
    lead: str = ""

    @classmethod
    def named(cls, keyword: str, value: Expression) -> Argument:
        """``keyword=value``."""
        return cls(value, f"{keyword}=")


@dataclass(frozen=True)
class Call:
    """``function(arguments)``, broken over lines where it is too long; no function: a list."""

    function: Code
    arguments: tuple[Argument, ...]
    brackets: str = "()"


Expression = Code | Call
NameOf = Callable[[Name], str]


# ---- making


def code(*parts: str | Name) -> Code:
    """Code from pieces of text and imported names: ``code("lambda n: ", DATE, "(2000, 1, 1)")``."""
    return Code(parts)


def splice(*parts: str | Name | Code) -> Code:
    """Pieces of code joined to one."""
    return Code(tuple(piece for part in parts for piece in (part.parts if isinstance(part, Code) else (part,))))


def literal(value: str | bytes | int | float | bool | None) -> Code:
    """A constant, quoted as ruff would quote it."""
    return Code((quoted(value) if isinstance(value, str | bytes) else repr(value),))


def call(function: Name | Code, *positional: Expression, **keywords: Expression) -> Call:
    """A call of an imported function."""
    arguments = tuple(Argument(value) for value in positional)
    named = tuple(Argument.named(keyword, value) for keyword, value in keywords.items())
    return Call(Code((function,)) if isinstance(function, Name) else function, arguments + named)


def listing(*items: Expression) -> Call:
    """A list display."""
    return Call(Code(()), tuple(Argument(item) for item in items), "[]")


def f_string(*parts: str | Code) -> Code:
    """An f-string: text is quoted, code goes into braces (``f_string("user", code("n"))``)."""
    pieces: list[str | Name] = []
    text = "".join(part for part in parts if isinstance(part, str))
    quote = _quote_for(text)
    for part in parts:
        if isinstance(part, Code):
            pieces += ["{", *part.parts, "}"]
        else:
            pieces.append(_escaped(part, quote).replace("{", "{{").replace("}", "}}"))
    return Code(("f" + quote, *pieces, quote))


def inline(expression: Expression) -> Code:
    """An expression as code that stays on one line."""
    if isinstance(expression, Code):
        return expression
    pieces: list[str | Code] = [expression.function, expression.brackets[0]]
    for number, argument in enumerate(expression.arguments):
        pieces += [", " if number else "", argument.lead, inline(argument.value)]
    return splice(*pieces, expression.brackets[1])


def quoted(value: str | bytes) -> str:
    """A string literal in ruff's style: double quotes, unless single ones need fewer escapes."""
    if isinstance(value, bytes):
        text = value.decode("latin-1")
        quote = _quote_for(text)
        body = "".join(_escaped_byte(byte, quote) for byte in value)
        return f"b{quote}{body}{quote}"
    quote = _quote_for(value)
    return f"{quote}{_escaped(value, quote)}{quote}"


def comment(text: str) -> str:
    """Text made safe for a comment: one line, nothing that could end it."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def docstring(text: str) -> str:
    """Text as the inside of a triple-quoted docstring."""
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _quote_for(text: str) -> str:
    return "'" if text.count('"') > text.count("'") else '"'


def _escaped(text: str, quote: str) -> str:
    body = repr(text + "'\"")[1:-1].removesuffix("\\'\"")  # with both quotes in it, repr delimits with single ones
    body = body.replace("\\'", "'")
    return body.replace(quote, "\\" + quote)


def _escaped_byte(byte: int, quote: str) -> str:
    return "\\" + quote if chr(byte) == quote else repr(bytes([byte, 39, 34]))[2:-1].removesuffix("\\'\"")


# ---- looking


def names_in(expression: Expression) -> Iterator[Name]:
    """Each imported name an expression uses, in order, repeats included."""
    if isinstance(expression, Code):
        yield from (part for part in expression.parts if isinstance(part, Name))
        return
    yield from names_in(expression.function)
    for argument in expression.arguments:
        yield from names_in(argument.value)


# ---- printing


def plain_name(name: Name) -> str:
    """A name as it is called where nothing else has taken it."""
    return name.name


def flat(expression: Expression, name_of: NameOf = plain_name) -> str:
    """The expression on one line."""
    if isinstance(expression, Code):
        return "".join(name_of(part) if isinstance(part, Name) else part for part in expression.parts)
    inside = ", ".join(argument.lead + flat(argument.value, name_of) for argument in expression.arguments)
    return flat(expression.function, name_of) + expression.brackets[0] + inside + expression.brackets[1]


def printed(expression: Expression, name_of: NameOf, indent: int, prefix: str = "", suffix: str = "") -> str:
    """``prefix + expression + suffix`` as ruff would lay it out from column ``indent`` on."""
    line = prefix + flat(expression, name_of) + suffix
    if indent + len(line) <= LINE_LENGTH:
        return line
    if isinstance(expression, Code) or not expression.arguments:
        return _parenthesized(flat(expression, name_of), indent, prefix) or line
    inner = indent + INDENT
    arguments = expression.arguments
    together = ", ".join(argument.lead + flat(argument.value, name_of) for argument in arguments)
    is_call = bool(flat(expression.function, name_of))  # else a tuple or a dict, of which each item gets a line
    if is_call and inner + len(together) <= LINE_LENGTH:
        body = [together]
    else:
        end = "," if len(arguments) > 1 or not is_call else ""
        body = [printed(argument.value, name_of, inner, argument.lead, end) for argument in arguments]
    opening = prefix + flat(expression.function, name_of) + expression.brackets[0]
    closing = " " * indent + expression.brackets[1] + suffix
    return "\n".join([opening, *(" " * inner + one for one in body), closing])


def _parenthesized(value: str, indent: int, prefix: str) -> str:
    """An assigned value on a line of its own; "" if that does not help it."""
    inner = indent + INDENT
    if not prefix.endswith(" = ") or inner + len(value) > LINE_LENGTH:
        return ""
    return f"{prefix}(\n{' ' * inner}{value}\n{' ' * indent})"
