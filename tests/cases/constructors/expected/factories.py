"""Factories for the models in ``case_constructors.models``.

``EnrolmentFactory()`` saves an enrolment with the assignment and course it needs;
``EnrolmentFactory.build()`` makes the same objects without a database. Pass parents as
objects (``assignment=...``) or by key (``assignment_id=7``), or reach into them with
two underscores (``assignment__...``). Ask for children by number or hand them over
(``RunFactory(outputs=3)``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_constructors.models import (
    Assignment,
    Callback,
    Counter,
    Course,
    Enrolment,
    Folder,
    ImportedCallback,
    Job,
    Measurement,
    Output,
    Paper,
    Probe,
    Run,
    Seat,
    Stubborn,
    Wrapped,
)

from .factory_base import BaseFactory, Children, Key


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


class MeasurementFactory(BaseFactory[Measurement]):
    class Meta:
        model = Measurement

    # Set after construction: __init__ does not take them as they are.
    _late = ("name", "unit", "value", "job")

    job = SubFactory(JobFactory)

    title = Faker("sentence", nb_words=4)
    count = Faker("pyint", min_value=0, max_value=100)
    job_id = Key("job.id")
    unit = Faker("random_element", elements=["kg", "m"])


class OutputFactory(BaseFactory[Output]):
    class Meta:
        model = Output

    run = SubFactory(RunFactory)

    path = Faker("file_path")


class FolderFactory(BaseFactory[Folder]):
    class Meta:
        model = Folder

    papers = Children(f"{__name__}.PaperFactory", of="folder")


class WrappedFactory(BaseFactory[Wrapped]):
    class Meta:
        model = Wrapped

    # Set after construction: __init__ does not take them as they are.
    _late = ("name", "job")

    job = SubFactory(JobFactory)

    label = Sequence(lambda n: f"Wrapped {n}")


class PaperFactory(BaseFactory[Paper]):
    class Meta:
        model = Paper

    folder = SubFactory(FolderFactory)


class StubbornFactory(BaseFactory[Stubborn]):
    class Meta:
        model = Stubborn

    # TODO: made without __init__: RuntimeError: no application is running (given: application)
    _without_init = True

    name = Sequence(lambda n: f"Stubborn {n}")


class CounterFactory(BaseFactory[Counter]):
    class Meta:
        model = Counter

    ticks = Faker("pyint")


class CourseFactory(BaseFactory[Course]):
    class Meta:
        model = Course

    id = Sequence(lambda n: f"id-{n}")


class AssignmentFactory(BaseFactory[Assignment]):
    class Meta:
        model = Assignment

    # Set after construction: __init__ does not take them as they are.
    _late = ("course",)

    course = SubFactory(CourseFactory)

    name = Sequence(lambda n: f"Assignment {n}")


class EnrolmentFactory(BaseFactory[Enrolment]):
    class Meta:
        model = Enrolment

    assignment = SubFactory(AssignmentFactory)


class ProbeFactory(BaseFactory[Probe]):
    class Meta:
        model = Probe

    # Set after construction: __init__ does not take them as they are.
    _late = ("active_target",)

    target = Faker("word")
    active_target = Sequence(lambda n: f"active-target-{n}")


class SeatFactory(BaseFactory[Seat]):
    class Meta:
        model = Seat

    class Params:
        course = SubFactory(CourseFactory)

    course_id = Key("course.id")


class CallbackFactory(BaseFactory[Callback]):
    class Meta:
        model = Callback


class ImportedCallbackFactory(CallbackFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = ImportedCallback

    # TODO: made without __init__: AttributeError: 'str' object has no attribute 'serialize' (given: definition)
    _without_init = True

    payload = Faker("word")
