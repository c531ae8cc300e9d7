"""A package of factories: its modules, and how a module becomes one and it a module."""

from __future__ import annotations

from factorygen.package.layout import as_module, as_package, is_package

__all__ = ["as_module", "as_package", "is_package"]
