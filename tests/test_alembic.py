"""A real Alembic project and ten migrations: the factories are regenerated after each, with a user's edits in place."""

# ruff: noqa: E501  code in texts

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from command_line import factorygen
from servers import database

HEAD = """\
from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Status(enum.Enum):
    DRAFT = "draft"
    SENT = "sent"


class Client(Base):
    __tablename__ = "clients"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    city: Mapped[str | None] = mapped_column(sa.String(40))


class Invoice(Base):
    __tablename__ = "invoices"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(sa.ForeignKey("clients.id"))
    client: Mapped[Client] = relationship()
    number: Mapped[str] = mapped_column(sa.String(20))
    amount: Mapped[int] = mapped_column()
    street: Mapped[str | None] = mapped_column(sa.String(50))
    status: Mapped[Status] = mapped_column(sa.Enum(Status, native_enum=False, length=20))
    note: Mapped[str | None] = mapped_column(sa.String(200))
"""


@dataclass(frozen=True)
class Step:
    """A migration: how the models change, what Alembic runs, and what the user is told to look at, if anything."""

    name: str
    models: tuple[tuple[str, str], ...]
    upgrade: tuple[str, ...]
    look_at: str = ""
    then: tuple[tuple[str, str], ...] = ()
    """What the user does about it."""


INVOICES = 'with op.batch_alter_table("invoices") as table: '
STEPS = (
    Step(
        "add",
        (("    note:", "    due_on: Mapped[dt.date] = mapped_column(sa.Date)\n    note:"),),
        (f'{INVOICES}table.add_column(sa.Column("due_on", sa.Date, nullable=False))',),
    ),
    Step(
        "drop",
        (("    note: Mapped[str | None] = mapped_column(sa.String(200))\n", ""),),
        (f'{INVOICES}table.drop_column("note")',),
        "InvoiceFactory.note: Invoice has no 'note' any more",
        (('    note = "by hand"\n', ""),),
    ),
    Step(
        "rename",
        (("    number:", "    reference:"),),
        (f'{INVOICES}table.alter_column("number", new_column_name="reference")',),
    ),
    Step(
        "retype",
        (("amount: Mapped[int] = mapped_column()", "amount: Mapped[float] = mapped_column(sa.Float)"),),
        (f'{INVOICES}table.alter_column("amount", type_=sa.Float, existing_type=sa.Integer)',),
        "InvoiceFactory.amount: Invoice.amount has changed its type",
        (("    amount = 100\n", "    amount = 100.5\n"),),
    ),
    Step(
        "nullable to required",
        (("city: Mapped[str | None]", "city: Mapped[str]"),),
        (
            'with op.batch_alter_table("clients") as table: '
            'table.alter_column("city", nullable=False, existing_type=sa.String(40))',
        ),
        "ClientFactory.city: 'city' has become required, and nothing declares it",
        (("    name = Faker", '    city = "Bern"\n    name = Faker'),),
    ),
    Step(
        "new unique",
        (
            (
                "reference: Mapped[str] = mapped_column(sa.String(20))",
                "reference: Mapped[str] = mapped_column(sa.String(20), unique=True)",
            ),
        ),
        (f'{INVOICES}table.create_unique_constraint("uq_reference", ["reference"])',),
        "InvoiceFactory.reference: Invoice.reference has a new constraint",
        (
            ('    reference = "R-1"', '    reference = Sequence(lambda n: f"R-{n}")'),
            ("import SubFactory", "import Sequence, SubFactory"),
        ),
    ),
    Step(
        "new check",
        (
            (
                '    __tablename__ = "invoices"\n',
                '    __tablename__ = "invoices"\n    __table_args__ = (sa.CheckConstraint("amount > 0", name="ck_amount"),)\n',
            ),
        ),
        (f'{INVOICES}table.create_check_constraint("ck_amount", "amount > 0")',),
        "InvoiceFactory.amount: Invoice.amount has a new constraint",
        (("    amount = 100.5\n", "    amount = 100.5  # factorygen: keep\n"),),
    ),
    Step(
        "new foreign key",
        (
            (
                "class Client(Base):",
                'class Team(Base):\n    __tablename__ = "teams"\n    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[str] = mapped_column(sa.String(30))\n\n\nclass Client(Base):',
            ),
            (
                "    city: Mapped[str]",
                '    team_id: Mapped[int] = mapped_column(sa.ForeignKey("teams.id"))\n    team: Mapped[Team] = relationship()\n    city: Mapped[str]',
            ),
        ),
        (
            'op.create_table("teams", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(30), nullable=False))',
            'with op.batch_alter_table("clients") as table: table.add_column('
            'sa.Column("team_id", sa.Integer, sa.ForeignKey("teams.id", name="fk_team"), nullable=False))',
        ),
    ),
    Step(
        "split table",
        (
            (
                "    street: Mapped[str | None] = mapped_column(sa.String(50))\n",
                '    address_id: Mapped[int] = mapped_column(sa.ForeignKey("addresses.id"))\n    address: Mapped[Address] = relationship()\n',
            ),
            (
                "class Invoice(Base):",
                'class Address(Base):\n    __tablename__ = "addresses"\n    id: Mapped[int] = mapped_column(primary_key=True)\n    street: Mapped[str] = mapped_column(sa.String(50))\n\n\nclass Invoice(Base):',
            ),
        ),
        (
            'op.create_table("addresses", sa.Column("id", sa.Integer, primary_key=True), sa.Column("street", sa.String(50), nullable=False))',
            f'{INVOICES}table.drop_column("street")',
            f'{INVOICES}table.add_column(sa.Column("address_id", sa.Integer, sa.ForeignKey("addresses.id", name="fk_address"), nullable=False))',
        ),
        "InvoiceFactory.Params.abroad: Invoice has no 'street' any more",
        (('abroad = Trait(street="Rue 1")', 'abroad = Trait(address=SubFactory(AddressFactory, street="Rue 1"))'),),
    ),
    Step(
        "new enum member",
        (('    SENT = "sent"\n', '    SENT = "sent"\n    PAID = "paid"\n'),),
        (),
        "InvoiceFactory.status: Invoice.status has changed its type",
        (("    status = Status.SENT\n", "    status = Status.SENT  # factorygen: keep\n"),),
    ),
)

