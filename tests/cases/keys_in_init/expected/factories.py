"""Factories for the models in ``case_keys_in_init.models``.

``OutputFactory()`` saves an output with the run, log and project it needs;
``OutputFactory.build()`` makes the same objects without a database. Pass parents as
objects (``run=...``) or by key (``run_id=7``), or reach into them with two underscores
(``run__...``).
"""

from factory.declarations import SelfAttribute, Sequence, SubFactory

from case_keys_in_init.models import Log, Output, Project, Run

from .factory_base import BaseFactory, Key


class ProjectFactory(BaseFactory[Project]):
    class Meta:
        model = Project

    name = Sequence(lambda n: f"Project {n}")


class RunFactory(BaseFactory[Run]):
    class Meta:
        model = Run

    project = SubFactory(ProjectFactory)

    project_id = Key("project.id")


class LogFactory(BaseFactory[Log]):
    class Meta:
        model = Log

    run = SubFactory(RunFactory)

    run_id = Key("run.id")


class OutputFactory(BaseFactory[Output]):
    class Meta:
        model = Output

    run = SubFactory(RunFactory)
    # Of the same run, whichever is passed.
    log = SubFactory(LogFactory, run=SelfAttribute("..run"))

    run_id = Key("run.id")
    log_id = Key("log.id")
