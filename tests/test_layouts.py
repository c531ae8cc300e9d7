"""One module or a package: what stands where, and what becomes of the user's edits when the setting changes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import Outcome, contents, factorygen

BASE = """\
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass
"""
USERS = """\
from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base

if TYPE_CHECKING:
    from .orders import Order


class User(Base):
    __tablename__ = "users"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "user"}
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    email: Mapped[str] = mapped_column(sa.String(80), unique=True)
    phone: Mapped[str | None] = mapped_column(sa.String(30))
    last_order_id: Mapped[int | None] = mapped_column(sa.ForeignKey("orders.id", use_alter=True))
    orders: Mapped[list[Order]] = relationship(back_populates="user", foreign_keys="Order.user_id")


class Address(Base):
    __tablename__ = "addresses"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    user: Mapped[User] = relationship()
    order_id: Mapped[int] = mapped_column(sa.ForeignKey("orders.id"))
    order: Mapped[Order] = relationship()
    city: Mapped[str] = mapped_column(sa.String(80))
"""
ORDERS = """\
from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base
from .users import User


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    user: Mapped[User] = relationship(back_populates="orders", foreign_keys=[user_id])
    total: Mapped[int]


class Customer(User):
    __tablename__ = "customers"
    __mapper_args__ = {"polymorphic_identity": "customer"}
    id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True)
    card: Mapped[str] = mapped_column(sa.String(80))
"""
WITH_STREET = USERS.replace("    city:", "    street: Mapped[str] = mapped_column(sa.String(80))\n    city:")
NOTE = """

class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    user: Mapped[User] = relationship()
    text: Mapped[str] = mapped_column(sa.String(80))
