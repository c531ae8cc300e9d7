"""Factories for the models in ``case_collections.models``.

``EnrolmentFactory()`` saves an enrolment with the course and student it needs;
``EnrolmentFactory.build()`` makes the same objects without a database. Pass parents as
objects (``course=...``) or by key (``course_id=7``), or reach into them with two
underscores (``course__...``). Ask for children by number or hand them over
(``CourseFactory(rooms=3)``).
"""

from factory.declarations import Sequence, SubFactory
from factory.faker import Faker

from case_collections.models import Course, Enrolment, Lesson, Room, Student

from .factory_base import BaseFactory, Children, Key


class RoomFactory(BaseFactory[Room]):
    class Meta:
        model = Room

    name = Sequence(lambda n: f"Room {n}")


class CourseFactory(BaseFactory[Course]):
    class Meta:
        model = Course

    title = Faker("text", max_nb_chars=100)

    rooms = Children(f"{__name__}.RoomFactory")
    lessons = Children(f"{__name__}.LessonFactory", keys={"course_id": "id"})
    enrolments = Children(f"{__name__}.EnrolmentFactory", of="course")


class StudentFactory(BaseFactory[Student]):
    class Meta:
        model = Student

    name = Faker("name")

    enrolments = Children(f"{__name__}.EnrolmentFactory", of="student")


class LessonFactory(BaseFactory[Lesson]):
    class Meta:
        model = Lesson

    class Params:
        course = SubFactory(CourseFactory)

    course_id = Key("course.id")
    topic = Faker("word")


class EnrolmentFactory(BaseFactory[Enrolment]):
    class Meta:
        model = Enrolment

    course = SubFactory(CourseFactory)
    student = SubFactory(StudentFactory)

    grade = Faker("pyint", min_value=0, max_value=100)
