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
    Card,
    Envelope,
    Journey,
    Letter,
    Log,
    Metric,
    Move,
    Output,
    Owner,
    Parcel,
    Run,
    Stamp,
    Step,
    Visit,
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


class StampFactory(BaseFactory[Stamp]):
    class Meta:
        model = Stamp


class LetterFactory(BaseFactory[Letter]):
    class Meta:
        model = Letter

    stamp = SubFactory(StampFactory)


class CardFactory(BaseFactory[Card]):
    class Meta:
        model = Card

    stamp = SubFactory(StampFactory)


class EnvelopeFactory(BaseFactory[Envelope]):
    class Meta:
        model = Envelope

    letter = SubFactory(LetterFactory)
    card = SubFactory(CardFactory)


class VisitFactory(BaseFactory[Visit]):
    class Meta:
        model = Visit

    owner = SubFactory(OwnerFactory)
    # Of the same owner, whichever is passed.
    address = SubFactory(AddressFactory, owner=SelfAttribute("..owner"))


class JourneyFactory(BaseFactory[Journey]):
    class Meta:
        model = Journey

    class Params:
        address = SubFactory(AddressFactory)
        # Of the same address and the address's owner, whichever is passed.
        visit = SubFactory(
            VisitFactory,
            address_id=SelfAttribute("..address_id"),
            owner=SelfAttribute("..address.owner"),
        )

    address_id = Key("address.id")
    visit_id = Key("visit.id")


class MoveFactory(BaseFactory[Move]):
    class Meta:
        model = Move

    home = SubFactory(AddressFactory)
    visit = SubFactory(VisitFactory)


class AlertFactory(BaseFactory[Alert]):
    class Meta:
        model = Alert

    class Params:
        run = SubFactory(RunFactory)
        # Of the same run, whichever is passed.
        output = SubFactory(OutputFactory, run_id=SelfAttribute("..run_id"))

    run_id = Key("run.id")
    output_id = Key("output.id")
