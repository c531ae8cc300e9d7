"""What the user writes as code becomes an expression with its imports, and whatever is wrong in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factorygen.diagnostics import FactorygenError
from factorygen.expression import flat, names_in, plain_name, printed
from factorygen.user_code import KNOWN, expression

PLACE = 'pyproject.toml: [tool.factorygen.columns] "User.email"'


def read(text: str) -> tuple[str, set[str]]:
    """The code as it will stand in a factory, and what it imports."""
    found = expression(text, PLACE)
    return flat(found), {f"{name.module}.{name.root.name}" for name in names_in(found)}


@pytest.mark.parametrize(
    ("text", "code", "imported"),
    [
        ("Faker('company_email')", 'Faker("company_email")', {"factory.faker.Faker"}),
        ("Decimal( 100 )", "Decimal(100)", {"decimal.Decimal"}),
        ("-1", "-1", set()),
        ("None", "None", set()),
        ("'it\\'s'", '"it\'s"', set()),
        ("b'x'", 'b"x"', set()),
        ("\n  'indented'\n", '"indented"', set()),
        ("[1, *range(3)]", "[1, *range(3)]", set()),
        ("[x for x in range(3)]", "[x for x in range(3)]", set()),
        ("dict(**{'a': 1}, b=2)", 'dict(**{"a": 1}, b=2)', set()),
        ("Sequence(lambda n: f'user{n:04d}@{n!r}')", 'Sequence(lambda n: f"user{n:04d}@{n!r}")', None),
        ("Sequence(lambda n, m=2: n * m)", "Sequence(lambda n, m=2: n * m)", None),
        ("LazyFunction(lambda: [1])", "LazyFunction(lambda: [1])", None),
        ("datetime.now(timezone.utc)", "datetime.now(timezone.utc)", {"datetime.datetime", "datetime.timezone"}),
        ("datetime.datetime(2024, 1, 1)", "datetime(2024, 1, 1)", {"datetime.datetime"}),
        ("datetime.timedelta(1)", "timedelta(1)", {"datetime.timedelta"}),
        ("uuid.uuid4()", "uuid4()", {"uuid.uuid4"}),
        ("os.path.join('a')", 'join("a")', {"os.path.join"}),
        ("http.HTTPStatus.OK", "HTTPStatus.OK", {"http.HTTPStatus"}),
        ("factory.fuzzy.FuzzyInteger(0, 9)", "FuzzyInteger(0, 9)", {"factory.fuzzy.FuzzyInteger"}),
        ("f'{date.today():%Y}{{}}'", 'f"{date.today():%Y}{{}}"', {"datetime.date"}),
        ("f'{1:{Decimal(3)}}'", "f'{1:{Decimal(3)}}'", {"decimal.Decimal"}),
    ],
)
def test_code_is_read(text: str, code: str, imported: set[str] | None) -> None:
    written, names = read(text)
    assert written == code
    assert imported is None or names == imported


def test_every_known_name_is_there() -> None:
    for name in KNOWN:
        assert read(name) == (name, {f"{KNOWN[name].module}.{name}"})


def test_quotes_inside_an_f_string_stay_free() -> None:
    written, names = read("""LazyAttribute(lambda o: f"{o.a['x']} {date.today()} {json.dumps('x')}")""")
    assert names == {"factory.declarations.LazyAttribute", "datetime.date", "json.dumps"}
    compile(written, "", "eval")


@given(st.text() | st.binary() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.none())
def test_constants_stay_what_they_are(value: object) -> None:
    assert eval(read(repr(value))[0]) == value


@given(st.text(), st.text(), st.integers())
def test_f_strings_stay_what_they_are(before: str, after: str, number: int) -> None:
    text = f"f{before.replace('{', '{{').replace('}', '}}')!r}f'{{{number}:>9}}'{after!r}"
    assert eval(read(text)[0]) == eval(text)


def test_long_calls_are_laid_out() -> None:
    text = "Faker('pydecimal', left_digits=3, right_digits=2, positive=True, min_value=Decimal(10), max_value=None)"
    lines = printed(expression(text, PLACE), plain_name, 4, "amount = ").splitlines()
    assert lines[0] == "amount = Faker("
    assert max(map(len, lines)) <= 88


def test_a_module_of_the_project_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "own_fakes_package"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "fakes.py").write_text("class Iban:\n    @staticmethod\n    def german(): ...\nprint('hello')\n")
    (package / "broken.py").write_text("import not_installed_at_all\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert read("own_fakes_package.fakes.Iban.german()") == ("Iban.german()", {"own_fakes_package.fakes.Iban"})
    assert "has no 'germ' (did you mean 'german'?)" in complaint("own_fakes_package.fakes.Iban.germ()")
    assert "'own_fakes_package' has no 'fake'" in complaint("own_fakes_package.fake.iban()")
    assert "'own_fakes_package.fakes' is a module (name something in it)" in complaint("own_fakes_package.fakes")
    said = complaint("own_fakes_package.broken.x")
    assert "'own_fakes_package.broken' cannot be imported: ModuleNotFoundError: No module named 'not_ins" in said


def complaint(text: str) -> str:
    with pytest.raises(FactorygenError) as caught:
        expression(text, PLACE)
    assert str(caught.value).startswith(f"error: {PLACE}: ")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Faker(", "'Faker(' is no Python expression: '(' was never closed (for example 'Faker(\"company_email\")')"),
        ("", "'' is no Python expression: invalid syntax"),
        ("import os", "is no Python expression"),
        ("x = 3", "is no Python expression"),
        ("1; 2", "is no Python expression"),
        ("(yield)", "is no Python expression"),
        ("a\0", "is no Python expression"),
        ("(" * 500 + ")" * 500, "is no Python expression"),
        ("Fakr('x')", "the name 'Fakr' is not known (did you mean 'Faker'?)"),
        ("iban()", "the name 'iban' is not known (write the whole path, for example myapp.fakes.iban)"),
        ("Sequence(lambda n: m)", "the name 'm' is not known"),
        ("f'{m}'", "the name 'm' is not known"),
        ("randm.randint(1, 2)", "there is no module 'randm' (did you mean 'random'?)"),
        ("json.dmps", "'json' has no 'dmps' (did you mean 'dumps'?)"),
    ],
)
def test_what_is_wrong_is_named(text: str, message: str) -> None:
    assert message in complaint(text)
