"""Random schemas, edits and migrations: nothing that the user wrote is lost, and all that can be saved saves."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from random_edits import Edited, declared, edits, split
from random_migrations import RandomModel, RandomSchema, migrated, schemas
from servers import database
from sqlalchemy.orm import Session

from factorygen import write
from factorygen.generated import Generated
from factorygen.generation import Origin, base_with, generate
from factorygen.regeneration import Regeneration, regenerate
from factorygen.subjects import subjects

EXAMPLES = int(os.environ.get("FACTORYGEN_TEST_EXAMPLES", "10"))
"""How many random histories; a nightly run has a thousand."""
PACKAGE = "random_history"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A package, which is imported anew for each history."""
    with tempfile.TemporaryDirectory(prefix="factorygen-history-") as name:
        sys.path.insert(0, name)
        (Path(name) / PACKAGE).mkdir()
        (Path(name) / PACKAGE / "__init__.py").touch()
        yield Path(name) / PACKAGE
        sys.path.remove(name)


def test_nothing_is_lost_and_all_saves(folder: Path) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],  # making a history smaller takes minutes
    )
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        schema = data.draw(schemas())
        for path in folder.glob("factor*"):
            path.unlink()
        first = regenerated(folder, schema)
        write.apply(first.changes)
        edited = data.draw(edits((folder / "factories.py").read_text(), schema))
        main, moved = split(edited) if data.draw(st.booleans()) else (edited.text, "")
        (folder / "factories.py").write_text(main)
        (folder / "more.py").write_text(moved)
        assert not regenerated(folder, schema).look_at
        after = data.draw(migrated(schema))
        story = f"{schema.source}\n{edited.text}\n{after.source}\n"
        try:
            outcome = regenerated(folder, after)
            write.apply(outcome.changes)
            text = (folder / "factories.py").read_text() + (folder / "more.py").read_text()
            story += text + "".join(f"look at {one.line}: {one}\n" for one in outcome.look_at)
            is_kept(edited, text, after)
            is_settled(outcome, regenerated(folder, after))
            saves(folder, schema, after, edited, outcome)
        except Exception as error:
            raise AssertionError(f"{story}\n{type(error).__name__}: {error}") from error

    holds()


def imported(name: str) -> ModuleType:
    """A module of the package as it is now."""
    importlib.invalidate_caches()
    return importlib.import_module(f"{PACKAGE}.{name}")


def forget() -> None:
    for name in [name for name in sys.modules if name.startswith(f"{PACKAGE}.")]:
        del sys.modules[name]


def regenerated(folder: Path, schema: RandomSchema) -> Regeneration:
    """What becomes of the files, with this schema."""
    forget()
    (folder / "models.py").write_text(schema.source)
    for cached in (folder / "__pycache__").glob("*"):
        cached.unlink()
    models = imported("models")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sa.exc.SAWarning)
        result = generate(Origin([getattr(models, one.name) for one in schema.models]))
    path = folder / "factories.py"
    files = {path: result.factories, folder / "factory_base.py": result.base}
    known = subjects(result.schema, result.plan)
    return regenerate(Generated(files, path, result.plan.base.words, known, base_with))


def is_kept(edited: Edited, text: str, after: RandomSchema) -> None:
    """Every edit is there."""
    there = tuple(one.name for one in after.models)
    names = [snippet for model, snippet in edited.named if any(one.startswith(model) for one in there)]
    assert [snippet for snippet in (*edited.stays, *names) if snippet not in text] == []
    now = Edited(text)
    classes = {now.model_of(one): one for one in now.classes}
    for model, name in edited.deleted:
        assert name or model not in classes
        if model in classes.keys() & {one.name for one in after.models} and name in {
            one.name for one in after.model(model).columns
        }:
            assert name not in declared(classes[model])
    for model, above, below in edited.order:
        found = [name for name in declared(classes[model]) if name in (above, below)] if model in classes else []
        assert found in ([], [above], [below], [above, below]), (found, above, below)


def is_settled(first: Regeneration, second: Regeneration) -> None:
    """A second run changes nothing, tells the same, and check, which is the same road, agrees."""
    assert all(change.action is write.Action.UNCHANGED for change in second.changes), second.diff(Path("/"))
    assert [str(one) for one in first.look_at] == [str(one) for one in second.look_at]


def saves(folder: Path, before: RandomSchema, after: RandomSchema, edited: Edited, outcome: Regeneration) -> None:
    """Every factory saves that neither the user nor, with a word to him, the migration has broken."""
    if any("is gone" in one.problem for one in outcome.look_at):
        return  # its import fails
    forget()
    factories, base, models = (imported(name) for name in ("factories", "factory_base", "models"))
    there = {**vars(factories), **vars(imported("more"))}
    made = [one for one in there.values() if hasattr(one, "_meta") and one._meta.model is not None]
    told = {one.what.partition(".")[0] for one in outcome.look_at}
    broken = {one._meta.model.__name__ for one in made if one.__name__ in told} | lacking(before, after, edited)
    with database("sqlite") as engine, Session(engine) as session, warnings.catch_warnings():
        warnings.simplefilter("ignore", sa.exc.SAWarning)
        models.Base.metadata.create_all(engine)
        base.set_session(session)
        try:
            for one in made:
                if not after.needs(one._meta.model.__name__) & broken:
                    one.create_batch(3)
        finally:
            base.set_session(None)


def lacking(before: RandomSchema, after: RandomSchema, edited: Edited) -> set[str]:
    """The models whose factory the user has deprived of what was or is required, or which has none any more."""
    return {
        model.name
        for model in after.models
        for name, attribute in edited.deleted
        if model.name.startswith(name)  # a class may have been renamed
        and (not attribute or attribute in {*required(before.model(name)), *required(model)})
    }


def required(model: RandomModel) -> Iterator[str]:
    """The columns that may not be empty; one that was renamed is still left out."""
    return (column.name for column in model.columns if not column.nullable)
