"""What does a model's ``__init__`` take?"""

from __future__ import annotations

from inspect import Parameter, signature
from typing import Any

from sqlalchemy.orm import Mapper

from factorygen.schema import Constructor


def constructor(mapper: Mapper[Any]) -> Constructor:
    """Which mapped attributes ``__init__`` refuses, and which parameters it demands."""
    try:
        parameters = signature(mapper.class_).parameters.values()
    except (TypeError, ValueError):  # written in C, or wrapped beyond recognition: taken as it comes
        return Constructor()
    demands = tuple(
        parameter.name
        for parameter in parameters
        if parameter.default is Parameter.empty
        and parameter.kind not in (Parameter.VAR_KEYWORD, Parameter.VAR_POSITIONAL)
    )
    if any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters):
        return Constructor(demands=demands)
    attributes = {attribute.key for attribute in (*mapper.column_attrs, *mapper.relationships)}
    return Constructor(frozenset(attributes - {parameter.name for parameter in parameters}), demands)
