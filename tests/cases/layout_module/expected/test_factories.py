"""Each factory saves, as the models are now."""

from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from . import factories
from .factory_base import BaseFactory

FACTORIES = [
    each
    for each in vars(factories).values()
    if isinstance(each, type)
    and issubclass(each, BaseFactory)
    and not each._meta.abstract
]


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda each: each.__name__)
def test_saves(factory: type[BaseFactory[Any]], session: Session) -> None:
    assert inspect(factory()).persistent
