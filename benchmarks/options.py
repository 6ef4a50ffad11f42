"""Common options of the commands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from benchmarks.databases import KINDS

ROOT = Path(__file__).resolve().parent.parent
Command = TypeVar("Command", bound=Callable[..., Any])


def choices_option(name: str, choices: tuple[str, ...], text: str) -> Callable[[Command], Command]:
    """An option that takes some of the choices, separated by commas. The default is all choices."""

    def split(context: click.Context, parameter: click.Parameter, value: str) -> list[str]:
        if unknown := set(value.split(",")) - set(choices):
            raise click.BadParameter(f"no {', '.join(sorted(unknown))} among {', '.join(choices)}", context, parameter)
        return value.split(",")

    return click.option(name, default=",".join(choices), show_default=True, callback=split, help=text)


def databases_option(command: Command) -> Command:
    """Add the option of the databases."""
    text = "The databases. PostgreSQL is the server of DATABASE_URL, or a server that the command starts."
    return choices_option("--databases", KINDS, text)(command)


def result_options(command: Command) -> Command:
    """Add the options of the checkout and of the results."""
    path = click.Path(path_type=Path)
    options = (
        click.option("--checkout", default=ROOT, type=path, help="The checkout of our server."),
        click.option("--json", "json_path", type=path, help="The file for all results."),
        click.option("--document", is_flag=True, help="Write the tables to benchmarks/README.md."),
    )
    for option in reversed(options):
        command = option(command)
    return command
