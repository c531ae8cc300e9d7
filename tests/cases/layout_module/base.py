"""What all models have in common."""

from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass
