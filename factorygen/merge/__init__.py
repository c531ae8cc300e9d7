"""Old text + new text + what was generated last -> the text that keeps the user's edits.

It works on Python modules of any kind, by declaration: statements and the members of classes. What the schema says of
them comes as plain facts; of SQLAlchemy and of the plan nothing is known here.
"""

from factorygen.merge.facts import Attribute, Baseline, Fact, Line, Subject, united
from factorygen.merge.findings import Finding
from factorygen.merge.module import (
    Merged,
    adopt,
    factories_in,
    fresh,
    imports_of,
    merge,
    parsed,
    resembles,
    styled,
)
from factorygen.merge.parts import Moved, Part
from factorygen.merge.renames import factory_of
from factorygen.merge.threeway import USERS, Outcome, Verdict, every

__all__ = [
    "USERS",
    "Attribute",
    "Baseline",
    "Fact",
    "Finding",
    "Line",
    "Merged",
    "Moved",
    "Outcome",
    "Part",
    "Subject",
    "Verdict",
    "adopt",
    "every",
    "factories_in",
    "factory_of",
    "fresh",
    "imports_of",
    "merge",
    "parsed",
    "resembles",
    "styled",
    "united",
]
