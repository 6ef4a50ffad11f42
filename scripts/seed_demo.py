"""Fill the database with demo data: people, articles, comments, favorites and follows.

It is safe to run again: what is there stays, what is missing is added. The same sizes and seed give the
same data.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
import rich_click as click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.db.migrations import upgrade_to_head
from app.demo.data import DOMAIN, JOHNDOE, PASSWORD, Sizes, seed
from app.settings import Settings, load_settings

DEFAULT = Sizes()
Command = TypeVar("Command", bound=Callable[..., Any])


def size(kind: str, least: int) -> Callable[[Command], Command]:
    """Add the option that says how many of a kind there shall be."""
    return click.option(
        f"--{kind}",
        default=getattr(DEFAULT, kind),
        show_default=True,
        type=click.IntRange(least, 10_000_000),
        help=f"How many {kind} there shall be.",
    )


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@size("people", 2)
@size("articles", 1)
@size("comments", 0)
@size("favorites", 0)
@size("follows", 0)
@click.option("--seed", "random_seed", default=1, show_default=True, help="Another number gives other data.")
@click.option("--production", is_flag=True, help="Do it in production, too, where it is refused otherwise.")
def main(random_seed: int, production: bool, **sizes: int) -> None:
    """Run the command."""
    settings = load_settings()
    if settings.environment == "production" and not production:
        raise click.ClickException(
            "this is production, and demo data comes with an account whose password everybody knows;"
            " if you want that, add --production"
        )
    upgrade_to_head(settings)
    now_there = _seed(settings, Sizes(**sizes), random_seed)
    click.echo("There are now " + ", ".join(f"{count:,} {kind}" for kind, count in _by_kind(now_there)) + ".")
    click.echo(f"Sign in as {JOHNDOE}{DOMAIN}, password {PASSWORD}. Everybody else has that password, too.")


def _seed(settings: Settings, sizes: Sizes, random_seed: int) -> Sizes:
    """Seed, and show how far it is."""
    columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks = {kind: bars.add_task(kind, total=count, start=False) for kind, count in _by_kind(sizes)}

        def show(kind: str, done: int) -> None:
            bars.start_task(tasks[kind])
            bars.update(tasks[kind], completed=done)

        return asyncio.run(seed(settings, sizes, random_seed=random_seed, progress=show))


def _by_kind(sizes: Sizes) -> list[tuple[str, int]]:
    return list(msgspec.structs.asdict(sizes).items())


if __name__ == "__main__":
    main()
