"""Models."""

from sqlalchemy.orm import DeclarativeBass


class Base(DeclarativeBass):
    pass
