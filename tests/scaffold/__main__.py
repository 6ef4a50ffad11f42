"""Write random resources into a copy of the repository, and run all gates there, on both databases.

The copy needs a working tree without errors. The same seed writes the same resources.

Exit codes: 0 if all gates pass without an edit, else 1.
"""

import sys
import time
from pathlib import Path
from random import randrange
from tempfile import TemporaryDirectory

import rich_click as click

from app.settings import ROOT
from tests.scaffold import gates
from tests.scaffold.copies import Copy
from tests.scaffold.random_resources import random_resources

LARGEST_SEED = 1_000_000


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--count", type=click.IntRange(1, 24), default=20, show_default=True, help="The number of resources.")
@click.option("--seed", type=int, help="The seed of the resources; by default a random one.")
@click.option("--folder", type=click.Path(path_type=Path), help="A new folder for the copy, which stays there.")
def main(count: int, seed: int | None, folder: Path | None) -> None:
    """Run the command."""
    seed = randrange(LARGEST_SEED) if seed is None else seed
    click.echo(f"seed {seed}")
    if folder is None:
        with TemporaryDirectory() as temporary:
            sys.exit(prove(Path(temporary).resolve() / "copy", count, seed))
    sys.exit(prove(folder.resolve(), count, seed))


def prove(folder: Path, count: int, seed: int) -> int:
    """Print the progress and each failure, and return the exit code."""
    folder.mkdir(parents=True)
    copy = Copy(ROOT, folder)
    base = copy.git("rev-parse", "HEAD").strip()
    resources = random_resources(count, seed)
    failures = 0
    started = time.monotonic()
    for resource, failure in zip(resources, gates.write(copy, resources), strict=False):
        click.echo(f"{time.monotonic() - started:6.0f} s  {resource}")
        failures += report(failure)
    if failures == 0:
        for name, failure in gates.check(copy, resources, base):
            click.echo(f"{time.monotonic() - started:6.0f} s  {name}")
            failures += report(failure)
    click.echo(f"{count} resources, {failures} failures")
    return 1 if failures else 0


def report(failure: gates.Failure | None) -> int:
    """Print a failure, and return the number of failures."""
    if failure is None:
        return 0
    click.echo(f"FAILED  {failure}")
    return 1


if __name__ == "__main__":
    main()
