"""What can be said on the command line, as typer reads it; each is used by one command or more."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

Source = Annotated[
    list[str] | None,
    typer.Argument(help="Models: app.models, app.models:Base or path/to/models.py.", show_default=False),
]
Output = Annotated[
    str,
    typer.Option("-o", "--output", metavar="FILE", help="The file; - prints.", show_default="tests/factories.py"),
]


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


Dialect = Annotated[
    Database | None,
    typer.Option(help="What the models are meant for.", show_default="what their types tell"),
]
Nullable = Annotated[
    NullableColumns | None,
    typer.Option(help="fill: nullable columns get a value; none: they stay None.", show_default="fill"),
]
Include = Annotated[
    list[str] | None,
    typer.Option(metavar="PATTERN", help="Only models of these names.", show_default="all"),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="PATTERN", help="No models of these names.", show_default="none"),
]


Url = Annotated[
    str, typer.Option(metavar="URL", help="A database, where all is rolled back.", show_default="scratch SQLite")
]
UrlEnv = Annotated[
    str, typer.Option(metavar="NAME", help="The environment variable that holds the URL.", show_default=False)
]


SourceUrl = Annotated[
    str,
    typer.Option("--url", metavar="URL", help="A database to read, instead of models or besides.", show_default=False),
]
Schemas = Annotated[
    list[str] | None,
    typer.Option("--schema", metavar="NAME", help="A schema of the database.", show_default="the default one"),
]
ModelsFile = Annotated[
    str,
    typer.Option("--models", metavar="FILE", help="The file of a database's models.", show_default="models.py"),
]
