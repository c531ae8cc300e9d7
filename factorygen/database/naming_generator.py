"""sqlacodegen, with names that Python and the reader can live with."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlacodegen.generators import DeclarativeGenerator
from sqlacodegen.models import ColumnAttribute, Model, ModelClass, RelationshipAttribute, RelationshipType
from sqlacodegen.utils import get_column_names
from sqlalchemy.engine.mock import MockConnection

from factorygen.database.nouns import Nouns
from factorygen.database.python_names import attribute_name, class_name, relationship_name
from factorygen.database.reflection import Reflected
from factorygen.words import set_of

OPTIONS = ("nojoined", "nonativeenums", "nosyntheticenums", "use_inflect")
"""Keys that are foreign keys do not make subclasses; labels stay texts, and CHECKs of lists stay CHECKs."""
RESERVED = set_of(
    """
    Any Base CheckConstraint Column Computed DOMAIN Decimal ExcludeConstraint FetchedValue ForeignKey
    ForeignKeyConstraint Identity Index Mapped Optional PrimaryKeyConstraint Table UUID UniqueConstraint
    UserDefinedType and_ datetime event func mapped_column relationship text
    """
)
"""What the module's own code means by these names."""


class NamingGenerator(DeclarativeGenerator):
    """Each method that is overridden here, and in the generators that build on this one, says why."""

    def __init__(self, reflected: Reflected) -> None:
        bind: Any = MockConnection(reflected.dialect, lambda *_: None)
        super().__init__(reflected.metadata, bind, OPTIONS)
        self.inflect_engine: Any = Nouns()
        self._attributes: set[str] = set()

    def find_free_name(self, name: str, global_names: Collection[str], local_names: Collection[str] = ()) -> str:
        """The original knows neither private names, nor look-alikes, nor the names that the module itself uses."""
        return attribute_name(name, global_names, RESERVED, local_names)

    def generate_model_name(self, model: Model, global_names: set[str]) -> None:
        """The singular, unless another table is called so."""
        super().generate_model_name(model, global_names)
        if not isinstance(model, ModelClass):
            return
        plain, single = self.model_names(model.table, global_names)
        others = {table.name.lower() for table in self.metadata.tables.values() if table is not model.table}
        free = single and model.table.name[: len(single) - len(plain) or None].lower() not in others
        model.name = class_name(single, global_names, RESERVED) if free else plain
        self._attributes |= {column.name for column in model.columns}

    def model_names(self, table: sa.Table, taken: Collection[str] = ()) -> tuple[str, str]:
        """What its class may be called: as the table is, and by the singular of that, "" if there is none."""
        plain = class_name(table.name, taken, RESERVED)
        return plain, str(self.inflect_engine.singular_noun(plain) or "")

    def generate_column_attr_name(
        self, column_attr: ColumnAttribute, global_names: set[str], local_names: set[str]
    ) -> None:
        """A column may be called like a class of the module: it is only in its own class that it must not."""
        column_attr.name = self.find_free_name(column_attr.column.name, self._imported(), local_names)

    def _imported(self) -> set[str]:
        return {name for names in self.imports.values() for name in names}

    def generate_relationships(
        self, source: ModelClass, models_by_table_name: dict[str, Model], association_tables: list[Model]
    ) -> list[RelationshipAttribute]:
        """The original gives tables of one name in two schemas each other's links, and takes each key for a primary."""
        own = [one for one in association_tables if self._first_end(one.table) is source.table]
        found = super().generate_relationships(source, models_by_table_name, own)
        for one in source.relationships:
            if one.source is one.target and one.constraint and one.type is not RelationshipType.MANY_TO_MANY:
                self._turn(one, one.constraint)
        return found

    def _first_end(self, table: sa.Table) -> sa.Table:
        keys = sorted(table.foreign_key_constraints, key=lambda key: f"F{get_column_names(key)!r}")
        return keys[0].elements[0].column.table

    def _turn(self, relationship: RelationshipAttribute, constraint: sa.ForeignKeyConstraint) -> None:
        """A relationship of a table to itself leads to the columns that its key names."""
        here, there = get_column_names(constraint), [element.column.name for element in constraint.elements]
        forwards = relationship.type is not RelationshipType.ONE_TO_MANY and not self._is_reverse(relationship)
        remote = there if forwards else here
        relationship.remote_side = [relationship.source.get_column_attribute(name) for name in remote]

    def _is_reverse(self, relationship: RelationshipAttribute) -> bool:
        """Of the two ends of a one-to-one the second, which is listed behind the first."""
        listed = relationship.source.relationships
        return relationship.backref in listed and listed.index(relationship.backref) < listed.index(relationship)

    def generate_relationship_name(
        self, relationship: RelationshipAttribute, global_names: set[str], local_names: set[str]
    ) -> None:
        """The original puts ``_`` behind a name that is taken; the column or the other class says more."""
        super().generate_relationship_name(relationship, set(), set())
        name, other = relationship.name, relationship.target.table.name
        taken = {*self._imported(), *local_names}
        to_itself = relationship.source is relationship.target
        if relationship.constraint is not None and (name in taken or relationship.foreign_keys or to_itself):
            name = self._by_its_key(relationship, relationship.constraint)
        relationship.name = relationship_name(name, self._one_or_many(relationship, other), taken)

    def _by_its_key(self, relationship: RelationshipAttribute, key: sa.ForeignKeyConstraint) -> str:
        """``author_id`` -> ``author``; seen from there ``author_posts``."""
        stem = "_".join(re.sub(r"_?id$", "", column.name, flags=re.IGNORECASE) or column.name for column in key.columns)
        to_itself = relationship.source is relationship.target
        here = relationship.source.table is key.table and relationship.type is not RelationshipType.ONE_TO_MANY
        if here and not (to_itself and self._is_reverse(relationship)):
            return stem
        if to_itself and "parent" in stem.lower():
            return "children"
        return f"{stem}_{self._one_or_many(relationship, relationship.target.table.name)}"

    def _one_or_many(self, relationship: RelationshipAttribute, noun: str) -> str:
        to_many = relationship.type in (RelationshipType.ONE_TO_MANY, RelationshipType.MANY_TO_MANY)
        single = str(self.inflect_engine.singular_noun(noun) or noun)
        return self.inflect_engine.plural_noun(single) if to_many else single
