"""sqlacodegen, with column types that import, and all that is known of a column."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlacodegen.utils import render_callable
from sqlalchemy.dialects.postgresql import DOMAIN
from sqlalchemy.types import TypeEngine

from factorygen.database.catalog import FilledByTrigger
from factorygen.database.column_types import OpaqueType
from factorygen.database.naming_generator import RESERVED, NamingGenerator
from factorygen.database.reflection import Reflected
from factorygen.database.type_code import class_of_opaque, domain_code, opaque_code, opaque_types


class ColumnGenerator(NamingGenerator):
    """Writes columns."""

    def __init__(self, reflected: Reflected) -> None:
        super().__init__(reflected)
        self._opaque: dict[str, str] = {}
        self._uncounted = False

    def fix_column_types(self, table: sa.Table) -> None:
        """The original turns numbers with a CHECK into booleans, loses that CHECK, and most defaults of sequences."""
        for column in table.c:
            if not isinstance(column.type, OpaqueType):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    column.type = self._adapted(column.type)
            if self._counts_itself(column):
                column.server_default, column.autoincrement = None, True

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
        alone = list(column.table.primary_key.columns) == [column]
        return alone and isinstance(column.type, sa.Integer) and default.arg.text.startswith("nextval(")

    def collect_imports_for_column(self, column: sa.Column[Any]) -> None:
        """The original would import our own types, and not those within others."""
        type_: Any = column.type
        column.type = sa.Integer() if isinstance(type_, OpaqueType | DOMAIN | sa.ARRAY) else type_
        super().collect_imports_for_column(column)
        column.type = type_
        if isinstance(column.server_default, FilledByTrigger):
            self.add_literal_import("sqlalchemy", "FetchedValue")

    def _name_opaque_types(self, tables: list[sa.Table]) -> None:
        models = {name for table in tables for name in self.model_names(table)}
        for type_ in opaque_types(tables):
            if type_.sql not in self._opaque:
                self._opaque[type_.sql] = class_of_opaque(type_.sql, {*self._opaque.values(), *models, *RESERVED})

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
        if _is_plain(type_):
            return type(type_).__name__
        holder = sa.Table("", sa.MetaData(), sa.Column("item", type_))
        rendered: str = super().render_column_type(holder.c[0])
        return rendered

    def render_column_python_type(self, column: sa.Column[Any]) -> str:
        """Classes are imported, not modules, after which many a column is called."""
        rendered = self._python(column.type)
        if column.nullable:
            return f"{rendered} | None"
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


def _is_plain(type_: TypeEngine[Any]) -> bool:
    """Whether nothing has to be told about it: the original writes down defaults that are types themselves."""
    try:
        return repr(type_) == repr(type(type_)())
    except TypeError:  # it wants arguments
        return False
