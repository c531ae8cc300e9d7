"""Factories for the models in ``case_parents.models``.

``BadgeFactory()`` saves a badge with the employee and department it needs;
``BadgeFactory.build()`` makes the same objects without a database. Pass parents as
objects (``employee=...``) or by key (``employee_id=7``), or reach into them with two
underscores (``employee__...``). Ask for children by number or hand them over
(``DepartmentFactory(employees=3)``).
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_parents.models import Badge, Department, Employee

from .factory_base import BaseFactory, Children


class DepartmentFactory(BaseFactory[Department]):
    class Meta:
        model = Department

    class Params:
        with_head = Trait(head=SubFactory(f"{__name__}.EmployeeFactory"))

    name = Sequence(lambda n: f"Department {n}")

    employees = Children(f"{__name__}.EmployeeFactory", of="department")


class EmployeeFactory(BaseFactory[Employee]):
    class Meta:
        model = Employee

    class Params:
        with_manager = Trait(manager=SubFactory(f"{__name__}.EmployeeFactory"))
        with_badge = Trait(badge=SubFactory(f"{__name__}.BadgeFactory", employee=None))

    department = SubFactory(DepartmentFactory)

    name = Faker("name")

    reports = Children(f"{__name__}.EmployeeFactory", of="manager")


class BadgeFactory(BaseFactory[Badge]):
    class Meta:
        model = Badge

    employee = SubFactory(EmployeeFactory)

    number = Sequence(lambda n: f"{n:06d}")
