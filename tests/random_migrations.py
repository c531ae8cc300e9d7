"""Random schemas and random migrations of them, as the source of a module of models."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

COLUMNS = ("alpha", "beta", "gamma", "delta", "kappa", "omega", "sigma", "theta")
CLASSES = ("Apple", "Bridge", "Castle", "Dragon", "Engine", "Forest", "Garden")
REFERENCES = ("holder", "keeper", "source")
LABELS = ("draft", "sent", "done", "lost")
TYPES = {
    "whole": "sa.Integer",
    "short": "sa.String(20)",
    "long": "sa.String(50)",
    "text": "sa.Text",
    "flag": "sa.Boolean",
    "day": "sa.Date",
    "exact": "sa.Numeric(8, 2)",
}
VALUES = {
    "whole": "7",
    "short": "'seven'",
    "long": "'seven'",
    "text": "'seven'",
    "flag": "True",
    "day": "date(2007, 7, 7)",
    "exact": "Decimal('7.00')",
    "enum": "'draft'",
}
"""What fits into a column of a kind."""
COUNTED = {"whole": "Sequence(lambda n: n + 7)", "short": "Sequence(lambda n: f'seven {n}')"}
"""The same for a unique one."""


@dataclass(frozen=True)
class RandomColumn:
    """A column of a kind; ``labels`` are those of an enum."""

    name: str
    kind: str
    nullable: bool = False
    unique: bool = False
    positive: bool = False
    labels: tuple[str, ...] = LABELS[:2]

    @property
    def source(self) -> str:
        type_ = TYPES.get(self.kind) or f"sa.Enum(*{self.labels}, name='labels_{self.name}', native_enum=False)"
        return f"    {self.name} = sa.Column({type_}, nullable={self.nullable}, unique={self.unique})"

    @property
    def value(self) -> str:
        """What a user may write."""
        return COUNTED[self.kind] if self.unique else VALUES[self.kind]


@dataclass(frozen=True)
class Reference:
    """A foreign key with its relationship."""

    name: str
    target: str
    nullable: bool = False
    listed: bool = False
    """Whether the other side lists what points at it."""


@dataclass(frozen=True)
class RandomModel:
    """A class; references by the class they lead to."""

    name: str
    table: str
    columns: tuple[RandomColumn, ...]
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class RandomSchema:
    """Classes, each of which refers only to those before it."""

    models: tuple[RandomModel, ...]

    @property
    def source(self) -> str:
        return HEAD + "\n\n".join(_class(model, self) for model in self.models)

    def model(self, name: str) -> RandomModel:
        return next(one for one in self.models if one.name == name)

    def needs(self, name: str) -> frozenset[str]:
        """The classes of which a row of this one needs a row, itself included."""
        found = {name}
        for reference in self.model(name).references:
            if not reference.nullable:
                found |= self.needs(reference.target)
        return frozenset(found)


HEAD = """\
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, relationship


class Base(DeclarativeBase):
    pass


