"""The settings and options that decide on models and language, as the command heeds them."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import factory
import pytest

from factorygen.cli import main
from factorygen.plan.naming import Naming, factory_names
from factorygen.schema import PythonName

MODELS = """
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))


class AuditEntry(Base):
    __tablename__ = "audit_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person: Mapped[Person] = relationship()
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """A package with models, in a project that is the working directory."""
    name = f"settings_{abs(hash(request.node.name)):x}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").touch()
    (tmp_path / name / "models.py").write_text(MODELS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return name


def generated(package: str, settings: str, *options: str, code: int = 0) -> ModuleType:
    """The factories, imported."""
    Path("pyproject.toml").write_text(f'[tool.factorygen]\nsource = "{package}.models"\n{settings}\n')
    with pytest.raises(SystemExit) as end:
        main(["generate", "-o", f"{package}/factories.py", *options])
    assert end.value.code == code
    importlib.invalidate_caches()
    return importlib.import_module(f"{package}.factories") if code == 0 else sys.modules[f"{package}.models"]


def is_japanese(text: str) -> bool:
    return all(ord(char) > 0x3000 for char in text.replace(" ", ""))


def test_a_locale_is_that_of_all_factories_and_of_nothing_else(package: str) -> None:
    factories = generated(package, 'locale = "ja_JP"')
    assert is_japanese(factories.PersonFactory.build().name)
    assert is_japanese(factories.AuditEntryFactory.build().person.name)
    assert all(is_japanese(one.name) for one in factories.PersonFactory.build_batch(3))
    assert not is_japanese(factory.build(dict, FACTORY_CLASS=factory.DictFactory, name=factory.Faker("name"))["name"])
    assert not is_japanese(factories.PersonFactory.build(name=factory.Faker("name", locale="de_DE")).name)


def test_a_locale_that_faker_has_not_is_refused(package: str, capsys: pytest.CaptureFixture[str]) -> None:
    generated(package, 'locale = "jp_JP"', code=2)
    assert "Faker has no locale 'jp_JP' (did you mean 'ja_JP'?)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "options"),
    [
        ('exclude = "Audit*"', ()),
        ('include = ["Person"]', ()),
        ('include = ["*.models.P*"]', ()),
        ("", ("--exclude", "AuditEntry")),
        ('include = "AuditEntry"', ("--include", "Person")),
        ("", ("--include", "Person", "--include", "Audit*", "--exclude", "*Entry")),
    ],
)
def test_models_are_chosen_by_name(package: str, settings: str, options: tuple[str, ...]) -> None:
    factories = generated(package, settings, *options)
    assert [name for name in vars(factories) if name.endswith("Factory")] == ["BaseFactory", "PersonFactory"]


def test_a_parent_that_is_left_out_has_to_be_passed(package: str, capsys: pytest.CaptureFixture[str]) -> None:
    factories = generated(package, 'exclude = "Person"')
    said = capsys.readouterr().err
    assert "warning: AuditEntry.person_id: Person is excluded, so no row is made for it (pass the row or its" in said
    models = sys.modules[f"{package}.models"]
    ann = models.Person(name="Ann")
    assert factories.AuditEntryFactory.build(person=ann).person is ann


