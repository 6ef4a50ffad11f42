"""Commands for the contract of a Litestar application: python -m contract --app inventory.app:app export.

Exit codes: 0 if all is well, 4 if a file is out of date or something was found, 5 if the code has no correct document,
100 if a change breaks clients, 2 if a command cannot do its work. No command starts the application.
"""

import importlib
from pathlib import Path
from typing import Any

import rich_click as click
from click import get_current_context
from litestar import Litestar

from contract.commands import Project, check_command, export_command, report_findings, report_mismatches


def _object_of(name: str) -> Any:
    """The object `attribute` of `module:attribute`."""
    module, _, attribute = name.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute or "app")
    except (ImportError, AttributeError) as error:
        raise click.UsageError(f"{name} cannot be imported: {error}") from error


def _load() -> Litestar:
    name = get_current_context().find_root().params["app"]
    if name is None:
        raise click.UsageError("name the application: python -m contract --app module:app …, or set LITESTAR_APP")
    found = _object_of(name)
    app = found if isinstance(found, Litestar) else found()
    if not isinstance(app, Litestar):
        raise click.UsageError(f"{name} is neither a Litestar application nor a function that returns one")
    return app


PROJECT = Project(root=Path.cwd(), load=_load, export="python -m contract export")


@click.group(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--app",
    envvar="LITESTAR_APP",
    help="The application, or a function that returns the application: module:attribute. The attribute may be omitted.",
)
def main(app: str | None) -> None:
    """Run a command."""


main.add_command(export_command(PROJECT, "Write the document, or check that the committed file matches the code."))
main.add_command(check_command(PROJECT, "Check that the document breaks no client of the released one. Needs git."))


@main.command(help="Report code that misleads readers or clients of the document.")
@click.option("--package", "packages", multiple=True, help="A package with structs, each of which must be in use.")
def lint(packages: tuple[str, ...]) -> None:
    """Run the lint."""
    report_findings(_load(), packages)


@main.command(help="Check that tables and document agree. DECLARATIONS is a contract.tables.Tables: module:attribute.")
@click.argument("declarations")
def tables(declarations: str) -> None:
    """Check the tables."""
    from contract.tables import Tables  # noqa: PLC0415 - only this command needs SQLAlchemy

    found = _object_of(declarations)
    if not isinstance(found, Tables):
        raise click.UsageError(f"{declarations} is no contract.tables.Tables")
    report_mismatches(found.mismatches(_load()), "After a change of a table, write a migration.")


if __name__ == "__main__":
    main(prog_name="python -m contract")