"""
EDITS = (
    ("from factory.declarations import", "import json\n\nfrom factory.declarations import"),
    (
        "\nclass UserFactory",
        '\nPREFIX = "mine"  # a constant\n\n\ndef phone_of(n):\n    """A helper."""\n'
        "    return json.dumps(PREFIX + str(n))\n\n\nclass UserFactory",
    ),
    ('Faker("phone_number")', "Sequence(phone_of)  # mine"),
    (
        "    user = SubFactory(UserFactory)\n    # Of the",
        '    user = SubFactory(UserFactory, phone="1")  # too\n    # Of the',
    ),
    (
        '    city = Faker("city")\n',
        '    city = Faker("city")\n\n\nclass AdminFactory(UserFactory):\n    # the boss\n'
        "    email = Sequence(lambda n: f'admin{n}@x.example')\n\n\n"
        "def make_shop():\n    return OrderFactory(user=UserFactory())\n\n\n# the end\n",
    ),
)
MINE = (
    'PREFIX = "mine"  # a constant',
    "    return json.dumps(PREFIX + str(n))",
    "    phone = Sequence(phone_of)  # mine",
    "    # the boss\n    email = Sequence(lambda n: f'admin{n}@x.example')",
    "def make_shop():\n    return OrderFactory(user=UserFactory())",
    "# the end",
)


@dataclass(frozen=True)
class Project:
    """A project with models in two modules, which need each other."""

    folder: Path

    def setting(self, *lines: str) -> None:
        told = "\n".join(['source = ["app.models.users", "app.models.orders"]', *lines])
        (self.folder / "pyproject.toml").write_text(f"[tool.factorygen]\n{told}\n")

    def model(self, name: str, text: str) -> None:
        (self.folder / "app/models" / f"{name}.py").write_text(text)

    def read(self, name: str = "factories.py") -> str:
        return (self.folder / "tests" / name).read_text()

    def write(self, text: str, name: str = "factories.py") -> None:
        (self.folder / "tests" / name).write_text(text)

    def edit(self, *changes: tuple[str, str], name: str = "factories.py") -> None:
        text = self.read(name)
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.write(text, name)

    def run(self, *arguments: str) -> Outcome:
        return factorygen(*arguments, folder=self.folder)

    def generate(self, *lines: str) -> Outcome:
        self.setting(*lines)
        outcome = self.run("generate")
        assert outcome.code == 0, outcome.err
        assert self.run("check") == Outcome(0, "", ""), "generate and check agree"
        return outcome

    def verified(self, factories: int = 4) -> None:
        outcome = self.run("verify")
        assert outcome.code == 0, outcome.out + outcome.err
        assert outcome.out.endswith(f"{factories} saved\n")

    @property
    def tests(self) -> dict[str, bytes | None]:
        return contents(self.folder / "tests")

    def python(self, code: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run([sys.executable, "-c", code], cwd=self.folder, env=environment, check=True)


PACKAGE = 'layout = "package"'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    (tmp_path / "app/models").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/__init__.py").touch()
    (tmp_path / "app/__init__.py").touch()
    for name, text in {"__init__": "", "base": BASE, "users": USERS, "orders": ORDERS}.items():
        found.model(name, text)
    return found


def test_a_package_has_a_module_for_each_module_of_models(project: Project) -> None:
    outcome = project.generate(PACKAGE)
    assert outcome.err.splitlines() == [
        "created tests/factories/__init__.py (4 factories)",
        "created tests/factories/orders.py",
        "created tests/factories/users.py",
        "created tests/factory_base.py",
    ]
    assert "from .users import AddressFactory, UserFactory" in project.read("factories/__init__.py")
    assert 'SubFactory(f"{__package__}.UserFactory")' in project.read("factories/orders.py")
    assert 'f"{__package__}.OrderFactory"' in project.read("factories/users.py")
    project.verified()
    project.python("from tests.factories.orders import CustomerFactory, OrderFactory; OrderFactory.build()")
    before = project.tests
    assert project.run("generate").code == 0
    assert project.tests == before


def test_without_a_package_around_it_it_is_found_as_pytest_finds_it(project: Project) -> None:
    (project.folder / "tests/__init__.py").unlink()
    project.generate(PACKAGE)
    assert "from factory_base import BaseFactory" in project.read("factories/orders.py")
    project.verified()
    project.python("import sys; sys.path.insert(0, 'tests'); import factories; factories.AddressFactory.build()")


def test_from_a_module_to_a_package_and_back_as_if_generated_there(project: Project) -> None:
    project.generate()
    module = project.tests
    project.generate(PACKAGE)
    package = project.tests
    assert "factories.py" not in package
    for name in [name for name in package if name != "__init__.py" and (project.folder / "tests" / name).is_file()]:
        (project.folder / "tests" / name).unlink()
    project.generate(PACKAGE)
    assert project.tests == package
    outcome = project.generate()
    assert "removed tests/factories/users.py" in outcome.err
    assert project.tests == module


def test_edits_are_kept_on_the_way_there_and_back(project: Project) -> None:
    project.generate()
    project.edit(*EDITS)
    module = project.read()
    assert project.run("check").code == 0
    project.generate(PACKAGE)
    project.verified(5)
    there = project.read("factories/users.py") + project.read("factories/orders.py")
    assert [one for one in MINE if there.count(one) != 1] == []
    assert '    user = SubFactory(UserFactory, phone="1")  # too' in there
    names = "PREFIX, AdminFactory, make_shop, phone_of"
    project.python(f"from tests.factories import {names}")
    project.generate()
    project.verified(5)
    assert sorted(project.read().splitlines()) == sorted(module.splitlines())
    assert [one for one in MINE if project.read().count(one) != 1] == []


def test_migrations_and_edits_in_a_package(project: Project) -> None:
    project.generate(PACKAGE)
    project.edit(('Faker("phone_number")', '"123"  # mine'), name="factories/users.py")
    project.model("users", WITH_STREET)
    project.model("orders", ORDERS.replace("    total: Mapped[int]\n", "    amount: Mapped[int]\n") + NOTE)
    before = project.tests
    assert project.run("check").code == 1
    dry = project.run("generate", "--dry-run")
    assert "+++ b/tests/factories/orders.py" in dry.out
    assert project.tests == before
    outcome = project.generate(PACKAGE)
    assert "added: AddressFactory.street" in outcome.err
    assert "renamed: OrderFactory.total -> amount" in outcome.err
    assert '"123"  # mine' in project.read("factories/users.py")
    assert "class NoteFactory" in project.read("factories/orders.py")
    assert '"NoteFactory"' in project.read("factories/__init__.py")
    project.verified(5)


def test_a_model_and_a_module_that_are_gone_leave_nothing(project: Project) -> None:
    (project.folder / "app/models/notes.py").write_text(ORDERS[: ORDERS.index("\n\nclass Order")] + "\n" + NOTE)
    project.generate(PACKAGE)
    first = project.tests
    project.setting(
        'source = ["app.models.notes", "app.models.users", "app.models.orders"]'.replace("source", "include")
    )
    settings = project.folder / "pyproject.toml"
    settings.write_text(f'[tool.factorygen]\nsource = ["app.models.notes", "app.models.orders"]\n{PACKAGE}\n')
    assert project.run("generate").code == 0
    assert "class NoteFactory" in project.read("factories/notes.py")
    project.generate(PACKAGE)
    assert project.tests == first


def test_factories_that_the_user_moves_stay_there(project: Project) -> None:
    project.generate(PACKAGE)
    users, orders = project.read("factories/users.py"), project.read("factories/orders.py")
    at = users.index("\n\nclass AddressFactory")
    project.write(users[:at].rstrip() + "\n", "factories/users.py")
    moved = users[at:].replace("(UserFactory)", '(f"{__package__}.UserFactory")')
    imports = (
        "from factory.declarations import SelfAttribute\n\nfrom app.models.users import Address\n\nfrom factory.decl"
    )
    project.write(orders.replace("from factory.decl", imports, 1) + moved, "factories/orders.py")
    project.generate(PACKAGE)
    assert project.read("factories/orders.py").endswith(moved)
    assert "class AddressFactory" not in project.read("factories/users.py")
    assert "from .orders import AddressFactory, CustomerFactory, OrderFactory" in project.read("factories/__init__.py")
    project.model("users", WITH_STREET)
    project.generate(PACKAGE)
    assert "street" in project.read("factories/orders.py")
    project.verified()


def test_a_factory_that_the_user_renames_is_followed_everywhere(project: Project) -> None:
    project.generate(PACKAGE)
    text = project.read("factories/users.py").replace("UserFactory", "PersonFactory")
    project.write(text, "factories/users.py")
    orders = project.read("factories/orders.py").replace("UserFactory", "PersonFactory")
    project.write(orders, "factories/orders.py")
    project.model("orders", ORDERS + NOTE)
    project.generate(PACKAGE)
    assert 'user = SubFactory(f"{__package__}.PersonFactory")' in project.read("factories/orders.py").split("Note")[-1]
    assert '"PersonFactory"' in project.read("factories/__init__.py")
    init = project.read("factories/__init__.py").split('"""')[-1]
    assert "UserFactory" not in project.read("factories/orders.py") + init
    project.verified(5)


