"""Foreign keys with a relationship: required, nullable, to itself, through a cycle."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Department(Base):
    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    head_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id", use_alter=True))

    head: Mapped[Employee | None] = relationship(foreign_keys=head_id, post_update=True)
    employees: Mapped[list[Employee]] = relationship(back_populates="department", foreign_keys="Employee.department_id")


class Employee(Base):
    __tablename__ = "employees"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id"))

    department: Mapped[Department] = relationship(back_populates="employees", foreign_keys=department_id)
    manager: Mapped[Employee | None] = relationship(back_populates="reports", remote_side=id)
    reports: Mapped[list[Employee]] = relationship(back_populates="manager")
    badge: Mapped[Badge | None] = relationship(back_populates="employee")


class Badge(Base):
    __tablename__ = "badges"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"), unique=True)

    employee: Mapped[Employee] = relationship(back_populates="badge")
