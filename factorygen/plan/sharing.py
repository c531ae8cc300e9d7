"""What does a factory pass on to its parents, so that ancestors which are one row are made once?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from factorygen.own_words import OwnWords
from factorygen.plan.ancestors import References, Tree, Wanted, Way, rows_of, trees
from factorygen.plan.naming import declared_name
from factorygen.references import Reference
from factorygen.relationship_rules import Share
from factorygen.schema import Default, PythonName, Schema


@dataclass(frozen=True)
class Sharing:
    """What is shared, by model and its parent's name, and how many rows one ``create()`` of a model inserts."""

    shares: Mapping[tuple[PythonName, str], tuple[Share, ...]] = field(default_factory=dict)
    rows: Mapping[PythonName, int] = field(default_factory=dict)

    def of(self, reference: Reference) -> tuple[Share, ...]:
        """What the parent at the end of a reference gets."""
        return self.shares.get((reference.model, reference.name), ())


def filled(schema: Schema, found: References, cut: Iterable[Reference], own: OwnWords) -> References:
    """The foreign keys for which the factories have a parent: not cut out of a cycle, nor the user's own."""
    gone = tuple(cut)
    return {
        model.id: [one for one in found[model.id] if one not in gone and not own.decide(model, one.columns)]
        for model in schema.models
    }


def sharing(schema: Schema, made: References, order: Sequence[PythonName], wanted: Wanted) -> Sharing:
    """Decide for all models, which come parents first; ``made`` are the references that factories fill."""
    grown = trees(schema, made, order, wanted)
    rows = {id: _rows(id, tree, schema) for id, tree in grown.items()}
    for id, tree in grown.items():
        tree.grow([one for one in made[id] if not one.required and one.target in grown], grown)
    shares: dict[tuple[PythonName, str], tuple[Share, ...]] = {}
    for id, tree in grown.items():
        for name, share in (*_shared_rows(tree), *_shared_values(tree)):
            before = shares.get((id, name), ())
            if all(one.inside != share.inside for one in before):
                shares[id, name] = (*before, share)
    return Sharing(shares, rows)


def _rows(id: PythonName, tree: Tree, schema: Schema) -> int:
    models = [schema.model(id), *(schema.model(row.first[-1].target) for row in tree.rows)]
    return sum(rows_of(model, schema) for model in models)


def _shared_rows(tree: Tree) -> Iterator[tuple[str, Share]]:
    for row in tree.rows:
        for way in row.others:
            for inside, source in _passed(row.first, way):
                yield way[0].name, Share(inside, source, row.first[-1].name)


def _passed(first: Way, way: Way) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The object, where the first way has it as an attribute; else its key, which all have."""
    if first[-1].relationship is not None:
        yield _names(way[1:]), _path(first)
        return
    keys = dict(zip(way[-1].target_columns, way[-1].columns, strict=True))
    for column, target in zip(first[-1].columns, first[-1].target_columns, strict=True):
        here = (*_path(first[:-1]), column) if first[1:] else (declared_name(column, "_"),)
        yield (*_names(way[1:-1]), declared_name(keys[target], "_")), here


def _shared_values(tree: Tree) -> Iterator[tuple[str, Share]]:
    for agreement in tree.agreements:
        if not agreement.is_of_rows:
            sides = ((agreement.one, agreement.key), (agreement.other, agreement.other_key))
            for (source, source_key), (way, key) in (sides, sides[::-1]):
                if _can_get(way, key, tree) and source[0].required and not tree.waits_for(source[0].name, way[0].name):
                    inside, path = (*_names(way[1:]), key), (*_path(source), source_key)
                    flushed = _default(source, source_key, tree) is Default.GENERATED
                    yield way[0].name, Share(inside, path, key, flushed)
                    break


def _can_get(way: Way, key: str, tree: Tree) -> bool:
    return _default(way, key, tree) is not Default.GENERATED


def _default(way: Way, key: str, tree: Tree) -> Default:
    return tree.schema.model(way[-1].target).column(key).default


def _path(way: Way) -> tuple[str, ...]:
    """A way that is read: from the factory's declaration on it leads through objects."""
    return (*_names(way[:1]), *(one.name for one in way[1:]))


def _names(way: Iterable[Reference]) -> tuple[str, ...]:
    """A way that is passed from factory to factory."""
    return tuple(declared_name(one.name, "_row") for one in way)
