"""Is a factories module imported as its project would import it, and never the wrong one?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from factorygen.diagnostics import FactorygenError
from factorygen.verify import factories_in, load_factories

FACTORIES = """
    from factory.alchemy import SQLAlchemyModelFactory
    from {base} import WHERE

    class Abstract(SQLAlchemyModelFactory):
        class Meta:
            abstract = True

    class ZebraFactory(Abstract):
        class Meta:
            model = dict

    class AntFactory(Abstract):
        class Meta:
            model = list
"""


@pytest.fixture(autouse=True)
def imports_undone() -> Iterator[None]:
    modules, path = dict(sys.modules), list(sys.path)
    yield
    for name in sys.modules.keys() - modules.keys():
        del sys.modules[name]
    sys.modules.update(modules)
    sys.path[:] = path


def project(folder: Path, base: str = "factory_base", package: bool = False) -> Path:
    folder.mkdir(parents=True)
    (folder / "factory_base.py").write_text(f"WHERE = {folder.parent.name!r}\n")
    (folder / "factories.py").write_text(dedent(FACTORIES).format(base=base))
    if package:
        (folder / "__init__.py").touch()
    return folder / "factories.py"


def test_two_folders_with_the_same_names(tmp_path: Path) -> None:
    first, second = project(tmp_path / "one" / "tests"), project(tmp_path / "two" / "tests")
    modules = [load_factories(first), load_factories(second), load_factories(first)]
    assert [module.WHERE for module in modules] == ["one", "two", "one"]
    assert sys.modules["factories"] is modules[-1]


def test_two_packages_of_the_same_name(tmp_path: Path) -> None:
    first = project(tmp_path / "one" / "tests", ".factory_base", package=True)
    second = project(tmp_path / "two" / "tests", "tests.factory_base", package=True)
    modules = [load_factories(first), load_factories(second)]
    assert [(module.__name__, module.WHERE) for module in modules] == [
        ("tests.factories", "one"),
        ("tests.factories", "two"),
    ]


def test_a_package_in_a_package(tmp_path: Path) -> None:
    path = project(tmp_path / "outer" / "inner", ".factory_base", package=True)
    (tmp_path / "outer" / "__init__.py").touch()
    assert load_factories(path).__name__ == "outer.inner.factories"


def test_a_module_that_is_not_asked_for_stays(tmp_path: Path) -> None:
    path = project(tmp_path / "tests")
    (path.parent / "conftest.py").touch()
    mine = sys.modules["conftest"] = type(sys)("conftest")
    load_factories(path)
    assert sys.modules["conftest"] is mine


def test_it_is_read_anew_and_leaves_no_trace(tmp_path: Path) -> None:
    path = project(tmp_path / "tests")
    load_factories(path)
    path.write_text("NEW = True\n")
    assert load_factories(path).NEW
    assert sorted(file.name for file in path.parent.iterdir()) == ["factories.py", "factory_base.py"]


def test_the_concrete_factories_in_the_order_of_the_file(tmp_path: Path) -> None:
    module = load_factories(project(tmp_path / "tests"))
    assert [factory.__name__ for factory in factories_in(module)] == ["ZebraFactory", "AntFactory"]


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FactorygenError, match="no such file"):
        load_factories(tmp_path / "factories.py")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\nimport nowhere_at_all\n", r"factories.py:2: does not import: ModuleNotFoundError: .*nowhere_at_all"),
        ("x = (\n", r"does not import: SyntaxError"),
    ],
)
def test_what_does_not_import_is_told_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "factories.py"
    path.write_text(text)
    with pytest.raises(FactorygenError, match=words) as caught:
        load_factories(path)
    assert str(path) != getattr(sys.modules.get("factories"), "__file__", "")
    assert not any("importlib" in line for line in caught.value.details)
