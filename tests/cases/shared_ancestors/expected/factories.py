"""Factories for the models in ``case_shared_ancestors.models``.

``MetricFactory()`` saves a metric with the output, log and run it needs;
``MetricFactory.build()`` makes the same objects without a database. Pass parents as
objects (``output=...``) or by key (``output_id=7``), or reach into them with two
underscores (``output__...``). Ask for children by number or hand them over
(``LogFactory(outputs=3)``).
"""

from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait

from case_shared_ancestors.models import (
    Address,
    Alert,
    Attempt,
    Log,
    Metric,
    Output,
    Owner,
    Parcel,
    Run,
    Step,
)

from .factory_base import BaseFactory, Children, Key


class RunFactory(BaseFactory[Run]):
    class Meta:
        model = Run

    name = Sequence(lambda n: f"Run {n}")


class LogFactory(BaseFactory[Log]):
    class Meta:
        model = Log

    run = SubFactory(RunFactory)

    outputs = Children(f"{__name__}.OutputFactory", of="log")


class OutputFactory(BaseFactory[Output]):
    class Meta:
        model = Output

    class Params:
        with_source = Trait(source=SubFactory(f"{__name__}.OutputFactory"))

    run = SubFactory(RunFactory)
    # Of the same run, whichever is passed.
    log = SubFactory(LogFactory, run=SelfAttribute("..run"))


class MetricFactory(BaseFactory[Metric]):
    class Meta:
        model = Metric

    class Params:
        log = SubFactory(LogFactory)

    # Of the same log and the log's run, whichever is passed.
    output = SubFactory(
        OutputFactory, log_id=SelfAttribute("..log_id"), run=SelfAttribute("..log.run")
    )

    log_id = Key("log.id")


class StepFactory(BaseFactory[Step]):
    class Meta:
        model = Step

    class Params:
        run = SubFactory(RunFactory)
        # Of the same run, whichever is passed.
        log = SubFactory(LogFactory, run_id=SelfAttribute("..run_id"))

    run_id = Key("run.id")
    log_id = Key("log.id")


class AttemptFactory(BaseFactory[Attempt]):
    class Meta:
        model = Attempt

    # Of the same run, whichever is passed.
    step = SubFactory(StepFactory, run=SelfAttribute("..run"))
    run = SubFactory(RunFactory)


class OwnerFactory(BaseFactory[Owner]):
    class Meta:
        model = Owner


class AddressFactory(BaseFactory[Address]):
    class Meta:
        model = Address

    owner = SubFactory(OwnerFactory)


class ParcelFactory(BaseFactory[Parcel]):
    class Meta:
        model = Parcel

    # Of the same owner, whichever is passed.
    sender = SubFactory(AddressFactory, owner=SelfAttribute("..owner"))
    receiver = SubFactory(AddressFactory)
    owner = SubFactory(OwnerFactory)


class AlertFactory(BaseFactory[Alert]):
    class Meta:
        model = Alert

    class Params:
        run = SubFactory(RunFactory)
        # Of the same run, whichever is passed.
        output = SubFactory(OutputFactory, run_id=SelfAttribute("..run_id"))

    run_id = Key("run.id")
    output_id = Key("output.id")
