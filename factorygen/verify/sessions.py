"""Pointing factories at a session, however they find theirs, and back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any

from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

OPTIONS = ("sqlalchemy_session", "sqlalchemy_session_factory")


@contextmanager
def pointed_at(session: Session | None) -> Iterator[None]:
    """All factories save in this session (None: in none) as long as the block runs.

    A module with factories that has a ``set_session`` is told through it, its variables are put back afterwards; a
    ContextVar is not, so run this in a context of its own. ``Meta.sqlalchemy_session`` serves those without.
    """
    classes = list(_subclasses(SQLAlchemyModelFactory))
    with ExitStack() as stack:
        for factory in classes:
            stack.enter_context(_option_set(factory, session))
        if session is not None:
            for module in {cls.__module__: sys.modules.get(cls.__module__) for cls in classes}.values():
                if module is not None and callable(getattr(module, "set_session", None)):
                    stack.enter_context(_variables_kept(module))
                    module.set_session(session)
        yield


def _subclasses(cls: type[Any]) -> Iterator[type[Any]]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


@contextmanager
def _option_set(factory: Any, session: Session | None) -> Iterator[None]:
    before = [getattr(factory._meta, option) for option in OPTIONS]
    factory._meta.sqlalchemy_session, factory._meta.sqlalchemy_session_factory = session, None
    try:
        yield
    finally:
        for option, value in zip(OPTIONS, before, strict=True):
            setattr(factory._meta, option, value)


@contextmanager
def _variables_kept(module: ModuleType) -> Iterator[None]:
    before = dict(vars(module))
    try:
        yield
    finally:
        for name in vars(module).keys() - before.keys():
            delattr(module, name)
        vars(module).update(before)
