"""The Flask application that models may ask for (``current_app.config``): found as the flask command finds it."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cache, partial
from typing import Any, TypeVar

from factorygen.importing import stdout_to_stderr

T = TypeVar("T")
OUTSIDE = "Working outside of application context"


def within(module: str, ask: Callable[[], T]) -> T:
    """What ``ask`` returns, in the context of an application if it cannot do without; ``module`` defines the model."""
    try:
        return ask()
    except RuntimeError as error:
        context = _context(module) if "flask" in sys.modules and str(error).startswith(OUTSIDE) else None
        if context is None:
            raise
        with context:
            return ask()


def context_of(models: Iterable[type]) -> AbstractContextManager[object]:
    """The context of the application that these models belong to, if they are Flask-SQLAlchemy's and it is found."""
    found = (_context(cls.__module__) for cls in models if hasattr(cls, "__fsa__"))
    return next((context for context in found if context is not None), nullcontext())


def _context(module: str) -> AbstractContextManager[object] | None:
    application = _application(module)
    return None if application is None else application.app_context()


@cache
def _application(module: str) -> Any:
    """``app`` or ``create_app()`` in the module or a package around it, else by ``FLASK_APP``, wsgi.py or app.py."""
    flask = importlib.import_module("flask.cli")
    for find in (*_finders(flask, module), flask.ScriptInfo(os.environ.get("FLASK_APP")).load_app):
        with stdout_to_stderr():
            try:
                return find()
            except (Exception, SystemExit):  # there is none, or it does not come up here
                continue
    return None


def _finders(flask: Any, module: str) -> Iterator[Callable[[], Any]]:
    while module:
        place = sys.modules.get(module)
        if place is not None:
            yield partial(flask.find_best_app, place)
        module = module.rpartition(".")[0]
