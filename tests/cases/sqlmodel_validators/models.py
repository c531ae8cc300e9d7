"""SQLModel: fields whose validators refuse what their columns would take, on assignment too."""

from typing import Annotated

import sqlalchemy as sa
from pydantic import AfterValidator, ConfigDict, field_validator
from sqlmodel import Field, SQLModel


def even(value: int) -> int:
    if value % 2:
        raise ValueError("must be even")
    return value


class Message(SQLModel, table=True):
    model_config = ConfigDict(validate_assignment=True)  # type: ignore[assignment]

    id: int | None = Field(default=None, primary_key=True)
    files: list[str] = Field(sa_column=sa.Column(sa.JSON, nullable=False))
    properties: dict[str, int] = Field(sa_column=sa.Column(sa.JSON, nullable=False))
    color: str
    sender: str = Field(max_length=12)

    @field_validator("color")
    @classmethod
    def require_hex(cls, value: str) -> str:
        if len(value) != 7 or value[0] != "#":
            raise ValueError("not a colour")
        return value


class Reading(SQLModel, table=True):
    """Its validators are asked, although nobody calls them on the way to the database."""

    id: int | None = Field(default=None, primary_key=True)
    ticks: Annotated[int, AfterValidator(even)]