@pytest.mark.parametrize("start", [(), (PACKAGE,)])
def test_another_pattern_of_names_and_another_layout_at_once(project: Project, start: tuple[str, ...]) -> None:
    project.generate(*start)
    name = "factories/users.py" if start else "factories.py"
    project.edit(('Faker("phone_number")', 'Sequence(lambda n: f"{User.__name__}{n}")  # mine'), name=name)
    project.generate(*start)
    before = project.read(name)
    end = () if start else (PACKAGE,)
    project.generate(*end, 'factory_name = "{model}"')
    project.verified()
    there = project.read("factories.py" if start else "factories/users.py")
    assert 'phone = Sequence(lambda n: f"{UserModel.__name__}{n}")  # mine' in there
    project.generate(*start)
    assert project.read(name) == before
    project.verified()


def test_what_the_user_takes_out_of_the_package_stays_out_and_what_he_puts_in_stays(project: Project) -> None:
    project.generate(PACKAGE)
    init = "factories/__init__.py"
    project.edit(("CustomerFactory, ", ""), ('    "CustomerFactory",\n', '    "json",\n'), name=init)
    project.edit(("from .orders", "import json\n\nfrom .orders"), name=init)
    assert project.run("check") == Outcome(0, "", "")
    project.model("orders", ORDERS + NOTE)
    project.generate(PACKAGE)
    text = project.read(init)
    assert "CustomerFactory" not in text
    assert '"json"' in text
    assert '"NoteFactory"' in text


# ---- what ends the command


def refused(project: Project, *lines: str) -> str:
    project.setting(*lines)
    before = project.tests
    outcome = project.run("generate")
    assert outcome.code == 2
    assert project.tests == before
    return outcome.err


def test_what_is_not_ours_is_not_replaced(project: Project) -> None:
    project.write("X = 1\n")
    message = refused(project, PACKAGE)
    assert message == (
        "error: tests/factories.py: exists and was not generated by factorygen"
        " (move it away: factories/ takes its place)\n"
    )


def test_a_module_of_the_users_own_stands_in_the_way_of_going_back(project: Project) -> None:
    project.generate(PACKAGE)
    project.write("X = 1\n", "factories/mine.py")
    message = refused(project)
    assert message == (
        "error: tests/factories/mine.py: was not generated by factorygen"
        " (move it out of factories/, which becomes a module)\n"
    )


def test_two_things_of_one_name_are_not_mixed_up(project: Project) -> None:
    project.generate(PACKAGE)
    for name in ("users", "orders"):
        project.write(project.read(f"factories/{name}.py") + "\n\ndef _made():\n    return 1\n", f"factories/{name}.py")
    message = refused(project)
    assert message == "error: tests/factories/users.py: _made is also in orders.py (rename one of them)\n"


def test_factories_in_another_file_of_the_folder_are_not_left_behind(project: Project) -> None:
    project.generate()
    text = project.read()
    at = text.index("\n\nclass AddressFactory")
    head = text[text.index("from factory") : text.index("\n\nclass UserFactory")]
    neighbours = ".factories import UserFactory, OrderFactory\nfrom .factory_base"
    project.write(head.replace(".factory_base", neighbours) + text[at:], "more.py")
    project.write(text[:at].rstrip() + "\n")
    assert project.run("check").code == 0
    message = refused(project, PACKAGE)
    assert message == "error: tests/more.py: has factories of factories.py (move them back for a package)\n"


def test_factories_that_others_wrote_stay_a_module(project: Project) -> None:
    project.generate()
    (project.folder / "tests/factories.lock").unlink()
    project.setting(PACKAGE)
    outcome = project.run("generate", "--adopt")
    assert outcome.code == 2
    assert "stays a module" in outcome.err
