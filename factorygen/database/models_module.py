"""Reflected tables -> the text of a module of models: sqlacodegen's work, set right where it does not import."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import sqlalchemy as sa
from sqlacodegen.models import Model, ModelClass

from factorygen.database.catalog import ONLY_THERE
from factorygen.database.constraint_generator import ConstraintGenerator, Overlaps
from factorygen.database.identity import Identity, identity_of
from factorygen.database.reflection import Reflected

DOCSTRING = '"""The tables of the database, as factorygen found them."""'
SEARCH_PATH = '''@event.listens_for(Base, "before_insert", propagate=True)
def _find_tables(_mapper: Any, connection: Any, _instance: Any) -> None:
    """Triggers of the database name tables without their schemas: it has to look there."""
    transaction = connection.get_nested_transaction() or connection.get_transaction()
    if connection.info.get("search_path") is not transaction:
        connection.info["search_path"] = transaction
        path = {{"path": {path}}}
        connection.execute(text("SELECT set_config('search_path', :path, true)"), path)'''


class ModelsGenerator(ConstraintGenerator):
    """sqlacodegen's generator of classes, set right."""

    def __init__(self, reflected: Reflected) -> None:
        super().__init__(reflected)
        self._search_path = reflected.search_path
        self._identities: dict[sa.Table, Identity] = {}
        self._left_out: list[tuple[str, str]] = []

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
