"""What stands in each factory? ``Schema`` in, ``Plan`` out."""

from factorygen.plan.factories import plan

__all__ = ["plan"]