"""


def _class(model: RandomModel, schema: RandomSchema) -> str:
    checks = [f"sa.CheckConstraint('{one.name} > 0')," for one in model.columns if one.positive]
    lines = [f"class {model.name}(Base):", f"    __tablename__ = {model.table!r}"]
    lines += [f"    __table_args__ = ({' '.join(checks)})"] if checks else []
    lines += ["    id = sa.Column(sa.Integer, primary_key=True)", *(one.source for one in model.columns)]
    for one in model.references:
        table = schema.model(one.target).table
        back = f", back_populates='{model.table}_by_{one.name}'" if one.listed else ""
        lines.append(f"    {one.name}_id = sa.Column(sa.ForeignKey('{table}.id'), nullable={one.nullable})")
        lines.append(f"    {one.name} = relationship({one.target!r}, foreign_keys=[{one.name}_id]{back})")
    for other in schema.models:
        for one in other.references:
            if one.target == model.name and one.listed:
                keys = f"foreign_keys='{other.name}.{one.name}_id', back_populates={one.name!r}"
                lines.append(f"    {other.table}_by_{one.name} = relationship({other.name!r}, {keys})")
    return "\n".join(lines) + "\n"


# ---- drawing


@st.composite
def columns(draw: st.DrawFn, name: str) -> RandomColumn:
    kind = draw(st.sampled_from(sorted(VALUES)))
    unique = kind in COUNTED and draw(st.integers(0, 3)) == 0
    return RandomColumn(name, kind, draw(st.booleans()), unique)


@st.composite
def references(draw: st.DrawFn, name: str, targets: tuple[str, ...]) -> Reference:
    return Reference(name, draw(st.sampled_from(targets)), draw(st.booleans()), draw(st.booleans()))


@st.composite
def models(draw: st.DrawFn, name: str, before: tuple[str, ...]) -> RandomModel:
    names = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=4, unique=True))
    ways = draw(st.lists(st.sampled_from(REFERENCES), max_size=2 if before else 0, unique=True))
    found = tuple(draw(columns(one)) for one in names)
    return RandomModel(name, name.lower(), found, tuple(draw(references(one, before)) for one in ways))


@st.composite
def schemas(draw: st.DrawFn) -> RandomSchema:
    names = draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=4, unique=True))
    return RandomSchema(tuple(draw(models(one, tuple(names[:number]))) for number, one in enumerate(names)))


@st.composite
def migrated(draw: st.DrawFn, schema: RandomSchema) -> RandomSchema:
    """The schema after up to four steps."""
    for step in draw(st.lists(st.sampled_from(STEPS), max_size=4)):
        schema = step(draw, schema)
    return schema


def _with(schema: RandomSchema, model: RandomModel, old: str = "") -> RandomSchema:
    return RandomSchema(tuple(model if one.name == (old or model.name) else one for one in schema.models))


def _add_column(draw: st.DrawFn, schema: RandomSchema) -> RandomSchema:
    model = draw(st.sampled_from(schema.models))
    free = [name for name in COLUMNS if name not in {one.name for one in model.columns}]
    place = draw(st.integers(0, len(model.columns)))
    column = draw(columns(draw(st.sampled_from(free)))) if free else None
    found = [*model.columns]
    found[place:place] = [column] if column else []
    return _with(schema, replace(model, columns=tuple(found)))


def _drop_column(draw: st.DrawFn, schema: RandomSchema) -> RandomSchema:
    model = draw(st.sampled_from(schema.models))
    gone = draw(st.sampled_from([one.name for one in model.columns] or [""]))
    return _with(schema, replace(model, columns=tuple(one for one in model.columns if one.name != gone)))


def _change_column(draw: st.DrawFn, schema: RandomSchema) -> RandomSchema:
    model = draw(st.sampled_from(schema.models))
    if not model.columns:
        return schema
    old = draw(st.sampled_from(model.columns))
    new = draw(st.sampled_from(_changes(draw, old, {one.name for one in model.columns})))
    return _with(schema, replace(model, columns=tuple(new if one is old else one for one in model.columns)))


def _changes(draw: st.DrawFn, old: RandomColumn, taken: set[str]) -> list[RandomColumn]:
    """Renamed, retyped, required, unique, checked, with one member more."""
    free = [name for name in COLUMNS if name not in taken] or [old.name]
    return [
        replace(old, name=draw(st.sampled_from(free))),
        draw(columns(old.name)),
        replace(old, nullable=False),
        replace(old, unique=old.kind in COUNTED),
        replace(old, positive=old.kind in ("whole", "exact")),
        replace(old, labels=LABELS[: len(old.labels) + 1]),
    ]


def _add_model(draw: st.DrawFn, schema: RandomSchema) -> RandomSchema:
    names = tuple(one.name for one in schema.models)
    free = [name for name in CLASSES if name not in names and name.lower() not in {one.table for one in schema.models}]
    return RandomSchema((*schema.models, draw(models(free[0], names)))) if free else schema


def _drop_model(draw: st.DrawFn, schema: RandomSchema) -> RandomSchema:
    """A class that no other refers to."""
    wanted = {one.target for model in schema.models for one in model.references}
    free = [one.name for one in schema.models if one.name not in wanted]
    gone = draw(st.sampled_from(free)) if len(schema.models) > 1 else ""
    return RandomSchema(tuple(one for one in schema.models if one.name != gone))


def _rename_model(draw: st.DrawFn, schema: RandomSchema) -> RandomSchema:
    model = draw(st.sampled_from(schema.models))
    new = f"{model.name}Two"
    pointing = tuple(
        replace(
            one,
            references=tuple(replace(way, target=new) if way.target == model.name else way for way in one.references),
        )
        for one in schema.models
    )
    table = draw(st.sampled_from([model.table, f"{model.table}_two"]))
    return _with(RandomSchema(pointing), replace(model, name=new, table=table), model.name)


def _change_references(draw: st.DrawFn, schema: RandomSchema) -> RandomSchema:
    number = draw(st.integers(0, len(schema.models) - 1))
    model, before = schema.models[number], tuple(one.name for one in schema.models[:number])
    ways = draw(st.lists(st.sampled_from(REFERENCES), max_size=2 if before else 0, unique=True))
    return _with(schema, replace(model, references=tuple(draw(references(one, before)) for one in ways)))


STEPS = (
    _add_column,
    _drop_column,
    _change_column,
    _change_column,
    _add_model,
    _drop_model,
    _rename_model,
    _change_references,
)
