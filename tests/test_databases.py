"""Each file of ``databases/``: a live database, whose generated models import and whose factories save in it."""

from __future__ import annotations

import importlib.util
import sys
import warnings
from pathlib import Path

import pytest
from live_database import generate, loaded, not_saved, rows, verified

FOLDER = Path(__file__).with_name("databases")
CASES = sorted(FOLDER.glob("*/*.sql"))
EXPECTED = {
    "mysql/types.sql": {
        "CacheFactory": "not verified: cache is a MEMORY table, which can't be rolled back",
        "HitFactory": "not verified: hits is a MyISAM table, which can't be rolled back",
        "VisitFactory": "not verified: visits has a trigger that writes to hits, which can't be rolled back",
    }
}
"""What is not saved, by file and factory, and what is said of it; all others are."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_what_a_database_has_is_read_and_saved(case: Path, tmp_path: Path) -> None:
    with loaded(case.parent.name, case.read_text(encoding="utf-8"), tmp_path) as engine:
        before = rows(engine)
        outcome = generate(engine, tmp_path)
        assert (outcome.code, outcome.out) == (0, ""), outcome.err
        assert_imports(tmp_path / "tests" / "models.py")

        report = verified(engine, tmp_path)

        assert not_saved(report) == EXPECTED.get(case.relative_to(FOLDER).as_posix(), {})
        assert rows(engine) == before
        again = generate(engine, tmp_path).err.splitlines()
        assert {line.partition(" ")[0] for line in again if ".py" in line} == {"unchanged"}


def assert_imports(path: Path) -> None:
    """A module of models imports and configures without a warning."""
    spec = importlib.util.spec_from_file_location(f"models_of_{path.parent.parent.name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        spec.loader.exec_module(module)
        module.Base.registry.configure()
