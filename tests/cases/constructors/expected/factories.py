"""Factories for the models in ``case_constructors.models``.

``OutputFactory()`` saves an output with the run it needs; ``OutputFactory.build()``
makes the same objects without a database. Pass parents as objects (``run=...``) or by
key (``run_id=7``), or reach into them with two underscores (``run__...``). Ask for
children by number or hand them over (``RunFactory(outputs=3)``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_constructors.models import Job, Output, Run

from .factory_base import BaseFactory, Children


class JobFactory(BaseFactory[Job]):
    class Meta:
        model = Job

    name = Sequence(lambda n: f"Job {n}")
    queue = Faker("word")


class RunFactory(BaseFactory[Run]):
    class Meta:
        model = Run

    name = Sequence(lambda n: f"Run {n}")

    outputs = Children(f"{__name__}.OutputFactory", of="run")


class OutputFactory(BaseFactory[Output]):
    class Meta:
        model = Output

    run = SubFactory(RunFactory)

    path = Faker("file_path")
