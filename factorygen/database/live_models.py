"""The models module of a database: its text, and the module itself, before any file of it is written."""

from __future__ import annotations

import re
import sys
import warnings
from dataclasses import dataclass
from types import ModuleType

from sqlalchemy.exc import SAWarning

from factorygen.database.constraint_generator import Overlaps
from factorygen.database.models_module import ModelsGenerator
from factorygen.database.reflection import Reflected
from factorygen.formatting import formatted

OVERLAP = re.compile(r"relationship '(\w+)\.(\w+)' will copy column.*?parameter '(overlaps=\"[^\"]*\")'", re.DOTALL)


@dataclass(frozen=True)
class LiveModels:
    """Text and module; ``problems`` are of tables, by their names."""

    text: str
    module: ModuleType
    problems: tuple[tuple[str, str], ...] = ()


def live_models(reflected: Reflected, name: str) -> LiveModels:
    """The models of what was reflected, as a module of that name, whose mappers are configured."""
    generator = ModelsGenerator(reflected)
    models = generator.models()
    text = generator.text(models, {})
    module, overlaps = _executed(text, name)
    text = generator.text(models, overlaps) if overlaps else text
    return LiveModels(formatted(text, tidied=True), module, generator.problems)


def _executed(text: str, name: str) -> tuple[ModuleType, Overlaps]:
    """The module, registered under its name; and what SQLAlchemy says of relationships that write the same column."""
    module = ModuleType(name)
    sys.modules[name] = module
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", SAWarning)
        exec(compile(text, f"<{name}>", "exec"), vars(module))
        vars(module)["Base"].registry.configure()
    found = (OVERLAP.search(str(warning.message)) for warning in caught)
    return module, {(one[1], one[2]): one[3].partition('"')[2].rstrip('"') for one in found if one}