EDITS = (
    ("class ClientFactory", "BERN = 3000\n\n\nclass ClientFactory"),
    ('    city = Faker("city", locale="en_US")\n', ""),
    ("    class Params:\n", '    class Params:\n        abroad = Trait(street="Rue 1")\n'),
    ("    client = SubFactory", "    # The payer.\n    client = SubFactory"),
)
LINES = {"number": '"R-1"', "amount": "100", "status": "Status.SENT", "note": '"by hand"'}
STAYS = ("BERN = 3000\n", "    # The payer.\n    client = SubFactory", "        abroad = Trait(")
"""What has to be there after all of them."""

ENV = """\
from alembic import context
from sqlalchemy import create_engine, pool

with create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
"""
REVISION = """\
import sqlalchemy as sa
from alembic import op

revision = "r{number}"
down_revision = {before}


def upgrade() -> None:
{lines}
"""
FIRST = (
    'op.create_table("clients", sa.Column("id", sa.Integer, primary_key=True),'
    ' sa.Column("name", sa.String(60), nullable=False), sa.Column("city", sa.String(40)))',
    'op.create_table("invoices", sa.Column("id", sa.Integer, primary_key=True),'
    ' sa.Column("client_id", sa.Integer, sa.ForeignKey("clients.id"), nullable=False),'
    ' sa.Column("number", sa.String(20), nullable=False), sa.Column("amount", sa.Integer, nullable=False),'
    ' sa.Column("street", sa.String(50)), sa.Column("status", sa.String(20), nullable=False),'
    ' sa.Column("note", sa.String(200)))',
)


@dataclass(frozen=True)
class Project:
    """A folder with models, factories, and migrations of a database."""

    folder: Path
    url: str

    def change(self, name: str, *pairs: tuple[str, str]) -> None:
        path = self.folder / name
        text = path.read_text()
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r}\n{text}"
            text = text.replace(old, new)
        path.write_text(text)

    def read(self) -> str:
        return (self.folder / "tests" / "factories.py").read_text()

    def migrate(self, number: int, lines: tuple[str, ...]) -> None:
        """One more revision, and ``alembic upgrade head``."""
        before = repr(f"r{number - 1}") if number else None
        body = "\n".join(f"    {line}" for line in lines or ("pass",))
        path = self.folder / "migrations" / "versions" / f"r{number}.py"
        path.write_text(REVISION.format(number=number, before=before, lines=body))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            command.upgrade(Config(self.folder / "alembic.ini"), "head")

    def verified(self) -> None:
        outcome = factorygen("verify", "--url", self.url, "-n", "3", folder=self.folder)
        assert outcome.code == 0, outcome.out + outcome.err + self.read()


