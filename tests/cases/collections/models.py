"""Collections: with and without their other side, many-to-many, sets, association objects."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


course_rooms = sa.Table(
    "course_rooms",
    Base.metadata,
    sa.Column("course_id", ForeignKey("courses.id"), primary_key=True),
    sa.Column("room_id", ForeignKey("rooms.id"), primary_key=True),
)


class Room(Base):
    __tablename__ = "rooms"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))


class Course(Base):
    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(100))

    rooms: Mapped[set[Room]] = relationship(secondary=course_rooms)
    lessons: Mapped[list[Lesson]] = relationship()
    enrolments: Mapped[list[Enrolment]] = relationship(back_populates="course")


class Student(Base):
    __tablename__ = "students"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100))

    enrolments: Mapped[list[Enrolment]] = relationship(back_populates="student")


class Lesson(Base):
    """Knows its course by key only."""

    __tablename__ = "lessons"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    topic: Mapped[str] = mapped_column(sa.String(100))


class Enrolment(Base):
    __tablename__ = "enrolments"

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), primary_key=True)
    grade: Mapped[int | None]

    course: Mapped[Course] = relationship(back_populates="enrolments")
    student: Mapped[Student] = relationship(back_populates="enrolments")
