"""Factories for the models in ``case_enum_traits.models``.

``UserFactory()`` saves a user; ``UserFactory.build()`` makes the same objects without a
database.
"""

from factory.declarations import Sequence, SubFactory, Trait
from factory.faker import Faker

from case_enum_traits.models import (
    Answer,
    Door,
    Errand,
    Gadget,
    Invoice,
    Mode,
    Plan,
    Role,
    Seat,
    Side,
    Status,
    Task,
    User,
    Weekday,
)

from .factory_base import BaseFactory


class UserFactory(BaseFactory[User]):
    class Meta:
        model = User

    class Params:
        admin = Trait(role=Role.ADMIN)
        super_user = Trait(role=Role.SUPER_USER)
        free = Trait(plan=Plan.Free)
        paid_yearly = Trait(plan=Plan.PaidYearly)
        light = Trait(colour="light")

    name = Faker("name", locale="en_US")
    role = Role.MEMBER
    newsletter = Answer.YES
    birthday = Weekday.MONDAY


class InvoiceFactory(BaseFactory[Invoice]):
    class Meta:
        model = Invoice

    class Params:
        with_reviewer = Trait(reviewer=SubFactory(UserFactory))
        sent = Trait(status=Status.SENT, reviewer=SubFactory(UserFactory))
        paid = Trait(status=Status.PAID, paid_at=Faker("past_datetime"))

    status = Status.DRAFT
    side = Side.LEFT
    number = Faker("numerify", text="######")


class DoorFactory(BaseFactory[Door]):
    class Meta:
        model = Door

    hinge = Side.LEFT
    handle = Side.LEFT
    mode = Mode.BUILD
    state = "closed"
    open = False


class SeatFactory(BaseFactory[Seat]):
    class Meta:
        model = Seat

    # 2 different values, then they repeat.
    side = Sequence(lambda n: list(Side)[n % 2])
    # 3 different values, then they repeat.
    role = Sequence(lambda n: list(Role)[n % 3])
    number = Faker("pyint", min_value=1000, max_value=999999)


class TaskFactory(BaseFactory[Task]):
    class Meta:
        model = Task

    class Params:
        admin = Trait(role=Role.ADMIN)
        super_user = Trait(role=Role.SUPER_USER)

    status = Status.DRAFT
    role = Role.MEMBER


class ErrandFactory(TaskFactory):
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        model = Errand

    class Params:  # pyright: ignore[reportIncompatibleVariableOverride]
        right = Trait(side=Side.RIGHT)

    sent = False
    side = Side.LEFT


class GadgetFactory(BaseFactory[Gadget]):
    class Meta:
        model = Gadget

    class Params:
        admin = Trait(role=Role.ADMIN)
        super_user = Trait(role=Role.SUPER_USER)
        paid_monthly = Trait(plan=Plan.PaidMonthly)
        paid_yearly = Trait(plan=Plan.PaidYearly)
        right = Trait(side=Side.RIGHT)

    role = Role.MEMBER
    plan = Plan.Free
    status = Status.DRAFT
    side = Side.LEFT
