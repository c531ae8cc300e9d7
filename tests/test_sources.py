"""Sources: which mapped classes they lead to, and what is said about one that leads to none.

Each project is written to disk and loaded; module names are taken back after each test.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest

from factorygen import sources
from factorygen.diagnostics import FactorygenError

BASE = """
    from sqlalchemy import ForeignKey, Table, Column, Integer, MetaData
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry, relationship

    class Base(DeclarativeBase):
        pass
"""
USER = """
    class User(Base):
        __tablename__ = "users"
        id: Mapped[int] = mapped_column(primary_key=True)
"""
POST = """
    class Post(Base):
        __tablename__ = "posts"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
"""


@pytest.fixture(scope="module", autouse=True)
def quick_collection() -> Iterator[None]:
    """What is there before the first test is not looked through after each."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def as_if_new(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Each test ends with the modules, the path and the mappers that it began with."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    yield
    for name in [name for name, module in sys.modules.items() if _is_in(module, tmp_path)]:
        del sys.modules[name]
    gc.collect()


def _is_in(module: ModuleType, folder: Path) -> bool:
    places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
    return any(str(place).startswith(str(folder)) for place in places)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


class Project:
    """A folder with a project in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, *texts: str) -> Project:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(dedent(text) if text.startswith("\n") else text for text in texts))
        return self

    def names(self, *given: str) -> list[str]:
        return [f"{cls.__module__}.{cls.__qualname__}" for cls in sources.load(given, self.root)]

    def error(self, *given: str) -> FactorygenError:
        with pytest.raises(FactorygenError) as caught:
            sources.load(given, self.root)
        assert "\n" not in str(caught.value)
        assert caught.value.diagnostic.way_out
        return caught.value

    def said(self, *given: str) -> str:
        return str(self.error(*given))


@pytest.fixture
def app(project: Project) -> Project:
    """A package with its models in two modules."""
    project.write("app/__init__.py").write("app/db.py", BASE)
    project.write("app/models/__init__.py")
    project.write("app/models/user.py", "from app.db import *\n", USER)
    project.write("app/models/post.py", "from app.db import *\n", POST)
    return project


# ---- what can be pointed at


def test_a_module(project: Project) -> None:
    assert project.write("models.py", BASE, POST, USER).names("models") == ["models.Post", "models.User"]


def test_a_package_brings_its_submodules(app: Project) -> None:
    assert app.names("app") == ["app.models.post.Post", "app.models.user.User"]
    assert app.names("app.models") == app.names("app")


def test_tests_and_migrations_of_a_package_are_not_imported(app: Project) -> None:
    for name in ("tests", "test_models", "models_test", "conftest", "migrations", "_migrations", "alembic", "__main__"):
        app.write(f"app/{name}.py", "raise RuntimeError\n")
    app.write("app/main.py", "from app.db import *\n", USER.replace("User", "Main").replace("users", "mains"))
    assert app.names("app") == ["app.main.Main", "app.models.post.Post", "app.models.user.User"]


def test_a_module_that_re_exports(app: Project) -> None:
    app.write("app/everything.py", "from app.models.user import User\n")
    assert app.names("app.everything") == ["app.models.user.User"]


@pytest.mark.parametrize(
    "attribute",
    ["Base", "Base.registry", "Base.metadata", "everything", "both", "holder.Base", "Mixin", "Abstract"],
)
def test_an_attribute(project: Project, attribute: str) -> None:
    project.write(
        "models.py",
        BASE,
        "class Mixin: pass\n",
        "class Abstract(Mixin, Base):\n    __abstract__ = True\n",
        USER.replace("(Base)", "(Abstract)"),
        POST.replace("(Base)", "(Abstract)"),
        "everything = [Base]\nboth = (User, Post)\nclass holder:\n    Base = Base\n",
    )
    assert project.names(f"models:{attribute}") == ["models.User", "models.Post"]


def test_one_class_alone(project: Project) -> None:
    project.write("models.py", BASE, USER, POST)
    assert project.names("models:User") == ["models.User"]


def test_a_base_of_sqlalchemy_1_4(project: Project) -> None:
    old = USER.replace("Mapped[int] = mapped_column(", "object = Column(Integer, ").replace("id: object", "id")
    project.write("models.py", BASE, "from sqlalchemy.orm import declarative_base\nBase = declarative_base()\n", old)
    assert project.names("models:Base") == ["models.User"]
    assert project.names("models") == ["models.User"]


def test_an_imperative_mapping(project: Project) -> None:
    project.write(
        "models.py",
        BASE,
        """
        mappers = registry()
        class Thing: pass
        mappers.map_imperatively(Thing, Table("things", mappers.metadata, Column("id", Integer, primary_key=True)))
        """,
    )
    assert project.names("models:mappers") == ["models.Thing"]
    assert project.names("models:mappers.metadata") == ["models.Thing"]
    assert project.names("models") == ["models.Thing"]


def test_flask_sqlalchemy(project: Project) -> None:
    pytest.importorskip("flask_sqlalchemy")
    project.write(
        "models.py",
        """
        from flask_sqlalchemy import SQLAlchemy
        db = SQLAlchemy()
        class User(db.Model):
            id = db.Column(db.Integer, primary_key=True)
        class Log(db.Model):
            __bind_key__ = "logs"
            id = db.Column(db.Integer, primary_key=True)
        """,
    )
    assert project.names("models:db") == ["models.Log", "models.User"]
    assert project.names("models") == project.names("models:db.Model") == project.names("models:db")


def test_sqlmodel(project: Project) -> None:
    pytest.importorskip("sqlmodel")
    project.write(
        "models.py",
        """
        from sqlmodel import Field, SQLModel
        class Form(SQLModel):
            name: str
        class Hero(Form, table=True):
            id: int | None = Field(default=None, primary_key=True)
        """,
    )
    for source in ("models", "models:Form", "models:Hero"):
        assert project.names(source) == ["models.Hero"]
    for source in ("models:SQLModel", "models:SQLModel.metadata"):
        assert "models.Hero" in project.names(source)


def test_several_sources_are_all_imported_before_one_is_looked_at(app: Project) -> None:
    assert app.names("app.db:Base", "app.models.post", "app.models.user") == [
        "app.models.post.Post",
        "app.models.user.User",
    ]


# ---- paths


@pytest.mark.parametrize("path", ["app/models/user.py", "./app/models/user.py", "app/models/user.py:User"])
def test_a_file(app: Project, path: str) -> None:
    assert app.names(path) == ["app.models.user.User"]


@pytest.mark.parametrize("path", ["app/models", "app/models/", "app/models/__init__.py", "app/models/../models"])
def test_the_folder_of_a_package(app: Project, path: str) -> None:
    assert app.names(path) == ["app.models.post.Post", "app.models.user.User"]


def test_an_absolute_path_and_one_from_the_current_folder(app: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert app.names(str(app.root / "app/models/user.py")) == ["app.models.user.User"]
    monkeypatch.chdir(app.root / "app")
    assert app.names("models/user.py") == ["app.models.user.User"]


def test_a_file_in_src_is_imported_as_its_package(project: Project) -> None:
    project.write("src/app/__init__.py").write("src/app/models.py", BASE, USER)
    assert project.names("src/app/models.py") == project.names("app.models") == ["app.models.User"]


def test_pytests_path_is_ours(project: Project) -> None:
    project.write("pyproject.toml", '[tool.pytest.ini_options]\npythonpath = ["lib"]\n')
    assert project.write("lib/models.py", BASE, USER).names("models") == ["models.User"]


def test_a_file_outside_every_package_is_imported_from_its_folder(project: Project) -> None:
    assert project.write("deep/down/models.py", BASE, USER).names("deep/down/models.py") == ["models.User"]


@pytest.mark.parametrize("line", ["from app.db import *", "import app.db; from app.db import *", "from .db import *"])
def test_a_package_without_init_is_known_by_its_imports(project: Project, line: str) -> None:
    project.write("app/db.py", BASE).write("app/models.py", line + "\n", USER)
    assert project.names("app/models.py") == ["app.models.User"]


def test_a_package_without_init_whose_modules_import_each_other_bare(project: Project) -> None:
    project.write("app/db.py", BASE).write("app/models.py", "from db import *\n", USER)
    assert project.names("app/models.py") == ["models.User"]


def test_a_module_name_that_is_taken_is_told(project: Project) -> None:
    project.write("one/models.py", BASE, USER).write("two/models.py", BASE, USER)
    assert "two/models.py: would be imported as 'models'" in project.said("one/models.py", "two/models.py")
    assert "would be imported as 'json'" in project.write("json.py", BASE, USER).said("json.py")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("app/modles/user.py", "app/modles/user.py: does not exist (did you mean 'models'?)"),
        ("app/models/usr.py", "does not exist (did you mean 'user.py'?)"),
        ("app.models.py", "does not exist (a module is passed without the ending: app.models)"),
        ("bare", "there is no module 'bare.x'"),
        ("./bare", "is a folder without __init__.py (pass a module or package in it, for example bare/my_models.py)"),
        ("./empty", "is a folder without __init__.py (pass a module or package in it)"),
        ("bare/readme.txt", "is no Python file"),
        ("bare/my-file.py", "cannot be imported: 'my-file' is no Python name (rename it)"),
    ],
)
def test_a_path_that_leads_to_nothing(app: Project, path: str, message: str) -> None:
    for name in ("a.py", "my_models.py", "my-file.py", "readme.txt"):
        app.write(f"bare/{name}")
    (app.root / "empty").mkdir()
    assert message in app.said("bare.x" if path == "bare" else path)


# ---- what comes along, and in what order


def test_what_foreign_keys_and_relationships_need_comes_along(project: Project) -> None:
    project.write("base.py", BASE)
    project.write("a.py", "from base import *\n", USER)
    project.write("b.py", "from base import *\nimport a, c\n", POST, '    tags = relationship("Tag")\n')
    project.write(
        "c.py",
        "from base import *\n",
        """
        class Tag(Base):
            __tablename__ = "tags"
            id: Mapped[int] = mapped_column(primary_key=True)
            post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
            gone_id: Mapped[int] = mapped_column(ForeignKey("gone.id"))
        class Other(Base):
            __tablename__ = "others"
            id: Mapped[int] = mapped_column(primary_key=True)
        """,
    )
    assert project.names("b") == ["a.User", "b.Post", "c.Tag"]


def test_mapped_parents_come_along_and_abstract_ones_without_a_table_do_not(project: Project) -> None:
    # In a module of its own: SQLAlchemy 2.0 keeps abstract concrete bases for good.
    project.write(
        "staff.py",
        BASE,
        """
        from sqlalchemy.ext.declarative import AbstractConcreteBase
        class Employee(Base):
            __tablename__ = "employees"
            id: Mapped[int] = mapped_column(primary_key=True)
            kind: Mapped[str]
            __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "employee"}
        class Technician(Employee):
            __mapper_args__ = {"polymorphic_abstract": True}
        class Engineer(Technician):
            __mapper_args__ = {"polymorphic_identity": "engineer"}
        class Shape(AbstractConcreteBase, Base):
            strict_attrs = True
        class Circle(Shape):
            __tablename__ = "circles"
            id: Mapped[int] = mapped_column(primary_key=True)
            __mapper_args__ = {"concrete": True, "polymorphic_identity": "circle"}
        """,
    )
    assert project.names("staff:Engineer") == ["staff.Employee", "staff.Engineer"]
    assert project.names("staff:Circle") == ["staff.Circle"]
    assert project.names("staff") == ["staff.Employee", "staff.Engineer", "staff.Circle"]
    assert "has no mapped class" in project.said("staff:Technician")


def test_a_class_in_another_registry_is_found_by_its_table(project: Project) -> None:
    project.write("models.py", BASE, POST, "class Other(DeclarativeBase):\n    metadata = Base.metadata\n")
    project.write("users.py", "from models import *\n", USER.replace("(Base)", "(Other)"))
    assert project.names("models:Post", "users:User") == ["models.Post", "users.User"]
    assert project.names("models:Post") == ["models.Post", "users.User"]


def test_of_several_classes_of_a_table_one_comes_along(project: Project) -> None:
    view = "class Alias(Base):\n    __table__ = User.__table__\n"
    project.write("models.py", BASE, USER, view, POST)
    assert project.names("models:Post") == ["models.Alias", "models.Post"]
    assert project.names("models:Post", "models:User") == ["models.User", "models.Post"]


def test_a_model_in_a_function_and_a_nested_one(project: Project) -> None:
    made = (
        "def make():\n"
        + "".join(f"    {line}\n" for line in dedent(USER).splitlines())
        + "    return User\nkept = [make()]\n"
    )
    nested = "class Outer:\n" + "".join(f"    {line}\n" for line in dedent(POST).splitlines())
    project.write("models.py", BASE, made, nested)
    assert project.names("models") == ["models.make.<locals>.User", "models.Outer.Post"]


def test_a_broken_model_elsewhere_is_no_concern(project: Project) -> None:
    project.write("broken.py", BASE, USER, '    things = relationship("Thing")\n')
    project.write("models.py", "import broken\n", BASE, USER)
    assert project.names("models") == ["models.User"]


# ---- what is said


def test_no_source() -> None:
    with pytest.raises(FactorygenError, match="no source says where the models are"):
        sources.load((), Path("."))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("ap.models", "there is no module 'ap' (did you mean 'app'?)"),
        ("sqlalchmy.orm", "there is no module 'sqlalchmy' (did you mean 'sqlalchemy'?)"),
        ("app.modles", "there is no module 'app.modles' (did you mean 'models'?)"),
        ("app.modles:Base", "error: app.modles:Base: there is no module 'app.modles'"),
        ("app.db.models", "there is no module 'app.db.models': 'app.db' is no package (pass app.db)"),
        ("app-models", "error: app-models: is no module's name (pass app.models, app.models:Base or app/models.py)"),
        ("app..db", "error: app..db: is no module's name"),
        ("", "is no module's name"),
        (":Base", "is no module's name"),
        ("app.db:", "is no module's name"),
        ("app.db:Bsae", "there is no 'Bsae' in app.db (did you mean 'Base'?)"),
        ("app.db:Base.registri", "there is no 'registri' in Base (did you mean 'registry'?)"),
        ("app.db:ForeignKey", "has no mapped class; it is a type"),
    ],
)
def test_what_is_misspelt(app: Project, source: str, message: str) -> None:
    assert message in app.said(source)


@pytest.mark.parametrize(
    ("text", "source", "message"),
    [
        ("class A: pass\nclass B: pass\n", "models", "has no mapped class; it has 2 classes, none of them mapped"),
        ("", "models", "has no mapped class; it has no class (pass the module or package that defines the models)"),
        ("x = 3\n", "models:x", "error: models:x: has no mapped class; it is a int"),
        (
            "from sqlalchemy import *\nmeta = MetaData()\n" + "".join(f"Table('t{n}', meta)\n" for n in range(3)),
            "models",
            "it has a MetaData with 3 tables but no class is mapped to them",
        ),
        (
            "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): pass\n",
            "models:Base",
            "it has a declarative base, but no module has been imported that maps a class on it"
            " (pass the modules that define the models, alone or before this one)",
        ),
    ],
)
def test_a_source_without_a_mapped_class(project: Project, text: str, source: str, message: str) -> None:
    assert message in project.write("models.py", text).said(source)


def test_a_module_that_does_not_import_is_told_in_the_users_lines(app: Project) -> None:
    app.write("app/models/__init__.py", "from app.models import extra\n")
    app.write("app/models/extra.py", "import json\n\njson.loads('{')\n")
    error = app.error("app.models.user")
    assert error.details == (
        "app/models/__init__.py:1: from app.models import extra",
        "app/models/extra.py:3: json.loads('{')",
    )
    assert str(error).startswith("error: app/models/extra.py:3: app.models.user does not import: JSONDecodeError: Exp")


def test_a_submodule_that_does_not_import_is_an_error_too(app: Project) -> None:
    app.write("app/worker.py", "1 / 0\n")
    said = app.said("app")
    assert said.startswith("error: app/worker.py:1: app does not import: ZeroDivisionError: division by zero")
    assert said.endswith("; or pass the modules that define the models instead of the whole package)")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x = (", "error: models.py:1: models does not import: SyntaxError: '(' was never closed"),
        ("import sys; sys.exit(3)", "models ends the program when it is imported (SystemExit: 3) (keep that under if"),
        ("raise BaseException('a\\nb')", "models does not import: BaseException: a (correct that line"),
        ("import os; os.environ['NO_SUCH']", "KeyError: 'NO_SUCH' (set the environment variable NO_SUCH)"),
        ("raise RuntimeError", "models does not import: RuntimeError ("),
        (
            "import no_such_package.x",
            "models needs 'no_such_package', which is not installed here (install it here, or",
        ),
        (
            "import modelz.x",
            "does not import: ModuleNotFoundError: No module named 'modelz.x'; 'modelz' is not a package",
        ),
        ("import lib.stuf", "No module named 'lib.stuf' (did you mean 'stuff'?)"),
        ("import hidden", 'it is in backend: [tool.pytest.ini_options] pythonpath = ["backend"] in pyproject.toml'),
        ("from lib import nothing", "ImportError: cannot import name 'nothing' from 'lib'"),
        ("import models.user", "No module named 'models.user'; 'models' is not a package"),
    ],
)
def test_why_a_module_does_not_import(project: Project, line: str, message: str) -> None:
    project.write("modelz.py").write("lib/__init__.py").write("lib/stuff.py").write("backend/hidden.py")
    error = project.write("models.py", line + "\n").error("models")
    assert message in str(error)
    assert error.details[0].startswith("models.py:1: ")


def test_what_follows_the_first_line_of_a_message_is_shown_before(project: Project) -> None:
    error = project.write("models.py", "raise ValueError('1 error for Settings\\nDATABASE_URL\\n  missing')\n").error(
        "models"
    )
    assert error.details[1:] == ("DATABASE_URL", "  missing")


def test_a_missing_package_names_the_projects_environment(project: Project) -> None:
    project.write(".venv/bin/python").write("models.py", "import no_such_package\n")
    assert ".venv/bin/python -m pip install factorygen" in project.said("models")


def test_the_user_may_interrupt(project: Project) -> None:
    project.write("models.py", "raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        project.names("models")


@pytest.mark.parametrize(
    ("relationship", "message"),
    [
        ('relationship("Psot")', "failed to locate a name ('Psot'). If this is a class name, consider"),
        ('relationship("Psot")', "(did you mean 'Post'?)"),
        ('relationship("Invoice")', "(pass the module that defines Invoice as well)"),
        (
            'relationship("Loner")',
            "the mappers do not configure: NoForeignKeysError: Could not determine join condition",
        ),
    ],
)
def test_mappers_that_do_not_configure(project: Project, relationship: str, message: str) -> None:
    loner = "class Loner(Base):\n    __tablename__ = 'loners'\n    id: Mapped[int] = mapped_column(primary_key=True)\n"
    project.write("models.py", BASE, USER, f"    others = {relationship}\n", POST, loner)
    said = project.said("models")
    assert said.startswith("error: models.User: the mappers do not configure: ")
    assert message in said


CHATTER = """
import os, subprocess, sys
print("print")
sys.__stdout__.write("stream\\n")
os.write(1, b"descriptor\\n")
subprocess.run([sys.executable, "-c", "print('child')"])
"""


def test_what_user_code_prints_goes_to_stderr(project: Project) -> None:
    project.write("models.py", CHATTER, BASE, USER)
    code = (
        "import sys; from pathlib import Path; from factorygen import sources; sys.stdout.write('before ');"
        "print(sources.load(['models'], Path(sys.argv[1]))[0].__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(project.root)], capture_output=True, text=True, check=True)
    assert done.stdout == "before User\n"
    assert sorted(done.stderr.split()) == ["child", "descriptor", "print", "stream"]


def test_the_order_is_the_same_under_every_hash_seed(app: Project) -> None:
    code = (
        "import sys; from pathlib import Path; from factorygen import sources;"
        "print(sources.load(['app'], Path(sys.argv[1])))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(app.root)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
