"""Factories for the models in ``case_dataclasses.models``.

``FileFactory()`` saves a file with the output, run and log it needs;
``FileFactory.build()`` makes the same objects without a database. Pass parents as
objects (``output=...``) or by key (``output_id=7``), or reach into them with two
underscores (``output__...``). Ask for children by number or hand them over
(``RunFactory(logs=3)``).
"""

from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait
from factory.faker import Faker

from case_dataclasses.models import Badge, File, Log, Output, Run, Worker

from .factory_base import BaseFactory, Children, Key


class RunFactory(BaseFactory[Run]):
    class Meta:
        model = Run

    name = Sequence(lambda n: f"Run {n}")

    logs = Children(f"{__name__}.LogFactory", of="run")
    outputs = Children(f"{__name__}.OutputFactory", of="run")


class WorkerFactory(BaseFactory[Worker]):
    class Meta:
        model = Worker

    name = Faker("name", locale="en_US")


class BadgeFactory(BaseFactory[Badge]):
    class Meta:
        model = Badge

    worker = SubFactory(WorkerFactory)


class LogFactory(BaseFactory[Log]):
    class Meta:
        model = Log

    run = SubFactory(RunFactory)

    run_id = Key("run.id")
    text = Faker("sentence")

    outputs = Children(f"{__name__}.OutputFactory", of="log")


class OutputFactory(BaseFactory[Output]):
    class Meta:
        model = Output

    run = SubFactory(RunFactory)
    # Of the same run, whichever is passed.
    log = SubFactory(LogFactory, run=SelfAttribute("..run"))

    run_id = Key("run.id")
    log_id = Key("log.id")
    path = Faker("file_path")
    size = Faker("pyint", min_value=1, max_value=1000)


class FileFactory(BaseFactory[File]):
    class Meta:
        model = File

    class Params:
        with_previous = Trait(previous=SubFactory(f"{__name__}.FileFactory"))

    output = SubFactory(OutputFactory)

    checksum = Faker("sha256")
