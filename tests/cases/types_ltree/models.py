"""SQLAlchemy-Utils' type for PostgreSQL's paths."""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy_utils import Ltree, LtreeType


class Base(DeclarativeBase):
    pass


class Node(Base):
    """A place in a tree, and one that is its own alone."""

    __tablename__ = "node"

    id: Mapped[int] = mapped_column(primary_key=True)
    near: Mapped[Ltree] = mapped_column(LtreeType)
    path: Mapped[Ltree] = mapped_column(LtreeType, unique=True)
