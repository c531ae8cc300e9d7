"""Saves each factory of a module in a database, and names the model, column and constraint of each failure."""

from __future__ import annotations

from factorygen.verify.loading import factories_in, load_factories
from factorygen.verify.report import Failure, Outcome, Report, Status, as_json, as_table
from factorygen.verify.run import verify

__all__ = [
    "Failure",
    "Outcome",
    "Report",
    "Status",
    "as_json",
    "as_table",
    "factories_in",
    "load_factories",
    "verify",
]
