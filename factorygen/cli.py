"""What did the user ask? With ``telling`` the only module that prints or exits."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated, NoReturn

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
from factorygen.telling import (
    counted,
    exit_if_errors,
    print_module,
    print_table,
    progress,
    tell_account,
    tell_beginning,
    tell_changes,
    tell_diagnostics,
    tell_error,
    told_what_is_read,
    word,
)

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
    database = DatabaseOptions(url, url_env, schema or (), models, told_what_is_read)
    asked = project(source or (), file, word(dialect), word(nullable), include or (), exclude or (), database)
    if output == "-":
        print_module(asked)
        return
    from factorygen import write

    result, generated = asked.generated()
    regenerated = regenerate(generated, force, not dry_run, adopt)
    if dry_run:
        typer.echo(regenerated.diff(asked.root), nl=False)
    else:
        write.apply(regenerated.changes)
    tell_diagnostics(result.plan.diagnostics)
    if not dry_run:
        tell_changes(regenerated.changes, asked.output, counted(len(result.plan.factories)))
    tell_account(regenerated)
    exit_if_errors(result.plan.diagnostics)


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

    database = DatabaseOptions(url, url_env, schema or (), models, told_what_is_read)
    asked = project(source or (), output, word(dialect), word(nullable), include or (), exclude or (), database)
    result, generated = asked.generated()
    regenerated = regenerate(generated, written=False)
    typer.echo(regenerated.diff(asked.root), nl=False)
    tell_account(regenerated)
    exit_if_errors(result.plan.diagnostics)
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
    from factorygen.project import NO_DATABASE, DatabaseOptions, project
    from factorygen.verification import Verification
    from factorygen.verify import as_json

    database = DatabaseOptions(url, url_env, progress=told_what_is_read) if fresh else NO_DATABASE
    asked = Verification(
        project(source or (), output, word(dialect), database=database), fresh, size, url, url_env, seed
    )
    factories = asked.load()
    with progress(len(factories)) as told:
        report = asked.run(factories, told, sys.stderr)
    if format is Format.JSON:
        typer.echo(as_json(report))
    else:
        print_table(report)
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

    database = DatabaseOptions(url, url_env, schema or (), progress=told_what_is_read)
    asked = project(source or (), "", word(dialect), word(nullable), database=database)
    result = asked.generate(asked.output.parent)
    explained = explanation.explain(result.schema, result.plan)
    printers = {
        ExplainFormat.TEXT: explanation.as_text,
        ExplainFormat.JSON: explanation.as_json,
        ExplainFormat.MERMAID: explanation.as_mermaid,
    }
    typer.echo(printers[format](explained.only(only) if only else explained))
    tell_diagnostics(result.plan.diagnostics)


@app.command()
def init(
    source: Source = None,
    output: Output = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the changes as a diff; write nothing.")] = False,
) -> None:
    """Write the configuration and a session fixture for the tests, as the project's files ask for."""
    from factorygen import write
    from factorygen.init import beginning
    from factorygen.project import project

    asked = project(source or (), output)
    begun = beginning(asked, source or ())
    if dry_run:
        typer.echo(write.diff(begun.changes, asked.root), nl=False)
    else:
        write.apply(begun.changes)
    tell_beginning(begun, dry_run)


def main(arguments: list[str] | None = None) -> NoReturn:
    """The command ``factorygen``."""
    given = sys.argv[1:] if arguments is None else arguments
    gc.set_threshold(1_000_000)  # one command makes many objects that live until it ends
    _run_elsewhere(given)
    from factorygen.diagnostics import FactorygenError

    try:
        app(given)
    except FactorygenError as error:
        tell_error(error)
    sys.exit(2)


def _run_elsewhere(arguments: list[str]) -> None:
    """Run again in the project's own environment, if it is another one and has factorygen."""
    if not arguments or arguments[0].startswith("-") or "--help" in arguments:
        return
    from factorygen import config, environment

    python = environment.other_environment(config.find_root(Path.cwd()))
    if python is not None and environment.can_run(python):
        sys.exit(environment.run_again(python, arguments))
