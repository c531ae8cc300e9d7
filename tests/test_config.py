"""The project's settings: every field is reachable from the file, and whatever is wrong in it is named."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from factorygen import config
from factorygen.config import Config
from factorygen.diagnostics import FactorygenError

GET_OR_CREATE = (("Product", ("name", "category")), ("Tag", ("name",)))
EXAMPLES = {
    "models": ('"entities.py"', "entities.py"),
    "schema": ('["sales", "public"]', ("sales", "public")),
    "url": ('"sqlite:///app.db"', "sqlite:///app.db"),
    "url_env": ('"DATABASE_URL"', "DATABASE_URL"),
    "source": ('["app.models", "lib.models:Base"]', ("app.models", "lib.models:Base")),
    "output": ('"tests/unit/factories.py"', Path("tests/unit/factories.py")),
    "dialect": ('"postgresql"', "postgresql"),
    "nullable": ('"none"', "none"),
    "locale": ('"ja_JP"', "ja_JP"),
    "include": ('["app.*", "User"]', ("app.*", "User")),
    "exclude": ('"Audit*"', ("Audit*",)),
    "columns": ('{ "User.email" = "1", "*.junk" = false }', (("User.email", "1"), ("*.junk", ""))),
    "types": ('{ "app.Money" = "Decimal(1)" }', (("app.Money", "Decimal(1)"),)),
    "factory_name": ('"Make{model}"', "Make{model}"),
    "strip": ('["T*", "*Model"]', ("T*", "*Model")),
    "async": ("true", True),
    "style": ('"isolated"', "isolated"),
    "children": ('{ "User.clients" = "1-3", "*.notes" = 0 }', (("User.clients", (1, 3)), ("*.notes", (0, 0)))),
    "session": ('"tests.db:Session"', "tests.db:Session"),
    "get_or_create": ('{ Product = ["name", "category"], Tag = "name" }', GET_OR_CREATE),
    "get_or_create_cache": ("true", True),
    "layout": ('"package"', "package"),
    "stubs": ("true", True),
    "tests": ("true", True),
    "share": ('{ "Output.log" = false, "*.run" = true }', (("Output.log", False), ("*.run", True))),
}


def project(folder: Path, text: str) -> Path:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return folder


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(FactorygenError) as caught:
        config.read(project(folder, text))
    return str(caught.value)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert config.read(tmp_path) == Config((), Path("tests/factories.py"), "", "fill")


def test_without_our_table_the_defaults_hold(tmp_path: Path) -> None:
    assert config.read(project(tmp_path, "[project]\nname = 'x'\n")) == Config()


def test_every_field_is_reachable_from_the_file(tmp_path: Path) -> None:
    assert sorted(EXAMPLES) == sorted(setting.key for setting in config.settings())
    assert [setting.name for setting in config.settings()] == [item.name for item in fields(Config)]
    lines = [f"{key} = {value}" for key, (value, _) in EXAMPLES.items()]
    read = config.read(project(tmp_path, "\n".join(["[tool.factorygen]", *lines])))
    for setting in config.settings():
        value = getattr(read, setting.name)
        assert value == EXAMPLES[setting.key][1]
        assert value != getattr(Config(), setting.name)


def test_one_source_may_stand_as_a_string(tmp_path: Path) -> None:
    assert config.read(project(tmp_path, '[tool.factorygen]\nsource = "app.models"\n')).sources == ("app.models",)


@pytest.mark.parametrize(("written", "read"), [("ja-JP", "ja_JP"), ("de", "de"), ("pt_br", "pt_BR")])
def test_a_locale_is_read_as_faker_writes_it(tmp_path: Path, written: str, read: str) -> None:
    assert config.read(project(tmp_path, f'[tool.factorygen]\nlocale = "{written}"\n')).locale == read


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert config.read(project(tmp_path, '\ufeff[tool.factorygen]\nnullable = "none"\n')).nullable == "none"


def test_a_config_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Config().nullable = "none"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('sorce = "app"', "unknown key 'sorce' (did you mean 'source'?)"),
        ("xyzzy = 1", "unknown key 'xyzzy' (known: async, children, columns, "),
        ("source = 3", "'source' must be a string or a list of strings, not 3 (for example \"app.models\")"),
        ('source = ["a", 1]', "'source' must be a string or a list of strings, not ['a', 1]"),
        ("source = []", "'source' must be a string or a list of strings, not []"),
        ('source = ""', "'source' must be a string or a list of strings, not ''"),
        ('output = "tests"', "'output' must be the path of a .py file, not 'tests'"),
        ("output = true", "'output' must be the path of a .py file, not True"),
        ('dialect = "postgres"', "not 'postgres' (did you mean 'postgresql'?)"),
        ("dialect = []", "'dialect' must be one of mariadb, mysql, postgresql, sqlite, not []"),
        ('locale = "Japanese"', "'locale' must be the name of a locale, not 'Japanese' (for example \"ja_JP\")"),
        ("locale = true", "'locale' must be the name of a locale, not True"),
        ("include = [1]", "'include' must be a string or a list of strings, not [1]"),
        ('exclude = ""', "'exclude' must be a string or a list of strings, not ''"),
        ('columns = "x"', "'columns' must be a table, not 'x' (for example \"User.email\" = ...)"),
        ('columns = { email = "1" }', "'email', which is no MODEL.ATTRIBUTE (for example \"*.email\")"),
        ('columns = { "User.email" = 3 }', "has 3 for 'User.email', which is neither code in a string nor false"),
        ('columns = { "User.email" = true }', "has True for 'User.email', which is neither code in a string nor false"),
        ('columns = { "User.email" = " " }', "has ' ' for 'User.email', which is neither code in a string nor false"),
        ('types = { "app.Money" = false }', "has False for 'app.Money', which is no code in a string"),
        ('share = "no"', "'share' must be a table, not 'no' (for example \"Output.log\" = false)"),
        ("session = true", "'session' must be the module and the name of a session, not True"),
        ('session = "tests.db"', "'session' must be the module and the name of a session, not 'tests.db'"),
        ('session = "a:import"', "'session' must be the module and the name of a session, not 'a:import'"),
        ("share = { log = false }", "'share' has 'log', which is no MODEL.PARENT (for example \"*.log\")"),
        ('share = { "Output.log" = 1 }', "has 1 for 'Output.log', which is neither true nor false"),
        ("types = []", "'types' must be a table, not []"),
        ('factory_name = "UserFactory"', "must be a string with one {model} in it, not 'UserFactory' (for example"),
        ('factory_name = "{model}{model}"', "must be a string with one {model} in it, not '{model}{model}'"),
        ("factory_name = 3", "must be a string with one {model} in it, not 3"),
        ('factory_name = "{model}-Factory"', "does not give a class's name, as '{model}-Factory' stands"),
        ('factory_name = "2{model}"', "does not give a class's name, as '2{model}' stands"),
        (
            'strip = "Model"',
            "must have a * where the name is, before or after what goes, not 'Model' (write \"*Model\"",
        ),
        ('strip = ["T*", "*"]', 'before or after what goes, not \'*\' (for example ["T*", "*Model"])'),
        ("strip = 3", "before or after what goes, not 3 (for example"),
        ('async = "yes"', "'async' must be true or false, not 'yes'"),
        ('nullable = "fil"', "'nullable' must be one of fill, none, not 'fil' (did you mean 'fill'?)"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, line: str, message: str) -> None:
    said = complaint(tmp_path, f"[tool.factorygen]\n{line}\n")
    assert said.startswith("error: pyproject.toml: [tool.factorygen]: ")
    assert message in said


def test_a_broken_file_is_told_with_its_line(tmp_path: Path) -> None:
    said = complaint(tmp_path, "[project]\nname = 'x'\nversion 1\n")
    assert said.startswith("error: pyproject.toml:3: is not valid TOML: Expected '='")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tool = 3", "'tool.factorygen' is not a table"),
        ("[tool]\nfactorygen = 'app'", "'tool.factorygen' is not a table (write [tool.factorygen])"),
        ("x = [", "is not valid TOML"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str, message: str) -> None:
    assert message in complaint(tmp_path, text)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(FactorygenError, match="it is not UTF-8"):
        config.read(tmp_path)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").mkdir()
    with pytest.raises(FactorygenError, match="cannot be read"):
        config.read(tmp_path)


def test_the_root_is_the_nearest_folder_with_a_pyproject(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    project(tmp_path / "a", "")
    project(tmp_path, "")
    assert config.find_root(deep) == tmp_path / "a"
    assert config.find_root(tmp_path) == tmp_path


def test_without_a_pyproject_the_start_is_the_root(tmp_path: Path) -> None:
    assert config.find_root(tmp_path) == tmp_path


@pytest.mark.parametrize(
    ("table", "value"),
    [
        ("tool.pytest.ini_options", '["lib", "gone"]'),
        ("tool.pytest.ini_options", '"lib gone"'),
        ("tool.pytest", '["lib"]'),
    ],
)
def test_modules_are_imported_from_where_pytest_does(tmp_path: Path, table: str, value: str) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "src").mkdir()
    project(tmp_path, f"[{table}]\npythonpath = {value}\n")
    assert config.import_folders(tmp_path) == (tmp_path / "lib", tmp_path, tmp_path / "src")


def test_a_pytest_table_of_another_shape_says_nothing(tmp_path: Path) -> None:
    assert config.import_folders(project(tmp_path, "[tool]\npytest = 3\n")) == (tmp_path,)
