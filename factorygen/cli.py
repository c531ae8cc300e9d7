"""What did the user ask, and what is he told? The only module that prints or exits."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from factorygen.options import (
    Dialect,
    Exclude,
    ExplainFormat,
    Format,
    Include,
    ModelsFile,
    Nullable,
    Output,
    Schemas,
    Source,
    SourceUrl,
    Url,
    UrlEnv,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from enum import Enum

    from factorygen.diagnostics import Diagnostic, FactorygenError
    from factorygen.project import Project
    from factorygen.regeneration import Regeneration
    from factorygen.verify import Report
    from factorygen.write import Change

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich would make --help three times slower
    help="Write factory_boy factories for SQLAlchemy models.",
)


@app.callback(invoke_without_command=True)
def callback(version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False) -> None:
    """Options that stand before the command."""
    if version:
        from factorygen import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.command()
def generate(
    source: Source = None,
    output: Output = "",
    dialect: Dialect = None,
    nullable: Nullable = None,
    include: Include = None,
    exclude: Exclude = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is not ours.")] = False,
    adopt: Annotated[bool, typer.Option("--adopt", help="Take over a file of factories that you wrote.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the changes as a diff; write nothing.")] = False,
    url: SourceUrl = "",
    url_env: UrlEnv = "",
    schema: Schemas = None,
    models: ModelsFile = "",
) -> None:
    """Write the factories, or bring them up to date."""
    from factorygen.project import DatabaseOptions, project
    from factorygen.regeneration import regenerate

    file = "" if output == "-" else output
    database = DatabaseOptions(url, url_env, schema or (), models, _reading)
    asked = project(source or (), file, _word(dialect), _word(nullable), include or (), exclude or (), database)
    if output == "-":
        _print_module(asked)
        return
    from factorygen import write

    result, generated = asked.generated()
    regenerated = regenerate(generated, force, not dry_run, adopt)
    if dry_run:
        typer.echo(regenerated.diff(asked.root), nl=False)
    else:
        write.apply(regenerated.changes)
    _tell_diagnostics(result.plan.diagnostics)
    if not dry_run:
        _tell_changes(regenerated.changes, asked.output, _counted(len(result.plan.factories)))
    _tell_account(regenerated)
    _exit_if_errors(result.plan.diagnostics)


@app.command()
def check(
    source: Source = None,
    output: Output = "",
    dialect: Dialect = None,
    nullable: Nullable = None,
    include: Include = None,
    exclude: Exclude = None,
    url: SourceUrl = "",
    url_env: UrlEnv = "",
    schema: Schemas = None,
    models: ModelsFile = "",
) -> None:
    """Exit with 1 and a diff when the factories are stale, or when something is to be looked at."""
    from factorygen.project import DatabaseOptions, project
    from factorygen.regeneration import regenerate

    database = DatabaseOptions(url, url_env, schema or (), models, _reading)
    asked = project(source or (), output, _word(dialect), _word(nullable), include or (), exclude or (), database)
    result, generated = asked.generated()
    regenerated = regenerate(generated, written=False)
    typer.echo(regenerated.diff(asked.root), nl=False)
    _tell_account(regenerated)
    _exit_if_errors(result.plan.diagnostics)
    if regenerated.stale or regenerated.look_at:
        raise typer.Exit(1)


@app.command()
def verify(
    source: Source = None,
    output: Output = "",
    dialect: Dialect = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="What would be generated, not what is on disk.")] = False,
    size: Annotated[int, typer.Option("-n", "--size", min=1, help="How many create_batch() makes.")] = 25,
    url: Url = "",
    url_env: UrlEnv = "",
    format: Annotated[Format, typer.Option(help="How the outcome is printed.")] = Format.TABLE,
    seed: Annotated[int, typer.Option(help="Of the random values.")] = 0,
) -> None:
    """Save every factory in a scratch database; name what fails."""
    from factorygen.project import project
    from factorygen.verification import Verification
    from factorygen.verify import as_json

    asked = Verification(project(source or (), output, _word(dialect)), fresh, size, url, url_env, seed)
    factories = asked.load()
    with _progress(len(factories)) as progress:
        report = asked.run(factories, progress, sys.stderr)
    if format is Format.JSON:
        typer.echo(as_json(report))
    else:
        _print_table(report)
    raise typer.Exit(0 if report.ok else 1)


@app.command()
def explain(
    source: Source = None,
    dialect: Dialect = None,
    nullable: Nullable = None,
    only: Annotated[str, typer.Option(metavar="MODEL[.ATTRIBUTE]", help="Of these alone.", show_default=False)] = "",
    format: Annotated[ExplainFormat, typer.Option(help="How it is printed.")] = ExplainFormat.TEXT,
    url: SourceUrl = "",
    url_env: UrlEnv = "",
    schema: Schemas = None,
) -> None:
    """Show the order of the models, and the reason behind each declaration."""
    from factorygen import explanation
    from factorygen.project import DatabaseOptions, project

    database = DatabaseOptions(url, url_env, schema or (), progress=_reading)
    asked = project(source or (), "", _word(dialect), _word(nullable), database=database)
    result = asked.generate(asked.output.parent)
    explained = explanation.explain(result.schema, result.plan)
    printers = {
        ExplainFormat.TEXT: explanation.as_text,
        ExplainFormat.JSON: explanation.as_json,
        ExplainFormat.MERMAID: explanation.as_mermaid,
    }
    typer.echo(printers[format](explained.only(only) if only else explained))
    _tell_diagnostics(result.plan.diagnostics)


def main(arguments: list[str] | None = None) -> NoReturn:
    """The command ``factorygen``."""
    given = sys.argv[1:] if arguments is None else arguments
    gc.set_threshold(100_000)  # one command makes many objects that live until it ends
    _run_elsewhere(given)
    from factorygen.diagnostics import FactorygenError

    try:
        app(given)
    except FactorygenError as error:
        _tell_error(error)
    sys.exit(2)


def _run_elsewhere(arguments: list[str]) -> None:
    """Run again in the project's own environment, if it is another one and has factorygen."""
    if not arguments or arguments[0].startswith("-") or "--help" in arguments:
        return
    from factorygen import config, environment

    python = environment.other_environment(config.find_root(Path.cwd()))
    if python is not None and environment.can_run(python):
        sys.exit(environment.run_again(python, arguments))


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar on the terminal that moves with each name it is told; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda name: bar.update(task, description=name, advance=1)


