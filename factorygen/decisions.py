"""The decisions: what stands in each factory, and why."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from factorygen.diagnostics import Diagnostic
from factorygen.expression import Code, Expression
from factorygen.schema import PythonName


@dataclass(frozen=True)
class Declaration:
    """``attribute = expression`` in a factory; ``reason`` says which rule made it, ``comment`` stands above it."""

    attribute: str
    expression: Expression
    reason: str
    comment: str = ""
    reads_parent: bool = False
    """Whether it looks at attributes of a parent, which therefore has to be loaded if only its key is passed."""
    shares: bool = False
    """Whether it is a parent that has its ancestors from elsewhere."""
    own: bool = False
    """Whether it is the user's own word, which nothing overrules."""
    replaces: bool = False
    """Whether it stands for one of another type in the factory above, of which type checkers have to be told."""
    unasked: bool = False
    """Whether it is a collection that is filled although nobody asks for it."""
    reach: int | None = None
    """How many different values it has, where they have to differ and do not suffice for any number of rows."""


@dataclass(frozen=True)
class BaseFeatures:
    """Which parts of the base class the factories call for."""

    asyncio: bool = False
    """Sessions of asyncio: wanted by the user, not by the schema."""
    children: bool = False
    """Collections that can be asked for."""
    unasked: bool = False
    """Collections that are filled unless something else is asked for."""
    defaults: bool = False
    """Python defaults, to be applied at construction."""
    day_times: bool = False
    """Pairs of times of day."""
    from_parent: bool = False
    """Values that are a parent's, and periods that end with its own."""
    far_sides: bool = False
    """One-to-ones from the far side, whose own parent is made after them."""
    first_row: bool = False
    """Circles of rows that require each other."""
    key: bool = False
    """Foreign keys without relationship: their parents stand in Params, and are flushed first."""
    keyed: bool = False
    """Collections that are dicts, so that a child needs its key in it before its parent."""
    lookup_row: bool = False
    """Rows of tables without a model."""
    demanded_parents: bool = False
    """Parents without which a model's ``__init__`` does not do, although their key may be passed alone."""
    unloaded: bool = False
    """Collections that are written to without being loaded."""
    late: bool = False
    """Attributes that a model's ``__init__`` refuses."""
    without_init: bool = False
    """Models whose ``__init__`` raises whatever it is given."""
    repeats: bool = False
    """Unique columns that can't hold many different values."""
    sequences: bool = False
    """Values that are counted, which the workers of one database count apart."""
    short_code: bool = False
    """Short unique texts."""
    lookups: bool = False
    """Rows that are taken where they are there already."""
    lookup_cache: bool = False
    """Such rows are remembered: wanted by the user, not by the schema."""
    mapped_class: bool = False
    """Models that no module has under their own name."""
    pairs: bool = False
    """Pairs of values, whose halves follow each other."""
    read_keys: bool = False
    """Columns of keys that are read off their parents."""
    reads: bool = False
    """Declarations that read a parent's attributes."""
    twins: bool = False
    """Relationships that fill the same columns."""
    shared: bool = False
    """Ancestors to which several foreign keys lead."""
    relationships: bool = False
    """Parents through a relationship."""
    renamed: bool = False
    """Attributes that are declared by another name."""

    @property
    def constructs(self) -> bool:
        """Whether there is more to making an object than to call its class."""
        return self.late or self.without_init

    @property
    def builder(self) -> bool:
        """Whether what the caller passes has a say in what is made besides."""
        return self.parents or self.pairs or self.renamed or self.shared or self.lookups

    @property
    def makers(self) -> bool:
        """Whether the declarations of parents are looked at."""
        return self.key or self.shared

    @property
    def builds(self) -> bool:
        """Whether objects need something besides their construction."""
        return self.defaults or self.constructs or self.keyed

    @property
    def parents(self) -> bool:
        """Whether there are parents that a passed key makes superfluous."""
        return self.relationships or self.key

    @property
    def rows(self) -> bool:
        """Whether there are rows that are inserted once."""
        return self.first_row or self.lookup_row

    @property
    def kept_collections(self) -> bool:
        """Whether parents may be flushed while their children are made."""
        return self.children and self.lookups

    @property
    def words(self) -> frozenset[str]:
        """The names of the features that are on."""
        return frozenset(item.name for item in fields(self) if getattr(self, item.name))

    @classmethod
    def of(cls, words: frozenset[str]) -> BaseFeatures:
        """The features of these names; other words are ignored."""
        return cls(**{item.name: True for item in fields(cls) if item.name in words})


@dataclass(frozen=True)
class OwnSession:
    """A session that the project has: ``code`` gives it, where ``root`` was imported from ``module``."""

    module: str
    root: str
    code: str


@dataclass(frozen=True)
class BaseSettings:
    """What the user says of the base."""

    locale: str = ""
    """The language of Faker's values; "": factory_boy's own."""
    session: OwnSession | None = None
    """Where factories save to if nobody has called ``set_session()``."""


@dataclass(frozen=True)
class Isolation:
    """The factories of a model in the isolated style, besides the one that makes its children as well."""

    base: str
    """What both inherit; it is abstract."""
    alone: str
    """The one without children, by which other factories make their parents and children."""


@dataclass(frozen=True)
class FactoryPlan:
    """The factory of a model, its declarations in print order."""

    name: str
    model: PythonName
    model_code: Code
    """How the module comes by the class."""
    model_type: Code
    """What ``BaseFactory`` is told of it, for type checkers."""
    isolation: Isolation | None = None
    """Where its declarations stand, children apart, in the isolated style."""
    inherits: str = ""
    """The class of the model it inherits from that has the declarations."""
    rename: tuple[tuple[str, str], ...] = ()
    """Declared name, attribute: where factory_boy has the attribute's name for itself."""
    exclude: tuple[str, ...] = ()
    """Declarations of the factory it inherits from that are not passed on: a discriminator, which SQLAlchemy sets."""
    params: tuple[Declaration, ...] = ()
    parents: tuple[Declaration, ...] = ()
    scalars: tuple[Declaration, ...] = ()
    children: tuple[Declaration, ...] = ()
    lookup: tuple[str, ...] = ()
    """The unique attributes by which a row that is there already is taken instead of another one."""
    late: tuple[str, ...] = ()
    """Attributes that are set after construction, although ``__init__`` seems to take them."""
    filled: frozenset[str] = frozenset()
    """Attributes that ``__init__`` fills in, so that they need no declaration."""
    without_init: str = ""
    """Why objects are made without ``__init__``; "" if they are not."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Attributes that the user wants undeclared, and where he says so."""
    todos: tuple[str, ...] = ()
    """What a human has to see to, told in the class."""
    rows: int = 1
    """How many rows one ``create()`` inserts, those of the parents included."""

    @property
    def root(self) -> str:
        """The class that has the declarations."""
        return self.isolation.base if self.isolation else self.name

    @property
    def names(self) -> tuple[str, ...]:
        """All its classes."""
        return (self.isolation.base, self.isolation.alone, self.name) if self.isolation else (self.name,)

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """All of them."""
        return (*self.params, *self.parents, *self.scalars, *self.children)


@dataclass(frozen=True)
class Plan:
    """All factories in foreign key order, the base they call for, and what could not be done."""

    factories: tuple[FactoryPlan, ...]
    base: BaseFeatures
    docstring: str
    diagnostics: tuple[Diagnostic, ...] = field(default=())
