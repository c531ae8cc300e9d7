"""What a user sees after a migration: ``generate``, ``check``, ``--dry-run`` and ``--adopt``, as commands."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import Outcome, contents, factorygen

MODELS = """\
from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Team(Base):
    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40))


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(sa.ForeignKey("teams.id"))
    team: Mapped[Team] = relationship()
    email: Mapped[str] = mapped_column(sa.String(80), unique=True)
    phone: Mapped[str | None] = mapped_column(sa.String(30))
"""
CITY = ("    phone:", "    city: Mapped[str] = mapped_column(sa.String(99))\n    phone:")
WITHOUT_PHONE = ("    phone: Mapped[str | None] = mapped_column(sa.String(30))\n", "")
MINE = ('Faker("phone_number")', 'Faker("msisdn")  # mine')


@dataclass(frozen=True)
class Project:
    """A folder with models and factories."""

    folder: Path

    def models(self, *changes: tuple[str, str]) -> None:
        (self.folder / "app_models.py").write_text(changed(MODELS, *changes))

    def read(self, name: str = "factories.py") -> str:
        return (self.folder / "tests" / name).read_text()

    def write(self, text: str, name: str = "factories.py") -> None:
        (self.folder / "tests" / name).write_text(text)

    def edit(self, *changes: tuple[str, str]) -> str:
        self.write(changed(self.read(), *changes))
        return self.read()

    def run(self, *arguments: str) -> Outcome:
        return factorygen(*arguments, folder=self.folder)

    def verified(self) -> None:
        outcome = self.run("verify")
        assert outcome.code == 0, outcome.out + outcome.err


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "pyproject.toml").write_text('[tool.factorygen]\nsource = "app_models"\n')
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").touch()
    found = Project(tmp_path)
    found.models()
    return found


@pytest.fixture
def generated(project: Project) -> Project:
    assert project.run("generate").code == 0
    return project


def test_check_is_content_with_what_was_generated_and_edited(generated: Project) -> None:
    assert generated.run("check") == Outcome(0, "", "")
    generated.edit(MINE)
    assert generated.run("check") == Outcome(0, "", "")


def test_an_edit_is_kept_and_the_account_tells_what_happened(generated: Project) -> None:
    edited = generated.edit(MINE)
    generated.models(CITY)
    before = contents(generated.folder)
    check = generated.run("check")
    assert check.code == 1
    assert '+    city = Faker("city")\n' in check.out
    assert check.out.startswith("--- a/tests/factories.py\n+++ b/tests/factories.py\n")
    dry = generated.run("generate", "--dry-run")
    assert (dry.code, dry.out) == (0, check.out)
    assert contents(generated.folder) == before
    outcome = generated.run("generate")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.splitlines() == [
        "updated tests/factories.py (2 factories)",
        "unchanged tests/factory_base.py",
        "  added: UserFactory.city",
        "  kept, because edited: UserFactory.phone",
    ]
    assert generated.read() == changed(edited, ("    phone =", '    city = Faker("city")\n    phone ='))
    assert generated.run("check") == Outcome(0, "", "")
    generated.verified()


def test_what_is_to_be_looked_at_has_its_place_until_it_is_settled(generated: Project) -> None:
    edited = generated.edit(MINE)
    line = edited[: edited.index('phone = Faker("msisdn")')].count("\n") + 1
    generated.models(WITHOUT_PHONE)
    told = f"look at tests/factories.py:{line}: UserFactory.phone: User has no 'phone' any more"
    for _ in range(2):
        outcome = generated.run("generate")
        assert outcome.code == 0
        assert told in outcome.err
        check = generated.run("check")
        assert (check.code, check.out) == (1, "")
        assert told in check.err
    assert generated.read() == edited
    generated.edit(("# mine", "# mine  # factorygen: keep"))
    assert generated.run("check").err == ""


def test_a_renamed_column_takes_the_edit_along_and_it_is_told(generated: Project) -> None:
    edited = generated.edit(
        MINE,
        ("class UserFactory", "SIX = 6\n\n\nclass UserFactory"),
        ("    team =", '    class Params:\n        loud = Trait(phone="911")\n\n    team ='),
    )
    generated.edit(("import Sequence, SubFactory", "import Sequence, SubFactory, Trait"))
    generated.models(("    phone:", "    mobile:"))
    outcome = generated.run("generate")
    assert "  renamed: UserFactory.phone -> mobile\n" in outcome.err
    assert '    mobile = Faker("msisdn")  # mine\n' in generated.read()
    assert 'loud = Trait(mobile="911")' in generated.read()
    assert "SIX = 6" in edited
    assert generated.run("check").code == 0
    generated.verified()


def test_of_two_columns_none_is_guessed(generated: Project) -> None:
    generated.edit(MINE)
    kind = "Mapped[str | None] = mapped_column(sa.String(30))"
    generated.models(("    phone:", f"    mobile: {kind}\n    landline:"))
    outcome = generated.run("generate")
    assert "User has no 'phone' any more (renamed to mobile or landline?)" in outcome.err
    assert 'phone = Faker("msisdn")  # mine' in generated.read()


def test_a_renamed_class_and_table_take_the_edits_along(generated: Project) -> None:
    generated.edit(
        MINE,
        ("class UserFactory", "# All of them.\nclass UserFactory"),
        ("# mine", '# mine\n\n\nclass LoudFactory(UserFactory):\n    phone = "911"'),
    )
    generated.models(("class User(", "class Account("), ('"users"', '"accounts"'))
    outcome = generated.run("generate")
    assert "  renamed: User -> Account\n" in outcome.err
    text = generated.read()
    assert (
        "# All of them.\nclass AccountFactory(BaseFactory[Account]):\n    class Meta:\n        model = Account\n"
        in text
    )
    assert 'phone = Faker("msisdn")  # mine\n\n\nclass LoudFactory(AccountFactory):\n    phone = "911"\n' in text
    assert "User" not in text.partition("class")[2]
    assert generated.run("check").code == 0
    generated.verified()


def test_a_file_that_does_not_parse_is_never_touched(generated: Project) -> None:
    generated.write(generated.read() + "<<<<<<< HEAD\n")
    generated.models(CITY)
    before = contents(generated.folder)
    for command in (("generate",), ("generate", "--force"), ("check",)):
        outcome = generated.run(*command)
        assert (outcome.code, outcome.out) == (2, "")
        assert "tests/factories.py:" in outcome.err
        assert "cannot be read as Python" in outcome.err
    assert contents(generated.folder) == before


def test_a_file_that_is_no_text_is_never_touched(generated: Project) -> None:
    path = generated.folder / "tests" / "factories.py"
    path.write_bytes(path.read_bytes() + b"# caf\xe9\n")
    before = contents(generated.folder)
    assert generated.run("generate").code == 2
    assert contents(generated.folder) == before


def test_without_its_lock_all_that_differs_is_the_users(generated: Project) -> None:
    edited = generated.edit(MINE)
    (generated.folder / "tests" / "factories.lock").unlink()
    assert generated.run("generate").code == 0
    assert generated.read() == edited
    generated.models(("sa.String(30)", "sa.Text"))
    generated.run("generate")
    assert generated.read() == edited


def test_force_starts_anew(generated: Project) -> None:
    first = generated.read()
    generated.edit(MINE)
    assert generated.run("generate", "--force").code == 0
    assert generated.read() == first


def test_the_base_is_merged_as_well(generated: Project) -> None:
    base = changed(generated.read("factory_base.py"), ("def set_session(", "# Ours.\ndef set_session("))
    generated.write(base, "factory_base.py")
    generated.models(
        ("    phone:", '    boss_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))\n    phone:')
    )
    assert generated.run("generate").code == 0
    assert "# Ours.\ndef set_session(" in generated.read("factory_base.py")
    assert "class Key" in generated.read("factory_base.py")
    generated.verified()


LISTED = '    users: Mapped[list[User]] = relationship(back_populates="team")\n'
BOTH_SIDES = (
    ("\n\nclass User(", f"{LISTED}\n\nclass User("),
    ("team: Mapped[Team] = relationship()", 'team: Mapped[Team] = relationship(back_populates="users")'),
)


def test_the_base_keeps_what_the_users_code_needs(generated: Project) -> None:
    generated.models(*BOTH_SIDES)
    generated.run("generate")
    generated.edit((', of="team")', ', of="team")  # mine'))
    generated.models()
    outcome = generated.run("generate")
    assert "TeamFactory.users: Team has no 'users' any more" in outcome.err
    assert "class Children" in generated.read("factory_base.py")


# ---- another style

ISOLATED = '[tool.factorygen]\nsource = "app_models"\nstyle = "isolated"\n'


def test_an_edit_goes_with_its_declaration_into_another_style_and_back(generated: Project) -> None:
    generated.models(*BOTH_SIDES)
    generated.run("generate")
    plain = generated.edit(MINE)
    settings = generated.folder / "pyproject.toml"
    before = settings.read_text()
    settings.write_text(ISOLATED)
    outcome = generated.run("generate")
    assert (outcome.code, "look at" in outcome.err) == (0, False), outcome.err
    base, _, full = generated.read().partition("class IsolatedUserFactory")
    assert MINE[1] in base and MINE[1] not in full
    assert "class UserFactory(UserFactoryBase):" in full
    generated.verified()
    settings.write_text(before)
    assert generated.run("generate").code == 0
    assert generated.read() == plain


def test_what_was_edited_in_a_factory_of_another_style_keeps_its_class(generated: Project) -> None:
    generated.models(*BOTH_SIDES)
    settings = generated.folder / "pyproject.toml"
    before = settings.read_text()
    settings.write_text(ISOLATED)
    generated.run("generate")
    generated.edit(("number=(1, 3)", "number=2"))
    settings.write_text(before)
    assert generated.run("generate").code == 0
    assert "class TeamFactory(TeamFactoryBase):" in generated.read() and "number=2" in generated.read()
    assert generated.run("generate").err.startswith("unchanged")
    generated.verified()


# ---- factories in two files


def split(project: Project) -> None:
    text = project.read()
    start, imports = text.index("class UserFactory"), text.index("from factory")
    head = text[imports : text.index("class TeamFactory")].replace(
        "from .factory_base", "from .factories import TeamFactory\nfrom .factory_base"
    )
    project.write(f'"""Users."""\n\n{head}{text[start:]}', "people.py")
    project.write(text[:start].rstrip() + "\n")


def test_a_factory_in_another_file_is_kept_up_to_date_there(generated: Project) -> None:
    split(generated)
    before = contents(generated.folder)
    assert generated.run("check") == Outcome(0, "", "")
    people = changed(generated.read("people.py"), MINE)
    generated.write(people, "people.py")
    note = """

