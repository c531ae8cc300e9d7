"""Models whose __init__ takes less than their attributes."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship


class Base(MappedAsDataclass, DeclarativeBase):
    pass


class Run(Base):
    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(sa.String(50))
    outputs: Mapped[list[Output]] = relationship(back_populates="run", init=False, default_factory=list)


class Output(Base):
    __tablename__ = "outputs"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), init=False)
    path: Mapped[str] = mapped_column(sa.String(200))
    size: Mapped[int] = mapped_column(default=0)
    run: Mapped[Run] = relationship(back_populates="outputs", init=False)


class PlainBase(DeclarativeBase):
    pass


class Job(PlainBase):
    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    queue: Mapped[str] = mapped_column(sa.String(50))

    def __init__(self, name: str) -> None:
        self.name = name


class Measurement(PlainBase):
    """Wants other things than it keeps, and drops one."""

    __tablename__ = "measurements"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    unit: Mapped[str] = mapped_column(sa.String(50))
    value: Mapped[float]
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"))

    job: Mapped[Job] = relationship()

    def __init__(self, title: str, count: int, job_id: int, **kwargs: object) -> None:
        self.name = title.upper()
        self.value = count / 2
        self.job_id = job_id


class Wrapped(PlainBase):
    """Its signature says nothing."""

    __tablename__ = "wrapped"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50), unique=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"))

    job: Mapped[Job] = relationship()

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._init(*args, **kwargs)

    def _init(self, label: str) -> None:
        self.name = label


class Folder(Base):
    """Demands a collection."""

    __tablename__ = "folders"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    papers: Mapped[list[Paper]] = relationship(back_populates="folder")


class Paper(Base):
    __tablename__ = "papers"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    folder_id: Mapped[int] = mapped_column(ForeignKey("folders.id"), init=False)
    folder: Mapped[Folder] = relationship(back_populates="papers")


class Stubborn(PlainBase):
    """Nothing satisfies its __init__."""

    __tablename__ = "stubborn"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "stubborn"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(50))
    level: Mapped[int] = mapped_column(default=3)

    def __init__(self, application: object) -> None:
        raise RuntimeError("no application is running")


class Counter(PlainBase):
    """Its parameter's name does not tell that it is a number."""

    __tablename__ = "counters"

    id: Mapped[int] = mapped_column(primary_key=True)
    state_of: Mapped[int]

    def __init__(self, ticks) -> None:  # type: ignore[no-untyped-def]
        self.state_of = ticks


class Course(PlainBase):
    __tablename__ = "courses"

    id: Mapped[str] = mapped_column(sa.String(50), primary_key=True)


class Assignment(PlainBase):
    """Swallows its parent, and names one that there may not be."""

    __tablename__ = "assignments"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id"))

    course: Mapped[Course] = relationship()

    def __init__(self, name: str, course_id: str = "default", **kwargs: object) -> None:
        self.name = name
        self.course_id = course_id


class Enrolment(PlainBase):
    """Names a row that there is not for a key that might be empty."""

    __tablename__ = "enrolments"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignments.id"))

    assignment: Mapped[Assignment | None] = relationship()

    def __init__(self, assignment_id: int = 0) -> None:
        self.assignment_id = assignment_id


class Probe(PlainBase):
    """Replaces what is passed for one attribute with another's, of which two rows may share one."""

    __tablename__ = "probes"

    id: Mapped[int] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(sa.String(50))
    active_target: Mapped[str | None] = mapped_column(sa.String(50), unique=True)

    def __init__(self, target: str, **kwargs: object) -> None:
        super().__init__(target=target, **kwargs)
        self.active_target = target


class Seat(PlainBase):
    """The same, where no relationship would fill the key."""

    __tablename__ = "seats"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str | None] = mapped_column(ForeignKey("courses.id"))

    def __init__(self, course_id: str = "none") -> None:
        self.course_id = course_id


class Callback(PlainBase):
    """Fills in what it stores; a class below has an ``__init__`` that nothing satisfies."""

    __tablename__ = "callbacks"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "plain"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    payload: Mapped[str] = mapped_column(sa.String(50))

    def __init__(self) -> None:
        self.payload = "nothing"


class ImportedCallback(Callback):
    __mapper_args__ = {"polymorphic_identity": "imported"}

    def __init__(self, definition: object) -> None:
        self.payload = definition.serialize()
