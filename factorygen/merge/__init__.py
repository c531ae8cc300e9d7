"""Old text + new text + what was generated last -> the text that keeps the user's edits.

It works on Python modules of any kind, by declaration: statements and the members of classes. What the schema says of
them comes as plain facts; of SQLAlchemy and of the plan nothing is known here.
"""

from factorygen.merge.distribution import Homes
from factorygen.merge.facts import Attribute, Baseline, Fact, Line, Subject, united
from factorygen.merge.findings import Finding
from factorygen.merge.gathering import Clash
from factorygen.merge.import_edits import used
from factorygen.merge.module import (
    Merged,
    adopt,
    bound_in,
    factories_in,
    fresh,
    imports_of,
    merge,
    parsed,
    resembles,
    styled,
)
from factorygen.merge.packages import (
    defined_in,
    docstring_of,
    fresh_with,
    gathered_again,
    imported_in,
    is_empty,
    laid_out,
    laid_out_again,
    listed,
    renamed_scopes,
    scopes_of,
    with_our_list,
)
from factorygen.merge.parts import Moved, Part
from factorygen.merge.renames import factory_of
from factorygen.merge.stubs import known_in, stub
from factorygen.merge.threeway import USERS, Outcome, Verdict, every

__all__ = [
    "USERS",
    "Attribute",
    "Baseline",
    "Clash",
    "Fact",
    "Finding",
    "Homes",
    "Line",
    "Merged",
    "Moved",
    "Outcome",
    "Part",
    "Subject",
    "Verdict",
    "adopt",
    "bound_in",
    "defined_in",
    "docstring_of",
    "every",
    "factories_in",
    "factory_of",
    "fresh",
    "fresh_with",
    "gathered_again",
    "imported_in",
    "imports_of",
    "is_empty",
    "known_in",
    "laid_out",
    "laid_out_again",
    "listed",
    "merge",
    "parsed",
    "renamed_scopes",
    "resembles",
    "scopes_of",
    "stub",
    "styled",
    "united",
    "used",
    "with_our_list",
]
