"""factorygen: factory_boy factories from SQLAlchemy models, which save on the first try."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factorygen.generation import Origin, Result, Surroundings, Wishes, generate

__version__ = "0.1.0"
__all__ = ["Origin", "Result", "Surroundings", "Wishes", "__version__", "generate"]


def __getattr__(name: str) -> object:
    """Import the generator when it is asked for: ``factorygen --help`` should not wait for SQLAlchemy."""
    if name in __all__:
        from factorygen import generation

        return getattr(generation, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
