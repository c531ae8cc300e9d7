"""The factories of every case, in three modules that take turns: they are found, and come back as they were."""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Mapping

import libcst as cst
import pytest
from test_cases import CASES, Project, application, project

from factorygen.homes import module_names
from factorygen.merge import Homes, defined_in, docstring_of, gathered_again, laid_out
from factorygen.verify import factories_in

__all__ = ["project"]

ONE_MODULE = [case for case in CASES if (case / "expected/factories.py").exists()]


def in_turns(text: str) -> Mapping[str, str]:
    """The modules of a package, in which no class stands beside its neighbour."""
    classes = [node.name for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    homes = {name: f"part{number % 3}" for number, name in enumerate(classes)}
    return laid_out(text, Homes(homes, dict.fromkeys(homes.values(), '"""A part."""\n'), frozenset(classes)))


@pytest.mark.parametrize("project", ONE_MODULE, indirect=True, ids=lambda case: case.name)
def test_factories_in_several_modules_build_and_come_back(project: Project) -> None:
    text = (project.case / "expected/factories.py").read_text()
    modules = in_turns(text)
    assert gathered_again(modules, docstring_of(text), text) == text
    package = project.package / "factories"
    package.mkdir()
    shutil.copy(project.case / "expected/factory_base.py", project.package)
    for name, module in modules.items():
        (package / f"{name}.py").write_text(module)
    lines = [f"from .{name} import {', '.join(defined_in(module))}\n" for name, module in modules.items()]
    (package / "__init__.py").write_text("".join(lines))
    project.module("models")
    for name in [name for name in sys.modules if name.startswith(f"{project.package.name}.factor")]:
        sys.modules.pop(name)
    made = factories_in(project.module("factories"))
    assert len(made) == text.count("class Meta:") + text.count("abstract = True")
    with application(project):
        for one in made:
            assert isinstance(one.build(), one._meta.model)


# ---- where statements stand that are not told where


def laid(text: str, **homes: str) -> dict[str, str]:
    return {name: one.strip() for name, one in laid_out(text, Homes(homes, {}, frozenset(homes))).items()}


def test_what_is_needed_stands_with_what_needs_it() -> None:
    text = "def a():\n    return 1\n\n\nclass A:\n    x = 1\n\n\nclass B:\n    y = a()\n"
    assert laid(text, A="one", B="two") == {
        "one": "class A:\n    x = 1",
        "two": "def a():\n    return 1\n\n\nclass B:\n    y = a()",
    }


def test_what_two_modules_need_is_imported_by_one() -> None:
    text = "SIZE = 1\n\n\nclass A:\n    x = SIZE\n\n\nclass B:\n    y = SIZE\n"
    assert laid(text, A="one", B="two") == {
        "one": "SIZE = 1\n\n\nclass A:\n    x = SIZE",
        "two": "from .one import SIZE\n\n\nclass B:\n    y = SIZE",
    }


def test_modules_that_would_import_each_other_are_one() -> None:
    text = "class A:\n    pass\n\n\nclass B(A):\n    pass\n\n\nclass C(B):\n    pass\n"
    assert laid(text, A="one", B="two", C="one") == {"one": text.strip()}


def test_paths_need_no_import() -> None:
    text = 'class A:\n    b = SubFactory(f"{__name__}.B")\n\n\nclass B:\n    a = SubFactory(A, x=1)\n'
    assert laid(text, A="one", B="two") == {
        "one": 'class A:\n    b = SubFactory(f"{__package__}.B")',
        "two": 'class B:\n    a = SubFactory(f"{__package__}.A", x=1)',
    }


def test_a_comment_at_the_end_stays_at_the_end() -> None:
    found = laid_out("class A:\n    pass\n\n\n# end\n", Homes({"A": "one"}, {}))
    assert cst.parse_module(found["one"]).code.endswith("# end\n")


# ---- what modules are called


@pytest.mark.parametrize(
    ("modules", "expected"),
    [
        (["app.models.users", "app.models.orders"], ["orders", "users"]),
        (["app.models"], ["models"]),
        (["app.users.models", "app.orders.models"], ["orders", "users"]),
        (["app.billing.users", "app.crm.users"], ["billing_users", "crm_users"]),
        (["a.users.models", "b.models", "z.users"], ["a_users", "b", "users"]),
        (["app.test_models", "app.class"], ["class_factories", "test_models_factories"]),
        ([".models"], ["models"]),
        (["models", "models_", "Models"], ["Models2", "models3", "models_"]),
    ],
)
def test_a_module_is_called_after_that_of_the_models(modules: list[str], expected: list[str]) -> None:
    names = module_names(modules)
    assert sorted(names.values()) == sorted(expected)
    assert len(set(names.values())) == len(modules)
