"""Which words can be chosen from on the command line?"""

from __future__ import annotations

from enum import Enum


class Database(str, Enum):
    """The dialects that models can be meant for."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"
    MYSQL = "mysql"
    MARIADB = "mariadb"


class NullableColumns(str, Enum):
    """What nullable columns get."""

    FILL = "fill"
    NONE = "none"


class Format(str, Enum):
    """How ``verify`` prints its report."""

    TABLE = "table"
    JSON = "json"


class ExplainFormat(str, Enum):
    """How ``explain`` prints."""

    TEXT = "text"
    JSON = "json"
    MERMAID = "mermaid"
