"""Fill the database with demo data.

The command can be repeated: existing rows stay, and only missing rows are added. The same sizes and seed give the
same data.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar, cast

import msgspec
import rich_click as click
from msgspec.inspect import IntType, StructType, type_info
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.db.migrations import upgrade_to_head
from app.demo.data import DOMAIN, JOHNDOE, PASSWORD, Sizes, seed
from app.settings import Settings, load_settings

Command = TypeVar("Command", bound=Callable[..., Any])


def size_options(command: Command) -> Command:
    """Add an option for the number of rows of each kind to a command."""
    for field in reversed(cast("StructType", type_info(Sizes)).fields):
        command = click.option(
            f"--{field.name}",
            default=field.default,
            show_default=True,
            type=click.IntRange(cast("IntType", field.type).ge, 10_000_000),
            help=f"The number of {field.name}.",
        )(command)
    return command


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@size_options
@click.option("--seed", "random_seed", default=1, show_default=True, help="The seed of the random data.")
@click.option("--production", is_flag=True, help="Allow demo data in production.")
def main(random_seed: int, production: bool, **sizes: int) -> None:
    """Run the command."""
    settings = load_settings()
    if settings.environment == "production" and not production:
        raise click.ClickException(
            "this is production, and the password of the demo account is public;"
            " add --production to allow demo data anyway"
        )
    upgrade_to_head(settings)
    sizes_after = _seed(settings, Sizes(**sizes), random_seed)
    click.echo("There are now " + ", ".join(f"{count:,} {kind}" for kind, count in _by_kind(sizes_after)) + ".")
    click.echo(f"Sign in as {JOHNDOE}{DOMAIN}, password {PASSWORD}. All demo users have the same password.")


def _seed(settings: Settings, sizes: Sizes, random_seed: int) -> Sizes:
    """Seed the database, and show the progress."""
    columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks = {kind: bars.add_task(kind, total=count, start=False) for kind, count in _by_kind(sizes)}

        def show_progress(kind: str, done: int) -> None:
            bars.start_task(tasks[kind])
            bars.update(tasks[kind], completed=done)

        return asyncio.run(seed(settings, sizes, random_seed=random_seed, progress=show_progress))


def _by_kind(sizes: Sizes) -> list[tuple[str, int]]:
    return list(msgspec.structs.asdict(sizes).items())


if __name__ == "__main__":
    main()
