"""Each file of ``databases/``: a live database, whose generated models import and whose factories save in it."""

from __future__ import annotations

import importlib.util
import re
import sys
import warnings
from pathlib import Path

import pytest
import sqlalchemy as sa
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
CONSTRAINTS = """
    SELECT k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.contype IN ('c', 'u', 'x') AND NOT c.relispartition AND c.relnamespace::regnamespace::text !~ '^(pg_|inf)'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_what_a_database_has_is_read_and_saved(case: Path, tmp_path: Path) -> None:
    with loaded(case.parent.name, case.read_text(encoding="utf-8"), tmp_path) as engine:
        before = rows(engine)
        outcome = generate(engine, tmp_path)
        assert (outcome.code, outcome.out) == (0, ""), outcome.err
        models = tmp_path / "tests" / "models.py"
        assert len(set(classes := re.findall(r"^class (\w+)", models.read_text(), re.MULTILINE))) == len(classes)
        metadata = imported(models)
        assert not named_constraints(engine) - {
            str(one.name) for table in metadata.tables.values() for one in table.constraints
        }

        report = verified(engine, tmp_path)

        assert not_saved(report) == EXPECTED.get(case.relative_to(FOLDER).as_posix(), {})
        assert rows(engine) == before
        again = generate(engine, tmp_path).err.splitlines()
        assert {line.partition(" ")[0] for line in again if ".py" in line} == {"unchanged"}


def named_constraints(engine: sa.Engine) -> set[str]:
    """What PostgreSQL checks of the rows of its tables, partitions apart, and keeps unique or from overlapping."""
    if engine.dialect.name != "postgresql":
        return set()
    with engine.connect() as connection:
        return set(connection.execute(sa.text(CONSTRAINTS)).scalars())


def imported(path: Path) -> sa.MetaData:
    """The tables of a module of models, which imports and configures without a warning."""
    spec = importlib.util.spec_from_file_location(f"models_of_{path.parent.parent.name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        spec.loader.exec_module(module)
        module.Base.registry.configure()
    metadata: sa.MetaData = module.Base.metadata
    return metadata
