"""The facts about the models: frozen, and without a single SQLAlchemy object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from factorygen.promises import Annotation, AnnotationKind, Constructor, Objection, PythonName

__all__ = [
    "Annotation",
    "AnnotationKind",
    "Check",
    "Column",
    "ColumnType",
    "Constructor",
    "Default",
    "Direction",
    "ForeignKey",
    "Model",
    "Objection",
    "PythonName",
    "Relationship",
    "Schema",
    "Unique",
]


@dataclass(frozen=True)
class ColumnType:
    """A column's type.

    ``lineage`` names its classes, most specific first (``("postgresql.JSONB", "JSON")``); what a TypeDecorator
    stands for follows the decorator itself. ``python`` is the name of its Python type, "" where it has none.
    """

    lineage: tuple[str, ...]
    python: str = ""
    length: int | None = None
    precision: int | None = None
    scale: int | None = None
    timezone: bool = False
    unsigned: bool = False
    decimal: bool = True
    labels: tuple[str | int, ...] = ()
    """Of an Enum: the members' names, or the strings; of a SET: its values; of a Literal or of choices: these."""
    stored: tuple[str | int, ...] = ()
    """What the database has for each member of ``enum``, in the order of the labels: its name or its value."""
    enum: PythonName | None = None
    item: ColumnType | None = None
    """Of an ARRAY: what it holds; of a range: its bounds."""
    members: tuple[ColumnType, ...] = ()
    """Of a composite type: what it holds."""
    dimensions: int = 1
    as_uuid: bool = True
    options: tuple[tuple[str, str | int], ...] = ()
    """What a library's own type was told: ``("dim", 3)``, ``("srid", 4326)``."""

    def told(self, option: str) -> tuple[str | int, ...]:
        """The values of an option."""
        return tuple(value for name, value in self.options if name == option)

    def label_of(self, stored: object) -> str | int | None:
        """The label of what the database has for it, None if there is no such."""
        known = self.stored or self.labels
        return next((label for label, one in zip(self.labels, known, strict=True) if str(one) == str(stored)), None)

    @property
    def is_padded(self) -> bool:
        """Whether a database fills up what is shorter."""
        return self.is_a("CHAR", "NCHAR")

    def is_a(self, *names: str) -> bool:
        """Whether one of these stands in the lineage."""
        return any(name in self.lineage for name in names)


class Default(Enum):
    """Who fills a column that is not set."""

    NONE = "nobody"
    CONSTANT = "a Python constant"
    CALLABLE = "a Python function"
    CONTEXT = "a Python function that wants the statement's context"
    SERVER = "the database"
    GENERATED = "the database alone"


@dataclass(frozen=True)
class Column:
    """A mapped column; ``key`` is the attribute, ``name`` the column in ``table``."""

    key: str
    name: str
    table: str
    type: ColumnType
    nullable: bool = True
    primary_key: bool = False
    unique: bool = False
    default: Default = Default.NONE
    default_text: str = ""
    """The constant that it gets, or what the database gives it, as SQL; "" where that is nothing or not known."""
    discriminator: bool = False
    foreign_key: bool = False
    annotation: Annotation | None = None
    """What ``Mapped[...]`` says, for a column that is choosy."""
    override: str = ""
    """The user's own code for its value, from ``info={"factorygen": ...}``."""
    undeclared: bool = False
    """Whether the user says there that it is not to be declared."""
    accepts: Callable[[object], str] | None = field(default=None, compare=False)
    """Asks the column's type about a value: "" if it takes it, else what it says. None: it takes anything."""


class Direction(Enum):
    """SQLAlchemy's words for the three kinds of relationship."""

    MANYTOONE = "many-to-one"
    ONETOMANY = "one-to-many"
    MANYTOMANY = "many-to-many"