@pytest.fixture(params=["sqlite", "postgresql"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    if request.param == "sqlite":
        yield made(tmp_path, f"sqlite:///{tmp_path}/app.db")
        return
    with database(request.param) as engine:
        yield made(tmp_path, engine.url.render_as_string(hide_password=False))


def made(folder: Path, url: str) -> Project:
    (folder / "migrations" / "versions").mkdir(parents=True)
    (folder / "tests").mkdir()
    (folder / "tests" / "__init__.py").touch()
    (folder / "pyproject.toml").write_text(f'[tool.factorygen]\nsource = "app_models"\nurl = "{url}"\n')
    (folder / "alembic.ini").write_text(f"[alembic]\nscript_location = {folder}/migrations\nsqlalchemy.url = {url}\n")
    (folder / "migrations" / "env.py").write_text(ENV)
    (folder / "app_models.py").write_text(HEAD)
    return Project(folder, url)


def edited(project: Project) -> None:
    """What a user does with his factories at first."""
    project.change("tests/factories.py", *EDITS)
    lines = project.read().splitlines(keepends=True)
    start = lines.index("class InvoiceFactory(BaseFactory[Invoice]):\n")
    for number, line in enumerate(lines[start:], start):
        name = line.strip().partition(" = ")[0]
        if name in LINES and line.startswith(f"    {name}"):
            lines[number] = f"    {name} = {LINES[name]}\n"
    text = "".join(lines)
    imports = "from factory.declarations import SubFactory, Trait\n"
    start, end = text.index("from factory.decl"), text.index("from factory.faker")
    (project.folder / "tests" / "factories.py").write_text(text[:start] + imports + text[end:])


@pytest.mark.long
def test_ten_migrations(project: Project) -> None:
    project.migrate(0, FIRST)
    assert factorygen("generate", folder=project.folder).code == 0
    project.verified()
    edited(project)
    project.verified()
    assert factorygen("check", folder=project.folder).code == 0
    for number, step in enumerate(STEPS, start=1):
        project.migrate(number, step.upgrade)
        project.change("app_models.py", *step.models)
        outcome = factorygen("generate", folder=project.folder)
        assert outcome.code == 0, f"{step.name}: {outcome.err}"
        told = [line.partition(": ")[2].partition(" (")[0] for line in outcome.err.splitlines() if "look at" in line]
        assert told == ([step.look_at] if step.look_at else []), f"{step.name}: {outcome.err}\n{project.read()}"
        project.change("tests/factories.py", *step.then)
        settled = factorygen("check", folder=project.folder)
        assert (settled.code, settled.err) == (0, ""), f"{step.name}: {settled}"
        assert [line for line in STAYS if line not in project.read()] == []
        project.verified()
    metadata = sa.MetaData()
    engine = sa.create_engine(project.url)
    metadata.reflect(engine)
    engine.dispose()
    assert {"addresses", "teams"} <= metadata.tables.keys()


@pytest.mark.long
def test_the_recipe_for_post_write_hooks(tmp_path: Path) -> None:
    """What the README says, under ``alembic revision``."""
    project = made(tmp_path, f"sqlite:///{tmp_path}/app.db")
    (tmp_path / "pyproject.toml").write_text('[tool.factorygen]\nsource = "app_models"\n')
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    recipe = next(block for block in readme.split("```ini\n")[1:]).partition("```")[0]
    with (tmp_path / "alembic.ini").open("a") as file:
        file.write(recipe)
    (tmp_path / "migrations" / "script.py.mako").write_text("revision = ${repr(up_revision)}\ndown_revision = None\n")
    revision = [sys.executable, "-m", "alembic", "revision", "-m", "first"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        revision, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "class InvoiceFactory" in project.read()
