"""Reflected tables -> the text of a module of models: sqlacodegen's work, set right where it does not import."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlacodegen.generators import DeclarativeGenerator
from sqlacodegen.models import ColumnAttribute, JoinType, Model, ModelClass, RelationshipAttribute, RelationshipType
from sqlacodegen.utils import decode_postgresql_sequence, get_column_names, render_callable
from sqlalchemy.dialects.postgresql import DOMAIN, ExcludeConstraint
from sqlalchemy.engine.mock import MockConnection
from sqlalchemy.types import TypeEngine

from factorygen.database.catalog import ONLY_THERE, FilledByTrigger
from factorygen.database.column_types import OpaqueType
from factorygen.database.identity import Identity, identity_of
from factorygen.database.nouns import Nouns
from factorygen.database.python_names import attribute_name, class_name, relationship_name
from factorygen.database.reflection import Reflected
from factorygen.database.sql_text import escaped
from factorygen.database.type_code import class_of_opaque, domain_code, opaque_code, opaque_types

OPTIONS = ("nojoined", "nonativeenums", "nosyntheticenums", "use_inflect")
"""Keys that are foreign keys do not make subclasses; labels stay texts, and CHECKs of lists stay CHECKs."""
DIRECTLY_IMPORTED = ("uuid", "decimal", "ipaddress")
"""Modules of which only classes are imported, since columns are called like the modules."""
RESERVED = frozenset(
    "Any Base CheckConstraint Column Computed DOMAIN Decimal ExcludeConstraint FetchedValue ForeignKey Identity Index "
    "ForeignKeyConstraint Mapped Optional PrimaryKeyConstraint Table UUID UniqueConstraint UserDefinedType and_ "
    "datetime func mapped_column relationship text".split()
)
"""What the module's own code means by these names."""
DOCSTRING = '"""The tables of the database, as factorygen found them."""'
SEARCH_PATH = '''@event.listens_for(Base, "before_insert", propagate=True)
def _find_tables(_mapper: Any, connection: Any, _instance: Any) -> None:
    """Triggers of the database name tables without their schemas: it has to look there."""
    transaction = connection.get_nested_transaction() or connection.get_transaction()
    if connection.info.get("search_path") is not transaction:
        connection.info["search_path"] = transaction
        path = {{"path": {path}}}
        connection.execute(text("SELECT set_config('search_path', :path, true)"), path)'''
Overlaps = Mapping[tuple[str, str], str]
"""What SQLAlchemy wants to be told of relationships that write the same column, by class and attribute."""


