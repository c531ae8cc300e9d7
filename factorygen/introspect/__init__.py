"""What are the facts? Mapped classes in, a ``Schema`` without SQLAlchemy objects out."""

from factorygen.introspect.models import introspect

__all__ = ["introspect"]
