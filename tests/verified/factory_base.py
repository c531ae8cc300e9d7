"""A base as people write it: one function points all factories at a session."""

from __future__ import annotations

from contextvars import ContextVar

from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

_session: ContextVar[Session] = ContextVar("session")
calls: list[Session] = []


def set_session(session: Session) -> None:
    calls.append(session)
    _session.set(session)


class BaseFactory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def _save(cls, model_class, session, args, kwargs):
        instance = model_class(*args, **kwargs)
        _session.get().add(instance)
        return instance
