"""sqlacodegen, with constraints, indexes and joins that import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlacodegen.models import JoinType, RelationshipAttribute
from sqlacodegen.utils import render_callable
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from factorygen.database.column_generator import ColumnGenerator
from factorygen.database.reflection import Reflected
from factorygen.database.sql_text import escaped

Overlaps = Mapping[tuple[str, str], str]
"""What SQLAlchemy wants to be told of relationships that write the same column, by class and attribute."""


class ConstraintGenerator(ColumnGenerator):
    """Writes what stands between columns and tables."""

    def __init__(self, reflected: Reflected) -> None:
        super().__init__(reflected)
        self._overlaps: Overlaps = {}

    def render_table_args(self, table: sa.Table) -> str:
        """The original knows no exclusion constraints."""
        found = [one for one in table.constraints if isinstance(one, ExcludeConstraint)]
        table.constraints.difference_update(found)
        rendered: str = super().render_table_args(table)
        table.constraints.update(found)  # the module may be written twice
        if not found:
            return rendered
        lines = [self._exclusion(one) for one in sorted(found, key=lambda one: str(one.name))]
        rest = (
            rendered.removeprefix("(").removesuffix(")").strip().rstrip(",") if rendered.startswith("(") else rendered
        )
        arguments = f",\n{self.indentation}".join(filter(None, (*lines, rest)))
        closing = "" if rest else ","
        return f"(\n{self.indentation}{arguments}{closing}\n)"

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

    def render_relationship_annotation(self, relationship: RelationshipAttribute) -> str:
        """The original says ``Optional``."""
        rendered: str = super().render_relationship_annotation(relationship)
        if not rendered.startswith("Optional["):
            return rendered
        return repr(f"{relationship.target.name} | None")

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