@dataclass(frozen=True)
class Relationship:
    """A mapped relationship to the model ``target``.

    ``local`` are the attributes of this model's columns, ``remote`` those of the other's that hold the same values,
    in the foreign key's order; both are empty for a many-to-many. ``back`` is the relationship on the other side,
    "" if there is none.
    """

    key: str
    direction: Direction
    target: PythonName
    local: tuple[str, ...] = ()
    remote: tuple[str, ...] = ()
    uselist: bool = False
    back: str = ""
    keyed: bool = False
    """Whether it is a dict, by an attribute of the other model."""
    unloaded: bool = False
    """Whether it is written to without being loaded: write-only, dynamic."""
    exclusive: bool = False
    """Whether no other object may have the same one there: ``single_parent``."""


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key: this model's attributes, and the other's that they point at.

    ``target`` is None where no class maps that table; ``target_columns`` are the names of its columns then.
    """

    columns: tuple[str, ...]
    target: PythonName | None
    target_columns: tuple[str, ...]
    target_table: str
    excluded: str = ""
    """The model that is mapped to that table, and that the user has left out."""


@dataclass(frozen=True)
class Unique:
    """Attributes that no two rows share together: a primary key, a unique constraint or index, an exclusion."""

    columns: tuple[str, ...]
    name: str = ""
    where: str = ""
    """Of which rows that holds, as SQL; "" of all."""
    nulls_differ: bool = True
    """Whether any number of rows may have NULL there."""
    disjoint: tuple[str, ...] = ()
    """Those that are ranges, or the ends of one, which must not overlap those of another row."""


@dataclass(frozen=True)
class Check:
    """A CHECK constraint, in the words of its author."""

    text: str
    columns: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Model:
    """A mapped class. ``columns`` and ``relationships`` are its own and the inherited ones, in mapper order."""

    id: PythonName
    table: str
    columns: tuple[Column, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    uniques: tuple[Unique, ...] = ()
    checks: tuple[Check, ...] = ()
    parent: PythonName | None = None
    """The mapped class it inherits from."""
    identity: str | int | None = None
    """What its discriminator holds."""
    constructor: Constructor = field(default_factory=Constructor)
    import_name: PythonName | None = None
    """The name under which generated code can import it; None if no module has it in a variable."""
    found_through: PythonName | None = None
    """An importable base, in whose registry it is."""
    known: frozenset[str] = frozenset()
    """All names that the class or its ``__init__`` knows, mapped or not."""
    empty: tuple[str, ...] = ()
    """The names of its tables' columns that are another class's, and NULL in its rows."""

    @property
    def name(self) -> str:
        """The class's name."""
        return self.id.name

    def column(self, key: str) -> Column:
        """The column of an attribute; KeyError if it has none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def attributes(self) -> frozenset[str]:
        """The names of all mapped attributes."""
        columns = (column.key for column in self.columns)
        return frozenset(columns) | {relationship.key for relationship in self.relationships}


@dataclass(frozen=True)
class Schema:
    """All models, in the order in which their tables were defined."""

    models: tuple[Model, ...]
    dialect: str = "sqlite"
    lookups: tuple[Model, ...] = ()
    """Tables that no class maps, and that foreign keys lead to; their attributes are the names of their columns."""

    def model(self, id: PythonName) -> Model:
        """The model of a class; KeyError if it is not among these."""
        return self._by_id[id]

    def above(self, model: Model) -> tuple[Model, ...]:
        """The models that it inherits from, the nearest first."""
        return (parent := self.model(model.parent), *self.above(parent)) if model.parent else ()

    def below(self, model: Model) -> tuple[Model, ...]:
        """The models that inherit from it, in their order."""
        return self._below.get(model.id, ())

    @cached_property
    def _by_id(self) -> Mapping[PythonName, Model]:
        return {model.id: model for model in self.models}

    @cached_property
    def _below(self) -> Mapping[PythonName, tuple[Model, ...]]:
        found: dict[PythonName, tuple[Model, ...]] = {}
        for model in self.models:
            for parent in self.above(model):
                found[parent.id] = (*found.get(parent.id, ()), model)
        return found

    @property
    def tables(self) -> frozenset[str]:
        """The names of the models' tables."""
        return frozenset(model.table for model in self.models)

    def lookup(self, table: str) -> Model | None:
        """The lookup table of this name."""
        return next((one for one in self.lookups if one.table == table), None)