def _reading(name: str) -> None:
    """Tells on a terminal what is read of a database."""
    if sys.stderr.isatty():
        typer.echo(f"\r\x1b[Kreading {name} ...", nl=False, err=True)


def _print_table(report: Report) -> None:
    from rich.console import Console

    from factorygen.verify import Status, as_table

    Console().print(as_table(report))
    typer.echo(", ".join(f"{report.count(status)} {status.value}" for status in Status if report.count(status)))


def _word(choice: Enum | None) -> str:
    """What was chosen, as the file would have it."""
    return str(choice.value) if choice else ""


def _print_module(asked: Project) -> None:
    plan, text = asked.generate_single()
    typer.echo(text, nl=False)
    _tell_diagnostics(plan.diagnostics)
    _exit_if_errors(plan.diagnostics)


def _tell_changes(changes: Iterable[Change], factories: Path, what: str) -> None:
    for change in changes:
        if change.path.suffix == ".py":
            about = f" ({what})" if change.path == factories else ""
            typer.echo(f"{change.action.value} {_shown(change.path)}{about}", err=True)


def _tell_account(regenerated: Regeneration) -> None:
    """What happened within the files, and what a human has to look at."""
    for account in regenerated.accounts:
        for line in account.lines():
            typer.echo(f"  {line}", err=True)
        for place in account.look_at:
            typer.echo(f"look at {_shown(place.path)}:{place.line}: {place}", err=True)


def _counted(factories: int) -> str:
    return f"{factories} {'factory' if factories == 1 else 'factories'}"


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _tell_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        typer.echo(str(diagnostic), err=True)


def _tell_error(error: FactorygenError) -> None:
    for line in error.details:
        typer.echo(line, err=True)
    place = error.diagnostic.place
    shown = _shown(Path(place)) if Path(place).is_absolute() else place
    typer.echo(str(replace(error.diagnostic, place=shown)), err=True)


def _exit_if_errors(diagnostics: Iterable[Diagnostic]) -> None:
    from factorygen.diagnostics import Level

    if any(diagnostic.level is Level.ERROR for diagnostic in diagnostics):
        raise typer.Exit(1)
