"""The types of pgvector, which knows how to bind them on any database."""

from pgvector import SparseVector
from pgvector.sqlalchemy import HALFVEC, SPARSEVEC, Vector
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Chunk(Base):
    """A passage and its embeddings."""

    __tablename__ = "chunk"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[list[float]] = mapped_column(Vector(1536))
    embedding: Mapped[list[float]] = mapped_column(Vector(3))
    single: Mapped[list[float]] = mapped_column(Vector(1))
    half: Mapped[list[float]] = mapped_column(HALFVEC(4))
    sparse: Mapped[SparseVector] = mapped_column(SPARSEVEC(5))
    any_size: Mapped[list[float] | None] = mapped_column(Vector())


class Landmark(Base):
    """Vectors of which no two rows share one."""

    __tablename__ = "landmark"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[list[float]] = mapped_column(Vector(3), unique=True)
