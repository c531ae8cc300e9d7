"""What is the user told? Code goes to stdout; every other word, and a bar where there is a terminal, to stderr."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from enum import Enum

    from factorygen.diagnostics import Diagnostic, FactorygenError
    from factorygen.init import Beginning
    from factorygen.project import Project
    from factorygen.regeneration import Regeneration
    from factorygen.verify import Report
    from factorygen.write import Change


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar on the terminal that moves with each name it is told; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda name: bar.update(task, description=name, advance=1)


@contextmanager
def told_what_is_read() -> Iterator[Callable[[str], None]]:
    """A line on the terminal that says what is read of a database; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading the database") as status:
        yield lambda name: status.update(f"reading {name}")


def print_table(report: Report) -> None:
    """The outcome of ``verify``."""
    from rich.console import Console

    from factorygen.verify import Status, as_table

    Console().print(as_table(report))
    typer.echo(", ".join(f"{report.count(status)} {status.value}" for status in Status if report.count(status)))


def word(choice: Enum | None) -> str:
    """What was chosen, as the file would have it."""
    return str(choice.value) if choice else ""


def print_module(asked: Project) -> None:
    """Base and factories as one module."""
    plan, text = asked.generate_single()
    typer.echo(text, nl=False)
    tell_diagnostics(plan.diagnostics)
    exit_if_errors(plan.diagnostics)


def tell_changes(changes: Iterable[Change], factories: Path, what: str) -> None:
    """What has become of each file."""
    package = factories.with_suffix("") / "__init__.py"
    for change in changes:
        if change.path.suffix != ".lock":
            is_it = change.path in (factories, package) and change.action.value != "removed"
            about = f" ({what})" if is_it else ""
            typer.echo(f"{change.action.value} {shown(change.path)}{about}", err=True)


def tell_beginning(begun: Beginning, dry_run: bool) -> None:
    """What has become of the configuration and the fixture, and what comes next."""
    for change in () if dry_run else begun.changes:
        typer.echo(f"{change.action.value} {shown(change.path)}", err=True)
    tell_diagnostics(begun.notes)
    if not dry_run:
        typer.echo("next: factorygen generate" if begun.changed else "nothing to do", err=True)


def tell_account(regenerated: Regeneration) -> None:
    """What happened within the files, and what a human has to look at."""
    for account in regenerated.accounts:
        for line in account.lines():
            typer.echo(f"  {line}", err=True)
        for place in account.look_at:
            typer.echo(f"look at {shown(place.path)}:{place.line}: {place}", err=True)


def counted(factories: int) -> str:
    """``3 factories``."""
    return f"{factories} {'factory' if factories == 1 else 'factories'}"


def shown(path: Path) -> str:
    """A path as it is seen from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def tell_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """What could not be done."""
    for diagnostic in diagnostics:
        typer.echo(str(diagnostic), err=True)


def tell_error(error: FactorygenError) -> None:
    """Why nothing was done."""
    for line in error.details:
        typer.echo(line, err=True)
    place = error.diagnostic.place
    seen = shown(Path(place)) if Path(place).is_absolute() else place
    typer.echo(str(replace(error.diagnostic, place=seen)), err=True)


def exit_if_errors(diagnostics: Iterable[Diagnostic]) -> None:
    """The exit code of a command that did all it could."""
    from factorygen.diagnostics import Level

    if any(diagnostic.level is Level.ERROR for diagnostic in diagnostics):
        raise typer.Exit(1)
