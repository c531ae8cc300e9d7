"""All type rules: importing this module registers them."""

from factorygen.column_rules import numbers, opaque, postgresql, structures, texts, third_party, times
from factorygen.column_rules.registry import RULES, TypeRules

__all__ = ["RULES", "TypeRules", "numbers", "opaque", "postgresql", "structures", "texts", "third_party", "times"]
