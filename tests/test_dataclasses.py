"""Dataclass models three levels deep: keys that ``__init__`` demands, relationships that it has not."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from generated import Saving, case, saving


@pytest.fixture
def made() -> Iterator[Saving]:
    with saving(case("dataclasses")) as found:
        yield found


def test_create_fills_keys_and_relationships(made: Saving) -> None:
    output = made.OutputFactory()
    assert (output.run_id, output.log_id) == (output.run.id, output.log.id)
    assert output.log.run_id == output.log.run.id
    read = made.read(output)
    assert (read.run_id, read.log_id) == (output.run.id, output.log.id)


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_a_log_and_an_output_share_one_run(made: Saving, strategy: str) -> None:
    output = getattr(made.FileFactory, strategy)().output
    assert output.log.run is output.run
    assert output.log.run_id == output.run_id == output.run.id
    if strategy == "create":
        assert made.count("File", "Output", "Log", "Run") == (1, 1, 1, 1)


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_they_share_the_run_that_is_passed_and_that_of_the_log(made: Saving, strategy: str) -> None:
    make, run = getattr(made.OutputFactory, strategy), getattr(made.RunFactory, strategy)()
    assert make(run=run).log.run is run
    log = getattr(made.LogFactory, strategy)(run=run)
    output = make(log=log)
    assert (output.log, output.run, output.run_id) == (log, run, run.id)


def test_they_share_the_run_whose_key_is_passed(made: Saving) -> None:
    run, log = made.RunFactory(), made.LogFactory()
    assert made.OutputFactory(run_id=run.id).log.run is run
    assert made.OutputFactory(log_id=log.id).run is log.run
    assert made.count("Run", "Log", "Output") == (2, 2, 2)


def test_a_file_brings_all_three_levels(made: Saving) -> None:
    file = made.FileFactory()
    assert file.output_id == file.output.id
    assert made.count("File", "Output", "Log") == (1, 1, 1)
    made.session.expire_all()
    assert isinstance(file.output.log.run, made.Run)


def test_build_sets_relationships_without_a_session(made: Saving) -> None:
    made.base.set_session(None)
    file = made.FileFactory.build()
    output = file.output
    assert (type(output.run), type(output.log), type(output.log.run)) == (made.Run, made.Log, made.Run)
    assert all(sa.inspect(one).transient for one in (file, output, output.log, output.run))
    assert output in output.run.outputs and output in output.log.outputs and output.log in output.log.run.logs


def test_what_is_built_can_be_added_as_it_is(made: Saving) -> None:
    file = made.FileFactory.build()
    made.session.add(file)
    made.session.flush()
    made.session.expire_all()
    assert (file.output.log_id, file.output.log.run_id) == (file.output.log.id, file.output.log.run.id)


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_a_parent_is_passed_as_an_object(made: Saving, strategy: str) -> None:
    run = getattr(made.RunFactory, strategy)()
    log = getattr(made.LogFactory, strategy)(run=run)
    output = getattr(made.OutputFactory, strategy)(run=run, log=log)
    assert output.log is log and output.run is run and log.run is run
    assert run.logs == [log] and run.outputs == [output]
    if strategy == "create":
        assert (output.run_id, output.log_id, log.run_id) == (run.id, log.id, run.id)
        assert made.count("Run", "Log", "Output") == (1, 1, 1)


def test_a_parent_is_passed_by_its_key(made: Saving) -> None:
    run = made.RunFactory()
    log = made.LogFactory(run_id=run.id)
    output = made.OutputFactory(run_id=run.id, log_id=log.id)
    assert made.count("Run", "Log", "Output") == (1, 1, 1)
    assert (output.log, output.run) == (log, run)


def test_a_demanded_parent_is_passed_by_its_key(made: Saving) -> None:
    output = made.OutputFactory()
    file = made.FileFactory(output_id=output.id)
    assert file.output is output and made.count("Output") == 1


def test_the_key_of_a_demanded_parent_is_enough_to_build_what_can_be_saved(made: Saving) -> None:
    output = made.OutputFactory()
    file = made.FileFactory.build(output_id=output.id)
    assert (file.output_id, file.output) == (output.id, None)
    made.session.add(file)
    made.session.flush()
    assert made.read(file).output_id == output.id


def test_a_key_alone_is_enough_to_build(made: Saving) -> None:
    made.base.set_session(None)
    key = uuid.uuid4()
    log = made.LogFactory.build(run_id=key)
    assert (log.run_id, log.run) == (key, None)


def test_one_parent_as_an_object_another_by_its_key(made: Saving) -> None:
    log = made.LogFactory()
    output = made.OutputFactory(run=log.run, log_id=log.id)
    assert (output.log_id, output.run_id) == (log.id, log.run.id)
    assert made.count("Run", "Log", "Output") == (1, 1, 1)


def test_a_batch_is_saved(made: Saving) -> None:
    files = made.FileFactory.create_batch(5)
    assert len({file.output.log.run.id for file in files}) == 5


def test_what_init_fills_in_is_kept_and_can_be_passed(made: Saving) -> None:
    run = made.RunFactory(attempts=3, options={"a": "b"})
    assert (run.attempts, run.options) == (3, {"a": "b"})
    assert made.RunFactory.build().attempts == 1
    key = uuid.uuid4()
    assert made.read(made.RunFactory(id=key)).id == key


def test_positional_fields_and_defaults_of_the_decorator(made: Saving) -> None:
    badge = made.BadgeFactory(worker__host="remote")
    assert (badge.worker.host, badge.worker.secret) == ("remote", "none")
    assert made.WorkerFactory(id=77).id == 77
    assert made.read(made.WorkerFactory()).host == "localhost"


def test_a_trait_and_children(made: Saving) -> None:
    file = made.FileFactory(with_previous=True)
    assert file.previous_id == file.previous.id
    run = made.RunFactory(logs=2)
    assert [made.read(log).run_id for log in run.logs] == [run.id, run.id]