class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    user: Mapped[User] = relationship()
    team_id: Mapped[int] = mapped_column(sa.ForeignKey("teams.id"))
    team: Mapped[Team] = relationship()
"""
    generated.models(CITY)
    path = generated.folder / "app_models.py"
    path.write_text(path.read_text() + note)
    assert generated.run("generate").code == 0
    assert generated.read("people.py") == changed(people, ("    phone =", '    city = Faker("city")\n    phone ='))
    assert 'SubFactory(f"{__package__}.people.UserFactory"' in generated.read()
    assert generated.run("check") == Outcome(0, "", "")
    generated.verified()
    assert before.keys() == contents(generated.folder).keys()


def test_the_base_keeps_what_another_file_imports(generated: Project) -> None:
    generated.models(*BOTH_SIDES)
    generated.run("generate")
    split(generated)
    generated.write(changed(generated.read("people.py"), ('"""Users."""\n\n', "")), "people.py")
    generated.models()
    assert generated.run("generate").code == 0
    assert "users = Children(" not in generated.read()
    assert "import BaseFactory, Children" in generated.read("people.py")
    assert generated.run("check") == Outcome(0, "", "")
    subprocess.run([sys.executable, "-c", "import tests.people"], cwd=generated.folder, check=True)


SQUAD = (
    ("class Team(Base):", "class Squad(Base):"),
    ('__tablename__ = "teams"', '__tablename__ = "squads"\n    size: Mapped[int]'),
    ('sa.ForeignKey("teams.id")', 'sa.ForeignKey("squads.id")'),
    ("team: Mapped[Team]", "team: Mapped[Squad]"),
)


def test_what_is_new_is_found_from_another_file_and_what_is_gone_no_longer_imported(generated: Project) -> None:
    split(generated)
    generated.models(*SQUAD)
    assert generated.run("generate").code == 0
    assert "class TeamFactory" not in generated.read()
    assert "TeamFactory" not in generated.read("people.py")
    assert 'SubFactory(f"{__package__}.factories.SquadFactory")' in generated.read("people.py")
    generated.verified()
    subprocess.run([sys.executable, "-c", "import tests.people"], cwd=generated.folder, check=True)


def test_what_the_user_needs_in_another_file_is_kept(generated: Project) -> None:
    split(generated)
    own = "\n\ndef team():\n    return TeamFactory()\n"
    generated.write(generated.read("people.py") + own, "people.py")
    generated.models(*SQUAD)
    outcome = generated.run("generate")
    assert "look at tests/factories.py" in outcome.err and "the model Team is gone" in outcome.err
    assert "class TeamFactory" in generated.read() and own in generated.read("people.py")


# ---- factories that others wrote

HAND_WRITTEN = """\
# Our factories.
import factory
import app_models as models
from sqlalchemy.orm import scoped_session, sessionmaker