@pytest.mark.parametrize(
    ("settings", "options", "message"),
    [
        ('exclude = "Persn"', (), "[tool.factorygen]: exclude: no model is called 'Persn' (did you mean 'Person'?)"),
        ("", ("--include", "Persn"), "--include: no model is called 'Persn' (did you mean 'Person'?)"),
        ("", ("--exclude", "*"), "include and exclude leave no model"),
    ],
)
def test_a_pattern_that_chooses_nothing_is_refused(
    package: str, settings: str, options: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    generated(package, settings, *options, code=2)
    assert message in capsys.readouterr().err


def test_words_and_types_come_from_the_file(package: str) -> None:
    settings = '[tool.factorygen.columns]\n"Person.name" = "\'Ann\'"\n[tool.factorygen.types]\n"Integer" = "3"'
    assert generated(package, settings).PersonFactory.build().name == "Ann"


def test_settings_for_other_models_do_no_harm_where_sources_are_given(package: str) -> None:
    Path(package, "other.py").write_text(MODELS.replace("Person", "Robot").replace("person", "robot"))
    settings = 'exclude = "Audit*"\n[tool.factorygen.columns]\n"Person.name" = "\'Ann\'"\n'
    factories = generated(package, settings, f"{package}.other:Robot")
    assert factories.RobotFactory.build().name


ROBOT = """

class Robot(Person):
    __tablename__ = "robot"
    id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True)
    serial: Mapped[str] = mapped_column(String(20))


class Android(Robot):
    __tablename__ = "android"
    id: Mapped[int] = mapped_column(ForeignKey(Robot.id), primary_key=True)
"""


@pytest.fixture
def with_robots(package: str) -> str:
    models = MODELS.replace("String(40))", "String(40), CheckConstraint('length(name) < 9'), nullable=True)")
    Path(package, "models.py").write_text(models.replace("ForeignKey, ", "CheckConstraint, ForeignKey, ", 1) + ROBOT)
    return package


def test_a_column_that_is_left_out_of_one_model_is_not_inherited_by_its_factory(with_robots: str) -> None:
    settings = '[tool.factorygen.columns]\n"Robot.name" = false\n"Android.name" = false\n'
    factories = generated(with_robots, settings)
    assert factories.PersonFactory.build().name
    assert factories.RobotFactory.build().name is None
    assert factories.RobotFactory.build().serial
    assert factories.AndroidFactory.build().name is None
    assert factories.AndroidFactory.build(name="Ann").name == "Ann"
    text = Path(with_robots, "factories.py").read_text()
    assert text.count("= SKIP\n") == 1


def test_explain_says_who_left_a_column_out(with_robots: str, capsys: pytest.CaptureFixture[str]) -> None:
    generated(with_robots, '[tool.factorygen.columns]\n"Robot.name" = false\n"AuditEntry.person_id" = false\n')
    capsys.readouterr()
    reasons = {}
    for wanted in ("Robot.name", "Android.name", "AuditEntry.person_id"):
        with pytest.raises(SystemExit):
            main(["explain", "--only", wanted, "--format", "json"])
        (model,) = json.loads(capsys.readouterr().out)["models"]
        reasons[wanted] = [(one["code"], one["reason"]) for one in model["attributes"]]
    assert reasons == {
        "Robot.name": [("SKIP", 'configured: "Robot.name"')],
        "Android.name": [("", "declared by the parent's factory")],
        "AuditEntry.person_id": [("", 'left out: configured: "AuditEntry.person_id"')],
    }


REMARKS = """

class Remark(Base):
    __tablename__ = "remark"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"))
    person: Mapped[Person] = relationship()
    entry: Mapped[AuditEntry] = relationship()
"""


@pytest.mark.parametrize(
    ("settings", "shared"),
    [
        ("", True),
        ("share = true", True),
        ("share = false", False),
        ('share = { "Remark.entry" = false }', False),
        ('share = { "*.*" = false, "Remark.*" = true }', True),
    ],
)
def test_share(package: str, settings: str, shared: bool) -> None:
    models = Path(package, "models.py")
    models.write_text(models.read_text() + REMARKS)
    remark = generated(package, settings).RemarkFactory.build()
    assert (remark.person is remark.entry.person) is shared


def test_share_with_an_unknown_parent(package: str, capsys: pytest.CaptureFixture[str]) -> None:
    generated(package, 'share = { "AuditEntry.persn" = false }', code=2)
    assert "no model has such a parent (did you mean 'AuditEntry.person'?)" in capsys.readouterr().err


# ---- what factories are called


@pytest.mark.parametrize(
    ("model", "strip", "expected"),
    [
        ("TUser", ["T*"], "User"),
        ("Team", ["T*"], "Team"),
        ("TABLE", ["T*"], "TABLE"),
        ("T", ["T*"], "T"),
        ("T_User", ["T*"], "User"),
        ("UserModel", ["*Model"], "User"),
        ("URLModel", ["*Model"], "URL"),
        ("Remodel", ["*model"], "Remodel"),
        ("UserORM", ["*ORM"], "User"),
        ("TUserOrm", ["T*", "*Orm"], "User"),
        ("UserOrm", ["*Model"], "UserOrm"),
        ("Model", ["*Model", "Model*"], "Model"),
        ("Model2", ["Model*"], "Model2"),
        ("Users", ["T*"], "Users"),
        ("tbl_price", ["tbl_*"], "Price"),
        ("tblprice", ["tbl*"], "Tblprice"),
    ],
)
def test_whole_words_are_stripped(model: str, strip: list[str], expected: str) -> None:
    name = PythonName("app.models", model)
    assert factory_names([name], Naming("{model}", tuple(strip))) == {name: expected}


def test_of_two_models_the_one_that_is_called_so_has_the_name() -> None:
    names = [PythonName("app.models", one) for one in ("UserModel", "TUser", "User")]
    found = factory_names(names, Naming(strip=("*Model", "T*")))
    assert [found[name] for name in names] == ["UserModelFactory", "TUserFactory", "UserFactory"]


def test_one_module_with_everything_keeps_the_names_of_the_base(
    package: str, capsys: pytest.CaptureFixture[str]
) -> None:
    models = Path(package, "models.py")
    models.write_text(MODELS.replace("class AuditEntry", "class Session").replace("Person", "Children"))
    Path("pyproject.toml").write_text(f'[tool.factorygen]\nsource = "{package}.models"\nfactory_name = "{{model}}"\n')
    with pytest.raises(SystemExit):
        main(["generate", "-o", "-"])
    Path("single.py").write_text(capsys.readouterr().out)
    single = importlib.import_module("single")
    made = single.ModelsSession.build()
    assert type(made).__name__ == "Session"
    assert type(made.person).__name__ == "Children"
    sys.modules.pop("single")
