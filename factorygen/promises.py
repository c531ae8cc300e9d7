"""The facts about Python code: what a name, an annotation and a constructor promise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, order=True)
class PythonName:
    """A class, function or enum as Python finds it again; ``qualname`` may hold dots (a nested class)."""

    module: str
    qualname: str

    def __str__(self) -> str:
        return f"{self.module}.{self.qualname}"

    @property
    def name(self) -> str:
        """The last part of its name."""
        return self.qualname.rpartition(".")[2]

    @property
    def importable(self) -> bool:
        """Whether ``from module import name`` can reach it."""
        return "<locals>" not in self.qualname and self.module not in ("__main__", "builtins")


class AnnotationKind(Enum):
    """What an annotation stands for."""

    PLAIN = "a type of Python's own"
    CONTAINER = "a list, set, tuple or dict"
    ENUM = "an enum"
    LITERAL = "a Literal"
    UNION = "a union"
    CLASS = "a class of the project or of a library"
    ANY = "anything"


@dataclass(frozen=True)
class Annotation:
    """The type that Python code promises for an attribute.

    ``arguments`` are the members of a union, what a container holds or the type of Python's own that a library derives
    its class from, ``parameters`` what a class demands to be made,
    ``labels`` the members of an enum, the values of a Literal or the keys that a dict must have.
    """

    kind: AnnotationKind
    name: PythonName | None = None
    arguments: tuple[Annotation, ...] = ()
    parameters: tuple[tuple[str, Annotation], ...] = ()
    labels: tuple[str | int, ...] = ()
    """The names of an enum's members, or what a Literal lists."""
    values: tuple[str | int, ...] = ()
    """What the members of an enum of texts or numbers are."""


@dataclass(frozen=True)
class Objection:
    """What ``__init__`` has against its arguments: at most one of these says something."""

    unexpected: str = ""
    """A keyword it does not take."""
    missing: tuple[str, ...] = ()
    """Parameters that it wants besides."""
    ignored: tuple[str, ...] = ()
    """Attributes whose values it took and dropped, or replaced with another one's."""
    text: str = ""
    """Any other exception."""
    made: Mapping[str, object] = field(default_factory=dict, compare=False)
    """The values of the attributes of columns, if an object was made."""
    kept: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """Parameters that took a parent, and the relationships that they keep it as."""


@dataclass(frozen=True)
class Constructor:
    """What ``__init__`` takes: attributes that it ``refuses`` are set afterwards."""

    refuses: frozenset[str] = frozenset()
    collections: tuple[str, ...] = ()
    """Collections that it demands; an empty one will do."""
    parents: tuple[str, ...] = ()
    """Many-to-one relationships that it demands."""
    fills: frozenset[str] = frozenset()
    """Columns to which it gives a value of its own where none is passed."""
    annotations: tuple[tuple[str, Annotation], ...] = ()
    """What it says of its parameters."""
    attempt: Callable[[Mapping[str, object], Mapping[str, PythonName]], Objection] | None = field(
        default=None, compare=False
    )
    """Makes an object with these values, and with bare objects for these parents; None: it takes all attributes."""

    def annotation(self, parameter: str) -> Annotation | None:
        """What it says of a parameter."""
        return dict(self.annotations).get(parameter)