Session = scoped_session(sessionmaker())


class Base(factory.alchemy.SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session = Session


class Person( Base ):
    class Meta:  model = models.User
    phone = factory.Faker('phone_number')
    email = factory.Sequence(lambda n: 'u%d@example.com' % n)
"""


def test_a_module_that_others_wrote_is_taken_over(project: Project) -> None:
    project.write(HAND_WRITTEN)
    refused = project.run("generate")
    assert (refused.code, project.read()) == (2, HAND_WRITTEN)
    assert "--adopt takes it over as yours" in refused.err
    outcome = project.run("generate", "--adopt")
    assert outcome.code == 0
    assert "Person.team: 'team' is required, and nothing declares it" in outcome.err
    team = "class TeamFactory(Base):\n    class Meta:\n        model = models.Team\n\n    name = factory.Sequence("
    assert team in project.read()
    lines = project.read().splitlines()
    assert [line for line in HAND_WRITTEN.splitlines() if line not in lines] == []
    assert not (project.folder / "tests" / "factory_base.py").exists()


def test_a_module_that_was_taken_over_lives_on(project: Project) -> None:
    project.write(HAND_WRITTEN)
    project.run("generate", "--adopt")
    assert project.run("check").code == 1
    project.edit(("    email =", '    team = factory.SubFactory("tests.factories.TeamFactory")\n    email ='))
    assert project.run("check") == Outcome(0, "", "")
    project.models(CITY, ("sa.String(30)", "sa.Text"), ("sa.String(40)", "sa.String(9)"))
    outcome = project.run("generate")
    assert "Person.city" in outcome.err
    assert '    city = factory.Faker("city")\n' in project.read()
    assert "    phone = factory.Faker('phone_number')\n" in project.read()
    assert "TeamFactory.name" in outcome.err
    assert project.run("check").out == ""


def test_there_must_be_something_to_adopt(project: Project) -> None:
    outcome = project.run("generate", "--adopt")
    assert outcome.code == 2
    assert "is not there, so there is nothing to adopt" in outcome.err


# ---- other names for all factories


@pytest.mark.parametrize("setting", ['factory_name = "{model}"', 'factory_name = "Make{model}"'])
def test_factories_follow_another_setting_of_their_names_and_come_back(generated: Project, setting: str) -> None:
    mine = 'Sequence(lambda n: f"{User.__tablename__}{n}@{TeamFactory.__name__}.example")  # mine'
    generated.edit(('Sequence(lambda n: f"user{n}@example.com")', mine))
    before = generated.read()
    configuration = generated.folder / "pyproject.toml"
    first = configuration.read_text()
    configuration.write_text(f"{first}\n{setting}\n")
    assert generated.run("generate").code == 0
    assert "# mine" in generated.read()
    assert generated.run("check") == Outcome(0, "", "")
    generated.verified()
    configuration.write_text(f"{first}\n{setting}\noutput = 'tests/fresh.py'\n")
    assert generated.run("generate").code == 0
    here, fresh = ([one for one in generated.read(name).splitlines() if "email =" not in one] for name in NAMES)
    assert here == fresh
    configuration.write_text(first)
    assert generated.run("generate").code == 0
    assert generated.read() == before


NAMES = ("factories.py", "fresh.py")
