"""Column types as Python: what sqlacodegen can't write, or writes so that it does not import."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlacodegen.utils import render_callable
from sqlalchemy.dialects.postgresql import DOMAIN
from sqlalchemy.types import TypeEngine

from factorygen.database.column_types import OpaqueType
from factorygen.database.python_names import class_name
from factorygen.database.sql_text import escaped

Import = Callable[[str, str], None]
"""Takes a module and a name that is to be imported from it."""
Render = Callable[[TypeEngine[Any]], str]

OPAQUE = '''class {name}(UserDefinedType[{python}]):
    """{about}"""

    cache_ok = True

    def get_col_spec(self, **kw: Any) -> str:
        return {sql}
'''
SPATIAL = """
    def bind_expression(self, bindvalue: Any) -> Any:
        return func.ST_GeomFromText(bindvalue, type_=self)

    def column_expression(self, column: Any) -> Any:
        return func.ST_AsText(column, type_=self)
"""


def opaque_types(tables: list[sa.Table]) -> Iterator[OpaqueType]:
    """The types of the tables' columns, and of what these hold, that SQLAlchemy does not know."""
    for table in tables:
        for column in table.c:
            found: Any = column.type
            while isinstance(found, sa.ARRAY | DOMAIN):
                found = found.item_type if isinstance(found, sa.ARRAY) else found.data_type
            if isinstance(found, OpaqueType):
                yield found


def class_of_opaque(sql: str, taken: set[str]) -> str:
    """``ltree`` -> ``Ltree``, or ``LtreeType`` beside a table of that name; a column without a type is ``Untyped``."""
    name = class_name(sql or "untyped")
    return class_name(f"{name}Type", taken) if name in taken else name


def opaque_code(type_: OpaqueType, name: str) -> str:
    """The class of such a type."""
    about = "A type of the database's own; its values are text." if type_.sql else "A column that takes anything."
    code = OPAQUE.format(name=name, about=about, sql=repr(type_.sql), python="str" if type_.sql else "Any")
    return code + (SPATIAL if type_.converted else "")


def domain_code(type_: DOMAIN, render: Render, add_import: Import) -> str:
    """``DOMAIN("email", Text(), check=text("VALUE ~ '@'"))``."""
    add_import("sqlalchemy.dialects.postgresql", "DOMAIN")
    options: dict[str, object] = {}
    for name in ("collation", "default", "schema"):
        value = getattr(type_, name, None)
        if isinstance(value, str) and (name, value) != ("collation", "default"):
            options[name] = repr(value)
    if type_.not_null:
        options["not_null"] = True
    if type_.check is not None:
        add_import("sqlalchemy", "text")
        options["check"] = f"text({escaped(str(getattr(type_.check, 'text', type_.check)))!r})"
    if getattr(type_.data_type, "collation", None) == "default":
        type_.data_type.collation = None  # type: ignore[attr-defined]
    return render_callable("DOMAIN", repr(type_.name), render(type_.data_type), kwargs=options)