class ModelsGenerator(DeclarativeGenerator):
    """sqlacodegen's generator of classes; each method that is overridden says why."""

    def __init__(self, reflected: Reflected) -> None:
        bind: Any = MockConnection(reflected.dialect, lambda *_: None)
        super().__init__(reflected.metadata, bind, OPTIONS)
        self._search_path = reflected.search_path
        self.inflect_engine = Nouns()
        self._overlaps: Overlaps = {}
        self._opaque: dict[str, str] = {}
        self._identities: dict[sa.Table, Identity] = {}
        self._attributes: set[str] = set()
        self._left_out: list[tuple[str, str]] = []
        self._uncounted = False

    def models(self) -> list[Model]:
        """The classes and the tables between two of them, named; changes the metadata."""
        self.generate_base()
        for table in list(self.metadata.tables.values()):
            if not table.c:
                self._left_out.append((table.fullname, "has no columns, and gets no model"))
            if self.should_ignore_table(table) or not table.c:
                self.metadata.remove(table)
        tables = list(self.metadata.tables.values())
        for table in tables:
            self._prepare(table)
        self._name_opaque_types(tables)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", sa.exc.SAWarning)  # circles of tables have no order
            return self.generate_models()

    def text(self, models: Sequence[Model], overlaps: Overlaps) -> str:
        """The module."""
        self._overlaps = overlaps
        classes = self.render_models(list(models))
        types = "\n\n".join(self._opaque_code())
        listener = self._listener()
        variables = "\n".join(self.base.declarations)
        groups = self.group_imports()
        imports = "\n\n".join("\n".join(group) for group in groups)
        return "\n\n\n".join(filter(None, (f"{DOCSTRING}\n\n{imports}", variables, listener, types, classes))) + "\n"

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """What is odd about tables, by their names."""
        mapped = ((table.fullname, f"has no primary key, {one}") for table, one in self._identities.items())
        return (*self._left_out, *mapped)

    def _listener(self) -> str:
        if not self._search_path:
            return ""
        self.add_literal_import("typing", "Any")
        for name in ("event", "text"):
            self.add_literal_import("sqlalchemy", name)
        return SEARCH_PATH.format(path=repr(self._search_path))

    # ---- tables

    def _prepare(self, table: sa.Table) -> None:
        for constraint in list(table.constraints):
            if constraint.info.get(ONLY_THERE):
                table.constraints.discard(constraint)
        for column in table.primary_key.columns:
            column.nullable = False  # SQLite says so of no key
        identity = identity_of(table)
        if identity is not None:
            self._identities[table] = identity
            table.append_constraint(sa.PrimaryKeyConstraint(*identity.columns))
        self.fix_column_types(table)

    def fix_column_types(self, table: sa.Table) -> None:
        """The original turns numbers with a CHECK into booleans, loses that CHECK, and most defaults of sequences."""
        for column in table.c:
            if not isinstance(column.type, OpaqueType):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    column.type = self._adapted(column.type)
            if self._counts_itself(column):
                column.server_default = None

    def _adapted(self, type_: TypeEngine[Any]) -> TypeEngine[Any]:
        try:
            adapted: TypeEngine[Any] = self.get_adapted_type(type_)
        except Exception:  # a type that can't be compiled
            return type_
        return adapted

    def _counts_itself(self, column: sa.Column[Any]) -> bool:
        """Whether it is a key that SQLAlchemy takes for a ``serial`` without being told."""
        default = column.server_default
        if not isinstance(default, sa.DefaultClause) or not isinstance(default.arg, sa.TextClause):
            return False
        _, sequence = decode_postgresql_sequence(default.arg)
        own = f"{column.table.name}_{column.name}_seq"
        return sequence == own and list(column.table.primary_key.columns) == [column]

    # ---- names

    def find_free_name(self, name: str, global_names: Collection[str], local_names: Collection[str] = ()) -> str:
        """The original knows neither private names, nor look-alikes, nor the names that the module itself uses."""
        return attribute_name(name, {*global_names, *RESERVED, *local_names})

    def generate_model_name(self, model: Model, global_names: set[str]) -> None:
        """The singular, unless another table is called so."""
        super().generate_model_name(model, global_names)
        if not isinstance(model, ModelClass):
            return
        plain = class_name(model.table.name, {*global_names, *RESERVED})
        single = self.inflect_engine.singular_noun(plain)
        others = {table.name.lower() for table in self.metadata.tables.values() if table is not model.table}
        free = single and model.table.name[: len(single) - len(plain) or None].lower() not in others
        model.name = class_name(str(single), {*global_names, *RESERVED}) if free else plain
        self._attributes |= {column.name for column in model.columns}

    def generate_column_attr_name(
        self, column_attr: ColumnAttribute, global_names: set[str], local_names: set[str]
    ) -> None:
        """A column may be called like a class of the module: it is only in its own class that it must not."""
        column_attr.name = self.find_free_name(column_attr.column.name, self._imported(), local_names)

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
        if relationship.source.table is key.table and relationship.type is not RelationshipType.ONE_TO_MANY:
            if not (to_itself and self._is_reverse(relationship)):
                return stem
        if to_itself and "parent" in stem.lower():
            return "children"
        return f"{stem}_{self._one_or_many(relationship, relationship.target.table.name)}"

    def _one_or_many(self, relationship: RelationshipAttribute, noun: str) -> str:
        to_many = relationship.type in (RelationshipType.ONE_TO_MANY, RelationshipType.MANY_TO_MANY)
        single = str(self.inflect_engine.singular_noun(noun) or noun)
        return self.inflect_engine.plural_noun(single) if to_many else single

    def _imported(self) -> set[str]:
        return {name for names in self.imports.values() for name in names}

    def _name_opaque_types(self, tables: list[sa.Table]) -> None:
        for type_ in opaque_types(tables):
            if type_.sql not in self._opaque:
                self._opaque[type_.sql] = class_of_opaque(type_.sql, {*self._opaque.values(), *RESERVED})

    # ---- relationships

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

    # ---- code

    def collect_imports_for_column(self, column: sa.Column[Any]) -> None:
        """The original would import our own types, and not those within others."""
        type_: Any = column.type
        column.type = sa.Integer() if isinstance(type_, OpaqueType | DOMAIN | sa.ARRAY) else type_
        super().collect_imports_for_column(column)
        column.type = type_
        if isinstance(column.server_default, FilledByTrigger):
            self.add_literal_import("sqlalchemy", "FetchedValue")

    def render_class(self, model: ModelClass) -> str:
        """A class whose table has no primary key says over which columns it is mapped."""
        identity = self._identities.get(model.table)
        if identity is not None:
            model.table.constraints.discard(model.table.primary_key)
            for column in identity.columns:
                column.primary_key = False
        return super().render_class(model)

    def render_class_variables(self, model: ModelClass) -> str:
        """The same."""
        identity = self._identities.get(model.table)
        rendered = super().render_class_variables(model)
        if identity is None:
            return rendered
        names = ", ".join(repr(model.get_column_attribute(column.name).name) for column in identity.columns)
        about = f"# The table has no primary key: the class is mapped over its {identity.what}."
        return f'{rendered}\n{about}\n__mapper_args__ = {{"primary_key": [{names}]}}'

    def render_column(self, column: sa.Column[Any], show_name: bool, is_table: bool = False) -> str:
        """The original does not say of a key of numbers that nobody counts it."""
        self._uncounted = column.primary_key and column.autoincrement is False and self._would_be_counted(column)
        rendered: str = super().render_column(column, show_name, is_table)
        return rendered

    def _would_be_counted(self, column: sa.Column[Any]) -> bool:
        alone = list(column.table.primary_key.columns) == [column]
        plain = column.server_default is None and not column.foreign_keys
        return alone and plain and isinstance(column.type, sa.Integer)

    def render_column_callable(self, is_table: bool, *args: Any, **kwargs: Any) -> str:
        """The same."""
        if self._uncounted:
            kwargs["autoincrement"] = False
        rendered: str = super().render_column_callable(is_table, *args, **kwargs)
        return rendered

    def render_column_type(self, column: sa.Column[Any]) -> str:
        """The original writes domains as they can't be read, and knows none of our types."""
        return self._type(column.type)

    def _type(self, type_: TypeEngine[Any]) -> str:
        if isinstance(type_, OpaqueType):
            return self._opaque[type_.sql]
        if isinstance(type_, DOMAIN):
            return domain_code(type_, self._type, self.add_literal_import)
        self.add_import(type_)
        if isinstance(type_, sa.ARRAY):
            options = {"dimensions": type_.dimensions} if type_.dimensions else {}
            return render_callable(type(type_).__name__, self._type(type_.item_type), kwargs=options)
        holder = sa.Table("", sa.MetaData(), sa.Column("item", type_))
        rendered: str = super().render_column_type(holder.c[0])
        return rendered

    def render_column_python_type(self, column: sa.Column[Any]) -> str:
        """Classes are imported, not modules, after which many a column is called."""
        rendered = self._python(column.type)
        if column.nullable:
            self.add_literal_import("typing", "Optional")
            return f"Optional[{rendered}]"
        return rendered

    def _python(self, type_: TypeEngine[Any]) -> str:
        if isinstance(type_, DOMAIN):
            return self._python(type_.data_type)
        if isinstance(type_, sa.ARRAY):
            dimensions = type_.dimensions or 1
            return "list[" * dimensions + self._python(type_.item_type) + "]" * dimensions
        try:
            python = str if isinstance(type_, OpaqueType) and type_.sql else type_.python_type
        except NotImplementedError:
            python = object
        if python is object:
            self.add_literal_import("typing", "Any")
            return "Any"
        return self._named(python)

    def _named(self, python: type) -> str:
        if python.__module__ == "builtins":
            return python.__name__
        if python.__module__ == "datetime":
            alias = "dt" if "datetime" in self._attributes else ""
            self.add_module_import("datetime as dt" if alias else "datetime")
            return f"{alias or 'datetime'}.{python.__name__}"
        module = python.__module__.removeprefix("_py")
        self.add_literal_import(module, python.__name__)
        return python.__name__

    def render_index(self, index: sa.Index) -> str:
        """The original leaves out expressions, and writes conditions as they can't be read."""
        elements = [self._expression(one) for one in index.expressions]
        options: dict[str, object] = {"unique": True} if index.unique else {}
        for name, value in sorted(index.dialect_kwargs.items()):
            if value not in ([], {}, None, False):
                options[name] = self._expression(value)
        return render_callable("Index", repr(index.name), *elements, kwargs=options)

    def _expression(self, value: Any) -> str:
        if isinstance(value, sa.Column):
            return repr(value.name)
        if isinstance(value, sa.ClauseElement):
            self.add_literal_import("sqlalchemy", "text")
            return f"text({escaped(self._sql(value))!r})"
        return repr(value)

    def _sql(self, clause: Any) -> str:
        if isinstance(clause, sa.TextClause):
            return clause.text.replace("\\:", ":")
        return str(clause.compile(dialect=self.bind.dialect, compile_kwargs={"literal_binds": True}))

    def render_table_args(self, table: sa.Table) -> str:
        """The original knows no exclusion constraints."""
        found = [one for one in table.constraints if isinstance(one, ExcludeConstraint)]
        table.constraints.difference_update(found)
        rendered: str = super().render_table_args(table)
        if not found:
            return rendered
        lines = [self._exclusion(one) for one in sorted(found, key=lambda one: str(one.name))]
        rest = rendered.removeprefix("(").removesuffix(")").strip().rstrip(",") if rendered.startswith("(") else rendered
        arguments = f",\n{self.indentation}".join(filter(None, (*lines, rest)))
        closing = "" if rest else ","
        return f"(\n{self.indentation}{arguments}{closing}\n)"

    def render_constraint(self, constraint: Any) -> str:
        """Colons in the text of a CHECK become parameters."""
        if not isinstance(constraint, sa.CheckConstraint):
            rendered: str = super().render_constraint(constraint)
            return rendered
        options = {"name": repr(constraint.name)} if isinstance(constraint.name, str) else {}
        return render_callable("CheckConstraint", repr(escaped(self._sql(constraint.sqltext))), kwargs=options)

    def _exclusion(self, constraint: ExcludeConstraint) -> str:
        pairs = [f"({self._element(one)}, {operator!r})" for one, _, operator in constraint._render_exprs]
        options: dict[str, object] = {"name": repr(constraint.name), "using": repr(constraint.using)}
        if constraint.where is not None:
            options["where"] = self._expression(constraint.where)
        return render_callable("ExcludeConstraint", *pairs, kwargs=options)

    def _element(self, element: Any) -> str:
        return repr(element) if isinstance(element, str) else self._expression(element)

    def render_relationship_arguments(self, relationship: RelationshipAttribute) -> Mapping[str, Any]:
        """The original writes a list of lambdas where a join has several columns, and knows no overlaps."""
        arguments = dict(super().render_relationship_arguments(relationship))
        for name in ("primaryjoin", "secondaryjoin"):
            terms: list[JoinType] = getattr(relationship, name)
            if len(terms) > 1:
                arguments[name] = self._join(terms)
        overlaps = self._overlaps.get((relationship.source.name, relationship.name))
        if overlaps:
            arguments["overlaps"] = repr(overlaps)
        return arguments

    def _join(self, terms: Sequence[JoinType]) -> str:
        self.add_literal_import("sqlalchemy", "and_")
        sides = (f"{one.name}.{name} == {other.name}.c[{str(there)!r}]" for one, name, other, there in terms)
        return f"lambda: and_({', '.join(sides)})"

    def _opaque_code(self) -> Iterator[str]:
        used: dict[str, OpaqueType] = {}
        for one in opaque_types(list(self.metadata.tables.values())):
            used.setdefault(one.sql, one)
        if used:
            self.add_literal_import("sqlalchemy.types", "UserDefinedType")
            self.add_literal_import("typing", "Any")
        for sql, one in used.items():
            if one.converted:
                self.add_literal_import("sqlalchemy", "func")
            yield opaque_code(one, self._opaque[sql])
