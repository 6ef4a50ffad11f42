"""Options that the commands have in common."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

ROOT = Path(__file__).resolve().parent.parent
Command = TypeVar("Command", bound=Callable[..., Any])


def chosen(name: str, choices: tuple[str, ...], text: str) -> Callable[[Command], Command]:
    """An option that takes some of these, separated by commas; all unless given."""

    def split(context: click.Context, parameter: click.Parameter, value: str) -> list[str]:
        if unknown := set(value.split(",")) - set(choices):
            raise click.BadParameter(f"no {', '.join(sorted(unknown))} among {', '.join(choices)}", context, parameter)
        return value.split(",")

    return click.option(name, default=",".join(choices), show_default=True, callback=split, help=text)


def for_results(command: Command) -> Command:
    """Add the options that say what is measured and where the results go."""
    path = click.Path(path_type=Path)
    options = (
        click.option("--checkout", default=ROOT, type=path, help="Where our server is; this checkout unless given."),
        click.option("--json", "json_path", type=path, help="Write everything there."),
        click.option("--document", is_flag=True, help="Put the tables into benchmarks/README.md."),
    )
    for option in reversed(options):
        command = option(command)
    return command
